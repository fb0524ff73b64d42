//! Pages, tables, samples and words of any size.

use super::support::{Page, lines, read, read_all};
use bindery_model::{SampleBody, Type};
use std::fmt::Write as _;

#[test]
fn a_page_of_50_mb_is_read() {
    let filler = lines(1000, |n| {
        format!("Paragraph {n} says *something* of `this`.\n")
    });
    let wide = 50_000_000 / filler.len() + 1;
    let text = Page::new("A")
        .tail("")
        .text()
        .replace("Does it.", &filler.repeat(wide));
    assert!(text.len() > 50_000_000);
    let read = read(&text);
    let description = read
        .one_operation()
        .description
        .as_ref()
        .expect("it is there");
    assert!(
        description
            .value
            .ends_with("Paragraph 999 says *something* of `this`.")
    );
    assert_eq!(read.found(), [""; 0]);
}

#[test]
fn headings_without_number_that_mean_nothing_are_told_in_bounds() {
    let tail = "## x\n".repeat(200_000);
    let read = Page::new("A").tail(&tail).read();
    assert_eq!(read.found()[0], "unread-heading page.md:20:1");
    assert!(read.found().len() <= 10_001, "{}", read.found().len());
    assert_eq!(read.count("more-findings"), 1);
}

#[test]
fn every_one_of_100_000_parameters_is_there() {
    let rows = lines(100_000, |n| format!("| p{n} | int32 | Number {n} |"));
    let read = Page::new("A").query(&rows).read();
    let operation = read.one_operation();
    assert_eq!(operation.parameters.len(), 100_000);
    assert_eq!(operation.parameters[99_999].name.value, "p99999");
    assert_eq!(read.found(), [""; 0]);
}

#[test]
fn every_one_of_100_000_examples_finds_its_parameter() {
    let rows = lines(50_000, |n| format!("| p{n} | int32 | Number {n} |"));
    let pairs: Vec<String> = (0..50_000).map(|n| format!("p{n}={n}")).collect();
    let example = format!("\n```http\nGET /api/v1/A?{}\n```\n", pairs.join("&"));
    let read = Page::new("A").query(&(rows + &example)).read();
    let parameters = &read.one_operation().parameters;
    assert_eq!(parameters.len(), 50_000);
    for (n, parameter) in parameters.iter().enumerate() {
        let example = parameter.example.as_ref().map(|e| e.value.clone());
        assert_eq!(example, Some(n.to_string()));
    }
}

#[test]
fn every_one_of_100_000_properties_is_there() {
    let rows = lines(100_000, |n| format!("| p{n} | int32 | Number {n} |"));
    let read = Page::new("A").body("Thing", &rows).read();
    assert_eq!(read.schema("Thing").properties.len(), 100_000);
    assert_eq!(read.found(), [""; 0]);
}

#[test]
fn rows_that_lack_cells_are_read_however_many() {
    let rows = lines(140_000, |n| format!("| p{n} |"));
    let read = Page::new("A").body("Thing", &rows).read();
    assert_eq!(read.schema("Thing").properties.len(), 140_000);
    assert!(read.count("missing-cell") > 0);
}

#[test]
fn arrays_of_which_nothing_is_said_are_told_apart_by_their_names() {
    let known = lines(30_000, |n| format!("| Known{n} | array | |"));
    let open = lines(30_000, |n| format!("| Open{n} | array | |"));
    let members: Vec<_> = (0..30_000)
        .map(|n| format!("\"Known{n}\": [{n}]"))
        .collect();
    let sample = format!("{{{}}}", members.join(","));
    let read = Page::new("A")
        .body("Thing", &(known + &open))
        .sample(&sample)
        .read();
    let properties = &read.schema("Thing").properties;
    assert_eq!(properties.len(), 60_000);
    assert_eq!(
        properties[59_999].value_type,
        Type::Array(Box::new(Type::Any))
    );
}

#[test]
fn surplus_cells_are_told_once_a_row() {
    let cells = "x |".repeat(10_000);
    let read = Page::new("A")
        .body("Thing", &format!("| Id | int32 | The key | {cells}\n"))
        .read();
    assert_eq!(read.found(), ["surplus-cell page.md:24:26"]);
    assert_eq!(read.schema("Thing").properties.len(), 1);
    let bars = "|".repeat(1_000_000);
    let read = Page::new("A")
        .body("Thing", &format!("| Id | int32 | The key {bars}\n"))
        .read();
    assert_eq!(read.count("surplus-cell"), 1);
}

#[test]
fn columns_that_nobody_knows_cost_no_row_anything() {
    let names: Vec<String> = (0..5_000).map(|n| format!("c{n}")).collect();
    let header = format!(
        "| Parameter Name | Type | Description | {} |",
        names.join(" | ")
    );
    let delimiter = format!("|{}", "---|".repeat(5_003));
    let rows = lines(50_000, |n| format!("| p{n} |"));
    let table = format!("## Query String Parameters\n\n{header}\n{delimiter}\n{rows}");
    let read = Page::new("A").tail(&table).read();
    assert_eq!(read.one_operation().parameters.len(), 50_000);
    assert_eq!(read.count("unread-column"), 5_000);
}

#[test]
fn a_sample_nested_too_deep_is_told() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = open.repeat(10_000) + "1" + &close.repeat(10_000);
        let read = Page::new("A")
            .body("Thing", "| a | object | |\n")
            .sample(&deep)
            .read();
        assert_eq!(read.count("sample-not-json"), 1);
        let sample = &read.one_operation().sample_responses[0];
        assert!(matches!(sample.body, Some(SampleBody::Text(_))));
    }
}

#[test]
fn a_sample_as_deep_as_is_read_makes_types_and_ends() {
    let deep = "{\"Inner\":".repeat(400) + "null" + &"}".repeat(400);
    let read = Page::new("A")
        .body("Thing", "| Inner | Thing | |\n")
        .sample(&deep)
        .read();
    assert!(read.schema("Thing").recursive);
    let deep = "{\"Inner\":".repeat(400) + "null" + &"}".repeat(400);
    let read = Page::new("A")
        .body("Thing", "| Other | | |\n| Inner | | |\n")
        .sample(&deep)
        .read();
    assert!(!read.schema("Thing").properties.is_empty());
    let arrays = "[".repeat(400) + &"]".repeat(400);
    let sample = format!("{{\"Inner\": {arrays}}}");
    let read = Page::new("A")
        .body("Thing", "| Inner | array | |\n")
        .sample(&sample)
        .read();
    assert!(matches!(
        read.schema("Thing").properties[0].value_type,
        Type::Array(_)
    ));
}

#[test]
fn an_object_of_100_000_members_is_read_with_its_doubles() {
    let members: Vec<_> = (0..100_000)
        .map(|n| format!("\"m{}\": {n}", n % 99_999))
        .collect();
    let sample = format!("{{{}}}", members.join(", "));
    let rows = "| m0 | int32 | Twice |\n| m1 | int32 | Once |\n";
    let read = Page::new("A").body("Thing", rows).sample(&sample).read();
    assert_eq!(read.schema("Thing").properties.len(), 2);
    let sample = &read.one_operation().sample_responses[0];
    let Some(SampleBody::Json(node)) = &sample.body else {
        panic!("it is JSON");
    };
    let bindery_model::JsonValue::Object(members) = &node.value else {
        panic!("it is an object");
    };
    assert_eq!(members.len(), 100_000);
}

#[test]
fn many_small_objects_join_a_large_schema() {
    let rows = lines(20_000, |n| format!("| p{n} | int32 | |"));
    let large = Page::new("A").body("Large", &rows).text();
    let items = "{\"p1\": 1},".repeat(20_000) + "{\"p2\": 2}";
    let rows = "| One | Large | |\n| All | array | |\n";
    let small = Page::new("B").body("Small", rows);
    let small = small
        .sample(&format!("{{\"One\": {{\"p1\": 1}}, \"All\": [{items}]}}"))
        .text();
    let read = read_all([("a.md".to_owned(), large), ("b.md".to_owned(), small)]);
    assert_eq!(read.schema("Large").properties.len(), 20_000);
    assert_eq!(read.schema("Small").properties.len(), 2);
}

#[test]
fn deep_lists_and_quotes_are_prose() {
    let list = lines(300, |n| format!("{}* level {n}", "  ".repeat(n)));
    let bullets = "- ".repeat(10_000) + "x\n";
    let quotes = "> ".repeat(10_000) + "x\n";
    let brackets = "[".repeat(50_000) + "x" + &"](".repeat(50_000) + "\n";
    let stars = "*a **b _c ".repeat(20_000) + "\n";
    let angles = "<".repeat(50_000) + "\n";
    let ticks: String = (1..800).map(|n| "`".repeat(n) + "x ").collect();
    for (name, prose) in [
        ("list", list),
        ("bullets", bullets),
        ("quotes", quotes),
        ("brackets", brackets),
        ("stars", stars),
        ("angles", angles),
        ("ticks", ticks),
    ] {
        let text = Page::new("A")
            .text()
            .replace("Does it.", &format!("Does it.\n\n{prose}"));
        let read = read(&text);
        let operation = read.one_operation();
        assert!(operation.description.is_some(), "{name}");
        assert_eq!(operation.responses.len(), 1, "{name}");
        assert_eq!(read.found(), [""; 0], "{name}");
    }
}

#[test]
fn ten_thousand_broken_fences_are_told_and_what_follows_is_read_as_long_as_it_pays() {
    let tail = "```http!\nGET /a\n\n".repeat(10_000);
    let read = Page::new("A")
        .tail(&format!("## Sample request\n\n{tail}"))
        .read();
    assert!(read.count("unclosed-fence") >= 64);
    let last = read.reference.pages[0]
        .diagnostics
        .iter()
        .filter(|d| d.code == "unclosed-fence");
    let last = last.max_by_key(|d| d.span.start).expect("there are some");
    // Either the last one is told for itself, or one before it is told to swallow the rest.
    assert!(last.message.contains("swallows what follows"));
    let closed = "```http!\nGET /a\n```x\n```\n".repeat(10_000);
    let read = Page::new("A")
        .tail(&format!("## Sample request\n\n{closed}"))
        .read();
    assert!(read.count("unclosed-fence") >= 64);
}

#[test]
fn ten_thousand_broken_tables_keep_every_row_or_tell_it() {
    let table =
        "## Query String Parameters\n\n| Parameter Name | Type | Description |\n|---|---|---|\n";
    let mut tail = String::new();
    for n in 0..10_000 {
        write!(
            tail,
            "{table}| a{n} | int32 | one\nmore |\n| b{n} | int32 | two |\n\n"
        )
        .expect("it is memory");
    }
    let read = Page::new("A").tail(&tail).read();
    assert!(read.one_operation().parameters.len() >= 20_000);
    assert_eq!(read.count("broken-row"), 64);
    assert_eq!(read.count("too-many-breaks"), 1);
}

#[test]
fn a_heading_of_a_megabyte_is_told_in_few_words() {
    let long = "x".repeat(1_000_000);
    let read = Page::new("A").tail(&format!("## {long}\n")).read();
    assert_eq!(read.found(), ["unread-heading page.md:20:1"]);
    let read = Page::new("A").tail(&format!("{long}\n---\n")).read();
    assert_eq!(read.found(), ["unread-heading page.md:20:1"]);
}

#[test]
fn long_words_everywhere_are_told_in_few_words() {
    let long = "X".repeat(200_000);
    let wrong = "% ".repeat(100_000);
    let page = Page::new("A")
        .body(
            "Thing",
            &format!("| {long} | {wrong} | |\n| {long} | int32 | |\n"),
        )
        .query(&format!("| {long} | int32 | |\n| {long} | int32 | |\n"))
        .path_parts(&format!("| {long} | int32 | |\n"))
        .statuses(&format!("| 200 | OK |\n| {long} | |\n"))
        .tail(&format!(
            "## Sample request\n\n```{long}\n```\n\n## Request Headers\n\n| {long} |\n|---|\n"
        ));
    let read = page.read();
    assert_eq!(read.schema("Thing").properties[0].name, long);
    for code in [
        "unknown-type",
        "duplicate-property",
        "duplicate-parameter",
        "path-part-not-in-path",
        "unknown-status",
        "unread-fence",
        "unread-table",
    ] {
        assert_eq!(read.count(code), 1, "{code}: {:?}", read.found());
    }
}
