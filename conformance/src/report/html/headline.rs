//! What came of a run, in a word and in a line.

use super::super::document::Document;

/// In a word.
pub(super) fn state(document: &Document) -> &'static str {
    let summary = &document.summary;
    match () {
        () if summary.failures > 0 => "breaks",
        () if summary.ended_early.is_some() => "stopped",
        () if summary.passed + summary.failed == 0 => "nothing",
        () if summary.warnings > 0 => "loosely",
        () => "keeps",
    }
}

/// In a line.
pub(super) fn headline(document: &Document) -> String {
    let summary = &document.summary;
    let count = |number: usize, one: &str, more: &str| match number {
        1 => format!("1 {one}"),
        _ => format!("{} {more}", grouped(number)),
    };
    match state(document) {
        "breaks" => format!(
            "{} broken on {} of {}",
            count(summary.failures, "promise is", "promises are"),
            grouped(summary.failed),
            count(summary.operations, "operation", "operations")
        ),
        "stopped" => "The run ended early, and nothing was broken until then".to_owned(),
        "nothing" => "Nothing was tried".to_owned(),
        "loosely" => format!(
            "Every promise that was tried is kept, {} loosely",
            grouped(summary.warnings)
        ),
        _ => "Every promise that was tried is kept".to_owned(),
    }
}

/// A number with a comma between thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
