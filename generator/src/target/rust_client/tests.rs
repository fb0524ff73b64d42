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
    let files = generate(&api, &sources, options).expect("it can be generated");
    let again = generate(&api, &sources, options).expect("it can be generated");
    assert_eq!(files, again);
    files
        .into_iter()
        .map(|file| (file.path, file.text))
        .collect()
}

#[test]
fn nothing_at_all_is_a_crate_too() {
    let files = crate_of(&[], &Options::of("api-client"));
    assert!(files["Cargo.toml"].contains("name = \"api-client\""));
    assert!(files.contains_key("src/support/client/handle.rs"));
}

#[test]
fn nasty_names_and_texts_stay_apart() {
    let options = Options {
        page_url: Some("https://e.com/docs/".to_owned()),
        ..Options::of("api-client")
    };
    let files = crate_of(&[NASTY], &options);
    let resource = &files["src/result.rs"];
    for line in [
        "pub struct Result2<'c>(&'c Client);",
        "type_: &str,",
        "/// Says \"*/\" and `{{ this }}`, \\ and {% that %}. 😀",
        "statuses: &[(200, \"\\\"OK\\\" \\\\ */\")],",
        "Request::json(self.0, &OPERATION)",
        ".with_path(\"type\", &type_)",
        "pub fn send_2(self, value: Send2) -> Self {",
        "pub fn self_(self, value: i32) -> Self {",
        "Unlisted(Box<str>),",
        "(\"1st\", Self::Value1st),",
    ] {
        assert!(resource.contains(line), "{line} is not in {resource}");
    }
    let object = &files["src/types/option2.rs"];
    for line in [
        "#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]",
        "#[non_exhaustive]",
        "pub type_: Option<String>,",
        "#[serde(rename = \"_Links\", skip_serializing_if = \"Option::is_none\")]",
        "pub links_2: Option<String>,",
        "#[serde(rename = \"😀\", skip_serializing_if = \"Option::is_none\")]",
        "pub child: Option<Box<Option2>>,",
        "([`0.md:47`](https://e.com/docs/docs/0.md#L47))",
    ] {
        assert!(object.contains(line), "{line} is not in {object}");
    }
    assert_eq!(files["samples/result.tsv"].lines().count(), 2);
    assert!(files["src/samples.rs"].contains("round_trip::<crate::types::Option2>(&samples[1]);"));
}

#[test]
fn what_is_only_received_is_not_written() {
    let page = NASTY
        .replace("PUT", "GET")
        .replace("## Request Body: Option", "## Other: Option");
    let files = crate_of(&[&page], &Options::of("api-client"));
    let object = &files["src/types/option2.rs"];
    assert!(object.contains("PartialEq, Deserialize)]"), "{object}");
    assert!(
        object.contains("cfg_attr(test, derive(serde::Serialize))"),
        "{object}"
    );
    assert!(!object.contains("skip_serializing_if"), "{object}");
}

#[test]
fn default_features_are_chosen() {
    let chosen = Options {
        default_features: Some(vec!["result".to_owned(), "lost".to_owned()]),
        ..Options::of("api-client")
    };
    let files = crate_of(&[NASTY], &chosen);
    assert!(files["Cargo.toml"].contains("default = [\"result\", \"jiff\"]"));
    let none = Options {
        default_features: Some(Vec::new()),
        ..Options::of("api-client")
    };
    assert!(crate_of(&[NASTY], &none)["Cargo.toml"].contains("default = [\"jiff\"]"));
}

#[test]
fn the_support_code_is_copied_whole() {
    let files = crate_of(&[], &Options::of("api-client"));
    let mut count = 1;
    for folder in ["client", "value"] {
        let path = format!("{}/support/src/{folder}", env!("CARGO_MANIFEST_DIR"));
        for entry in std::fs::read_dir(path).expect("it is a folder") {
            let path = entry.expect("it can be read").path();
            let text = std::fs::read_to_string(&path).expect("it can be read");
            let name = path.file_name().expect("it has one").to_string_lossy();
            let copied = files.get(&format!("src/support/{folder}/{name}"));
            assert_eq!(copied, Some(&text), "{name}");
            count += 1;
        }
    }
    let copied = files
        .keys()
        .filter(|path| path.starts_with("src/support/"))
        .count();
    assert_eq!(copied, count);
}
