//! `bindery check`: what it finds, how it tells it, and what it changes.

use crate::support::{Project, page};

/// A page with two mistakes: an entity that was escaped twice, and another title than endpoint.
fn bad_page(name: &str) -> String {
    let page = page(name).replace("What it is called", "The pen&amp;apos;s name");
    page.replace("GET /api/v1/", "GET /api/v2/Old")
}

fn good_page(name: &str) -> String {
    page(name).replace("Accept-Language |", "SO-Language |")
}

fn with(pages: &[(&str, String)]) -> Project {
    let project = Project::new();
    for (name, text) in pages {
        project.write(&format!("pages/{name}.md"), text);
    }
    project
}

#[test]
fn clean_pages_end_with_0_and_findings_with_1() {
    let project = with(&[("Pen", good_page("Pen"))]);
    project
        .run(&["check", "pages"])
        .expect(0, &["nothing found of 1 page"]);
    let project = with(&[("Pen", bad_page("Pen"))]);
    let words = [
        "warning[BND101 double-escaped-entity]: readers see `&apos;` here",
        " --> pages/Pen.md:",
        "^^^^^^^^^^",
        "help: write `&apos;`",
        "; --fix mends 1",
    ];
    let ended = project.run(&["check", "pages"]);
    ended.expect(1, &words);
    assert_eq!(ended.out, "");
}

#[test]
fn a_cause_on_many_pages_is_told_once() {
    let pages: Vec<(String, String)> = (0..9)
        .map(|n| (format!("P{n}"), bad_page(&format!("P{n}"))))
        .collect();
    let pages: Vec<(&str, String)> = pages
        .iter()
        .map(|(name, text)| (&**name, text.clone()))
        .collect();
    let project = with(&pages);
    let ended = project.run(&["check", "pages"]);
    ended.expect(
        1,
        &[
            "note: 9 places on 9 pages; also pages/P1.md:",
            " and 5 more",
            "BND101  double-escaped-entity",
        ],
    );
    assert_eq!(
        ended.err.matches("warning[BND101").count(),
        1,
        "{}",
        ended.err
    );
    let all = project.run(&["check", "pages", "--all"]);
    assert_eq!(all.err.matches("warning[BND101").count(), 9, "{}", all.err);
}

#[test]
fn rules_are_chosen_on_the_command_line_and_in_the_configuration() {
    let project = with(&[("Pen", bad_page("Pen"))]);
    let select = |ids: &str| project.run(&["check", "pages", "--select", ids]);
    select("BND2").expect(0, &["nothing found"]);
    select("double-escaped-entity").expect(1, &["1 warning on 1 of 1 page"]);
    let ended = project.run(&["check", "pages", "--ignore", "text,structure,samples"]);
    ended.expect(0, &["nothing found"]);
    let ended = select("double-escaped-entities");
    ended.expect(2, &["did you mean `double-escaped-entity`?"]);
    let severity =
        "pages: [pages]\ncheck:\n  severity: {text: info}\n  ignore: [structure, samples]\n";
    project.write("bindery.yaml", severity);
    project
        .run(&["check"])
        .expect(0, &["info[BND101", "1 for information"]);
    project.write(
        "bindery.yaml",
        "pages: [pages]\ncheck: {select: [nothing]}\n",
    );
    project
        .run(&["check"])
        .expect(2, &["there is no rule or group of rules `nothing`"]);
}

#[test]
fn a_program_reads_the_promised_json() {
    let project = with(&[("Pen", bad_page("Pen"))]);
    let ended = project.run(&[
        "check",
        "pages",
        "--format",
        "json",
        "--select",
        "double-escaped-entity",
    ]);
    assert_eq!(ended.code, 1);
    let report: serde_json::Value = serde_json::from_str(&ended.out).expect("it is JSON");
    let expected = serde_json::json!({"diagnostics": [{
        "rule": "double-escaped-entity",
        "severity": "warning",
        "file": "pages/Pen.md",
        "line": 40,
        "column": 27,
        "message": "readers see `&apos;` here, because its `&` is escaped",
        "related": [],
    }]});
    assert_eq!(report, expected);
    for format in ["sarif", "github", "junit"] {
        let ended = project.run(&["check", "pages", "--format", format]);
        assert_eq!(ended.code, 1);
        assert!(
            ended.out.contains("BND101") && ended.err.is_empty(),
            "{format}"
        );
    }
}

#[test]
fn a_fix_changes_what_it_must_and_checking_again_finds_it_gone() {
    let before = page("Pen").replace("What it is called", "The pen&amp;apos;s name");
    // What is not to be touched: line endings, spaces at ends of lines, no line ending at the end.
    let before = before
        .replace('\n', "\r\n")
        .replace("Reads one Pen.", "Reads one Pen.  ")
        .trim_end()
        .to_owned();
    let project = with(&[("Pen", before.clone()), ("Cup", good_page("Cup"))]);
    let diff = project.run(&["check", "pages", "--diff"]);
    diff.expect(1, &[]);
    assert!(
        diff.out
            .contains("+| Title | string | The pen&apos;s name |"),
        "{}",
        diff.out
    );
    assert_eq!(project.read("pages/Pen.md"), before);
    let fixed = project.run(&["check", "pages", "--fix", "--select", "text"]);
    fixed.expect(0, &["; 1 mended"]);
    assert_eq!(
        project.read("pages/Pen.md"),
        before.replace("&amp;apos;", "&apos;")
    );
    assert_eq!(project.read("pages/Cup.md"), good_page("Cup"));
    project.run(&["check", "pages", "--diff"]).expect(0, &[]);
}

#[test]
fn a_suppression_keeps_back_what_it_names() {
    let text = bad_page("Pen").replace(
        "# GET",
        "<!-- bindery-ignore: BND101 the site escapes -->\n\n# GET",
    );
    let project = with(&[("Pen", text)]);
    project
        .run(&["check", "pages", "--select", "text"])
        .expect(0, &["; 1 suppressed on the pages"]);
    let text = good_page("Pen").replace(
        "# GET",
        "<!-- bindery-ignore: BND101 the site escapes -->\n\n# GET",
    );
    let project = with(&[("Pen", text)]);
    project
        .run(&["check", "pages"])
        .expect(1, &["warning[BND901 unused-suppression]"]);
    let model = project.run(&["model", "pages"]);
    assert!(
        !model.out.contains("bindery-ignore"),
        "a comment for us is no description"
    );
}

#[test]
fn a_baseline_keeps_back_what_it_knows_and_tells_what_is_gone() {
    let project = with(&[("Pen", bad_page("Pen"))]);
    project
        .run(&["check", "pages", "--write-baseline", "known.txt"])
        .expect(0, &["to known.txt"]);
    let check = || project.run(&["check", "pages", "--baseline", "known.txt"]);
    check().expect(0, &["known to the baseline"]);
    // What is known may move.
    project.write(
        "pages/Pen.md",
        bad_page("Pen").replace("Reads one", "\n\nReads one"),
    );
    check().expect(0, &["known to the baseline"]);
    project.write("pages/Cup.md", bad_page("Cup"));
    check().expect(1, &["pages/Cup.md", "known to the baseline"]);
    project.write("pages/Cup.md", good_page("Cup"));
    project.write("pages/Pen.md", good_page("Pen"));
    check().expect(
        1,
        &["warning[BND904 unused-baseline-entry]", "known.txt:3:1"],
    );
    project.write("known.txt", "what is this\n");
    check().expect(2, &["failed to read the baseline: known.txt: line 1"]);
    project
        .run(&["check", "pages", "--baseline", "lost.txt"])
        .expect(3, &["failed to read lost.txt"]);
}

#[test]
fn a_rule_is_explained_by_its_page() {
    let project = Project::new();
    for id in ["BND101", "bnd101", "double-escaped-entity"] {
        let ended = project.run(&["explain", id]);
        ended.expect(0, &[]);
        assert!(ended.out.starts_with(
            "BND101 double-escaped-entity: warning, in the group text, `--fix` mends it\n\n# "
        ));
        assert!(ended.out.contains("## How to mend it"));
    }
    project
        .run(&["explain", "double-escaped"])
        .expect(2, &["there is no rule"]);
    let check = project.run(&["explain", "wrong-type"]);
    check.expect(0, &[]);
    assert!(check.out.starts_with("a check of the group shape\n\n# "));
    let list = project.run(&["explain"]).out;
    assert!(list.contains("wrong-type"), "{list}");
    assert!(
        list.lines().count() > 90 && list.starts_with("BND001"),
        "{list}"
    );
}

#[test]
fn what_is_no_text_is_a_finding() {
    let project = Project::new();
    let bytes: Vec<u8> = good_page("Pen")
        .replace("What it is called", "h\u{e9}")
        .chars()
        .map(|c| c as u8)
        .collect();
    project.write("pages/Pen.md", &bytes);
    let ended = project.run(&["check", "pages"]);
    ended.expect(1, &["warning[BND019 not-utf8]"]);
    project.run(&["check", "pages", "--fix"]).expect(1, &[]);
    assert_eq!(
        std::fs::read(project.at("pages/Pen.md")).expect("it is there"),
        bytes
    );
}

#[test]
fn a_page_that_is_too_large_is_a_finding() {
    let project = with(&[("Pen", good_page("Pen"))]);
    let path = project.at("pages/Large.md");
    let file = std::fs::File::create(path).expect("it can be made");
    file.set_len((64 << 20) + 1).expect("it can grow");
    let ended = project.run(&["check", "pages"]);
    ended.expect(1, &["error[BND020 unread-page]", "1 error on 1 of 2 pages"]);
}

#[test]
fn the_pages_of_this_project_are_clean() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let ended = crate::support::ended(&mut Project::new().command_in(&root, &["check"]));
    ended.expect(0, &["nothing found"]);
}

#[test]
fn fixes_that_change_the_meaning_are_made_with_others_or_looked_at() {
    let project = with(&[("Pen", good_page("Pen"))]);
    let words = ["--unsafe", "--fix|--diff"];
    project
        .run(&["check", "pages", "--unsafe"])
        .expect(2, &words);
    project
        .run(&["check", "pages", "--unsafe", "--diff"])
        .expect(0, &[]);
    project
        .run(&["check", "pages", "--unsafe", "--fix"])
        .expect(0, &["nothing found"]);
}

#[test]
fn a_baseline_of_pages_that_were_not_read_is_not_called_unused() {
    let project = with(&[("Pen", bad_page("Pen")), ("Ink", bad_page("Ink"))]);
    let wrote = project.run(&["check", "pages", "--write-baseline", "known.txt"]);
    wrote.expect(0, &["known.txt"]);
    let known = |pages: &str| project.run(&["check", pages, "--baseline", "known.txt"]);
    known("pages").expect(0, &[]);
    known("pages/Pen.md").expect(0, &[]);
    project.write("pages/Pen.md", good_page("Pen"));
    known("pages/Pen.md").expect(0, &[]);
    known("pages").expect(1, &["unused-baseline-entry"]);
}

#[test]
fn rewrites_that_make_prose_grow_without_end_are_told() {
    let project = with(&[("Pen", good_page("Pen"))]);
    let tenfold = format!("  - {{find: 'e', replace: '{}'}}\n", "e".repeat(1_000));
    let dialect = format!(
        "name: growing\nextends: superoffice-2023\nrewrites:\n{}",
        tenfold.repeat(3)
    );
    project.write("growing.yaml", dialect);
    project
        .run(&["check", "pages", "--dialect", "growing.yaml"])
        .expect(1, &["BND030 runaway-rewrite", "the rewrites of `growing`"]);
}

#[test]
fn rows_behind_an_empty_line_belong_to_their_table_and_the_line_can_be_taken_out() {
    let whole = good_page("Pen");
    let parted = whole.replace("| Tags |", "\n| Tags |").replace(
        "|----------------|-------------|\n| 200",
        "\n|---|---|\n| 200",
    );
    let project = with(&[("Pen", parted)]);
    let told = project.run(&["check", "pages"]);
    told.expect(
        1,
        &[
            "2 rows of a table: an empty line parts them from their table",
            "the delimiter row of a table and its rows: an empty line parts them from their table",
            "2 warnings on 1 of 1 page",
        ],
    );
    let fixed = project.run(&["check", "pages", "--fix"]);
    fixed.expect(0, &["2 mended"]);
    let mended = whole.replace(
        "|----------------|-------------|\n| 200",
        "|---|---|\n| 200",
    );
    assert_eq!(project.read("pages/Pen.md"), mended);
}

#[test]
fn a_table_in_a_list_is_told() {
    let (header, delimiter) = (
        "| Response | Description |",
        "|----------------|-------------|",
    );
    let page = good_page("Pen")
        .replace(header, &format!("- {header}"))
        .replace(
            &format!("{delimiter}\n| 200"),
            &format!("  {delimiter}\n  | 200"),
        )
        .replace("| 404", "  | 404");
    let project = with(&[("Pen", page.clone())]);
    let words = [
        "it is no table of the page, but a part of its list",
        "1 warning on",
    ];
    project.run(&["check", "pages"]).expect(1, &words);
    project.run(&["check", "pages", "--fix"]).expect(1, &words);
    assert_eq!(project.read("pages/Pen.md"), page);
}

#[test]
fn a_slip_in_a_type_is_told_once() {
    let page = good_page("Pen").replace("| Title | string |", "| Title | strng |");
    let project = with(&[("Pen", page)]);
    let told = project.run(&["check", "pages"]);
    told.expect(1, &["misspelt-type", "1 warning on 1 of 1 page"]);
}
