//! Texts compared by what they say, not by how they are set.

use rustc_hash::FxHashMap;

/// The words of a text: letters and digits, without case, punctuation and markup.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether two texts have the same words in the same order.
pub(super) fn same(one: &str, other: &str) -> bool {
    one == other || words(one).eq(words(other))
}

/// As many words tell one thing from others.
pub(super) const TELLING: usize = 3;

/// Whether two texts say the same in at least `telling` words.
pub(super) fn same_and_telling(one: Option<&str>, other: Option<&str>, telling: usize) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return false;
    };
    words(one).take(telling).count() == telling && same(one, other)
}

/// Texts by what they say, to find the one that says it without looking at all of them.
pub(super) struct SaidOnce {
    telling: usize,
    /// Where the text stands; nothing where several say the same.
    places: FxHashMap<String, Option<usize>>,
}

impl SaidOnce {
    /// Of texts that say something in at least `telling` words.
    pub(super) fn new<'t>(telling: usize, texts: impl Iterator<Item = Option<&'t str>>) -> Self {
        let mut places = FxHashMap::default();
        for (at, text) in texts.enumerate() {
            if let Some(said) = said(text, telling) {
                let place = places.entry(said).or_insert(Some(at));
                *place = place.filter(|first| *first == at);
            }
        }
        SaidOnce { telling, places }
    }

    /// The place of the only text that says the same.
    pub(super) fn find(&self, text: Option<&str>) -> Option<usize> {
        *self.places.get(&said(text, self.telling)?)?
    }
}

fn said(text: Option<&str>, telling: usize) -> Option<String> {
    let all: Vec<String> = words(text?).collect();
    (all.len() >= telling).then(|| all.join(" "))
}

/// A text in one line of bounded length.
pub(super) fn line(text: &str) -> String {
    const LONGEST: usize = 160;
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match one_line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &one_line[..end]),
        None => one_line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_count() {
        assert!(same("The **size** of it", "the size\nof it."));
        assert!(!same("The size of it", "The size"));
        assert!(same_and_telling(
            Some("The size of"),
            Some("the size of"),
            3
        ));
        assert!(!same_and_telling(Some("Id"), Some("Id"), 3));
        assert!(same_and_telling(Some("Id"), Some("id"), 1));
        assert!(!same_and_telling(None, None, 1));
        let texts = [Some("the size"), None, Some("a colour"), Some("The *size*")];
        let said = SaidOnce::new(2, texts.into_iter());
        assert_eq!(said.find(Some("A colour.")), Some(2));
        assert_eq!((said.find(texts[0]), said.find(None)), (None, None));
        assert_eq!(line("a\n  b"), "a b");
        assert_eq!(line(&"é".repeat(400)).chars().count(), 161);
    }
}
