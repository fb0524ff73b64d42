//! One diagnostic for people: the line of the page with a caret, what to do, and related places.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use bindery_model::{Diagnostic, FileId, Severity, SourceMap, Span};
use std::ops::Range;

/// Lays out one diagnostic, with colours; who prints it takes them away where they do not belong.
pub(crate) fn show(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    show_as(diagnostic, diagnostic.code, &[], sources)
}

/// Lays out one diagnostic under `id`, with `notes` below it.
pub(crate) fn show_as(
    diagnostic: &Diagnostic,
    id: &str,
    notes: &[String],
    sources: &SourceMap,
) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(&*diagnostic.message).id(id);
    let mut group = Group::with_title(title);
    let mut files: Vec<FileId> = vec![diagnostic.span.file];
    for related in &diagnostic.related {
        if !files.contains(&related.span.file) {
            files.push(related.span.file);
        }
    }
    for file in files {
        group = group.element(snippet(diagnostic, file, sources));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(&**help));
    }
    for note in notes {
        group = group.element(Level::NOTE.message(&**note));
    }
    let mut text = Renderer::styled().render(&[group]);
    text.push_str("\n\n");
    text
}

/// The places of a diagnostic that are in one file.
fn snippet<'a>(
    diagnostic: &'a Diagnostic,
    file: FileId,
    sources: &'a SourceMap,
) -> Snippet<'a, Annotation<'a>> {
    let source = sources.file(file);
    let is_here = |span: &Span| span.file == file;
    let primary = is_here(&diagnostic.span).then_some((diagnostic.span, None));
    let related = diagnostic
        .related
        .iter()
        .filter(|related| is_here(&related.span));
    let related = related.map(|related| (related.span, Some(related.message.as_str())));
    let marks: Vec<_> = primary.into_iter().chain(related).collect();
    let in_line: Vec<_> = marks
        .iter()
        .map(|(span, _)| first_line(&source.text, *span))
        .collect();
    let start = in_line
        .iter()
        .map(|line| line.whole.start)
        .min()
        .unwrap_or(0);
    let end = in_line.iter().map(|line| line.whole.end).max().unwrap_or(0);
    let annotations = marks.iter().zip(in_line).map(|((_, label), line)| {
        let kind = match label {
            None => AnnotationKind::Primary,
            Some(_) => AnnotationKind::Context,
        };
        kind.span(line.marked.start - start..line.marked.end - start)
            .label(*label)
    });
    let first = source.line(u32::try_from(start).unwrap_or(u32::MAX));
    Snippet::source(&source.text[start..end])
        .line_start(first as usize)
        .path(source.path.as_str())
        .annotations(annotations)
}

/// The first line of a span.
struct FirstLine {
    /// The line without its line ending.
    whole: Range<usize>,
    /// What of it the span marks.
    marked: Range<usize>,
}

fn first_line(text: &str, span: Span) -> FirstLine {
    let start = text.floor_char_boundary(span.start as usize);
    let end = text.floor_char_boundary(span.end as usize).max(start);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let line_end = line_start + text[line_start..line_end].trim_end_matches('\r').len();
    let start = start.min(line_end);
    FirstLine {
        whole: line_start..line_end,
        marked: start..end.clamp(start, line_end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
        anstream::adapter::strip_str(&show(diagnostic, sources)).to_string()
    }

    #[test]
    fn the_line_is_shown_with_a_caret_and_related_places() {
        let mut sources = SourceMap::new();
        let file = sources.add("a.md", "one\r\n| zwölf | x |\r\nthree\r\nfour\r\nfive\r\n");
        let other = sources.add("b.md", "elsewhere");
        let text = &sources.file(file).text;
        let span = |word: &str| {
            let at = text.find(word).expect("it is there");
            Span::new(file, at..at + word.len())
        };
        let diagnostic = Diagnostic::new(
            "odd-word",
            Severity::Warning,
            span("zwölf"),
            "a word is odd",
        )
        .help("write `twelve`")
        .related(span("five"), "as here")
        .related(Span::new(other, 0..4), "and here");
        let shown = plain(&diagnostic, &sources);
        let expected = "\
warning[odd-word]: a word is odd
 --> a.md:2:3
  |
2 | | zwölf | x |
  |   ^^^^^
...
5 | five
  | ---- as here
  |
 ::: b.md:1:1
  |
1 | elsewhere
  | ---- and here
  |
  = help: write `twelve`

";
        assert_eq!(shown, expected);
    }

    #[test]
    fn no_place_is_too_odd_to_be_shown() {
        let mut sources = SourceMap::new();
        let empty = sources.add("empty.md", "");
        let full = sources.add("full.md", "é\n\nlast");
        for (file, range) in [
            (empty, 0..0),
            (empty, 3..9),
            (full, 1..2),
            (full, 2..3),
            (full, 0..99),
            (full, 99..99),
        ] {
            let diagnostic = Diagnostic::new(
                "odd",
                Severity::Error,
                Span::new(file, range.clone()),
                "odd",
            );
            let shown = plain(&diagnostic, &sources);
            assert!(shown.starts_with("error[odd]: odd\n"), "{range:?} {shown}");
        }
    }
}
