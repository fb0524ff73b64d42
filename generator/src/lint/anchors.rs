//! What links can lead to inside of a page: its headings, and ids that its HTML sets.

use super::prose::ahead;
use super::suppress::headings;
use rustc_hash::FxHashSet;

/// The anchors of a page. Sites make them of headings in different ways, so that only letters and
/// digits count.
pub(crate) struct Anchors(FxHashSet<String>);

/// What sets an anchor besides headings.
const SET_BY: &[&str] = &["id=", "name=", "{#"];

impl Anchors {
    pub(crate) fn of(text: &str) -> Self {
        let mut all = FxHashSet::default();
        for start in headings(text) {
            let line = text[start..].lines().next().unwrap_or("");
            add_heading(line, &mut all);
        }
        let mut before = "";
        for line in text.lines() {
            let line = line.trim();
            let underlines =
                !line.is_empty() && line.bytes().all(|byte| matches!(byte, b'-' | b'='));
            if underlines && !before.is_empty() {
                add_heading(before, &mut all);
            }
            before = line;
        }
        add_html_headings(text, &mut all);
        // A page without headings has lost them, as copied text does.
        if !all.is_empty() {
            for opening in SET_BY {
                for (at, _) in text.match_indices(opening) {
                    let rest = text[at + opening.len()..].lines().next().unwrap_or("");
                    all.insert(letters(value(rest)));
                }
            }
        }
        Anchors(all)
    }

    /// Whether the page surely has no such anchor.
    pub(crate) fn lack(&self, anchor: &str) -> bool {
        // The top of the page (HTML section 7.4.6.4), what sites make beside headings, and escapes.
        let is_other = anchor.is_empty()
            || anchor.eq_ignore_ascii_case("top")
            || anchor.contains(['/', '=', '%', ':', '?']);
        // Of headings of one text, the later ones have a number behind it.
        let numbered = anchor
            .rsplit_once('-')
            .filter(|(_, number)| number.parse::<u32>().is_ok());
        let is_known = |anchor: &str| self.0.contains(&letters(anchor));
        !is_other
            && !self.0.is_empty()
            && !is_known(anchor)
            && !numbered.is_some_and(|(first, _)| is_known(first))
    }
}

/// The value of an attribute, in quotes or bare (HTML section 13.1.2.3).
fn value(rest: &str) -> &str {
    let quoted = rest.strip_prefix(['"', '\'']);
    let end: &[char] = match quoted {
        Some(_) => &['"', '\''],
        None => &[' ', '\t', '>', '}'],
    };
    quoted.unwrap_or(rest).split(end).next().unwrap_or("")
}

/// Adds a heading as it is written, and as it is shown.
fn add_heading(line: &str, all: &mut FxHashSet<String>) {
    let line = without_targets(line);
    all.insert(letters(&line));
    if line.contains(['<', '&']) {
        all.insert(letters(&shown(&line)));
    }
}

/// Adds what stands between `<h1>` and `</h1>` in one line, and so on.
fn add_html_headings(text: &str, all: &mut FxHashSet<String>) {
    let openings = text.match_indices("<h").chain(text.match_indices("<H"));
    for (at, _) in openings {
        let rest = ahead(&text[at + 2..]);
        if !rest.starts_with(|c: char| ('1'..='6').contains(&c)) {
            continue;
        }
        let inside = rest.split_once('>').map(|(_, inside)| inside);
        if let Some((inside, _)) = inside.and_then(|inside| inside.split_once("</")) {
            add_heading(inside, all);
        }
    }
}

/// A text without tags and character references: sites drop the signs that those mostly stand for.
fn shown(line: &str) -> String {
    let mut shown = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['<', '&']) {
        shown.push_str(&rest[..at]);
        let end = if rest[at..].starts_with('<') {
            '>'
        } else {
            ';'
        };
        let inside = rest[at + 1..].find(end).map(|end| at + 1 + end);
        let is_one = |inside: &str| end == '>' || !inside.contains(char::is_whitespace);
        rest = match inside.filter(|inside| is_one(&rest[at + 1..*inside])) {
            Some(inside) => &rest[inside + 1..],
            None => &rest[at + 1..],
        };
    }
    shown + rest
}

fn letters(words: &str) -> String {
    let letters = words.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// A heading without where its links lead to.
fn without_targets(line: &str) -> String {
    let mut parts = line.split("](");
    let mut shown = parts.next().unwrap_or("").to_owned();
    for part in parts {
        shown.push_str(part.split_once(')').map_or("", |(_, behind)| behind));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_ids_are_anchors() {
        let text = "# GET /pens/{id}\n\n## [Ink](ink.md): `red`\n\nOld\n---\n\n<a id=\"there\"></a>\n\n```\n# none\n```\n";
        let anchors = Anchors::of(text);
        for known in [
            "get-pensid",
            "ink-red",
            "ink-red-1",
            "old",
            "there",
            "top",
            "",
            "tab/x",
        ] {
            assert!(!anchors.lack(known), "{known}");
        }
        for unknown in ["none", "ink", "ink-red-blue"] {
            assert!(anchors.lack(unknown), "{unknown}");
        }
        let html = "## Terms &amp; conditions\n\n## <a name=\"q\"></a>Named\n\n<a id='single'></a><a id=bare></a>\n\n<h2>Plain html</h2>\n";
        let anchors = Anchors::of(html);
        for known in [
            "terms-conditions",
            "terms--conditions",
            "named",
            "q",
            "single",
            "bare",
            "plain-html",
        ] {
            assert!(!anchors.lack(known), "{known}");
        }
        assert!(anchors.lack("plain"));
        assert!(!Anchors::of("copied").lack("anything"));
    }
}
