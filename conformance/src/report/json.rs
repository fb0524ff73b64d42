//! The document as JSON, and back.

use super::Document;
use serde::Serialize;

/// The text of a document: an operation, a finding a line, so that two of them can be compared.
pub fn json(document: &Document) -> String {
    let Document {
        operations,
        findings,
        ledger,
        left_behind,
        summary,
    } = document;
    let mut text = String::from("{\"operations\":");
    lines(operations, &mut text);
    text.push_str(",\n\"findings\":");
    lines(findings, &mut text);
    text.push_str(",\n\"ledger\":");
    text.push_str(&written(ledger));
    text.push_str(",\n\"left_behind\":");
    lines(left_behind, &mut text);
    text.push_str(",\n\"summary\":");
    text.push_str(&written(summary));
    text.push_str("}\n");
    text
}

fn lines<T: Serialize>(all: &[T], text: &mut String) {
    let mut before = "[\n";
    for one in all {
        text.push_str(before);
        text.push_str(&written(one));
        before = ",\n";
    }
    text.push_str(if all.is_empty() { "[]" } else { "\n]" });
}

fn written(value: &impl Serialize) -> String {
    // A document has no keys but strings, so this cannot fail.
    serde_json::to_string(value).unwrap_or_default()
}

/// Reads the text of a document.
///
/// # Errors
/// It is no report of `bindery conform --json`: where and why.
pub fn read(text: &str) -> Result<Document, serde_json::Error> {
    serde_json::from_str(text)
}
