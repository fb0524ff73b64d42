//! The document as JSON, and back.

use super::Document;

/// The text of a document.
pub fn json(document: &Document) -> String {
    // A document has no keys but strings, so this cannot fail.
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

/// Reads the text of a document.
///
/// # Errors
/// It is no report of `bindery conform --json`: where and why.
pub fn read(text: &str) -> Result<Document, serde_json::Error> {
    serde_json::from_str(text)
}
