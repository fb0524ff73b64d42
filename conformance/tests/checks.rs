//! The pages of `specs/checks`: each says what a check promises, and shows exchanges that break and keep
//! it.
//!
//! Fences of four backticks marked `page NAME` hold pages in the dialect crumb; they stand for the cases
//! below until other pages follow. One marked `exchange KIND` holds a request and its answer as they
//! travel; behind the kind may stand `elapsed=9ms`, `cut=ended-early`, `cut=limit:9`, `cut=timeout:9`,
//! `cut=coding:WHY`, `latin1`, `bom`, `undocumented=strict|additive|learn` and `slack=9`. Of several the
//! last is judged, and the others came before. One marked `verdicts` holds what is said of it: what other
//! checks find beside this one is told as `also`.

#![allow(clippy::panic)]

mod recorded;

use bindery_conformance::check::Policy;
use bindery_conformance::checks;
use bindery_conformance::findings;
use bindery_conformance::judge::{Judge, select};
use bindery_conformance::verdict::{Party, Ruling, Verdict};
use bindery_generator::dialect::{Choice, Dialect, load};
use bindery_generator::{Reference, read_reference};
use bindery_model::SourceMap;
use recorded::{Case, cases, recorded};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Set to `1`, it rewrites what is said instead of comparing it.
const BLESS: &str = "BINDERY_BLESS";

#[test]
fn every_case_holds() {
    let dialect = crumb();
    let bless = std::env::var(BLESS).is_ok_and(|value| value == "1");
    let (mut failures, mut one_sided) = (String::new(), String::new());
    for check in checks::ALL {
        let path = manifest().join(format!("../specs/checks/{}.md", check.id));
        let text = std::fs::read_to_string(&path).expect("the page can be read");
        let mut blessed = text.clone();
        let mut seen = BTreeSet::new();
        // From the end, so that the places of those before stay right.
        for case in cases(&text).iter().rev() {
            let (said, rulings) = said(case, check.id, &dialect);
            seen.extend(rulings);
            let expected = &text[case.verdicts.clone()];
            if said != expected {
                blessed.replace_range(case.verdicts.clone(), &said);
                let (id, title) = (check.id, case.title);
                let _ = writeln!(failures, "{id}: {title}\nexpected\n{expected}said\n{said}");
            }
        }
        let breaks = seen.contains(&Ruling::Failed) || seen.contains(&Ruling::Warning);
        if !breaks || !seen.contains(&Ruling::Passed) {
            let _ = writeln!(
                one_sided,
                "specs/checks/{}.md needs a case that breaks the promise and one that keeps it",
                check.id
            );
        }
        if bless && blessed != text {
            std::fs::write(&path, blessed).expect("the page can be written");
        }
    }
    assert!(one_sided.is_empty(), "{one_sided}");
    assert!(
        bless || failures.is_empty(),
        "{failures}\nif these verdicts are right, write them with\n    \
         {BLESS}=1 cargo test -p bindery-conformance --test checks\n"
    );
}

#[test]
fn folder_list_and_pages_name_the_same_checks() {
    let listed: Vec<&str> = checks::ALL.iter().map(|check| check.id).collect();
    let mut sorted = listed.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(
        listed, sorted,
        "the list in conformance/src/checks/mod.rs is by id, each id once"
    );
    let listed: BTreeSet<String> = listed.into_iter().map(str::to_owned).collect();
    let files = stems("src/checks", "rs");
    let files: BTreeSet<String> = files.iter().map(|stem| stem.replace('_', "-")).collect();
    let files: BTreeSet<String> = files.into_iter().filter(|stem| stem != "mod").collect();
    assert_eq!(
        files, listed,
        "conformance/src/checks has a file for each check of its list"
    );
    let pages = stems("../specs/checks", "md");
    assert_eq!(pages, listed, "specs/checks has a page for each check");
}

#[test]
fn every_page_says_what_why_and_how() {
    for check in checks::ALL {
        let mut lines = check.page.lines();
        let id = check.id;
        assert!(
            lines.next().is_some_and(|line| line.starts_with("# ")),
            "{id} has no title"
        );
        // The example pages have headings of their own.
        let own = lines.take_while(|line| !line.starts_with("````"));
        let headings: Vec<&str> = own.filter(|line| line.starts_with("## ")).collect();
        let wanted = ["## Why it matters", "## How it is decided", "## Cases"];
        assert_eq!(headings, wanted, "specs/checks/{id}.md");
    }
}

#[test]
fn the_page_of_statuses_states_the_policy() {
    let check = checks::find("undocumented-status").expect("there is such a check");
    let policy = Policy::default();
    let (last, others) = policy
        .common_statuses
        .split_last()
        .expect("some are common");
    let others: Vec<String> = others.iter().map(u16::to_string).collect();
    let stated = format!("{} and {last} are taken everywhere", others.join(", "));
    let page = check.page.replace('\n', " ");
    assert!(
        page.contains(&stated),
        "specs/checks/undocumented-status.md should say: {stated}"
    );
}

fn manifest() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn stems(folder: &str, extension: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(manifest().join(folder)).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("its entries can be read").path());
    let of_kind = |path: &PathBuf| path.extension().is_some_and(|e| e == extension);
    let stem = |path: PathBuf| Some(path.file_stem()?.to_string_lossy().into_owned());
    paths.filter(of_kind).filter_map(stem).collect()
}

fn crumb() -> Dialect {
    let path = manifest().join("../generator/tests/dialects/crumb.yaml");
    let text = std::fs::read_to_string(&path).expect("the dialect can be read");
    load("crumb.yaml", &text).expect("the dialect is right")
}

/// What is said of a case, and the rulings of the check itself.
fn said(case: &Case<'_>, id: &str, dialect: &Dialect) -> (String, Vec<Ruling>) {
    let mut sources = SourceMap::new();
    for (name, text) in &case.pages {
        sources.add(*name, *text);
    }
    let Reference { api, .. } = read_reference(&sources, Choice::Given(dialect));
    let mut policy = Policy::default();
    let mut exchanges: Vec<_> = case
        .exchanges
        .iter()
        .map(|(info, text)| recorded(&api, info, text, &mut policy))
        .collect();
    let (judged, exchange) = exchanges.pop().expect("the case has an exchange");
    let checks = select(&[], &[]).expect("all checks are known");
    let judge = Judge::new(&api, &sources, &policy, checks);
    let verdicts = judge.judge(&judged, &exchange, &exchanges);
    for one in &verdicts {
        let is_whole = one.actual.trim_end() == one.actual;
        assert!(is_whole, "{}: `{}` ends in nothing", one.check, one.actual);
    }
    let (own, others): (Vec<_>, Vec<_>) = verdicts.iter().partition(|one| one.check == id);
    let mut text: String = own.iter().map(|one| told(one, &sources)).collect();
    if own.is_empty() {
        text.push_str("nothing\n");
    }
    for other in others {
        if matches!(other.ruling, Ruling::Failed | Ruling::Warning) {
            let _ = writeln!(
                text,
                "also {} {}",
                other.ruling.as_str(),
                findings::id(other)
            );
        }
    }
    (text, own.iter().map(|one| one.ruling).collect())
}

fn told(verdict: &Verdict, sources: &SourceMap) -> String {
    let file = sources.file(verdict.documented.file);
    let place = format!("{}:{}", file.path, file.line(verdict.documented.start));
    let mut text = verdict.ruling.as_str().to_owned();
    let _ = match &verdict.pointer {
        Some(pointer) if !pointer.is_empty() => writeln!(text, " at {pointer}"),
        _ => writeln!(text),
    };
    let _ = writeln!(text, "  {place}: {}", verdict.requirement);
    if matches!(verdict.ruling, Ruling::Passed) {
        return text;
    }
    let _ = writeln!(
        text,
        "  expected {}, got {}",
        verdict.expected, verdict.actual
    );
    if let Some(likelier) = &verdict.likelier {
        let party = match likelier.wrong {
            Party::Page => "page",
            Party::Sample => "sample",
            Party::Server => "server",
        };
        let _ = writeln!(
            text,
            "  the {party} is likelier wrong: {}",
            likelier.because
        );
    }
    let _ = writeln!(text, "  finding {}", findings::id(verdict));
    text
}
