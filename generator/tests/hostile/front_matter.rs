//! Front matter.

use super::support::{Page, lines, read};
use std::fmt::Write as _;

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
