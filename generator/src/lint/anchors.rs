//! What links can lead to inside of a page: its headings, and ids that its HTML sets.

use super::suppress::headings;
use rustc_hash::FxHashSet;

/// The anchors of a page. Sites make them of headings in different ways, so that only letters and
/// digits count.
pub(crate) struct Anchors(FxHashSet<String>);

/// What sets an anchor besides headings, and the character that ends it.
const SET_BY: &[(&str, char)] = &[("id=\"", '"'), ("name=\"", '"'), ("{#", '}')];

impl Anchors {
    pub(crate) fn of(text: &str) -> Self {
        let mut all = FxHashSet::default();
        for start in headings(text) {
            let line = text[start..].lines().next().unwrap_or("");
            all.insert(letters(&without_targets(line)));
        }
        let mut before = "";
        for line in text.lines() {
            let line = line.trim();
            let underlines =
                !line.is_empty() && line.bytes().all(|byte| matches!(byte, b'-' | b'='));
            if underlines && !before.is_empty() {
                all.insert(letters(&without_targets(before)));
            }
            before = line;
        }
        // A page without headings has lost them, as copied text does.
        if !all.is_empty() {
            for (opening, end) in SET_BY {
                for (at, _) in text.match_indices(opening) {
                    let rest = text[at + opening.len()..].lines().next().unwrap_or("");
                    all.insert(letters(rest.split(*end).next().unwrap_or("")));
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
        assert!(!Anchors::of("copied").lack("anything"));
    }
}
