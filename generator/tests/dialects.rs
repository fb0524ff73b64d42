//! Dialects are data: three made-up vendors whose pages look like nothing that is compiled in are
//! read by a YAML file each (`tests/dialects`), and the compiled-in ones read all that they are for.

use bindery_generator::dialect::{Choice, Dialect, builtin, load};
use bindery_generator::{read_pages, read_reference};
use bindery_model::api::{Body, Operation, Parameter, Property};
use bindery_model::{Api, Evidence, Method, SourceMap, Stated, StatedType};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[test]
fn pages_of_several_operations_below_headings() {
    let facts = facts_of_folder("crumb");
    snapshot("crumb", &facts);
}

#[test]
fn operations_in_rows_and_tables_without_types() {
    let facts = facts_of_folder("ferry");
    snapshot("ferry", &facts);
}

#[test]
fn operation_headings_with_the_endpoint_in_a_fence_below() {
    let facts = facts_of_folder("quarry");
    snapshot("quarry", &facts);
}

#[test]
fn an_operation_heading_without_an_endpoint_is_reported() {
    let dialect = dialect("quarry");
    let named = |name: &str| format!("## Call: {name}\n\nSays {name}.\n\n");
    let part = "| Part | Type | Meaning |\n|---|---|---|\n| stone | number | |\n\n";
    let fence = "```call\nGET /stones\n```\n\n";
    let lost = |line: usize| {
        format!(
            "no-endpoint @ stones.md:{line}:4: this operation gives no method and path, so what \
             stands below its heading is lost [{WHERE_ENDPOINTS_STAND}]"
        )
    };
    let of = |page: &str| diagnostics(Choice::Given(&dialect), "stones.md", page);
    let (a, b) = (named("a"), named("b"));
    assert_eq!(of(&format!("{a}{part}{b}{fence}")), [lost(1)]);
    assert_eq!(of(&format!("{a}{fence}{b}{part}")), [lost(9)]);
    assert_eq!(of(&format!("{a}{part}{b}{part}")), [lost(1), lost(9)]);
    let of_page = format!(
        "no-endpoint @ stones.md:1:1: this page gives no method and path, so it documents no \
         operation [{WHERE_ENDPOINTS_STAND}]"
    );
    assert_eq!(of("# Stones\n\nAll of them.\n"), [of_page]);
    let found = of(&format!("{a}{part}### Weather\n\n{fence}"));
    assert!(found[0].starts_with("unread-heading"), "{found:?}");
}

/// The help of `no-endpoint`.
const WHERE_ENDPOINTS_STAND: &str = "write it as `GET /path` in a fence that the dialect knows as \
    `endpoint`, in an operation heading, or in a table of operations";

#[test]
fn the_first_key_of_the_dialect_that_has_a_value_counts() {
    let dialect = dialect("ferry");
    let read = |front_matter: &str| {
        let mut sources = SourceMap::new();
        let rest = "# Berths\n\n```call\nGET /berths\n```\n";
        sources.add("berths.md", format!("---\n{front_matter}---\n\n{rest}"));
        let (api, pages) = read_pages(&sources, Choice::Given(&dialect));
        assert!(
            pages[0].diagnostics.is_empty(),
            "{:?}",
            pages[0].diagnostics
        );
        api.operations[0].id.value.clone()
    };
    let derived = "getBerths";
    assert_eq!(read("call: x1 # comment\n"), "x1");
    assert_eq!(read("call: 'x1' # comment\n"), "x1");
    for empty in ["", " ''", " # comment", " ~"] {
        assert_eq!(read(&format!("call:{empty}\n")), derived, "{empty}");
        assert_eq!(
            read(&format!("call:{empty}\nnumber: x2\n")),
            "x2",
            "{empty}"
        );
    }
    assert_eq!(read("number: x2\ncall: x1\n"), "x1");
}

#[test]
fn a_line_below_a_table_is_no_row() {
    let dialect = dialect("crumb");
    let page = "## GET /loaves\n\n### Statuses\n\n| Status | Meaning |\n|---|---|\n| 200 | Found. |\n\n\
                ### Returns: Loaf\n\n| Field | Type | Meaning |\n|---|---|---|\n| id | integer | a |\n\
                more of a\nand of b |\n";
    let mut sources = SourceMap::new();
    sources.add("loaves.md", page);
    let (api, _) = read_pages(&sources, Choice::Given(&dialect));
    let body = api.operations[0].response.as_ref().expect("it has a body");
    assert_eq!(body.properties.len(), 1);
    let found = diagnostics(Choice::Given(&dialect), "loaves.md", page);
    let of = |line: usize| {
        format!(
            "unread-row @ loaves.md:{line}:1: this line is no row of the table above it, so it is \
             not read [join it to the row that it belongs to, or put an empty line before it]"
        )
    };
    assert_eq!(found, [of(14), of(15)]);
}

#[test]
fn a_fence_without_a_mark_is_named_so() {
    let dialect = dialect("quarry");
    let page = "## Call: a\n\n```call\nGET /a\n```\n\n```\nx\n```\n";
    let found = diagnostics(Choice::Given(&dialect), "a.md", page);
    assert_eq!(found.len(), 1, "{found:?}");
    let expected = "unread-fence @ a.md:7:1: no fence without a mark is known here [";
    assert!(found[0].starts_with(expected), "{found:?}");
}

#[test]
fn samples_give_the_types_that_tables_lack() {
    let sources = folder("ferry");
    let dialect = dialect("ferry");
    let reference = read_reference(&sources, Choice::Given(&dialect));
    let types: Vec<String> = reference
        .api
        .schemas
        .iter()
        .flat_map(|schema| {
            let of = |p: &bindery_model::resolved::Property| {
                format!("{}.{}: {:?}", schema.name, p.name, p.value_type)
            };
            schema.properties.iter().map(of).collect::<Vec<_>>()
        })
        .collect();
    let expected = [
        "Booking.name: Scalar(String)",
        "Booking.wheels: Scalar(Int32)",
        "Passage.number: Scalar(Int32)",
        "Passage.leaves: Scalar(DateTime)",
        "Passage.booking: Schema(SchemaId(0))",
    ];
    assert_eq!(types, expected);
}

#[test]
fn every_page_finds_its_dialect_among_all() {
    let mut all = builtin().expect("they load");
    all.extend([dialect("crumb"), dialect("ferry"), dialect("quarry")]);
    for name in ["crumb", "ferry", "quarry"] {
        let sources = folder(name);
        let (_, pages) = read_pages(&sources, Choice::Auto(&all));
        for page in pages.iter().filter(|page| page.links.is_none()) {
            let path = &sources.file(page.file).path;
            assert_eq!(page.dialect.as_deref(), Some(name), "{path}");
        }
    }
}

#[test]
fn a_page_that_fits_no_dialect_says_which_is_nearest_and_what_it_lacks() {
    let all = [dialect("crumb"), dialect("ferry")];
    let page = "# Loaves\n\n## GET /loaves\n\nFinds loaves.\n";
    let found = diagnostics(Choice::Auto(&all), "near.md", page);
    let expected = [
        "unsure-dialect @ near.md:1:1: this page fits no dialect; the nearest is `crumb` \
         [what it lacks of `crumb`: a heading like `^(Returns|Statuses)\\b`]",
    ];
    assert_eq!(found, expected);
    let found = diagnostics(
        Choice::Auto(&all),
        "far.md",
        "# Opening hours\n\nAll day.\n",
    );
    let expected = [
        "no-dialect @ far.md:1:1: this page has no mark of any dialect, so nothing of it is read \
         [choose one with `--dialect`, or leave the page out]",
    ];
    assert_eq!(found, expected);
    let given = diagnostics(Choice::Given(&all[0]), "near.md", page);
    assert_eq!(given, [""; 0], "a dialect that is given is not doubted");
}

#[test]
fn of_dialects_that_fit_equally_the_one_that_reads_most_is_meant() {
    let all = builtin().expect("they load");
    // Without an id, both years have one mark of two.
    let page = |heading: &str, body: &str| {
        format!(
            "# GET Loaf\n\n```http\nGET /api/v1/Loaf\n```\n\nReads it.\n\n## Response{heading}\n\n{body}\n\n| Property Name | Type | Description |\n|---|---|---|\n| Id | int32 | Key. |\n"
        )
    };
    let nearest = |text: String| {
        let mut sources = SourceMap::new();
        sources.add("loaf.md", text);
        let (_, pages) = read_pages(&sources, Choice::Auto(&all));
        pages[0].dialect.clone().unwrap_or_default()
    };
    let of_2023 = page(":", "### Response body: Loaf");
    assert_eq!(nearest(of_2023), "superoffice-2023");
    let of_2022 = page(": object", "Response body: object");
    assert_eq!(nearest(of_2022), "superoffice-2022");
}

const BROKEN: &str = "\
# Loaves

| Field | Type |
|---|---|
| id | integer |

## GET /loaves

Finds loaves.

```xml
<loaf/>
```

### Statuses

| Code | Meaning |
|---|---|
| 200 | Found. |

| Status | Meaning | Colour |
|---|---|---|
| 200 | Found. | green |

### Returns: Loaf

| Field | Type | Meaning |
|---|---|---|
| id | integer | The number. |
|  | integer | A row without a name. |
| grain | string | rye | or wheat |
| price | number |

```yaml
id: 1
```

Words behind the table.

### Storage

| Shelf | Row |
|---|---|
| top | 1 |
";

#[test]
fn what_is_not_read_is_reported_with_its_place() {
    let dialect = dialect("crumb");
    let found = diagnostics(Choice::Given(&dialect), "broken.md", BROKEN);
    snapshot("unread", &(found.join("\n") + "\n"));
}

#[test]
fn rows_of_operations_need_a_method_and_a_path() {
    let dialect = dialect("ferry");
    let page = "---\nharbour: north\n---\n\n# Calls\n\n| Call | Purpose |\n|---|---|\n\
                | `GET /berths` | Lists. |\n| berths | Lists too. |\n| FETCH /berths | Fetches. |\n";
    let found = diagnostics(Choice::Given(&dialect), "calls.md", page);
    let expected = [
        "unread-row @ calls.md:10:1: this row gives no method and path \
         [write them as `GET /path`]",
        "unknown-method @ calls.md:11:3: `FETCH` is no method of HTTP \
         [the operation is left out; correct the method]",
    ];
    assert_eq!(found, expected);
}

#[test]
fn index_pages_and_tables_of_contents_are_read_as_links() {
    let sources = folder("crumb");
    let dialect = dialect("crumb");
    let (api, pages) = read_pages(&sources, Choice::Given(&dialect));
    let links: Vec<String> = pages
        .iter()
        .flat_map(|page| {
            let path = &sources.file(page.file).path;
            let links = page.links.iter().flatten();
            links.map(move |(label, target)| format!("{path}: {label} -> {target}"))
        })
        .collect();
    let expected = [
        "README.md: Loaves -> loaves.md",
        "README.md: Ovens -> ovens/ovens.md",
        "contents.yml: Loaves -> loaves.md",
        "contents.yml: Ovens -> ovens/ovens.md",
    ];
    assert_eq!(links, expected);
    assert_eq!(api.operations.len(), 3, "only loaves.md has operations");
    let broken = diagnostics(Choice::Given(&dialect), "contents.yml", "- name: [Loaves\n");
    assert!(
        broken.len() == 1 && broken[0].starts_with("toc-not-yaml @ contents.yml:"),
        "{broken:?}"
    );
}

#[test]
fn the_pages_of_the_project_are_read_whole_by_the_dialects_they_were_written_in() {
    let root = workspace().join("specs/pages");
    let counts = read_whole(&[root], |path, text| match path {
        _ if path.ends_with(".txt") => "superoffice-copied",
        _ if text.contains("\nid: ") => "superoffice-2022",
        _ if text.lines().any(|line| line.trim_end() == "## Response") => "superoffice-agent",
        _ => "superoffice-2023",
    });
    assert_eq!(counts.len(), 4, "every layout has a page: {counts:?}");
}

#[test]
fn the_shared_examples_are_read_whole() {
    let Some(root) = shared("examples") else {
        return;
    };
    let counts = read_whole(&[root], |path, _| {
        let by_ending = [
            (".copied-text.txt", "superoffice-copied"),
            (".blank-types.md", "superoffice-2022"),
            (".agent.md", "superoffice-agent"),
            (".generated.md", "superoffice-2023"),
        ];
        let known = by_ending.iter().find(|(ending, _)| path.ends_with(ending));
        known.map_or("an ending that is not known", |(_, dialect)| dialect)
    });
    assert!(!counts.is_empty());
}

#[test]
fn the_shared_corpus_is_read_whole() {
    let Some(root) = shared("corpus") else {
        return;
    };
    for year in ["superoffice-2022", "superoffice-2023"] {
        let counts = read_whole(&[root.join(year).join("pages")], |_, _| year);
        assert!(counts[year] > 1000, "{counts:?}");
    }
}

/// Reads all pages below some folders with the compiled-in dialects, and asserts that each is read
/// by the dialect that `written_in` tells of its path and text, with nothing left unread. Answers
/// how many pages each dialect read.
fn read_whole(
    roots: &[PathBuf],
    written_in: impl Fn(&str, &str) -> &'static str,
) -> BTreeMap<String, usize> {
    let dialects = builtin().expect("they load");
    let mut sources = SourceMap::new();
    for root in roots {
        add_files(&mut sources, root, root);
    }
    let (_, pages) = read_pages(&sources, Choice::Auto(&dialects));
    let mut counts = BTreeMap::new();
    let mut wrong = String::new();
    for page in &pages {
        let file = sources.file(page.file);
        for diagnostic in &page.diagnostics {
            let is_left_out = diagnostic.code.starts_with("unread-")
                || matches!(
                    diagnostic.code,
                    "unsure-dialect"
                        | "no-dialect"
                        | "no-endpoint"
                        | "surplus-cell"
                        | "missing-cell"
                );
            if is_left_out {
                let (code, message) = (diagnostic.code, &diagnostic.message);
                let _ = writeln!(
                    wrong,
                    "{}: {code}: {message}",
                    sources.place(diagnostic.span)
                );
            }
        }
        if page.links.is_none() {
            let expected = written_in(&file.path, &file.text);
            let actual = page.dialect.as_deref().unwrap_or("no dialect");
            if actual != expected {
                let _ = writeln!(wrong, "{}: read by {actual}, not {expected}", file.path);
            }
            *counts.entry(actual.to_owned()).or_default() += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    counts
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A folder that is shared between projects and may be absent.
fn shared(name: &str) -> Option<PathBuf> {
    let path = workspace().join("../shared").join(name);
    if !path.is_dir() {
        eprintln!("skipped: there is no folder {}", path.display());
        return None;
    }
    Some(path)
}

fn dialect(name: &str) -> Dialect {
    let path = format!("{name}.yaml");
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/dialects")
        .join(&path);
    let text = std::fs::read_to_string(file).expect("the dialect can be read");
    load(&path, &text).expect("the dialect is right")
}

/// The pages of a made-up vendor.
fn folder(name: &str) -> SourceMap {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/dialects")
        .join(name);
    let mut sources = SourceMap::new();
    add_files(&mut sources, &root, &root);
    sources
}

/// Adds the files below a folder in the order of their names, with paths relative to `root`.
fn add_files(sources: &mut SourceMap, root: &Path, folder: &Path) {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries
        .map(|e| e.expect("its entries too").path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add_files(sources, root, &path);
        } else {
            let bytes = std::fs::read(&path).expect("the page can be read");
            let shown = path.strip_prefix(root).expect("it is below");
            let shown = shown.to_string_lossy().replace('\\', "/");
            sources.add(shown, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
}

/// What a page is found wrong with: code, place, message and help.
fn diagnostics(choice: Choice<'_>, name: &str, text: &str) -> Vec<String> {
    let mut sources = SourceMap::new();
    sources.add(name, text);
    let (_, pages) = read_pages(&sources, choice);
    let all = pages.iter().flat_map(|page| &page.diagnostics);
    all.map(|d| {
        let help = d.help.as_deref().unwrap_or("no help");
        format!(
            "{} @ {}: {} [{help}]",
            d.code,
            sources.place(d.span),
            d.message
        )
    })
    .collect()
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("dialects/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// All facts of the pages of a made-up vendor, each with the line that states it; and, since a page
/// that is wrong would be no example, whatever is wrong with them.
fn facts_of_folder(name: &str) -> String {
    let sources = folder(name);
    let dialect = dialect(name);
    let (api, pages) = read_pages(&sources, Choice::Given(&dialect));
    let mut facts = Facts {
        sources: &sources,
        text: String::new(),
    };
    facts.api(&api);
    for found in pages.iter().flat_map(|page| &page.diagnostics) {
        let place = sources.place(found.span);
        let _ = writeln!(facts.text, "{} @ {place}: {}", found.code, found.message);
    }
    let reference = read_reference(&sources, Choice::Given(&dialect));
    for found in &reference.diagnostics {
        let place = sources.place(found.span);
        let _ = writeln!(facts.text, "{} @ {place}: {}", found.code, found.message);
    }
    facts.text
}

struct Facts<'s> {
    sources: &'s SourceMap,
    text: String,
}

impl Facts<'_> {
    fn api(&mut self, api: &Api) {
        for operation in &api.operations {
            self.operation(operation);
            self.text.push('\n');
        }
    }

    fn operation(&mut self, operation: &Operation) {
        let method: Method = operation.method.value;
        self.line(
            0,
            method.as_str(),
            &operation.path.value,
            Some(operation.path.evidence),
        );
        self.stated(1, "id", Some(&operation.id));
        self.stated(1, "title", operation.title.as_ref());
        self.stated(1, "summary", operation.summary.as_ref());
        self.stated(1, "description", operation.description.as_ref());
        self.line(1, "resource", &operation.resource, None);
        self.stated(1, "result", operation.result_name.as_ref());
        if let Some(time) = &operation.response_time {
            self.line(
                1,
                "milliseconds",
                &time.value.to_string(),
                Some(time.evidence),
            );
        }
        for parameter in operation.parameters.iter().chain(&operation.headers) {
            self.parameter(parameter);
        }
        for scheme in &operation.security {
            self.line(1, "security", &scheme.name, Some(scheme.evidence));
        }
        for media in &operation.request_media_types {
            self.stated(1, "takes media", Some(media));
        }
        for media in &operation.response_media_types {
            self.stated(1, "returns media", Some(media));
        }
        if let Some(body) = &operation.request {
            self.body("takes", body);
        }
        for response in &operation.responses {
            let status = &response.status;
            self.line(
                1,
                "status",
                &status.value.to_string(),
                Some(status.evidence),
            );
            self.stated(2, "description", response.description.as_ref());
        }
        if let Some(body) = &operation.response {
            self.body("returns", body);
        }
        let samples = operation.sample_requests.len();
        self.line(1, "sample requests", &samples.to_string(), None);
        let samples = operation.sample_responses.len();
        self.line(1, "sample responses", &samples.to_string(), None);
    }

    fn parameter(&mut self, parameter: &Parameter) {
        let place = parameter.location.as_str();
        self.stated(1, place, Some(&parameter.name));
        self.stated_type(2, &parameter.stated_type);
        self.evidence("required", parameter.required);
        self.stated(2, "default", parameter.default.as_ref());
        self.stated(2, "example", parameter.example.as_ref());
        self.stated(2, "description", parameter.description.as_ref());
    }

    fn body(&mut self, what: &str, body: &Body) {
        let name = body.name.as_ref().map_or("", |name| &*name.value);
        self.line(1, what, name, None);
        self.stated_type(2, &body.stated_type);
        if let Some(told) = &body.told_type {
            self.stated_type(2, told);
        }
        self.stated(2, "told name", body.told_name.as_ref());
        if let Some(own) = &body.own_name {
            let names = format!("{} or {}", own.short, own.qualified);
            self.line(2, "own name", &names, Some(own.evidence));
        }
        self.stated(2, "description", body.description.as_ref());
        for property in &body.properties {
            self.property(property);
        }
    }

    fn property(&mut self, property: &Property) {
        self.stated(1, " .", Some(&property.name));
        self.stated_type(2, &property.stated_type);
        self.evidence("required", property.required);
        self.evidence("nullable", property.nullable);
        self.stated(2, "told name", property.told_name.as_ref());
        self.stated(2, "description", property.description.as_ref());
    }

    fn stated_type(&mut self, depth: usize, stated: &Stated<StatedType>) {
        let words = type_text(&stated.value);
        self.line(depth, "type", &words, Some(stated.evidence));
    }

    fn evidence(&mut self, what: &str, evidence: Option<Evidence>) {
        if evidence.is_some() {
            self.line(2, what, "yes", evidence);
        }
    }

    fn stated(&mut self, depth: usize, what: &str, stated: Option<&Stated<String>>) {
        if let Some(stated) = stated {
            self.line(depth, what, &stated.value, Some(stated.evidence));
        }
    }

    fn line(&mut self, depth: usize, what: &str, value: &str, evidence: Option<Evidence>) {
        let indent = "  ".repeat(depth);
        let value = value.replace('\n', "\\n");
        let _ = write!(self.text, "{indent}{what}: {value}");
        if let Some(Evidence { kind, span }) = evidence {
            let position = self.sources.position(span);
            let _ = write!(self.text, "  ({} {position})", kind.as_str());
        }
        self.text.push('\n');
    }
}

fn type_text(stated: &StatedType) -> String {
    let inner = |inner: &Option<Box<StatedType>>| {
        inner
            .as_ref()
            .map_or("not said".to_owned(), |inner| type_text(inner))
    };
    match stated {
        StatedType::Blank => "blank".to_owned(),
        StatedType::Scalar(scalar) => scalar.as_str().to_owned(),
        StatedType::Text => "text".to_owned(),
        StatedType::Enum(members) => format!("enum of {}", members.join("|")),
        StatedType::Array(items) => format!("array of {}", inner(items)),
        StatedType::Map(values) => format!("map of {}", inner(values)),
        StatedType::Object => "object".to_owned(),
        StatedType::Any => "any".to_owned(),
        StatedType::Named(name) => format!("`{name}`"),
        StatedType::Unknown(word) => format!("unknown `{word}`"),
    }
}
