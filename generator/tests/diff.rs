//! The cases of `specs/diff`: what counts as a change between two publications, and whom it breaks.
//!
//! A page of the folder has pages of a reference (fences of four backticks marked `page NAME.md`, in the
//! dialect `tests/dialects/crumb.yaml`), and then a heading a kind of change, with cases: a fence marked
//! `diff NAME.md` edits a page, `changes` says what that changes, `back` what the opposite edit does.

#![allow(clippy::panic)]

use bindery_generator::dialect::{Choice, Dialect, load};
use bindery_generator::diff::{Change, Diff, Kind, diff};
use bindery_generator::{Reference, read_reference};
use bindery_model::{SourceMap, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Set to `1`, it rewrites the expectations instead of comparing them.
const BLESS: &str = "BINDERY_BLESS";
const MARK: &str = "````";

#[test]
fn every_case_holds() {
    let dialect = crumb();
    let bless = std::env::var(BLESS).is_ok_and(|value| value == "1");
    let mut failures = String::new();
    let mut count = 0;
    for path in spec_pages() {
        let text = std::fs::read_to_string(&path).expect("the spec page can be read");
        let mut blessed = text.clone();
        let cases = cases(&text);
        assert!(!cases.is_empty(), "{} has no case", path.display());
        for case in cases.iter().rev() {
            count += 1;
            let (old, new) = (read(&case.old, &dialect), read(&case.new, &dialect));
            // From the end, so that the places of those before stay right.
            let expected = [(&case.back, (&new, &old)), (&case.changes, (&old, &new))];
            for (range, (old, new)) in expected {
                let Some(range) = range.clone() else {
                    continue;
                };
                let actual = outline(old, new);
                if actual != text[range.clone()] {
                    let title = case.title;
                    let expected = &text[range.clone()];
                    let name = path.display();
                    let _ = writeln!(failures, "{name}: {title}\n-{expected}+{actual}");
                    blessed.replace_range(range, &actual);
                }
            }
        }
        if bless && blessed != text {
            std::fs::write(&path, blessed).expect("the spec page can be written");
        }
    }
    assert!(count > 40, "only {count} cases were found");
    assert!(
        bless || failures.is_empty(),
        "these cases came out otherwise:\n\n{failures}\
         if that is right, write it with\n    {BLESS}=1 cargo test -p bindery-generator --test diff\n"
    );
}

#[test]
fn every_kind_has_a_section_with_a_case_that_gives_it() {
    let mut told: BTreeMap<String, bool> = BTreeMap::new();
    for path in spec_pages() {
        let text = std::fs::read_to_string(&path).expect("the spec page can be read");
        for case in cases(&text) {
            let expected = case.changes.into_iter().chain(case.back);
            let mut lines = expected.flat_map(|range| text[range].lines());
            let kind = format!("{} ", case.title);
            let gives = lines.any(|line| line.starts_with(&kind));
            *told.entry(case.title.to_owned()).or_default() |= gives;
        }
    }
    let kinds: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(kinds.len(), Kind::ALL.len(), "a kind is listed twice");
    for kind in &kinds {
        assert!(
            told.get(*kind).copied().unwrap_or(false),
            "write a section `## {kind}` into a page of specs/diff, with a case that gives it"
        );
    }
    let unknown: Vec<_> = told.keys().filter(|title| title.contains('-')).collect();
    let unknown: Vec<_> = unknown
        .iter()
        .filter(|title| !kinds.contains(title.as_str()))
        .collect();
    assert!(
        unknown.is_empty(),
        "these sections are of no kind: {unknown:?}"
    );
}

/// Circles of different length would pair every schema with every other.
#[test]
fn circles_of_schemas_are_compared_in_bounded_time() {
    let dialect = crumb();
    let circle = |length: usize| {
        let mut text = String::new();
        for at in 0..length {
            let next = (at + 1) % length;
            let _ = write!(
                text,
                "## GET /s{at} (s_{at})\n\n### Statuses\n\n| Status |\n|---|\n| 200 |\n\n\
                 ### Returns: S{at}\n\n| Field | Type |\n|---|---|\n\
                 | Next | `S{next}` |\n| P{at} | `integer` |\n\n"
            );
        }
        read(&Pages::from([("circle.md", text)]), &dialect)
    };
    let (old, new) = (circle(47), circle(43));
    assert_eq!((old.0.api.schemas.len(), new.0.api.schemas.len()), (47, 43));
    let found = diff(&old.0.api, &new.0.api);
    assert!(found.passed_over > 0, "all of them were compared");
    let removed = found
        .changes
        .iter()
        .filter(|one| one.kind == Kind::OperationRemoved);
    assert_eq!(removed.count(), 4);
    let longest = found
        .changes
        .iter()
        .flat_map(|one| &one.uses)
        .map(|one| one.place.len())
        .max();
    assert!(longest.is_some_and(|length| length < 300), "{longest:?}");
    assert_eq!(diff(&old.0.api, &old.0.api).changes, []);
}

#[test]
fn many_rows_that_are_called_otherwise_are_compared_in_bounded_time() {
    let dialect = crumb();
    let read = |prefix: &str| {
        let rows = |words: &str| -> String {
            let row = |at: usize| format!("| {prefix}{at} | `string` | {words} |\n");
            (0..3000).map(row).collect()
        };
        let page = format!(
            "## GET /loaves (loaf_List)\n\n### Parameters\n\n| Parameter | Type | Meaning |\n\
             |---|---|---|\n{}\n### Returns: Loaf\n\n| Field | Type | Meaning |\n|---|---|---|\n{}",
            rows("The same words each time"),
            rows("The same words every time"),
        );
        read(&Pages::from([("shop.md", page)]), &dialect)
    };
    let (old, new) = (read("old"), read("new"));
    let found = diff(&old.0.api, &new.0.api);
    let of = |kind: Kind| found.changes.iter().filter(|one| one.kind == kind).count();
    assert_eq!(
        (of(Kind::ParameterRemoved), of(Kind::PropertyRemoved)),
        (3000, 3000)
    );
}

#[test]
fn fingerprints_stay_where_pages_move() {
    let dialect = crumb();
    let text = std::fs::read_to_string(manifest().join("../specs/diff/properties.md"));
    let text = text.expect("the spec page can be read");
    let case = cases(&text).swap_remove(0);
    let prints = |old: &Pages<'_>, new: &Pages<'_>| -> Vec<String> {
        let (old, new) = (read(old, &dialect), read(new, &dialect));
        let found = diff(&old.0.api, &new.0.api);
        found.changes.iter().map(Change::fingerprint).collect()
    };
    let moved = |pages: &Pages<'_>| -> Pages<'static> {
        let text: String = pages.values().map(|text| format!("\n\n\n{text}")).collect();
        Pages::from([("elsewhere/other.md", text)])
    };
    let here = prints(&case.old, &case.new);
    assert_eq!(here.len(), 1);
    assert_eq!(here, prints(&moved(&case.old), &moved(&case.new)));
    assert_ne!(here, prints(&case.new, &case.old));
}

fn manifest() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn crumb() -> Dialect {
    let path = manifest().join("tests/dialects/crumb.yaml");
    let text = std::fs::read_to_string(&path).expect("the dialect can be read");
    load("crumb.yaml", &text).expect("the dialect is right")
}

fn spec_pages() -> Vec<PathBuf> {
    let folder = manifest().join("../specs/diff");
    let entries = std::fs::read_dir(folder).expect("the folder of cases can be read");
    let paths = entries.map(|entry| entry.expect("its entries can be read").path());
    let mut pages: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    pages.sort();
    pages
}

type Pages<'t> = BTreeMap<&'t str, String>;

struct Case<'t> {
    title: &'t str,
    old: Pages<'t>,
    new: Pages<'t>,
    changes: Option<Range<usize>>,
    back: Option<Range<usize>>,
}

fn cases(text: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    let mut base = Pages::new();
    let mut title = "";
    let mut edited: Option<Pages<'_>> = None;
    let mut fence: Option<(&str, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        match (line.trim_end().strip_prefix(MARK), fence) {
            (Some(""), Some((info, from))) => {
                fence = None;
                let inside = &text[from..start];
                match info.split_once(' ').unwrap_or((info, "")) {
                    ("page", name) => {
                        base.insert(name, inside.to_owned());
                    }
                    ("diff", name) => {
                        edit(edited.get_or_insert_with(|| base.clone()), name, inside)
                    }
                    ("changes", _) => cases.push(Case {
                        title,
                        old: base.clone(),
                        new: edited
                            .take()
                            .unwrap_or_else(|| panic!("`{title}` edits nothing")),
                        changes: Some(from..start),
                        back: None,
                    }),
                    ("back", _) => {
                        let case = cases.last_mut().expect("`back` follows `changes`");
                        case.back = Some(from..start);
                    }
                    _ => panic!("a fence marked `{info}` in the case `{title}`"),
                }
            }
            (Some(info), None) => fence = Some((info.trim(), at)),
            (Some(info), Some(_)) => panic!("a fence marked `{info}` inside of one in `{title}`"),
            (None, None) => title = line.strip_prefix("## ").map_or(title, str::trim),
            (None, Some(_)) => {}
        }
    }
    assert!(
        fence.is_none() && edited.is_none(),
        "`{title}` is not finished"
    );
    cases
}

/// Edits a page as a diff without line numbers says; `@@` stands between edits, and a new page is one
/// of added lines only.
fn edit<'t>(pages: &mut Pages<'t>, name: &'t str, diff: &str) {
    for hunk in diff.split("@@\n") {
        let side = |dropped: char| -> String {
            let kept = hunk
                .split_inclusive('\n')
                .filter(|line| !line.starts_with(dropped));
            kept.map(|line| line.get(1..).unwrap_or("\n")).collect()
        };
        let (old, new) = (side('+'), side('-'));
        let page = pages.entry(name).or_default();
        if page.is_empty() {
            *page = new;
            continue;
        }
        assert_eq!(page.matches(&old).count(), 1, "not once in {name}:\n{old}");
        *page = page.replacen(&old, &new, 1);
        if page.trim().is_empty() {
            pages.remove(name);
        }
    }
}

fn read(pages: &Pages<'_>, dialect: &Dialect) -> (Reference, SourceMap) {
    let mut sources = SourceMap::new();
    for (name, text) in pages {
        sources.add(*name, text.as_str());
    }
    (read_reference(&sources, Choice::Given(dialect)), sources)
}

fn outline(old: &(Reference, SourceMap), new: &(Reference, SourceMap)) -> String {
    let Diff { changes, .. } = diff(&old.0.api, &new.0.api);
    if changes.is_empty() {
        return "nothing\n".to_owned();
    }
    changes
        .iter()
        .map(|change| line(change, &old.1, &new.1))
        .collect()
}

fn line(change: &Change, old: &SourceMap, new: &SourceMap) -> String {
    let mut text = format!("{} {}", change.kind.as_str(), change.cause);
    let value = |value: &Option<String>| value.clone().unwrap_or("nothing".to_owned());
    let _ = writeln!(
        text,
        ": {} -> {}",
        value(&change.before),
        value(&change.after)
    );
    let breaks: Vec<&str> = change.breaks.iter().map(|who| who.as_str()).collect();
    let breaks = if breaks.is_empty() {
        "nobody".to_owned()
    } else {
        breaks.join(", ")
    };
    let _ = writeln!(text, "    breaks {breaks}: {}", change.why);
    let place = |span: Option<Span>, sources: &SourceMap| {
        let shown = |span: Span| {
            let file = sources.file(span.file);
            format!("{}:{}", file.path, file.line(span.start))
        };
        span.map_or("nowhere".to_owned(), shown)
    };
    for used in &change.uses {
        let (before, after) = (place(used.old, old), place(used.new, new));
        let _ = writeln!(
            text,
            "    {} {} {before} -> {after}",
            used.operation, used.place
        );
    }
    text
}
