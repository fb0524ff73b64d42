//! APIs of several pages.

use super::pages::select;
use bindery_model::SourceMap;
use proptest::prelude::*;

/// Pages that speak of the same few shapes, in agreement and in contradiction.
pub(crate) fn api() -> impl Strategy<Value = Vec<(String, String)>> {
    const TYPES: &[&str] = &[
        "int32",
        "string",
        "String",
        "array",
        "object",
        "",
        "Thing",
        "Part",
        "Missing",
        "date-time",
        "Enum: A, B",
        "wrong!",
    ];
    const NAMES: &[&str] = &[
        "Id", "id", "Name", "Parts", "Thing", "Part", "Owner", "Next", "Items", "Rights",
    ];
    const VALUES: &[&str] = &[
        "null",
        "1",
        "1.5",
        "\"a\"",
        "true",
        "[]",
        "{}",
        "[1]",
        "[{\"Id\": 1, \"Next\": null}]",
        "{\"Id\": 1, \"Name\": \"a\"}",
        "{\"Owner\": {\"Id\": 2}}",
        "[[{\"Name\": \"b\"}]]",
        "\"2024-03-05T09:12:44Z\"",
        "{\"made-up\": {\"Id\": 1, \"Next\": {\"Id\": 1}}}",
    ];
    const BODIES: &[&str] = &["object", "Thing", "Part", "array", "", "Owner", "thing"];
    const IDS: &[&str] = &[
        "v1Thing_GetThing",
        "v1Thing_GetPart",
        "v1PartAgent_SaveParts",
        "v1ThingAgent_GetThing",
        "x",
    ];
    const TELLS: &[&str] = &[
        "Words.",
        "Carrier object for Part",
        "Thing entity with API _Links added",
        "could be null",
        "**Required**",
    ];
    let row = (select(NAMES), select(TYPES), select(TELLS), select(VALUES));
    let rows = prop::collection::vec(row, 0..6);
    let one = (
        select(IDS),
        0..6_usize,
        select(BODIES),
        rows.clone(),
        rows,
        any::<[bool; 5]>(),
    );
    prop::collection::vec(one, 1..7).prop_map(|pages| {
        let write = |(n, (id, path, body, rows, taken, flags)): (usize, _)| {
            let (id, body): (String, String) = (id, body);
            let (rows, taken): (Vec<(String, String, String, String)>, Vec<_>) = (rows, taken);
            let [posts, shows, lists, own, empty]: [bool; 5] = flags;
            let method = if posts { "POST" } else { "GET" };
            let table = |rows: &[(String, String, String, String)]| -> String {
                let row = |(name, word, tells, _): &(String, String, String, String)| format!("| {name} | {word} | {tells} |\n");
                "| Property Name | Type | Description |\n|---|---|---|\n".to_owned() + &rows.iter().map(row).collect::<String>()
            };
            let sample = |rows: &[(String, String, String, String)]| -> String {
                let members: Vec<_> = rows.iter().map(|(name, _, _, value)| format!("\"{name}\": {value}")).collect();
                let object = format!("{{{}}}", members.join(", "));
                if lists { format!("[{object}]") } else { object }
            };
            let mut text = format!("---\ntitle: T\nuid: {id}\n---\n\n# T\n\n```http\n{method} /api/v1/Thing/p{path}\n```\n\nDoes it.\n\n");
            text += "## Query String Parameters\n\n| Parameter Name | Type | Description |\n|---|---|---|\n| thing.Id | int32 | |\n| thing.part.Name | string | |\n\n";
            if posts {
                let name = if own { "request" } else { "things" };
                text += &format!("## Request Body: {name}\n\nThe Part to be saved\n\n{}\n", table(&taken));
            }
            let status = if empty { 204 } else { 200 };
            text += &format!("## Response: {}\n\nCarrier object for Thing\n\n| Response | Description |\n|---|---|\n| {status} | OK |\n\n", if lists { "array" } else { "" });
            text += &format!("### Response body: {body}\n\n");
            if !rows.is_empty() {
                text += &table(&rows);
            }
            if shows {
                text += &format!("\n## Sample response\n\n```http_\nHTTP/1.1 {status} OK\n\n{}\n```\n", sample(&rows));
            }
            (format!("pages/{n}.md"), text)
        };
        pages.into_iter().enumerate().map(write).collect()
    })
}

pub(crate) fn map(files: &[(String, String)]) -> SourceMap {
    let mut sources = SourceMap::new();
    for (path, text) in files {
        sources.add(path.as_str(), text.as_str());
    }
    sources
}
