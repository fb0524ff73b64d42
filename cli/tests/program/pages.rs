//! Which pages are read, and what happens with those that are odd.

use crate::support::{Project, page};

#[test]
fn a_folder_without_pages_is_wrong_usage() {
    let project = Project::new();
    project.write("empty/readme.html", "<p>");
    let ended = project.run(&["model", "empty"]);
    ended.expect(
        2,
        &[
            "error: failed to find pages: no pages in empty: looked for *.md",
            "help: ",
        ],
    );
    assert_eq!(ended.out, "");
}

#[test]
fn a_page_that_is_not_there_is_an_input_error() {
    let project = Project::with_pages(&["Pen"]);
    let ended = project.run(&["model", "pages", "lost.md"]);
    ended.expect(
        3,
        &[
            "error: failed to read lost.md: ",
            "help: check how the path is spelt",
        ],
    );
}

#[test]
fn pages_without_an_operation_are_a_finding() {
    let project = Project::new();
    project.write("pages/notes.md", "# Notes\n\nNothing to call.\n");
    let words = [
        "error: nothing on 1 page could be read as an operation",
        "help: see `bindery model --unread`",
        "choose a dialect with `--dialect`",
    ];
    project.run(&["model", "pages"]).expect(1, &words);
    project
        .run(&["model", "pages", "--unread"])
        .expect(1, &words);
    let generate = ["generate", "pages", "--target", "openapi", "--out", "api"];
    project.run(&generate).expect(1, &words);
    assert!(
        !project.at("api").exists(),
        "nothing is written from nothing"
    );
}

#[test]
fn a_page_that_is_not_utf8_is_read_and_its_place_is_told() {
    let project = Project::new();
    let text = page("Pen").replace("What it is called", "h\u{e9}?");
    let bytes: Vec<u8> = text.chars().map(|c| c as u8).collect();
    project.write("pages/Pen.md", bytes);
    let ended = project.run(&["model", "pages"]);
    let line = text
        .lines()
        .position(|line| line.contains("h\u{e9}?"))
        .expect("it is there")
        + 1;
    let place = format!("pages/Pen.md:{line}:21: byte 0xE9 is not UTF-8");
    ended.expect(0, &["warning[not-utf8]: 1 place on 1 page", &place]);
    assert!(
        ended.out.contains("h\u{fffd}?"),
        "the rest of the page is read"
    );
    assert!(ended.out.contains("\"v1Pen_Get\""));
}

#[test]
fn a_page_that_is_too_large_is_told_and_skipped() {
    let project = Project::with_pages(&["Pen"]);
    let file = std::fs::File::create(project.at("pages/Large.md")).expect("it can be made");
    file.set_len((64 << 20) + 1).expect("it can grow");
    let ended = project.run(&["model", "pages", "--unread"]);
    ended.expect(1, &["1 place left unread"]);
    let expected = "pages/Large.md:1:1: unread-page: this page has more than 64 MiB, so nothing of it is read\n";
    assert_eq!(ended.out, expected);
}

#[test]
fn a_page_is_read_once_however_often_it_is_named() {
    let project = Project::with_pages(&["Pen"]);
    let once = project.run(&["model", "pages"]);
    let often = project.run(&["model", "pages/Pen.md", "pages", "./pages/../pages/Pen.md"]);
    often.expect(0, &[]);
    assert_eq!(once.out, often.out);
}

#[test]
fn paths_are_the_same_from_everywhere_in_the_project() {
    let project = Project::with_pages(&["Pen"]);
    project.write("bindery.yaml", "pages: [pages]\n");
    let above = project.run(&["model"]);
    above.expect(0, &[]);
    let below = crate::support::ended(&mut project.command_in(&project.at("pages"), &["model"]));
    assert!(above.out.contains("\"pages/Pen.md\""));
    assert_eq!(above.out, below.out);
}

#[test]
fn no_page_steers_the_terminal() {
    let project = Project::new();
    let row = "| Tags | array\u{1b}]0;x\u{7} | Words | more |";
    project.write(
        "pages/Pen.md",
        page("Pen").replace("| Tags | array | Words |", row),
    );
    for args in [
        &["model", "pages"][..],
        &["model", "-v", "pages"],
        &["model", "--unread", "pages"],
    ] {
        let ended = project.run(args);
        assert!(
            !ended.err.contains('\u{1b}') && !ended.out.contains('\u{1b}'),
            "{args:?} {}",
            ended.err
        );
    }
}
