//! Index pages and tables of contents.

use super::support::read_all;
use std::fmt::Write as _;

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
