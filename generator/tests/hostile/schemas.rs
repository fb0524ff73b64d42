//! Pages that contradict one another, and schemas that hold themselves.

use super::support::{Page, lines, read_all};

#[test]
fn of_two_pages_for_one_operation_one_counts() {
    let first = Page::new("A").text();
    let second = Page::new("B").endpoint("GET /api/v1/A").text();
    let read = read_all([("a.md".to_owned(), first), ("b.md".to_owned(), second)]);
    assert_eq!(read.one_operation().id.value, "A");
    assert_eq!(read.found(), ["duplicate-operation b.md:9:5"]);
}

#[test]
fn one_id_for_many_operations_is_numbered() {
    let page = |n: usize| {
        Page::new("Same")
            .endpoint(&format!("GET /api/v1/a{n}"))
            .text()
    };
    let read = read_all((0..3_000).map(|n| (format!("{n}.md"), page(n))));
    let mut ids: Vec<_> = read
        .reference
        .api
        .operations
        .iter()
        .map(|o| o.id.value.clone())
        .collect();
    assert_eq!(ids.len(), 3_000);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3_000);
    assert_eq!(read.count("duplicate-id"), 2_999);
}

#[test]
fn a_schema_may_hold_itself_in_any_way() {
    let direct = Page::new("A").body("Direct", "| Self | Direct | |\n");
    let array = Page::new("B").body("Listed", "| All | array | |\n| Id | int32 | |\n");
    let array =
        array.sample("{\"All\": [{\"All\": [{\"All\": [], \"Id\": 1}], \"Id\": 2}], \"Id\": 3}");
    let ping = Page::new("C").body("Ping", "| Pong | Pong | |\n");
    let pong = Page::new("D").body("Pong", "| Ping | Ping | |\n| Leaf | Leaf | |\n");
    let leaf = Page::new("E").body("Leaf", "| Id | int32 | |\n");
    let pages = [direct, array, ping, pong, leaf];
    let read = read_all(
        pages
            .iter()
            .map(|page| (format!("{}.md", page.id), page.text())),
    );
    let recursive = |name: &str| read.schema(name).recursive;
    assert!(
        ["Direct", "Listed", "Ping", "Pong"]
            .into_iter()
            .all(recursive)
    );
    assert!(!recursive("Leaf"));
    assert_eq!(read.found(), [""; 0]);
}

#[test]
fn a_ring_of_2_000_schemas_is_one_recursion() {
    let page = |n: usize| {
        let body = format!("| Next | T{} | |\n| Own{n} | int32 | |\n", (n + 1) % 2_000);
        Page::new(&format!("Op{n}"))
            .body(&format!("T{n}"), &body)
            .text()
    };
    let read = read_all((0..2_000).map(|n| (format!("{n}.md"), page(n))));
    assert_eq!(read.reference.api.schemas.len(), 2_000);
    assert!(
        read.reference
            .api
            .schemas
            .iter()
            .all(|schema| schema.recursive)
    );
}

fn properties_of(n: usize, count: usize) -> String {
    lines(count, |p| format!("| P{n}x{p} | string | Property {p} |"))
}

fn sample_of(n: usize, count: usize) -> String {
    let members: Vec<_> = (0..count).map(|p| format!("\"P{n}x{p}\": \"a\"")).collect();
    format!("{{{}}}", members.join(","))
}

#[test]
fn operations_that_share_one_schema_share_it() {
    let (rows, sample) = (properties_of(0, 300), sample_of(0, 300));
    let page = |n: usize| {
        Page::new(&format!("Op{n}"))
            .body("Thing", &rows)
            .sample(&sample)
            .text()
    };
    let read = read_all((0..2_000).map(|n| (format!("{n}.md"), page(n))));
    assert_eq!(read.reference.api.operations.len(), 2_000);
    assert_eq!(read.schema_names(), ["Thing"]);
    assert_eq!(read.schema("Thing").properties.len(), 300);
}

#[test]
fn schemas_without_names_that_are_alike_in_nothing_are_each_their_own() {
    let page = |n: usize| {
        let rows = properties_of(n, 60);
        Page::new(&format!("Op{n}")).body("", &rows).tail(&format!(
            "### Response body: object\n\n| Property Name | Type | Description |\n|---|---|---|\n{rows}"
        ))
        .text()
    };
    let read = read_all((0..1_000).map(|n| (format!("{n}.md"), page(n))));
    assert_eq!(read.reference.api.schemas.len(), 1_000);
}

#[test]
fn names_for_one_shape_are_each_a_schema() {
    let rows = properties_of(0, 100);
    let named = |n: usize| {
        Page::new(&format!("Op{n}"))
            .body(&format!("T{n}"), &rows)
            .text()
    };
    let unnamed = |n: usize| {
        Page::new(&format!("Un{n}")).tail(&format!(
            "### Response body: object\n\n| Property Name | Type | Description |\n|---|---|---|\n{rows}"
        ))
        .text()
    };
    let all = (0..500).map(|n| (format!("n{n}.md"), named(n)));
    let read = read_all(all.chain((0..500).map(|n| (format!("u{n}.md"), unnamed(n)))));
    assert_eq!(read.reference.api.operations.len(), 1_000);
    assert_eq!(read.reference.api.schemas.len(), 500);
}

#[test]
fn requests_that_are_alike_in_nothing_are_each_their_own() {
    let page = |n: usize| {
        Page::new(&format!("Op{n}")).endpoint(&format!("POST /api/v1/op{n}")).tail(&format!(
            "## Request Body: entity\n\n| Property Name | Type | Description |\n|---|---|---|\n{}",
            properties_of(n, 100)
        ))
        .text()
    };
    let read = read_all((0..1_000).map(|n| (format!("{n}.md"), page(n))));
    assert_eq!(read.reference.api.schemas.len(), 1_000);
}

#[test]
fn flattened_parameters_are_compared_with_every_schema() {
    let page = |n: usize| {
        let query = lines(20, |p| format!("| root.P{n}x{p}.a | string | |"));
        Page::new(&format!("Op{n}"))
            .body(&format!("T{n}"), &properties_of(n, 100))
            .query(&query)
            .text()
    };
    let read = read_all((0..500).map(|n| (format!("{n}.md"), page(n))));
    assert_eq!(read.reference.api.schemas.len(), 500);
}

#[test]
fn a_parameter_with_very_many_parts_flattens_nothing() {
    let rows = format!("| {}a | int32 | |\n", "a.".repeat(200_000));
    let read = Page::new("A")
        .query(&rows)
        .body("Thing", "| a | object | |\n")
        .read();
    assert_eq!(read.one_operation().parameters.len(), 1);
    assert_eq!(read.schema("Thing").properties.len(), 1);
}

#[test]
fn a_body_that_is_opened_twice_keeps_the_rows_of_both() {
    let again = "### Response body: Other\n\n| Property Name | Type | Type |\n|---|---|---|\n| b | int32 | string |\n";
    let read = Page::new("A")
        .body("Thing", "| a | string | |\n")
        .tail(again)
        .read();
    let properties = &read.schema("Thing").properties;
    let names: Vec<&str> = properties.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["a", "b"]);
    let expected = [
        "duplicate-section page.md:26:5",
        "unread-column page.md:28:26",
    ];
    assert_eq!(read.found(), expected);
}
