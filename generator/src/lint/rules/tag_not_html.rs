//! A tag that HTML does not know: browsers pass over it, and what it was to say is lost.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::prose::{outside_code, part, texts};

/// The elements of the HTML standard and its obsolete ones that browsers still know, sorted.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "marquee",
    "math",
    "menu",
    "meta",
    "meter",
    "nav",
    "nobr",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "picture",
    "pre",
    "progress",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "slot",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// The longest tag that is looked for, in bytes.
const LONGEST: usize = 400;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for text in texts(page) {
        if !text.text.contains('<') {
            continue;
        }
        // A tag is told once a text: its closing tag and its repetitions are mended with it.
        let mut told = rustc_hash::FxHashSet::default();
        for range in outside_code(text.text) {
            for (at, _) in text.text[range.clone()].match_indices('<') {
                let at = range.start + at;
                let Some((name, length)) = tag(&text.text[at..range.end]) else {
                    continue;
                };
                if ELEMENTS
                    .binary_search(&name.to_ascii_lowercase().as_str())
                    .is_ok()
                    || told.contains(name)
                {
                    continue;
                }
                told.insert(name);
                sink.tell(
                    part(text, at..at + length),
                    format!("`<{name}>` is no element of HTML, so browsers pass over it"),
                )
                .help("say it in Markdown, or write `&lt;` where the bracket itself is meant");
            }
        }
    }
}

/// The name and the length of the tag that a text starts with (CommonMark section 6.6).
fn tag(text: &str) -> Option<(&str, usize)> {
    // A tag ends soon, so that what never ends costs little.
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let inner = text.strip_prefix("</").or_else(|| text.strip_prefix('<'))?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let end = inner.find(|c| !is_name(c))?;
    let name = &inner[..end];
    let rest = &inner[end..];
    let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && (rest.starts_with(['>', ' ', '\t', '\n']) || rest.starts_with("/>"));
    let close = text.find('>').filter(|_| is_tag)?;
    // `a < b and c > d` has a space behind its bracket, and so was no tag from the start.
    Some((name, close + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_links_and_comparisons() {
        assert!(ELEMENTS.is_sorted());
        assert_eq!(tag("<para>x</para>"), Some(("para", 6)));
        assert_eq!(tag("<see cref=\"x\" /> y"), Some(("see", 16)));
        assert_eq!(tag("<https://example.com>"), None);
        assert_eq!(tag("< b > c"), None);
        assert_eq!(tag("<me@example.com>"), None);
        assert_eq!(tag("<b"), None);
    }
}
