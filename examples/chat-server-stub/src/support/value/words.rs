//! Enumerations that are spelt as text and keep a value that they do not know.

use serde::{Deserialize, Deserializer};
use std::borrow::Cow;

/// An enumeration of words. A value that is none of them is kept as it came.
pub trait Words: Clone + PartialEq + 'static {
    /// Every word that the documentation lists, with its member.
    const LISTED: &'static [(&'static str, Self)];

    /// The member for a word that is not listed.
    fn unlisted(word: &str) -> Self;

    /// The word of a member for words that are not listed.
    fn as_unlisted(&self) -> Option<&str>;

    /// The member of a word. Case counts first; where nothing fits to the letter, it does not.
    fn from_word(word: &str) -> Self {
        let exact = Self::LISTED.iter().find(|(listed, _)| *listed == word);
        let alike = || {
            let is_alike = |(listed, _): &&(&str, Self)| listed.eq_ignore_ascii_case(word);
            let mut alike = Self::LISTED.iter().filter(is_alike);
            // Of two that differ in case only, neither is meant by a third spelling.
            alike.next().filter(|_| alike.next().is_none())
        };
        let found = exact.or_else(alike);
        found.map_or_else(|| Self::unlisted(word), |(_, member)| member.clone())
    }

    /// The word of this member.
    fn as_word(&self) -> &str {
        let listed = || Self::LISTED.iter().find(|(_, member)| member == self);
        let word = self.as_unlisted();
        word.or_else(|| listed().map(|(word, _)| *word))
            .unwrap_or_default()
    }

    /// Reads the member of a word.
    ///
    /// # Errors
    /// Where there is no text.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = Cow::<'de, str>::deserialize(deserializer)?;
        Ok(Self::from_word(&word))
    }
}
