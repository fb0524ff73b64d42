//! The crate as a whole: every file is there, parses, and nothing that pages say breaks one.

use super::*;
use crate::dialect::{Choice, builtin};
use crate::target::rust::nasty::NASTY;
use std::collections::HashMap;

/// A page on a change, with a body in the form that `BODY` says, and on a list with links.
const CHANGE: &str = r#"---
title: PATCH Pen/{id}
uid: v1Pen_PatchPen
---

# PATCH Pen/{id}

```http
PATCH /api/v1/Pen/{id}
```

| Path Part | Type | Description |
|-----------|------|-------------|
| id | int32 | Which one. **Required** |

## Query String Parameters

| Parameter Name | Type |  Description |
|----------------|------|--------------|
| $select | string | Names |

## Request Headers

| Parameter Name | Description |
|----------------|-------------|
| Content-Type | MEDIA |

## Request Body: changes string

A JSON-Patch array, or a MERGE-PATCH object.

| Property Name | Type |  Description |
|----------------|------|--------------|
| op | String | What to do |
| path | String | Where |
| value | Object | What to put there |

## Response:

OK

| Response | Description |
|----------------|-------------|
| 200 | OK |
| 409 | In use |

### Response body: Pen

| Property Name | Type |  Description |
|----------------|------|--------------|
| Name | string | Its name |
| Cap | Cap | What covers it |
| Inks | array | Colours |

## Sample request

```http!
PATCH /api/v1/Pen/{id}
Content-Type: application/json; charset=utf-8

[ { "op": "replace", "path": "/Name", "value": {} } ]
```

## Sample response

```http_
HTTP/1.1 200 OK
Content-Type: application/json; charset=utf-8

{ "Name": "a", "Cap": { "Size": 1, "Pen": { "Name": "b", "Cap": null, "Inks": [] } }, "Inks": [ "red" ] }
```
"#;

const LIST: &str = r#"---
title: GET Pen
uid: v1Pen_GetAll
---

# GET Pen

```http
GET /api/v1/Pen
```

## Response:

OK

| Response | Description |
|----------------|-------------|
| 200 | OK |

### Response body: Pens

| Property Name | Type |  Description |
|----------------|------|--------------|
| odata.nextLink | string | Where the next are |
| value | array | The pens |

## Sample response

```http_
HTTP/1.1 200 OK
Content-Type: application/json; charset=utf-8

{ "odata.nextLink": "", "value": [ "a" ] }
```
"#;

fn crate_of(pages: &[&str], options: &Options) -> HashMap<String, String> {
    let mut sources = SourceMap::new();
    for (at, page) in pages.iter().enumerate() {
        sources.add(format!("docs/{at}.md"), *page);
    }
    let dialects = builtin().expect("they are right");
    let api = crate::read_reference(&sources, Choice::Auto(&dialects)).api;
    files_of(&api, &sources, options)
}

fn files_of(api: &ResolvedApi, sources: &SourceMap, options: &Options) -> HashMap<String, String> {
    let files = generate(api, sources, options, &Shared::default()).expect("it can be generated");
    let again = generate(api, sources, options, &Shared::default()).expect("it can be generated");
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
    let tests = &files["src/samples/result.rs"];
    assert!(tests.contains("round_trip::<crate::types::Option2>(&samples[1]);"));
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

/// Asserts that the text has each of the lines.
#[track_caller]
fn has(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.contains(line), "{line} is not in {text}");
    }
}

#[test]
fn a_change_is_a_json_patch_or_a_merge_patch() {
    let both = "`application/json-patch+json`, `application/merge-patch+json`";
    let files = crate_of(&[&CHANGE.replace("MEDIA", both)], &Options::of("pens"));
    let lines = [
        "changes: &JsonPatch,",
        "changes: &types::PenPatch,",
        "pub fn merge_patch(",
        ".with_json(\"application/json-patch+json\", changes)",
        ".with_json(\"application/merge-patch+json\", changes)",
        "Request<'c, Outcome<types::Pen>, Select>",
        ".or_outcome()",
        "/// let answer = client.pen().patch(1, &pens::JsonPatch::new()).send().await?;",
    ];
    has(&files["src/pen.rs"].replace("//!", "///"), &lines);
    let fields = [
        "#[serde(default, rename_all = \"PascalCase\")]",
        "#[serde(skip_serializing_if = \"Patch::is_absent\")]",
        "pub name: Patch<String>,",
        "pub inks: Patch<Vec<String>>,",
    ];
    has(&files["src/types/pen_patch.rs"], &fields);
    has(&files["src/types/cap_patch.rs"], &["pub size: Patch<i32>,"]);
    let tests = "round_trip::<crate::JsonPatch>(&samples[0]);";
    has(&files["src/samples/pen.rs"], &[tests]);
    // Nothing but merge patches tells absent from null.
    let mut others = files
        .iter()
        .filter(|(path, _)| path.starts_with("src/types/") && !path.ends_with("_patch.rs"));
    assert!(others.all(|(_, text)| !text.contains("Patch<")));
    assert!(!files.contains_key("src/types/json_patch.rs"));

    let merge = crate_of(
        &[&CHANGE.replace("MEDIA", "`application/merge-patch+json`")],
        &Options::of("pens"),
    );
    has(&merge["src/pen.rs"], &["pub fn merge_patch("]);
}

#[test]
fn prose_tells_a_media_type_where_no_header_lists_one() {
    let files = crate_of(&[&CHANGE.replace("MEDIA", "")], &Options::of("pens"));
    let lines = [
        ".with_json(\"application/json-patch+json\", changes)",
        ".with_json(\"application/merge-patch+json\", changes)",
    ];
    has(&files["src/pen.rs"], &lines);
    // A header outweighs prose.
    let json = CHANGE.replace("MEDIA", "`application/json`");
    let files = crate_of(&[&json], &Options::of("pens"));
    let text = &files["src/pen.rs"];
    has(
        text,
        &[".with_json(\"application/json\", changes)", "&JsonPatch"],
    );
    assert!(!text.contains("merge"), "{text}");
}

#[test]
fn lists_of_odata_come_in_pages_and_names_as_lists() {
    let select = LIST.replace(
        "## Response:",
        "## Query String Parameters\n\n| Parameter Name | Type |  Description |\n|---|---|---|\n\
         | $select | string | Names |\n| $top | int32 | How many |\n\n## Response:",
    );
    let files = crate_of(&[&select], &Options::of("pens"));
    let page = [
        "impl crate::support::Page for Pens {",
        "self.odata_next_link.as_deref()",
        "#[serde(default, deserialize_with = \"crate::support::present\")]",
    ];
    has(&files["src/types/pens.rs"], &page);
    let options = [
        "value: impl IntoIterator<Item = impl AsRef<str>>",
        "self.with_names(\"$select\", value)",
        "pub fn top(self, value: i32) -> Self {",
    ];
    has(&files["src/pen.rs"], &options);
    // Rows without a link are one page.
    let plain = crate_of(
        &[&LIST.replace("odata.nextLink", "odata.first")],
        &Options::of("pens"),
    );
    assert!(!plain["src/types/pens.rs"].contains("Page"));
}

#[test]
fn bodies_may_be_enumerations() {
    let mut sources = SourceMap::new();
    sources.add("docs/a.md".to_owned(), CHANGE.replace("PATCH", "POST"));
    let dialects = builtin().expect("they are right");
    let mut api = crate::read_reference(&sources, Choice::Auto(&dialects)).api;
    let words = bindery_model::Type::Enum(vec!["Fine".to_owned(), "Broad".to_owned()]);
    let operation = &mut api.operations[0];
    operation.sample_requests.clear();
    operation.sample_responses.clear();
    let request = operation.request.as_mut().expect("it has one");
    request.value_type = words.clone();
    let answer = operation.responses[0].body.as_mut().expect("it has one");
    answer.value_type = bindery_model::Type::Array(Box::new(words));
    let files = files_of(&api, &sources, &Options::of("pens"));
    let lines = [
        "changes: PatchBody,",
        "Request<'c, Outcome<Vec<PatchAnswer>>, Select>",
        "Request::items(self.0, &OPERATION)",
        ".with_json(\"application/json\", &changes)",
        "impl serde::Serialize for PatchBody {",
        "pens::pen::PatchBody::Fine",
    ];
    has(&files["src/pen.rs"], &lines);
}

#[test]
fn a_long_resource_is_split_by_what_paths_add() {
    let names = ["Ink", "Cap", "Nib", "Tip"];
    let page = |at: usize| {
        let path = format!("Pen/{}/Part{at}", names[at % 4]);
        let long = "Words on it.\n\nMore words.\n\n".repeat(8);
        let page = LIST.replace("GET Pen", &format!("GET {path}"));
        let page = page.replace("/api/v1/Pen", &format!("/api/v1/{path}"));
        let page = page.replace("v1Pen_GetAll", &format!("v1Pen_GetPart{at}"));
        page.replace("## Response:", &format!("{long}\n\n## Response:"))
    };
    let mut pages: Vec<String> = (0..40).map(page).collect();
    pages.push(LIST.to_owned());
    let all: Vec<&str> = pages.iter().map(String::as_str).collect();
    let files = crate_of(&all, &Options::of("pens"));
    let main = &files["src/pen/mod.rs"];
    has(
        main,
        &[
            "mod cap;",
            "mod ink;",
            "pub struct Pen<'c>",
            "pub fn get_all(",
        ],
    );
    has(
        &files["src/pen/ink.rs"],
        &[
            "//! Operations of `Pen`: `Ink`.",
            "use super::Pen;",
            "pub fn get_part0(",
        ],
    );
    assert!(!files.contains_key("src/pen.rs"));
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("src/pen")) {
        assert!(text.lines().count() <= 600, "{path}");
    }
    let calls = |text: &String| text.matches("    pub fn get_").count();
    let count: usize = files
        .iter()
        .filter(|(path, _)| path.starts_with("src/pen/"))
        .map(|(_, text)| calls(text))
        .sum();
    assert_eq!(count, 41);
    let reversed: Vec<&str> = all.iter().rev().copied().collect();
    let again = crate_of(&reversed, &Options::of("pens"));
    let without_places =
        |text: &str| -> String { text.lines().filter(|line| !line.contains(".md:")).collect() };
    assert_eq!(
        without_places(&again["src/pen/ink.rs"]),
        without_places(&files["src/pen/ink.rs"])
    );
}
