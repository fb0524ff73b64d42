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
        match key_of_line(line) {
            Some(colon) => {
                let value = trimmed(text, start + colon + 1..start + line.len());
                plain &= is_plain(&text[value.clone()]);
                let scalar = scalar(&text[value.clone()]);
                let place = value.start + scalar.start..value.start + scalar.end;
                keys.push(FrontMatterKey {
                    key: line[..colon].to_owned(),
                    value: (!place.is_empty()).then(|| Span::new(file, place)),
                });
            }
            None => plain &= line.trim().is_empty(),
        }
    }
    // Only what is more than `key: word` needs a YAML parser to tell whether it is YAML.
    let broken = (!plain).then(|| not_yaml(text, inside, file)).flatten();
    (keys, broken)
}

/// Where the key ends that a line opens with.
fn key_of_line(line: &str) -> Option<usize> {
    let colon = line.find(':')?;
    let key = &line[..colon];
    let is_key = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'$');
    (!key.is_empty() && key.bytes().all(is_key)).then_some(colon)
}

/// The text of a scalar in one line, without quotes and without the comment behind it; empty for
/// what says that there is none, or that it stands in the lines below.
fn scalar(value: &str) -> Range<usize> {
    let is_comment =
        |rest: &str| rest.trim_start().is_empty() || rest.trim_start().starts_with('#');
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let end = quote.and_then(|quote| Some((quote, end_of_quoted(value, quote)?)));
    if let Some((_, end)) = end.filter(|(_, end)| is_comment(&value[end + 1..])) {
        return match value[1..end].trim().is_empty() {
            true => 0..0,
            false => 1..end,
        };
    }
    // A comment starts behind white space (YAML 1.2 section 6.6).
    let mut marks = value.match_indices('#').map(|(at, _)| at);
    let comment = marks.find(|at| *at == 0 || value[..*at].ends_with([' ', '\t']));
    let plain = value[..comment.unwrap_or(value.len())].trim_end();
    let header = plain.strip_prefix(['|', '>']);
    let is_block =
        header.is_some_and(|rest| rest.len() <= 2 && !rest.contains(char::is_alphabetic));
    match is_block || matches!(plain, "~" | "null") {
        true => 0..0,
        false => 0..plain.len(),
    }
}

/// Where the quote stands that closes the one that a value opens with.
fn end_of_quoted(value: &str, quote: char) -> Option<usize> {
    let mut rest = value.char_indices().skip(1).peekable();
    while let Some((at, c)) = rest.next() {
        if c == '\\' && quote == '"' {
            rest.next();
        } else if c == quote {
            // In single quotes, two stand for one.
            if quote == '"' || rest.next_if(|(_, next)| *next == quote).is_none() {
                return Some(at);
            }
        }
    }
    None
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
        let value = |value: Option<Span>| value.map_or("", |span| &text[span.range()]).to_owned();
        let keys = keys.into_iter().map(|key| (key.key, value(key.value)));
        keys.collect()
    }

    #[test]
    fn values_lose_their_quotes_and_nested_lines_are_passed_over() {
        let text = "title: \"GET a: b\"\r\nuid: x\r\ntags:\r\n  - one\r\n";
        let expected = [("title", "GET a: b"), ("uid", "x"), ("tags", "")];
        let expected = expected.map(|(k, v)| (k.to_owned(), v.to_owned()));
        assert_eq!(keys(text), expected);
    }

    #[test]
    fn values_end_before_comments_and_are_none_where_they_say_nothing() {
        let value = |line: &str| keys(&format!("k: {line}\n")).remove(0).1;
        for (line, expected) in [
            ("x1 # comment", "x1"),
            ("x1\t# comment", "x1"),
            ("C# and more", "C# and more"),
            ("'x # 1' # comment", "x # 1"),
            ("\"a \\\" # b\" #", "a \\\" # b"),
            ("'it''s' # comment", "it''s"),
            ("'a' or 'b'", "'a' or 'b'"),
            ("\"", "\""),
        ] {
            assert_eq!(value(line), expected, "{line}");
        }
        for line in [
            "",
            "''",
            "\" \"",
            "# comment",
            "~",
            "null # none",
            "|",
            ">-",
            "|2- # x",
        ] {
            assert_eq!(value(line), "", "{line}");
        }
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
