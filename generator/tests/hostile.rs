//! Input that is broken, huge or made to do harm. Nothing here may panic, hang, or be lost without
//! a word: every case ends in an exact result or in a diagnostic with a place.
//!
//! No case is timed. A case whose work grew with the square of its size would not end.

#![expect(clippy::panic, reason = "helpers of tests fail as tests do")]

use bindery_generator::dialect::{Choice, Dialect, builtin, load};
use bindery_generator::{Reference, read_reference};
use bindery_model::resolved::{Operation, Schema};
use bindery_model::{SampleBody, Severity, SourceMap, Type};
use std::fmt::Write as _;

/// What came of some files.
struct Read {
    sources: SourceMap,
    reference: Reference,
}

impl Read {
    /// `code place` of every diagnostic.
    fn found(&self) -> Vec<String> {
        let all = self.reference.all_diagnostics();
        all.map(|d| format!("{} {}", d.code, self.sources.place(d.span)))
            .collect()
    }

    fn count(&self, code: &str) -> usize {
        let all = self.reference.all_diagnostics();
        all.filter(|d| d.code == code).count()
    }

    #[track_caller]
    fn one_operation(&self) -> &Operation {
        match self.reference.api.operations.as_slice() {
            [one] => one,
            all => panic!("{} operations; {:?}", all.len(), self.found()),
        }
    }

    #[track_caller]
    fn schema(&self, name: &str) -> &Schema {
        let found = self.reference.api.schemas.iter().find(|s| s.name == name);
        found.unwrap_or_else(|| panic!("no schema {name}: {:?}", self.schema_names()))
    }

    fn schema_names(&self) -> Vec<&str> {
        let all = self.reference.api.schemas.iter();
        all.map(|schema| schema.name.as_str()).collect()
    }

    /// Holds what must be so whatever the input: every place lies on characters inside its file.
    #[track_caller]
    fn checked(self) -> Self {
        for diagnostic in self.reference.all_diagnostics() {
            let related = diagnostic.related.iter().map(|r| r.span);
            for span in related.chain([diagnostic.span]) {
                let text = &self.sources.file(span.file).text;
                assert!(text.get(span.range()).is_some(), "{diagnostic:?}");
            }
            assert!(diagnostic.message.len() < 1000, "{}", diagnostic.code);
        }
        self
    }
}

fn dialects() -> Vec<Dialect> {
    builtin().expect("the compiled-in dialects load")
}

#[track_caller]
fn read_all(files: impl IntoIterator<Item = (String, String)>) -> Read {
    let dialects = dialects();
    let mut sources = SourceMap::new();
    for (path, text) in files {
        sources.add(path, text);
    }
    let reference = read_reference(&sources, Choice::Auto(&dialects));
    Read { sources, reference }.checked()
}

#[track_caller]
fn read(text: &str) -> Read {
    read_all([("page.md".to_owned(), text.to_owned())])
}

/// A page of the 2023 layout.
#[derive(Clone, Default)]
struct Page {
    id: String,
    endpoint: String,
    path_parts: String,
    query: String,
    statuses: String,
    body: String,
    rows: String,
    sample: String,
    tail: String,
}

impl Page {
    fn new(id: &str) -> Self {
        Page {
            id: id.to_owned(),
            endpoint: format!("GET /api/v1/{id}"),
            statuses: "| 200 | OK |\n".to_owned(),
            ..Page::default()
        }
    }

    fn endpoint(mut self, endpoint: &str) -> Self {
        self.endpoint = endpoint.to_owned();
        self
    }

    /// The body's name and the rows of its table.
    fn body(mut self, name: &str, rows: &str) -> Self {
        (self.body, self.rows) = (name.to_owned(), rows.to_owned());
        self
    }

    fn query(mut self, rows: &str) -> Self {
        self.query = rows.to_owned();
        self
    }

    fn path_parts(mut self, rows: &str) -> Self {
        self.path_parts = rows.to_owned();
        self
    }

    fn statuses(mut self, rows: &str) -> Self {
        self.statuses = rows.to_owned();
        self
    }

    fn sample(mut self, json: &str) -> Self {
        self.sample = json.to_owned();
        self
    }

    fn tail(mut self, tail: &str) -> Self {
        self.tail = tail.to_owned();
        self
    }

    fn text(&self) -> String {
        let Page { id, endpoint, .. } = self;
        let mut text = format!(
            "---\ntitle: {id}\nuid: {id}\n---\n\n# {id}\n\n```http\n{endpoint}\n```\n\nDoes it.\n\n"
        );
        if !self.path_parts.is_empty() {
            text += "| Path Part | Type | Description |\n|---|---|---|\n";
            text += &self.path_parts;
            text += "\n";
        }
        if !self.query.is_empty() {
            text += "## Query String Parameters\n\n| Parameter Name | Type | Description |\n|---|---|---|\n";
            text += &self.query;
            text += "\n";
        }
        text += "## Response:\n\n| Response | Description |\n|---|---|\n";
        text += &self.statuses;
        text += "\n";
        if !self.body.is_empty() {
            text += &format!("### Response body: {}\n\n", self.body);
            text += "| Property Name | Type | Description |\n|---|---|---|\n";
            text += &self.rows;
            text += "\n";
        }
        if !self.sample.is_empty() {
            text += "## Sample response\n\n```http_\nHTTP/1.1 200 OK\n\n";
            text += &self.sample;
            text += "\n```\n\n";
        }
        text + &self.tail
    }

    #[track_caller]
    fn read(&self) -> Read {
        read(&self.text())
    }
}

/// `line` for each number below `count`, joined.
fn lines(count: usize, mut line: impl FnMut(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut all, n| {
        all.push_str(&line(n));
        all.push('\n');
        all
    })
}

// Little, nothing, and other encodings.

#[test]
fn no_files_are_an_empty_model() {
    let read = read_all([]);
    assert!(read.reference.api.operations.is_empty());
    assert!(read.reference.api.schemas.is_empty());
    assert_eq!(read.found(), [""; 0]);
}

#[test]
fn a_file_without_anything_is_told() {
    for text in [
        "",
        "\u{feff}",
        "\n\n\n",
        " \t\r\n",
        "\0",
        "---",
        "---\n---\n",
    ] {
        assert_eq!(read(text).found(), ["no-dialect page.md:1:1"], "{text:?}");
    }
}

#[test]
fn carriage_returns_and_a_byte_order_mark_change_no_fact() {
    let page = Page::new("A").body(
        "Thing",
        "| Id | int32 | The key |\n| Näme | string | ünï |\n",
    );
    let plain = page.clone().sample("{\"Id\": 1, \"Näme\": null}").text();
    let outline = |text: &str| {
        let read = read(text);
        let thing = read.schema("Thing");
        let of = |p: &bindery_model::resolved::Property| {
            let words = p.description.as_ref().map(|d| d.value.clone());
            format!(
                "{} {:?} {words:?} {}",
                p.name,
                p.value_type,
                p.nullable.is_some()
            )
        };
        let properties: Vec<_> = thing.properties.iter().map(of).collect();
        (properties, read.found())
    };
    let expected = outline(&plain);
    assert_eq!(expected.1, [""; 0]);
    assert_eq!(outline(&plain.replace('\n', "\r\n")), expected);
    assert_eq!(outline(&format!("\u{feff}{plain}")), expected);
}

#[test]
fn bytes_of_another_encoding_are_characters_like_others() {
    let page = Page::new("A").body("Thing", "| N\u{fffd}me | string | \u{fffd}\u{fffd} |\n");
    let read = page.read();
    assert_eq!(read.schema("Thing").properties[0].name, "N\u{fffd}me");
    // UTF-16 read as if it were UTF-8 has a zero behind every letter.
    let utf16: Vec<u8> = page
        .text()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let read = self::read(&String::from_utf8_lossy(&utf16));
    assert_eq!(read.found(), ["no-dialect page.md:1:1"]);
}

// Size.

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

// Front matter.

#[test]
fn a_bomb_in_the_front_matter_is_told_and_not_lit() {
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (new, old) in ('b'..='z').zip('a'..='z') {
        let all = vec![format!("*{old}"); 9].join(", ");
        writeln!(bomb, "{new}: &{new} [{all}]").expect("it is memory");
    }
    let text = Page::new("A")
        .text()
        .replace("uid: A\n", &format!("uid: A\n{bomb}"));
    let read = read(&text);
    assert_eq!(read.one_operation().id.value, "A");
    assert_eq!(read.count("front-matter-not-yaml"), 1, "{:?}", read.found());
}

#[test]
fn front_matter_of_a_megabyte_is_read() {
    let long = format!("note: {}\n", "x".repeat(1_000_000));
    let many = lines(50_000, |n| format!("key{n}: word {n}"));
    for (matter, told) in [
        (long, 0),
        (many, 0),
        ("[".repeat(1_000_000) + "\n", 1),
        ("{".repeat(1_000_000) + "\n", 1),
        ("? ".repeat(300_000) + "\n", 1),
        ("- ".repeat(300_000) + "\n", 1),
        (format!("note: \"{}\n", "\\x41".repeat(200_000)), 1),
    ] {
        let start: String = matter.chars().take(10).collect();
        let text = Page::new("A")
            .text()
            .replace("uid: A\n", &format!("uid: A\n{matter}"));
        let read = read(&text);
        assert_eq!(read.one_operation().id.value, "A", "{start}");
        assert_eq!(read.count("front-matter-not-yaml"), told, "{start}");
    }
}

#[test]
fn only_what_opens_a_page_is_front_matter() {
    let section = "---\n## Query String Parameters\n\n| Parameter Name | Type | Description |\n|---|---|---|\n| n | int32 | |\n\n---\n";
    let read = Page::new("A").tail(section).read();
    let operation = read.one_operation();
    assert_eq!(operation.id.value, "A");
    assert_eq!(operation.parameters.len(), 1);
    let read = Page::new("A").tail("\n---\nuid: B\n---\n").read();
    assert_eq!(read.one_operation().id.value, "A");
    assert_eq!(read.found().len(), 1, "{:?}", read.found());
    // Each line could open front matter that nothing closes.
    let read = Page::new("A").tail(&"---\t\nx\n\n".repeat(100_000)).read();
    assert_eq!(read.one_operation().id.value, "A");
}

// Pages that contradict one another, and schemas that hold themselves.

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

// Names.

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

// Paths and statuses.

#[test]
fn paths_with_odd_braces_are_kept_as_they_are() {
    let parts = |path: &str| {
        let read = Page::new("A").endpoint(&format!("GET {path}")).read();
        let operation = read.one_operation();
        assert_eq!(operation.path.value, path);
        let names = operation.parameters.iter().map(|p| p.name.value.clone());
        (names.collect::<Vec<_>>(), read.found())
    };
    let broken = |column: usize| format!("broken-path-part page.md:9:{column}");
    assert_eq!(parts("/api/v1/{id"), (vec![], vec![broken(13)]));
    assert_eq!(parts("/api/v1/{}"), (vec![], vec![broken(13)]));
    let told = "undocumented-path-part page.md:9:14".to_owned();
    let a = || vec!["a".to_owned()];
    assert_eq!(parts("/api/v1/{a}/{a}"), (a(), vec![broken(17), told]));
    let (names, found) = parts("/api/v1/}{a}{");
    assert_eq!(names, ["a"]);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn a_path_of_very_many_parts_is_read() {
    let path: String = (0..50_000).map(|n| format!("{{p{n}}}/")).collect();
    let rows = lines(50_000, |n| format!("| p{n} | int32 | |"));
    let read = Page::new("A")
        .endpoint(&format!("GET /{path}"))
        .path_parts(&rows)
        .read();
    assert_eq!(read.one_operation().parameters.len(), 50_000);
    assert_eq!(read.found(), [""; 0]);
}

#[test]
fn statuses_that_there_are_not_are_told() {
    let rows = "| 0 | |\n| 99 | |\n| 2XX | |\n| 700 | |\n| 200 | |\n| 200 | |\n| 99999999999 | |\n| -1 | |\n| default | |\n| 204 | |\n";
    let read = Page::new("A").statuses(rows).read();
    let statuses: Vec<u16> = read
        .one_operation()
        .responses
        .iter()
        .map(|r| r.status.value)
        .collect();
    assert_eq!(statuses, [200, 204]);
    assert_eq!(read.count("unknown-status"), 7);
    assert_eq!(read.count("duplicate-status"), 1);
    assert_eq!(read.found().len(), 8);
}

#[test]
fn a_sample_whose_status_cannot_be_read_is_told() {
    let read = Page::new("A")
        .body("Thing", "| a | string | |\n")
        .sample("{}")
        .read();
    assert_eq!(read.found(), [""; 0]);
    let text = Page::new("A")
        .body("Thing", "| a | int32 | |\n")
        .sample("{\"a\": 1}")
        .text();
    let read = self::read(&text.replace("HTTP/1.1 200 OK", "HTTP/1.1 99999 OK"));
    assert_eq!(read.found(), ["sample-not-http page.md:29:1"]);
}

// Index pages and tables of contents.

#[test]
fn links_that_never_end_are_found_in_bounds() {
    let open = "[](".repeat(200_000);
    for text in [
        open.clone(),
        format!("{open})"),
        "](".repeat(500_000),
        "[a](b) ".repeat(100_000),
    ] {
        let read = read_all([("index.md".to_owned(), text.clone())]);
        let links = read.reference.pages[0]
            .links
            .as_ref()
            .expect("it is an index");
        let size: usize = links
            .iter()
            .map(|(label, target)| label.len() + target.len())
            .sum();
        assert!(size <= text.len());
    }
}

#[test]
fn a_table_of_contents_that_is_no_yaml_is_told() {
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (new, old) in ('b'..='z').zip('a'..='z') {
        let all = vec![format!("*{old}"); 9].join(", ");
        writeln!(bomb, "{new}: &{new} [{all}]").expect("it is memory");
    }
    for text in [
        bomb,
        "[".repeat(1_000_000),
        "- ".repeat(200_000),
        "\t".to_owned(),
        "a: b: c".to_owned(),
    ] {
        let start: String = text.chars().take(10).collect();
        let read = read_all([("toc.yml".to_owned(), text)]);
        assert_eq!(read.count("toc-not-yaml"), 1, "{start}");
    }
}

// Dialect files.

fn mistake(text: &str) -> String {
    match load("mine.yaml", text) {
        Ok(_) => "none".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_pattern_that_runs_away_is_a_mistake_with_its_place() {
    let wrong = mistake("name: mine\nrequest-line: '((a{1,100}){1,100}){1,100}'\n");
    assert!(
        wrong.starts_with("mine.yaml:2:") && wrong.contains("size limit"),
        "{wrong}"
    );
    let nested = "(".repeat(100_000) + &")".repeat(100_000);
    let wrong = mistake(&format!("name: mine\nrequest-line: '{nested}'\n"));
    assert!(wrong.starts_with("mine.yaml:2:"), "{}", &wrong[..100]);
    assert!(wrong.len() < 1_000, "{}", wrong.len());
    let evil = "name: mine\nrequest-line: '^(?<method>(a+)+)(?<path>(b|b)*)$'\n";
    assert_eq!(mistake(evil), "none");
    let wrong = mistake("name: mine\nrequest-line: '(?<x>a)(?<x>b)'\n");
    assert!(wrong.starts_with("mine.yaml:2:"), "{wrong}");
    let many: String = (0..2_000)
        .map(|n| format!("'[a-z]{{{}}}', ", n % 900 + 1))
        .collect();
    let wrong = mistake(&format!(
        "name: mine\nsections: {{headers: {{heading: [{many}]}}}}\n"
    ));
    assert!(wrong == "none" || wrong.contains("size limit"), "{wrong}");
}

#[test]
fn a_dialect_that_extends_itself_or_nobody_is_a_mistake() {
    let wrong = mistake("name: mine\nextends: mine\n");
    assert!(
        wrong.starts_with("mine.yaml:2:1: extends `mine`"),
        "{wrong}"
    );
    let wrong = mistake("name: mine\nextends: ''\n");
    assert!(wrong.starts_with("mine.yaml:2:1: extends ``"), "{wrong}");
    assert!(mistake("name: mine\nextends: [a]\n").starts_with("mine.yaml:2:"));
}

#[test]
fn a_bomb_in_a_dialect_file_is_a_mistake() {
    let mut bomb =
        "name: mine\nextends: superoffice\nfurniture: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (new, old) in ('b'..='z').zip('a'..='z') {
        let all = vec![format!("*{old}"); 9].join(", ");
        writeln!(bomb, "{new}: &{new} [{all}]").expect("it is memory");
    }
    assert!(mistake(&bomb).starts_with("mine.yaml:"));
    let deep = format!("name: mine\nfurniture: {}\n", "[".repeat(100_000));
    assert!(mistake(&deep).starts_with("mine.yaml:"));
    for text in [
        "",
        "\0",
        "- a",
        "name: mine\nname: mine\n",
        "42",
        "name: {}",
        "&a *a",
        "a: *b",
    ] {
        assert!(
            mistake(text).starts_with("mine.yaml"),
            "{text:?}: {}",
            mistake(text)
        );
    }
}

#[test]
fn the_worst_pattern_reads_the_worst_page() {
    let text = "name: mine\nextends: superoffice\nrewrites: [{find: '(a+)+$', replace: '$0$0'}, {find: '(x*)*y', replace: ''}]\nsections: {response-body: {heading: ['^Response body: ?(?<type>.*)$']}}\n";
    let dialect = load("mine.yaml", text).expect("it is right");
    let mut sources = SourceMap::new();
    let rows = format!(
        "| Id | int32 | {}b{} |\n",
        "a".repeat(20_000),
        "x".repeat(20_000)
    );
    sources.add("a.md", Page::new("A").body("Thing", &rows).text());
    let reference = read_reference(&sources, Choice::Given(&dialect));
    assert_eq!(reference.api.operations.len(), 1);
    let worst = reference.all_diagnostics().map(|d| d.severity).min();
    assert_ne!(worst, Some(Severity::Error));
}
