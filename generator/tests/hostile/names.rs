//! Names of properties, schemas, enum members and headers.

use super::support::{Page, lines, read_all};
use bindery_model::Type;

#[test]
fn any_name_is_a_name() {
    let names = [
        "type",
        "class",
        "self",
        "Self",
        "1",
        "2nd",
        "😀",
        "__",
        "$",
        "a b",
        "é",
        "É",
        "\"",
        "\\",
        "{",
        "%",
        "id",
        "Id",
        "ID",
        "null",
        "#/x",
        "a/b",
        "~",
        "constructor",
        "..",
    ];
    let rows: String = names
        .iter()
        .map(|name| format!("| {name} | string | |\n"))
        .collect();
    let read = Page::new("A").body("Thing", &rows).query(&rows).read();
    let properties = &read.schema("Thing").properties;
    let found: Vec<&str> = properties.iter().map(|p| p.name.as_str()).collect();
    let expected: Vec<&str> = names.to_vec();
    assert_eq!(found, expected);
    let parameters = &read.one_operation().parameters;
    let found: Vec<&str> = parameters.iter().map(|p| p.name.value.as_str()).collect();
    assert_eq!(found, expected);
    assert_eq!(read.found(), [""; 0]);
}

#[test]
fn a_row_without_a_name_is_told() {
    for name in ["", "``", "****", "` `", "_ _"] {
        let read = Page::new("A")
            .body("Thing", &format!("| {name} | string | |\n| a | | |\n"))
            .read();
        assert_eq!(read.found(), ["unread-row page.md:24:1"], "{name}");
    }
}

#[test]
fn names_of_schemas_differ_in_more_than_case() {
    let names = ["Thing", "thing", "THING", "Schema", "schema2"];
    let page = |(n, name): (usize, &&str)| {
        let page = Page::new(&format!("Op{n}")).body(name, &format!("| p{n} | string | |\n"));
        (format!("{n}.md"), page.text())
    };
    let read = read_all(names.iter().enumerate().map(page));
    let mut given: Vec<_> = read
        .schema_names()
        .iter()
        .map(|name| name.to_lowercase())
        .collect();
    assert_eq!(given.len(), 5, "{given:?}");
    given.dedup();
    assert_eq!(given.len(), 5, "{given:?}");
    assert!(given.iter().all(|name| !name.is_empty()));
}

#[test]
fn an_enum_of_very_many_members_has_each_once() {
    let members: Vec<_> = (0..100_000).map(|n| format!("M{}", n % 99_999)).collect();
    let rows = format!("| Kind | Enum: {} | |\n", members.join(", "));
    let read = Page::new("A").body("Thing", &rows).read();
    let Type::Enum(members) = &read.schema("Thing").properties[0].value_type else {
        panic!("it is an enum");
    };
    assert_eq!(members.len(), 99_999);
}

#[test]
fn many_headers_and_media_types_are_each_there_once() {
    let media: Vec<_> = (0..50_000).map(|n| format!("a/m{n}")).collect();
    let rows = lines(50_000, |n| format!("| X-H{n} | {n} |"));
    let accept = format!("| Accept | {} |\n", media.join(", "));
    let tail = format!(
        "## Request Headers\n\n| Parameter Name | Description |\n|---|---|\n{accept}{rows}"
    );
    let read = Page::new("A")
        .body("Thing", "| a | string | |\n")
        .tail(&tail)
        .read();
    assert_eq!(read.reference.api.headers.len(), 50_000);
    let operation = read.one_operation();
    let body = operation.responses[0].body.as_ref().expect("it has one");
    assert_eq!(body.media_types.len(), 50_000);
}
