//! Paths and statuses.

use super::support::{Page, lines, read};

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
