//! A heading that starts no section, and is nearly one that does.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::similar::nearest;
use bindery_model::Span;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    // Of a page whose dialect is a guess, nobody knows which headings it wants.
    if page.is_unsure() {
        return;
    }
    let unread = page
        .raw
        .diagnostics
        .iter()
        .filter(|d| d.code == "unread-heading");
    for diagnostic in unread {
        let line = &page.text()[diagnostic.span.range()];
        let words = line.trim_matches(['#', ' ', '\t', '=', '-', '\r', '\n']);
        let patterns = page.dialect.file.sections.values();
        let patterns = patterns.flat_map(|section| section.heading.sources());
        let known: Vec<String> = patterns
            .map(literal_start)
            .filter(|w| w.len() > 3)
            .collect();
        // What stands behind the fixed words of a heading is a name, and may be anything.
        let near = known.iter().find_map(|literal| {
            let count = literal.split_whitespace().count();
            let start: Vec<&str> = words.split_whitespace().take(count).collect();
            let start = start.join(" ");
            nearest(&start, [literal.as_str()]).map(|near| (start, near))
        });
        if let Some((start, near)) = near {
            let span = diagnostic.span;
            let told = sink.tell(
                span,
                format!("the heading `{words}` starts no section, but `{near}` would"),
            );
            told.help(format!(
                "did you mean `{near}`? What stands below is not read until then"
            ))
            .instead_of("unread-heading", span);
            if let Some(at) = line.find(&start) {
                let at = span.range().start + at;
                told.fix(Span::new(page.file, at..at + start.len()), near);
            }
        }
    }
}

/// The fixed words that a pattern starts with.
fn literal_start(pattern: &str) -> String {
    let pattern = pattern.strip_prefix("(?i)").unwrap_or(pattern);
    let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
    let is_fixed = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ':' | '-' | '_' | '/');
    let end = pattern.find(|c| !is_fixed(c)).unwrap_or(pattern.len());
    let mut fixed = pattern[..end].to_owned();
    // What may be missing or repeated is not fixed.
    if pattern[end..].starts_with(['?', '*', '{']) {
        fixed.pop();
    }
    fixed.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::literal_start;

    #[test]
    fn a_pattern_tells_its_fixed_words() {
        assert_eq!(
            literal_start("(?i)^Query String Parameters$"),
            "Query String Parameters"
        );
        assert_eq!(
            literal_start("^Request Body: ?(?<name>.+)$"),
            "Request Body:"
        );
        assert_eq!(literal_start("^Response:? ?$"), "Response");
        assert_eq!(literal_start("^(A|B)$"), "");
    }
}
