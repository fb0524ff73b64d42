//! `bindery check` looks at what pages mean: other sample values of the same type, another order of
//! keys, more blank lines and wider cells neither cause, take nor move a finding.

use bindery_generator::assemble::read_sample;
use bindery_generator::dialect::{Choice, Dialect, builtin};
use bindery_generator::lint::{self, Selection};
use bindery_model::{FileId, JsonNode, JsonValue, SampleBody, SourceMap, Span};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static DIALECTS: LazyLock<Vec<Dialect>> =
    LazyLock::new(|| builtin().expect("the compiled-in dialects load"));

/// Where a line more or less has a meaning, or values are what it is about.
const NOT_THESE: &[&str] = &[
    "broken-row",
    "more-findings",
    "sample-not-json",
    "table-without-delimiter",
    "toc-not-yaml",
    "too-many-breaks",
    "unclosed-fence",
    "unread-row",
];

/// Some pages that are checked together.
struct Set {
    name: String,
    dialect: Option<&'static str>,
    pages: Vec<(String, String)>,
}

/// The pages of the project, a layout each, and those on which rules find something.
static SETS: LazyLock<Vec<Set>> = LazyLock::new(|| {
    let mut sets: Vec<Set> = folders(&root("specs/pages"))
        .iter()
        .map(|at| of_folder(at))
        .collect();
    for path in entries(&root("specs/rules")) {
        let name = path
            .file_stem()
            .expect("it has a name")
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&path).expect("it can be read");
        let pages = bad_pages(&text);
        if !text.contains("<!-- dialect: ") && !NOT_THESE.contains(&&*name) && !pages.is_empty() {
            let dialect = Some("superoffice-2023");
            sets.push(Set {
                name,
                dialect,
                pages,
            });
        }
    }
    sets
});

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = std::fs::read_dir(folder).expect("the folder is there");
    let mut all: Vec<PathBuf> = read
        .map(|one| one.expect("it can be read").path())
        .collect();
    all.sort();
    all
}

/// The folders in which pages lie.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let inside = entries(folder);
    let mut all: Vec<PathBuf> = inside
        .iter()
        .filter(|one| one.is_dir())
        .flat_map(|one| folders(one))
        .collect();
    if inside.iter().any(|one| one.is_file()) {
        all.push(folder.to_path_buf());
    }
    all
}

fn of_folder(folder: &Path) -> Set {
    let files = entries(folder).into_iter().filter(|one| one.is_file());
    let page = |path: PathBuf| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        Some((name, std::fs::read_to_string(&path).ok()?))
    };
    Set {
        name: folder.to_string_lossy().into_owned(),
        dialect: None,
        pages: files.filter_map(page).collect(),
    }
}

fn bad_pages(text: &str) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("````page bad ") {
        rest = &rest[at + "````page bad ".len()..];
        let (name, behind) = rest.split_once('\n').expect("a line ends");
        let end = behind.find("````").expect("it is closed");
        // Pages that are repeated are tested for their size.
        if !name.contains(' ') {
            pages.push((name.to_owned(), behind[..end].to_owned()));
        }
        rest = &behind[end + 4..];
    }
    pages
}

/// What is drawn for a page, again and again from the start.
struct Draws<'d> {
    all: &'d [u32],
    at: usize,
}

impl Draws<'_> {
    fn below(&mut self, bound: usize) -> usize {
        self.at += 1;
        self.all[self.at % self.all.len()] as usize % bound.max(1)
    }
}

/// A page written anew.
struct Anew {
    text: String,
    /// The new line, from 1, of each old one; `None` inside of the body of a sample.
    lines: Vec<Option<usize>>,
    /// New lines inside of bodies.
    in_bodies: BTreeSet<usize>,
}

fn anew(text: &str, draws: &mut Draws<'_>) -> Anew {
    let bodies = bodies(text);
    // Words of enumerations are no values that may be made up.
    let kept: BTreeSet<&str> = text
        .split("Enum:")
        .skip(1)
        .flat_map(|rest| rest.lines().next().unwrap_or("").split([',', '|', ' ']))
        .collect();
    let mut new = Anew {
        text: String::new(),
        lines: Vec::new(),
        in_bodies: BTreeSet::new(),
    };
    let mut count = 0;
    let (mut at, mut in_fence, mut in_front_matter) = (0, false, false);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        let bare = line.trim_end();
        if let Some((span, node)) = bodies
            .iter()
            .find(|(span, _)| (span.start as usize..span.end as usize).contains(&start))
        {
            new.lines.push(None);
            if span.start as usize == start {
                let wide = draws.below(2) == 0;
                let body = printed(node, &kept, draws, wide);
                for _ in body.lines() {
                    count += 1;
                    new.in_bodies.insert(count);
                }
                new.text += &body;
                new.text.push('\n');
            }
            continue;
        }
        in_front_matter ^= bare == "---" && (number == 0 || in_front_matter);
        in_fence ^= bare.starts_with("```") && !in_front_matter;
        let free = !in_fence && !in_front_matter;
        count += 1;
        new.lines.push(Some(count));
        if free && bare.starts_with('|') && !bare.contains("--") {
            new.text += &padded(bare, draws);
            new.text.push('\n');
        } else {
            new.text += line;
        }
        if free && bare.is_empty() {
            for _ in 0..draws.below(3) {
                new.text.push('\n');
                count += 1;
            }
        }
    }
    new
}

/// The bodies of samples that are JSON and start a line.
fn bodies(text: &str) -> Vec<(Span, JsonNode)> {
    let mut all = Vec::new();
    let mut rest = 0;
    while let Some(open) = text[rest..].find("\n```http").map(|at| rest + at + 1) {
        let Some(from) = text[open..].find('\n').map(|at| open + at + 1) else {
            break;
        };
        let Some(end) = text[from..].find("\n```").map(|at| from + at + 1) else {
            break;
        };
        let sample = read_sample(text, Span::new(FileId(0), from..end), &mut Vec::new());
        if let Some(SampleBody::Json(node)) = sample.body {
            let (first, last) = (node.start as usize, node.end as usize);
            let starts_line = text[..first].ends_with('\n');
            if starts_line && text[last..].starts_with('\n') {
                all.push((Span::new(FileId(0), first..last + 1), node));
            }
        }
        rest = end;
    }
    all
}

/// The value in another order and with other values of the same types.
fn printed(node: &JsonNode, kept: &BTreeSet<&str>, draws: &mut Draws<'_>, wide: bool) -> String {
    let gap = if wide { "\n" } else { " " };
    match &node.value {
        JsonValue::Null => "null".to_owned(),
        JsonValue::Bool(_) => (draws.below(2) == 0).to_string(),
        JsonValue::Number(_) if node.value.is_integer() => draws.below(100_000).to_string(),
        JsonValue::Number(_) => format!("{}.5", draws.below(1000)),
        JsonValue::String(text) => quoted(&string(text, kept, draws)),
        JsonValue::Array(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| printed(item, kept, draws, wide))
                .collect();
            format!("[{gap}{}{gap}]", items.join(&format!(",{gap}")))
        }
        JsonValue::Object(members) => {
            let mut all: Vec<String> = Vec::new();
            for member in members {
                let value = printed(&member.node, kept, draws, wide);
                let at = draws.below(all.len() + 1);
                all.insert(at, format!("{}: {value}", quoted(&member.name)));
            }
            format!("{{{gap}{}{gap}}}", all.join(&format!(",{gap}")))
        }
    }
}

fn string(text: &str, kept: &BTreeSet<&str>, draws: &mut Draws<'_>) -> String {
    let is_moment = text.len() >= 19 && text.as_bytes()[4] == b'-' && text.as_bytes()[10] == b'T';
    match text {
        "" => String::new(),
        _ if kept.contains(text) => text.to_owned(),
        _ if is_moment => format!(
            "20{:02}-0{}-1{}T0{}:00:00Z",
            10 + draws.below(80),
            1 + draws.below(9),
            draws.below(9),
            draws.below(9)
        ),
        _ => format!("word {}", draws.below(1000)),
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A row with wider cells.
fn padded(row: &str, draws: &mut Draws<'_>) -> String {
    let mut wide = String::new();
    let mut before = ' ';
    for (at, c) in row.char_indices() {
        let is_bar = c == '|' && before != '\\';
        let space = " ".repeat(if is_bar { draws.below(4) } else { 0 });
        match is_bar {
            true if at == 0 => write!(wide, "|{space}"),
            true if at + 1 == row.len() => write!(wide, "{space}|"),
            true => write!(wide, "{space}|{space}"),
            false => write!(wide, "{c}"),
        }
        .expect("text can be written");
        before = c;
    }
    wide
}

/// What is found: page, rule, message, and the line where `line` gives one.
fn told(set: &Set, pages: &[String], line: impl Fn(usize, usize) -> Option<usize>) -> Vec<String> {
    let mut sources = SourceMap::new();
    for ((name, _), text) in set.pages.iter().zip(pages) {
        sources.add(name, text.clone());
    }
    let choice = match set.dialect {
        Some(name) => Choice::Given(
            DIALECTS
                .iter()
                .find(|one| one.name() == name)
                .expect("it is built in"),
        ),
        None => Choice::Auto(&DIALECTS),
    };
    let found = lint::check(&sources, choice, &Selection::default(), Vec::new()).findings;
    let mut all: Vec<String> = found
        .iter()
        .map(|one| {
            let span = one.diagnostic.span;
            let page = span.file.0 as usize;
            let at = sources.file(span.file).text[..span.range().start]
                .matches('\n')
                .count()
                + 1;
            let (rule, message) = (one.rule.name, &one.diagnostic.message);
            format!(
                "{}:{:?}: {rule}: {message}",
                set.pages[page].0,
                line(page, at)
            )
        })
        .collect();
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(if std::env::var_os("PROPTEST_CASES").is_some() { ProptestConfig::default().cases } else { 96 })
    })]

    #[test]
    fn only_the_meaning_counts(chosen in any::<prop::sample::Index>(), draws in prop::collection::vec(any::<u32>(), 64)) {
        let set = chosen.get(&SETS[..]);
        let mut draws = Draws { all: &draws, at: 0 };
        let old: Vec<String> = set.pages.iter().map(|(_, text)| text.clone()).collect();
        let new: Vec<Anew> = old.iter().map(|text| anew(text, &mut draws)).collect();
        let before = told(set, &old, |page, line| new[page].lines.get(line - 1).copied().flatten());
        let texts: Vec<String> = new.iter().map(|one| one.text.clone()).collect();
        let after = told(set, &texts, |page, line| (!new[page].in_bodies.contains(&line)).then_some(line));
        prop_assert_eq!(before, after, "{}\n{}", set.name, texts.join("\n=====\n"));
    }
}

#[test]
fn every_kind_of_page_is_written_anew() {
    let with_body = |set: &&Set| set.pages.iter().any(|(_, text)| !bodies(text).is_empty());
    assert!(
        SETS.iter().filter(with_body).count() > 20,
        "too few samples are written anew"
    );
    assert!(
        SETS.iter().filter(|set| set.dialect.is_none()).count() >= 2,
        "the pages of the project are missing"
    );
}
