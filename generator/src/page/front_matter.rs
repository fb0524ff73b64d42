//! Front matter: top-level keys with their places, and whether the whole is YAML at all.

use super::FrontMatterKey;
use super::table::{lines, trimmed};
use crate::yaml;
use bindery_model::{Diagnostic, FileId, Severity, Span};
use std::ops::Range;

/// The lines between the `---` that opens a page and the `---` or `...` that closes its front
/// matter, and where the page goes on; `None` where the page opens otherwise.
pub(super) fn find(text: &str, start: usize) -> Option<(Range<usize>, usize)> {
    let mut all = lines(text, start..text.len());
    let (_, opening) = all.next()?;
    let is_closing = |line: &str| matches!(line.trim_end(), "---" | "...");
    if opening.trim_end() != "---" {
        return None;
    }
    let (first, line) = all.next()?;
    if line.trim().is_empty() || is_closing(line) {
        return None;
    }
    let (end, closing) = all.find(|(_, line)| is_closing(line))?;
    Some((first..end, end + closing.len()))
}

/// Reads the lines between the `---` fences.
pub(super) fn read(
    text: &str,
    inside: Range<usize>,
    file: FileId,
) -> (Vec<FrontMatterKey>, Option<Diagnostic>) {
    let mut keys = Vec::new();
    let mut plain = true;
    for (start, line) in lines(text, inside.clone()) {
        match key_of_line(text, start, line, file) {
            Some(key) => {
                plain &= is_plain(&text[key.span.range()]);
                keys.push(key);
            }
            None => plain &= line.trim().is_empty(),
        }
    }
    // Only what is more than `key: word` needs a YAML parser to tell whether it is YAML.
    let broken = (!plain).then(|| not_yaml(text, inside, file)).flatten();
    (keys, broken)
}

fn key_of_line(text: &str, start: usize, line: &str, file: FileId) -> Option<FrontMatterKey> {
    let colon = line.find(':')?;
    let key = &line[..colon];
    let is_key = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'$');
    if key.is_empty() || !key.bytes().all(is_key) {
        return None;
    }
    let value = trimmed(text, start + colon + 1..start + line.len());
    let span = match value.is_empty() {
        true => Span::new(file, start..start + colon),
        false => Span::new(file, value.clone()),
    };
    Some(FrontMatterKey {
        key: key.to_owned(),
        value: unquoted(&text[value]).to_owned(),
        span,
    })
}

fn unquoted(value: &str) -> &str {
    let inner = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}

/// Whether a value is a plain scalar beyond doubt (YAML 1.2 section 7.3.3 is stricter than needed).
fn is_plain(value: &str) -> bool {
    let opens_something = value.starts_with([
        '"', '\'', '[', ']', '{', '}', '&', '*', '!', '|', '>', '%', '@', '`', '#', '?', '-', ',',
    ]);
    !opens_something && !value.contains(": ") && !value.contains(" #") && !value.ends_with(':')
}

fn not_yaml(text: &str, inside: Range<usize>, file: FileId) -> Option<Diagnostic> {
    let trouble = yaml::parse::<serde_yaml::Value>(&text[inside.clone()]).err()?;
    let at = inside.start + trouble.offset;
    let diagnostic = Diagnostic::new(
        "front-matter-not-yaml",
        Severity::Error,
        Span::new(file, at..at),
        format!("the front matter is not YAML: {}", trouble.message),
    );
    Some(diagnostic.help("quote a value that holds `: `, `#` or starts with a special character"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<(String, String)> {
        let (keys, _) = read(text, 0..text.len(), FileId(0));
        keys.into_iter().map(|key| (key.key, key.value)).collect()
    }

    #[test]
    fn values_lose_their_quotes_and_nested_lines_are_passed_over() {
        let text = "title: \"GET a: b\"\r\nuid: x\r\ntags:\r\n  - one\r\n";
        let expected = [("title", "GET a: b"), ("uid", "x"), ("tags", "")];
        let expected = expected.map(|(k, v)| (k.to_owned(), v.to_owned()));
        assert_eq!(keys(text), expected);
    }

    #[test]
    fn what_is_not_yaml_is_said_with_its_place() {
        let text = "title: [GET\nuid: x\n";
        let (_, broken) = read(text, 0..text.len(), FileId(0));
        let broken = broken.expect("an open bracket is not YAML");
        assert_eq!(broken.code, "front-matter-not-yaml");
        let fine = "title: GET a/{id}\nuid: x\n";
        assert_eq!(read(fine, 0..fine.len(), FileId(0)).1, None);
    }
}
