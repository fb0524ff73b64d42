//! The document as a whole, made from a small model.

use super::*;
use bindery_model::Type;
use model::{api, sources};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

mod meta_schema;
pub(super) mod model;
mod yaml;

fn document(options: &Options) -> Value {
    written(&api(), &sources(), options)
}

/// What is written, as JSON and as YAML and once more.
fn written(api: &ResolvedApi, sources: &SourceMap, options: &Options) -> Value {
    let files = generate(api, sources, options).expect("it can be written");
    let [json, yaml] = files.first_chunk().expect("two files");
    assert_eq!((&*json.path, &*yaml.path), ("openapi.json", "openapi.yaml"));
    assert!(json.text.ends_with("}\n") && yaml.text.ends_with('\n'));
    let value: Value = serde_json::from_str(&json.text).expect("it is JSON");
    let same: Value = serde_yaml::from_str(&yaml.text).expect("it is YAML");
    assert_eq!(value, same);
    let again = generate(api, sources, options).expect("it can be written");
    assert_eq!(files, again);
    value
}

fn form(version: Version) -> Options {
    Options {
        version,
        ..Options::default()
    }
}

#[test]
fn the_3_1_form_says_all() {
    insta::assert_json_snapshot!(document(&form(Version::V3_1)));
}

#[test]
fn the_3_0_form_says_what_its_readers_bear() {
    insta::assert_json_snapshot!(document(&form(Version::V3_0)));
}

#[test]
fn yaml_reads_like_yaml() {
    let files = generate(&api(), &sources(), &Options::default()).expect("it can be written");
    insta::assert_snapshot!(files[1].text);
}

#[test]
fn nothing_at_all_is_a_document_too() {
    let nothing = ResolvedApi::default();
    let files = generate(&nothing, &SourceMap::new(), &Options::default()).expect("it can");
    let value: Value = serde_json::from_str(&files[0].text).expect("it is JSON");
    assert_eq!(value["paths"], json!({}));
    assert_eq!(value["components"], json!({}));
}

#[test]
fn options_are_told() {
    let options = Options {
        version: Version::V3_0,
        title: Some("T".to_owned()),
        api_version: Some("7".to_owned()),
        server_url: Some("https://e.com/x".to_owned()),
        distinct_paths: false,
    };
    let told = document(&options);
    assert_eq!(told["openapi"], "3.0.3");
    assert_eq!(told["info"]["title"], "T");
    assert_eq!(told["info"]["version"], "7");
    assert_eq!(told["servers"], json!([{"url": "https://e.com/x"}]));
}

#[test]
fn versions_have_a_spelling() {
    for version in Version::ALL {
        assert_eq!(Version::parse(version.as_str()), Some(*version));
    }
    assert_eq!(Version::parse("2.0"), None);
}

/// Paths and their methods.
fn paths(document: &Value) -> Vec<String> {
    let paths = document["paths"].as_object().expect("an object");
    let methods = |item: &Value| {
        item.as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect()
    };
    let line = |(path, item)| {
        let methods: Vec<String> = methods(item);
        format!("{path} {}", methods.join(" "))
    };
    paths.iter().map(line).collect()
}

#[test]
fn paths_that_differ_in_names_are_told_apart_if_wanted() {
    let stated = paths(&document(&Options::default()));
    assert_eq!(
        stated,
        [
            "/contact get post",
            "/contact/{id} get",
            "/contact/{name} get"
        ]
    );
    let options = Options {
        distinct_paths: true,
        ..Options::default()
    };
    let distinct = paths(&document(&options));
    assert_eq!(
        distinct,
        [
            "/contact get post",
            "/contact/{id} get",
            "/./contact/{name} get"
        ]
    );
}

#[test]
fn an_enum_of_very_many_words_takes_no_time() {
    let words: Vec<String> = (0..100_000).map(|number| format!("w{number}")).collect();
    let mut api = api();
    api.schemas[0].properties[6].value_type = Type::Enum(words);
    for version in Version::ALL {
        let start = Instant::now();
        let files = generate(&api, &sources(), &form(*version)).expect("it can be written");
        assert!(files[0].text.contains("w99999"));
        // Seconds at most; in quadratic time it takes minutes.
        assert!(start.elapsed() < Duration::from_secs(30), "{version}");
    }
}

#[test]
fn an_operation_that_is_documented_twice_stands_once() {
    let mut api = api();
    let mut again = api.operations[0].clone();
    again.id.value = "another".to_owned();
    again.span = model::line(9);
    api.operations.insert(1, again);
    let files = generate(&api, &sources(), &Options::default()).expect("it can be written");
    let value: Value = serde_json::from_str(&files[0].text).expect("it is JSON");
    let operation = &value["paths"]["/contact"]["get"];
    assert_eq!(operation["x-documented-at"], "pages/all.md:1");
    assert_eq!(operation["x-also-documented-at"], json!(["pages/all.md:9"]));
}
