//! The HTML report in a browser: opened, searched, clicked and gone through with the keyboard.
//!
//! ```sh
//! BINDERY_PICTURES=FOLDER cargo test -p bindery-conformance --test browser -- --nocapture
//! ```
//! leaves pictures of it. Without Chromium nothing is tried, and the test says so.

mod chromium;
mod runs;

use bindery_conformance::report::{Document, Run, html};
use chromium::Chromium;
use serde_json::json;
use std::path::{Path, PathBuf};

const HOSTILE: &str =
    "</script><img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";

/// The files of a run, of two, and of a run over thousands of operations.
struct Reports {
    one: PathBuf,
    both: PathBuf,
    large: PathBuf,
}

fn reports(folder: &Path) -> Reports {
    let mut one = runs::run(&[
        "credentials-ignored",
        "date-malformed",
        "number-as-text",
        "property-added",
        "top-ignored",
    ]);
    let other = runs::run(&["date-malformed", "property-null"]);
    // Words that want to be markup.
    one.findings[0].verdict.actual.push_str(HOSTILE);
    let file = |name: &str, runs: &[Run<'_>]| {
        let path = folder.join(name);
        std::fs::write(&path, html(runs)).expect("it is written");
        path
    };
    let named = |label, document| Run { label, document };
    let large = large(&one);
    Reports {
        one: file("one.html", &[named("", &one)]),
        both: file(
            "both.html",
            &[named("monday.json", &one), named("tuesday.json", &other)],
        ),
        large: file("large.html", &[named("", &large)]),
    }
}

/// The same operations again and again, as many as a large reference has.
fn large(document: &Document) -> Document {
    let mut large = document.clone();
    let times = 3116 / document.operations.len() + 1;
    for time in 1..times {
        for operation in &document.operations {
            let mut again = operation.clone();
            again.id.push_str(&format!("_{time}"));
            large.operations.push(again);
        }
    }
    large.summary.operations = large.operations.len();
    large
}

#[test]
fn the_report_works_in_a_browser() {
    let Some(program) = chromium::find() else {
        println!("skipped: there is no Chromium on the PATH");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let Reports { one, both, large } = reports(folder.path());
    let mut page = Chromium::start(&program, folder.path());
    page.open(&one);
    the_verdict_is_told(&mut page);
    a_finding_opens_and_closes(&mut page);
    the_matrix_is_gone_through_with_keys(&mut page);
    the_search_narrows_everything(&mut page);
    coverage_and_latency_are_drawn(&mut page);
    the_theme_changes(&mut page);
    page.open(&both);
    two_runs_stand_side_by_side(&mut page);
    page.open(&large);
    a_whole_reference_is_gone_through(&mut page);
    assert_eq!(page.complaints, Vec::<String>::new());
    nothing_else_runs(&mut page);
}

fn the_verdict_is_told(page: &mut Chromium) {
    let state = "document.querySelector('#verdict .verdict').dataset.state";
    assert_eq!(page.text(state), "breaks");
    let headline = page.text("document.querySelector('#verdict h1').textContent");
    assert!(headline.contains("broken on"), "{headline}");
    assert!(headline.ends_with("of 36 operations"), "{headline}");
    page.picture("findings-light");
}

fn a_finding_opens_and_closes(page: &mut Chromium) {
    let is_open = "!document.querySelector('#detail').hidden";
    page.click(".finding");
    page.until(is_open);
    let told = page.text("document.querySelector('#detail').textContent");
    assert!(
        told.contains("specs/pages/") && told.contains("curl "),
        "{told}"
    );
    assert!(told.contains(HOSTILE), "it is shown as what it is");
    assert_eq!(page.read("document.images.length"), 0);
    assert_eq!(page.text("typeof window.hacked"), "undefined");
    let caret = page.text("document.querySelector('#detail mark').textContent");
    assert!(caret.starts_with('^'), "{caret}");
    page.picture("finding");
    page.press("Escape");
    page.until("document.querySelector('#detail').hidden");
    let focus = page.text("document.activeElement.className");
    assert!(focus.starts_with("finding"), "the focus is back: {focus}");
    let first = page.text("document.activeElement.dataset.finding");
    page.press("ArrowDown");
    assert_ne!(page.text("document.activeElement.dataset.finding"), first);
    page.press("Enter");
    page.until(is_open);
    let address = page.text("location.hash");
    assert!(address.starts_with("#finding/"), "{address}");
    page.press("Escape");
}

fn the_matrix_is_gone_through_with_keys(page: &mut Chromium) {
    page.click("#tab-matrix");
    page.until("document.querySelectorAll('#view-matrix .row').length > 10");
    let states = "['b', 'l', 'k', '.'].filter(one => !document.querySelector(`.cell[data-state=\"${one}\"]`)).join()";
    assert_eq!(page.text(states), "", "all four states are there");
    page.picture("matrix-light");
    page.click(".cell[data-state=b]");
    page.until("!document.querySelector('#detail').hidden");
    let told = page.text("document.querySelector('#detail').textContent");
    for word in ["breaks", "Expected", "Got", "Show it again"] {
        assert!(told.contains(word), "{word}: {told}");
    }
    page.picture("cell");
    page.press("Escape");
    let place = "(() => { const one = document.activeElement; return [Number(one.parentElement.dataset.row), Number(one.dataset.column)]; })()";
    let before = page.read(place);
    let at = |place: &serde_json::Value, of: usize| place[of].as_i64().expect("a number");
    page.press("ArrowDown");
    page.press("ArrowLeft");
    let after = page.read(place);
    assert_eq!(at(&after, 0), at(&before, 0) + 1);
    assert_eq!(at(&after, 1), at(&before, 1) - 1);
    page.press("Home");
    assert_eq!(at(&page.read(place), 1), 0);
    page.press("Enter");
    page.until("!document.querySelector('#detail').hidden");
    let address = page.text("location.hash");
    assert!(address.starts_with("#operation/"), "{address}");
    page.press("Escape");
    page.press("End");
    let last = page.read("document.querySelectorAll('.column').length");
    assert_eq!(page.read(place)[1], last);
}

fn the_search_narrows_everything(page: &mut Chromium) {
    let rows = "document.querySelector('#view-matrix .matrix').getAttribute('aria-rowcount')";
    let all = page.text(rows);
    page.type_text("/");
    assert_eq!(page.text("document.activeElement.id"), "search");
    page.type_text("delete");
    page.until(&format!("{rows} !== '{all}'"));
    let others = "[...document.querySelectorAll('#view-matrix .row')].filter(one => !/delete/i.test(one.textContent + one.dataset.operation)).length";
    assert_eq!(page.read(others), 0);
    page.press("Escape");
    page.until(&format!("{rows} === '{all}'"));
    page.click(".chip[data-state=b]");
    page.until(&format!("{rows} !== '{all}'"));
    let told = page.text("document.querySelector('#shown').textContent");
    let broken = page.text("document.querySelector('.chip[data-state=b] b').textContent");
    assert!(
        told.starts_with(&format!("{broken} of 36 operations")),
        "{told}"
    );
    page.click(".chip[data-state=b]");
    page.until(&format!("{rows} === '{all}'"));
}

fn coverage_and_latency_are_drawn(page: &mut Chromium) {
    page.click("#tab-matrix");
    page.press("ArrowRight");
    assert_eq!(page.text("document.activeElement.id"), "tab-coverage");
    for kind in ["operations", "parameters", "properties", "statuses"] {
        let figures = "[...document.querySelectorAll('.tile small')].map(one => one.textContent.split('/').map(Number)).reduce((a, b) => [a[0] + b[0], a[1] + b[1]]).join(' / ')";
        page.click(&format!(".gauge[data-kind={kind}]"));
        page.until("document.querySelectorAll('.tile').length > 2");
        let gauge = format!("document.querySelector('.gauge[data-kind={kind}] small').textContent");
        assert_eq!(
            page.text(figures),
            page.text(&gauge),
            "{kind}: areas and gauge agree"
        );
        let is_within = "[...document.querySelectorAll('.tile')].every(one => { const box = one.getBoundingClientRect(); const all = one.parentElement.getBoundingClientRect(); return box.width > 0 && box.right <= all.right + 1 && box.bottom <= all.bottom + 1; })";
        assert_eq!(page.read(is_within), true, "{kind}");
        page.click(".tile");
        page.until("document.querySelectorAll('.group-entry[open] .tally li').length > 0");
    }
    page.read("scrollTo(0, 0)");
    page.picture("coverage-light");
    page.click("#tab-latency");
    page.until("document.querySelectorAll('.histogram-column').length > 0");
    let answers = page.read("[...document.querySelectorAll('.column-bar small')].map(one => Number(one.textContent.replaceAll(',', ''))).reduce((a, b) => a + b, 0)");
    assert!(answers.as_i64() > Some(36), "{answers}");
    page.picture("latency-light");
}

fn the_theme_changes(page: &mut Chromium) {
    let ground = "getComputedStyle(document.body).backgroundColor";
    let light = page.text(ground);
    page.click("#theme");
    assert_eq!(page.text("document.documentElement.dataset.theme"), "dark");
    assert_ne!(page.text(ground), light);
    for view in ["findings", "matrix", "coverage", "latency"] {
        page.click(&format!("#tab-{view}"));
        page.picture(&format!("{view}-dark"));
    }
    page.click("#theme");
    assert_eq!(page.text(ground), light);
}

fn two_runs_stand_side_by_side(page: &mut Chromium) {
    assert_eq!(
        page.read("document.querySelectorAll('#verdict .verdict').length"),
        2
    );
    let labels = "[...document.querySelectorAll('.verdict .label')].map(one => one.textContent)";
    assert_eq!(page.read(labels), json!(["Amonday.json", "Btuesday.json"]));
    let told = page.text("document.querySelector('.findings').textContent");
    assert!(
        told.contains("gone in B") && told.contains("new in B"),
        "{told}"
    );
    page.picture("compared-findings");
    page.click(".chip[data-state=changed]");
    page.click("#tab-matrix");
    page.until("document.querySelectorAll('.cell.differs').length > 0");
    page.picture("compared-matrix");
    page.click(".cell.differs");
    page.until("document.querySelectorAll('#detail section').length === 2");
    page.picture("compared-cell");
    page.press("Escape");
}

fn a_whole_reference_is_gone_through(page: &mut Chromium) {
    page.click("#tab-matrix");
    let rows = "document.querySelectorAll('#view-matrix .row').length";
    page.until(&format!("{rows} > 5"));
    let count = "Number(document.querySelector('.matrix').getAttribute('aria-rowcount')) - 1";
    let all = page.read(count).as_u64().expect("a number");
    assert!(all > 3100, "{all}");
    page.read("document.querySelector('.matrix').scrollTop = 1e9");
    let last = all - 1;
    page.until(&format!(
        "document.querySelector('.row[data-row=\"{last}\"]') !== null"
    ));
    let drawn = page.read(rows);
    assert!(drawn.as_u64() < Some(100), "{drawn}: those in sight alone");
    page.type_text("/");
    page.type_text("_50");
    page.until(&format!("{count} === 36"));
    assert_eq!(page.read("document.querySelector('.matrix').scrollTop"), 0);
    page.picture("large-matrix");
    page.press("Escape");
    page.until(&format!("{count} === {all}"));
}

/// The policy keeps out even what gets into the page.
fn nothing_else_runs(page: &mut Chromium) {
    page.read(
        "(() => { const one = document.createElement('script'); one.textContent = 'window.hacked = 1'; \
         document.body.append(one); })()",
    );
    assert_eq!(page.text("typeof window.hacked"), "undefined");
}
