//! The crate as a whole: every file is there, parses, and nothing that pages say breaks one.

use super::*;
use crate::dialect::{Choice, builtin};
use crate::target::rust::nasty::NASTY;
use std::collections::HashMap;

fn crate_of(pages: &[&str], options: &Options) -> HashMap<String, String> {
    let mut sources = SourceMap::new();
    for (at, page) in pages.iter().enumerate() {
        sources.add(format!("docs/{at}.md"), *page);
    }
    let dialects = builtin().expect("they are right");
    let api = crate::read_reference(&sources, Choice::Auto(&dialects)).api;
    let files = generate(&api, &sources, options, &Shared::default()).expect("it can be generated");
    let again = generate(&api, &sources, options, &Shared::default()).expect("it can be generated");
    assert_eq!(files, again);
    files
        .into_iter()
        .map(|file| (file.path, file.text))
        .collect()
}

#[test]
fn nothing_at_all_is_a_crate_too() {
    let files = crate_of(&[], &Options::default());
    assert!(files["Cargo.toml"].contains("name = \"api-server\""));
    assert!(files.contains_key("src/support/server/router.rs"));
    assert!(!files["Cargo.toml"].contains("dev-dependencies"));
}

#[test]
fn a_resource_is_a_trait_and_what_is_documented() {
    let files = crate_of(&[NASTY], &Options::default());
    insta::assert_snapshot!(files["src/result.rs"]);
}

#[test]
fn nasty_names_stay_apart_in_types() {
    let files = crate_of(&[NASTY], &Options::default());
    let object = &files["src/types/option2.rs"];
    for line in [
        "#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]",
        "#[serde(rename = \"_Links\")]",
        "pub links_2: Option<String>,",
        "pub child: Option<Box<Option2>>,",
    ] {
        assert!(object.contains(line), "{line} is not in {object}");
    }
    let samples = &files["samples/result.tsv"];
    assert!(
        samples.starts_with("v1Result_Self\tdocs/0.md:"),
        "{samples}"
    );
}

#[test]
fn what_is_written_can_be_read_from_a_sample() {
    let page = NASTY.replace("Response body: Option", "Response body: Other");
    let files = crate_of(&[&page], &Options::default());
    let written = &files["src/types/other.rs"];
    assert!(written.contains("Deserialize, Serialize)]"), "{written}");
    assert!(!written.contains("skip_serializing_if"), "{written}");
}

#[test]
fn the_client_is_called_once_an_operation() {
    let client = ClientCrate {
        package: "pen-client".to_owned(),
        path: "../client".to_owned(),
    };
    let options = Options {
        client: Some(client),
        ..Options::default()
    };
    let files = crate_of(&[NASTY], &options);
    assert!(files["Cargo.toml"].contains("pen-client = { path = \"../client\""));
    let tests = &files["tests/client.rs"];
    let call = "resource.self_(\"a\", &Default::default()).send().await";
    assert!(tests.contains(call), "{tests}");
    assert!(
        tests.contains("use pen_client::{Client, Error};"),
        "{tests}"
    );
}
