//! The pages of `specs/rules`: each says what a rule finds, and shows pages on which it finds
//! something and pages on which it does not.
//!
//! Fences of four backticks marked `page bad NAME` and `page good NAME` hold the pages, one marked
//! `findings` what is found on the bad ones, and one marked `baseline` a baseline for them. ` xN`
//! behind a name repeats the page. A comment `<!-- dialect: NAME -->` chooses another dialect than
//! the usual one.

#![allow(clippy::panic)]

use bindery_generator::dialect::{Choice, Dialect, builtin, load};
use bindery_generator::lint::{self, Baseline, Finding, Group, Rule, Selection, rules};
use bindery_model::SourceMap;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Set to `1`, it rewrites what is found instead of comparing it.
const BLESS: &str = "BINDERY_BLESS";
const MARK: &str = "````";
const USUAL_DIALECT: &str = "superoffice-2023";
/// What stands on the page of a rule whose example no page of text can show.
const ELSEWHERE: &str = "<!-- tested elsewhere -->";
const TESTED_ELSEWHERE: &[&str] = &["not-utf8", "runaway-rewrite", "unread-page"];

#[test]
fn every_page_holds() {
    let bless = std::env::var(BLESS).is_ok_and(|value| value == "1");
    let mut failures = String::new();
    for rule in rules::ALL {
        let path = folder("specs/rules").join(format!("{}.md", rule.name));
        let text = std::fs::read_to_string(&path).expect("the spec page can be read");
        let Some(case) = Case::read(rule, &text) else {
            continue;
        };
        let bad = case.run(&case.bad, case.baseline);
        if bad.is_empty() {
            let _ = writeln!(failures, "{}: nothing is found on the bad pages", rule.name);
        }
        let good = case.run(&case.good, None);
        if !good.is_empty() {
            let _ = writeln!(failures, "{}: on the good pages, too:\n{good}", rule.name);
        }
        if bad != text[case.findings.clone()] {
            if bless {
                let mut blessed = text.clone();
                blessed.replace_range(case.findings.clone(), &bad);
                std::fs::write(&path, blessed).expect("the spec page can be written");
            } else {
                let expected = &text[case.findings.clone()];
                let name = rule.name;
                let _ = writeln!(failures, "{name}: expected\n{expected}found\n{bad}");
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{failures}\nif these findings are right, write them with\n    {BLESS}=1 cargo test -p bindery-generator --test rules\n"
    );
}

#[test]
fn fixes_mend_what_they_are_for_and_touch_nothing_else() {
    let mut fixable = 0;
    for rule in rules::ALL.iter().filter(|rule| rule.fix.is_some()) {
        let path = folder("specs/rules").join(format!("{}.md", rule.name));
        let text = std::fs::read_to_string(&path).expect("the spec page can be read");
        let case = Case::read(rule, &text).expect("what can be mended can be shown");
        let sources = sources(&case.bad);
        let findings = case.check(&sources);
        let own: Vec<Finding> = findings
            .into_iter()
            .filter(|one| one.rule.name == rule.name)
            .collect();
        assert!(
            own.iter().all(|one| one.fix.is_some()),
            "{}: not all can be mended",
            rule.name
        );
        let fixed = lint::apply(&sources, &own, true);
        assert!(!fixed.is_empty(), "{}: nothing is mended", rule.name);
        let mut mended = SourceMap::new();
        for (id, file) in sources.files() {
            let new = fixed.iter().find(|one| one.file == id);
            mended.add(&file.path, new.map_or(&file.text, |one| &one.text).clone());
        }
        let left = case.check(&mended);
        let left: Vec<_> = left
            .iter()
            .filter(|one| one.rule.name == rule.name)
            .collect();
        assert!(left.is_empty(), "{}: still there: {left:?}", rule.name);
        for one in &fixed {
            let before = &sources.file(one.file).text;
            let edits = own
                .iter()
                .flat_map(|f| &f.fix.as_ref().expect("it has one").edits);
            let edits = edits.filter(|edit| edit.span.file == one.file);
            let change: isize = edits
                .map(|e| e.text.len() as isize - e.span.range().len() as isize)
                .sum();
            assert_eq!(
                before.len() as isize + change,
                one.text.len() as isize,
                "{}",
                rule.name
            );
            let added = own
                .iter()
                .flat_map(|f| &f.fix.as_ref().expect("it has one").edits);
            let added: usize = added.map(|edit| edit.text.matches('\n').count()).sum();
            assert_eq!(
                before.lines().count() + added,
                one.text.lines().count(),
                "{}",
                rule.name
            );
        }
        fixable += 1;
    }
    assert!(fixable >= 4, "only {fixable} rules can mend");
}

/// Only the meaning counts: blank lines and the padding of cells neither cause nor take a finding.
#[test]
fn layout_without_meaning_changes_no_finding() {
    let messages = |case: &Case<'_>, pages: &[Page]| -> Vec<String> {
        let sources = sources(pages);
        let found = case.check(&sources);
        let of = |one: &Finding| {
            let file = &sources.file(one.diagnostic.span.file).path;
            format!("{file} {} {}", one.rule.name, one.diagnostic.message)
        };
        found.iter().map(of).collect()
    };
    for rule in rules::ALL {
        let path = folder("specs/rules").join(format!("{}.md", rule.name));
        let text = std::fs::read_to_string(&path).expect("the spec page can be read");
        let Some(case) = Case::read(rule, &text) else {
            continue;
        };
        // Where fences or rows are broken, lines have another meaning.
        if case.bad.iter().any(|page| page.times > 1)
            || matches!(rule.name, "unclosed-fence" | "broken-row")
        {
            continue;
        }
        let airy = |page: &Page| Page {
            name: page.name.clone(),
            text: with_more_air(&page.text),
            times: 1,
        };
        let airy: Vec<Page> = case.bad.iter().map(airy).collect();
        let (mut one, mut other) = (messages(&case, &case.bad), messages(&case, &airy));
        one.sort();
        other.sort();
        assert_eq!(one, other, "{}", rule.name);
    }
}

/// A page with a second blank line after each, and wider cells.
fn with_more_air(text: &str) -> String {
    let mut aired = String::new();
    let mut in_fence = false;
    let mut in_front_matter = false;
    for (number, line) in text.lines().enumerate() {
        in_front_matter ^= line == "---" && (number == 0 || in_front_matter);
        in_fence ^= line.starts_with("```");
        let is_row = line.starts_with('|') && !line.contains("--") && !in_fence;
        let is_blank = line.is_empty() && !in_fence && !in_front_matter;
        match (is_row, is_blank) {
            (true, _) => aired += &line.replace(" | ", "   |    "),
            (_, true) => aired += "\n",
            _ => aired += line,
        }
        aired.push('\n');
    }
    aired
}

/// Whatever a page is, it is checked in time that is linear in its size, and every place lies on
/// characters of its file. No case is timed: one whose work grew with the square would not end.
#[test]
fn no_page_is_too_odd_to_be_checked() {
    let dialects = builtin().expect("the dialects are right");
    let dialect = dialects.iter().find(|one| one.name() == USUAL_DIALECT);
    let dialect = dialect.expect("it is built in");
    let page = |description: &str, rest: &str| {
        format!(
            "---\ntitle: GET é\nuid: é\n---\n\n# GET /é/{{id}}\n\n```http\nGET /é/{{ïd}}\n```\n\n{description}\n\n{rest}\n"
        )
    };
    let rows =
        |range: Range<usize>| range.map(|n| format!("| é{n} | Enum: a, a | <é{n}> {{a.b.c |\n"));
    let members = |range: Range<usize>| range.map(|n| format!("\"\\n\\nÉ{n}\": {n}"));
    let table: String = rows(0..10_000).collect();
    let sample: Vec<String> = members(5_000..15_000).collect();
    let body = format!(
        "## Response:\n\n### Response body: É\n\n| Property Name | Type | Description |\n|---|---|---|\n{table}\n## Sample response\n\n```http_\nHTTP/1.1 200 OK\n\n{{{}}}\n```\n",
        sample.join(",\n")
    );
    let odd = [
        "{",
        "<é ",
        "</a",
        "](",
        "&amp;",
        "&amp;é",
        "` `` ",
        "é the the ",
        "[é](é.md) ",
        "{a.b.c} ",
    ];
    let mut pages: Vec<String> = odd
        .iter()
        .map(|part| page(&part.repeat(20_000), ""))
        .collect();
    pages.push(page("é", &body));
    pages.push(page("é", &"## Response:\n\n".repeat(10_000)));
    pages.push(page("é", &"<!-- bindery-ignore: é -->\n\n".repeat(2_000)));
    pages.push("<!-- bindery-ignore:".repeat(1_000));
    for text in pages {
        let mut sources = SourceMap::new();
        sources.add("é.md", text);
        let checked = lint::check(
            &sources,
            Choice::Given(dialect),
            &Selection::default(),
            Vec::new(),
        );
        for finding in &checked.findings {
            let related = finding.diagnostic.related.iter().map(|one| one.span);
            for span in related.chain([finding.diagnostic.span]) {
                let text = &sources.file(span.file).text;
                assert!(text.get(span.range()).is_some(), "{finding:?}");
            }
        }
        for fixed in lint::apply(&sources, &checked.findings, true) {
            assert!(fixed.count > 0);
        }
    }
}

#[test]
fn every_rule_has_a_file_a_line_and_a_page() {
    let names = rules::ALL.iter().map(|rule| rule.name);
    assert!(
        names.clone().is_sorted(),
        "the list of rules/mod.rs is not in alphabetical order"
    );
    let list: BTreeSet<String> = names.map(str::to_owned).collect();
    assert_eq!(list.len(), rules::ALL.len(), "two rules have one name");
    let pages = stems("specs/rules", "md");
    let missing: Vec<_> = list.difference(&pages).collect();
    assert!(
        missing.is_empty(),
        "write specs/rules/RULE.md for {missing:?}"
    );
    let surplus: Vec<_> = pages.difference(&list).collect();
    assert!(
        surplus.is_empty(),
        "no rule of generator/src/lint/rules/mod.rs has these pages in specs/rules: {surplus:?}"
    );
    let text =
        std::fs::read_to_string(folder("generator/src/lint/rules/mod.rs")).expect("it is there");
    let with_code = |name: &&String| text.contains(&format!("({}::check)", name.replace('-', "_")));
    let with_code: BTreeSet<String> = list.iter().filter(with_code).cloned().collect();
    let mut files: BTreeSet<String> = stems("generator/src/lint/rules", "rs");
    files.remove("mod");
    let files: BTreeSet<String> = files
        .into_iter()
        .map(|file| file.replace('_', "-"))
        .collect();
    assert_eq!(
        files, with_code,
        "files in generator/src/lint/rules beside the list"
    );
    let codes: BTreeSet<&str> = rules::ALL.iter().map(|rule| rule.code).collect();
    assert_eq!(codes.len(), rules::ALL.len(), "two rules have one code");
    for rule in rules::ALL {
        assert!(
            rule.code.starts_with(rule.group.prefix()),
            "{}: {}",
            rule.name,
            rule.code
        );
        for heading in ["# ", "## Why it is bad", "## How to mend it", "## Example"] {
            let has = rule.page.lines().any(|line| line.starts_with(heading));
            assert!(has, "specs/rules/{}.md lacks `{heading}`", rule.name);
        }
    }
    assert_eq!(
        Group::ALL.len(),
        rules::ALL
            .iter()
            .map(|r| r.group)
            .collect::<BTreeSet<_>>()
            .len()
    );
}

/// Every code with which the reader, resolution or the command line make a diagnostic is a rule.
#[test]
fn every_diagnostic_is_passed_on_by_a_rule() {
    let mut codes = BTreeSet::new();
    for (place, skipped) in [("generator/src", "lint"), ("cli/src", "report")] {
        let root = folder(place);
        for path in sources_below(&root) {
            let text = std::fs::read_to_string(&path).expect("it can be read");
            let text = text.split("#[cfg(test)]").next().unwrap_or("");
            let below = path.strip_prefix(&root).expect("it is below");
            if below.components().any(|part| part.as_os_str() == skipped) {
                continue;
            }
            for call in ["Diagnostic::new(", "unread(", "let code = "] {
                for (at, _) in text.match_indices(call) {
                    let rest = text[at + call.len()..].trim_start();
                    let code = rest
                        .strip_prefix('"')
                        .and_then(|rest| rest.split('"').next());
                    codes.extend(code.map(str::to_owned));
                }
            }
        }
    }
    assert!(codes.len() > 25, "only {codes:?} were found");
    for code in codes {
        let known = rules::ALL.iter().any(|rule| rule.name == code);
        assert!(
            known,
            "no rule passes the diagnostic `{code}` on: add it to rules/mod.rs"
        );
    }
}

struct Page {
    name: String,
    text: String,
    times: usize,
}

struct Case<'t> {
    rule: &'static Rule,
    dialects: Vec<Dialect>,
    is_given: bool,
    bad: Vec<Page>,
    good: Vec<Page>,
    baseline: Option<&'t str>,
    /// Where it stands what is found on the bad pages.
    findings: Range<usize>,
}

impl<'t> Case<'t> {
    /// `None` where the page says that its example is tested elsewhere.
    fn read(rule: &'static Rule, text: &'t str) -> Option<Self> {
        if text.contains(ELSEWHERE) {
            assert!(
                TESTED_ELSEWHERE.contains(&rule.name),
                "{} can be shown",
                rule.name
            );
            return None;
        }
        let wanted = text.split("<!-- dialect: ").nth(1);
        let wanted = wanted
            .and_then(|rest| rest.split(" -->").next())
            .unwrap_or(USUAL_DIALECT);
        let dialects = match wanted {
            "crumb" => {
                let path = folder("generator/tests/dialects/crumb.yaml");
                let text = std::fs::read_to_string(path).expect("the dialect can be read");
                vec![load("crumb.yaml", &text).expect("the dialect is right")]
            }
            "auto" => builtin().expect("the dialects are right"),
            name => {
                let all = builtin().expect("the dialects are right").into_iter();
                all.filter(|one| one.name() == name).collect()
            }
        };
        let mut case = Case {
            rule,
            dialects,
            is_given: wanted != "auto",
            bad: Vec::new(),
            good: Vec::new(),
            baseline: None,
            findings: 0..0,
        };
        let mut at = 0;
        let mut open: Option<(&str, usize)> = None;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            match (line.trim_end().strip_prefix(MARK), open) {
                (Some(""), Some((info, from))) => {
                    case.fence(info, from..start, text);
                    open = None;
                }
                (Some(info), None) => open = Some((info, at)),
                _ => {}
            }
        }
        assert!(open.is_none(), "{}: a fence is not closed", rule.name);
        assert!(
            !case.bad.is_empty() && !case.good.is_empty(),
            "{} lacks an example",
            rule.name
        );
        assert!(case.findings.start > 0, "{} lacks its findings", rule.name);
        Some(case)
    }

    fn fence(&mut self, info: &str, range: Range<usize>, text: &'t str) {
        let words: Vec<&str> = info.split(' ').collect();
        let page = |name: &str, times: usize| Page {
            name: name.to_owned(),
            text: text[range.clone()].to_owned(),
            times,
        };
        match words.as_slice() {
            ["page", "bad", name] => self.bad.push(page(name, 1)),
            ["page", "bad", name, times] => {
                let times = times.trim_start_matches('x').parse().expect("a number");
                self.bad.push(page(name, times));
            }
            ["page", "good", name] => self.good.push(page(name, 1)),
            ["baseline"] => self.baseline = Some(&text[range]),
            ["findings"] => self.findings = range,
            _ => panic!("{}: a fence marked `{info}`", self.rule.name),
        }
    }

    fn check(&self, sources: &SourceMap) -> Vec<Finding> {
        let choice = match self.is_given {
            true => Choice::Given(&self.dialects[0]),
            false => Choice::Auto(&self.dialects),
        };
        lint::check(sources, choice, &Selection::default(), Vec::new()).findings
    }

    /// What the rule finds on pages, a line each; their order must not matter.
    fn run(&self, pages: &[Page], baseline: Option<&str>) -> String {
        let told = |mut sources: SourceMap| {
            let mut findings = self.check(&sources);
            if let Some(text) = baseline {
                let file = sources.add("baseline.txt", text);
                let baseline = Baseline::read(text, file).expect("the baseline can be read");
                baseline.apply(&mut findings, &sources, &Selection::default(), true);
            }
            let own = findings
                .iter()
                .filter(|one| one.rule.name == self.rule.name);
            let line = |one: &Finding| {
                let (place, message) =
                    (sources.place(one.diagnostic.span), &one.diagnostic.message);
                format!("{place}: {message}\n")
            };
            own.map(line).collect::<String>()
        };
        let forwards = told(sources(pages));
        let mut turned = SourceMap::new();
        for page in pages.iter().rev() {
            turned.add(&page.name, page.text.repeat(page.times));
        }
        assert_eq!(
            forwards,
            told(turned),
            "{}: the order of the pages matters",
            self.rule.name
        );
        forwards
    }
}

fn sources(pages: &[Page]) -> SourceMap {
    let mut sources = SourceMap::new();
    for page in pages {
        sources.add(&page.name, page.text.repeat(page.times));
    }
    sources
}

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn stems(path: &str, extension: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder(path)).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("its entries can be read").path());
    let wanted = paths.filter(|path| path.extension().is_some_and(|e| e == extension));
    wanted
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect()
}

fn sources_below(path: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(path).expect("the folder is there") {
        let path = entry.expect("its entries can be read").path();
        if path.is_dir() {
            found.extend(sources_below(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}
