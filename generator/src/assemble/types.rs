//! Words for types.

use crate::dialect::TypeWords;
use bindery_model::{Scalar, StatedType};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// The words of a dialect, by their lower-case form.
pub(super) struct TypeLexicon<'d> {
    words: &'d TypeWords,
    fixed: FxHashMap<String, StatedType>,
}

/// Words inside of words, such as `array of array of int32`, are read this deep.
const DEEPEST: usize = 16;

impl<'d> TypeLexicon<'d> {
    pub(super) fn new(words: &'d TypeWords) -> Self {
        let mut fixed = FxHashMap::default();
        let mut add = |all: &[String], stated: &StatedType| {
            for word in all {
                fixed.insert(word.to_ascii_lowercase(), stated.clone());
            }
        };
        for (scalar, all) in &words.scalars {
            add(all, &StatedType::Scalar(*scalar));
        }
        add(&words.array, &StatedType::Array(None));
        add(&words.object, &StatedType::Object);
        add(&words.map, &StatedType::Map(None));
        add(&words.any, &StatedType::Any);
        TypeLexicon { words, fixed }
    }

    /// What a word says, whatever is emphasised or linked in it.
    pub(super) fn read(&self, word: &str) -> StatedType {
        self.read_nested(&without_markup(word), DEEPEST)
    }

    fn read_nested(&self, word: &str, deepest: usize) -> StatedType {
        let word = word.trim();
        if word.is_empty() {
            return StatedType::Blank;
        }
        if self.words.text.iter().any(|text| text == word) {
            return StatedType::Text;
        }
        if let Some(stated) = self.fixed.get(&word.to_ascii_lowercase()) {
            return stated.clone();
        }
        if let Some(members) = group(&self.words.enumeration, word, "members") {
            return StatedType::Enum(self.members(members));
        }
        let inner = |word: &str| {
            let nested = deepest
                .checked_sub(1)
                .map(|deepest| self.read_nested(word, deepest));
            nested.map(Box::new)
        };
        if let Some(items) = group(&self.words.array_of, word, "items") {
            return StatedType::Array(inner(items));
        }
        if let Some(values) = group(&self.words.map_of, word, "values") {
            return StatedType::Map(inner(values));
        }
        match group(&self.words.schema, word, "name") {
            Some(name) => StatedType::Named(name.to_owned()),
            None => StatedType::Unknown(word.to_owned()),
        }
    }

    fn members(&self, words: &str) -> Vec<String> {
        let separated: Vec<&str> = match &self.words.member_separator {
            Some(separator) => separator.regex().split(words).collect(),
            None => words.split(',').collect(),
        };
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        let members = separated.into_iter().map(str::trim);
        let members = members.filter(|member| !member.is_empty() && seen.insert(member));
        members.map(str::to_owned).collect()
    }
}

/// The words without code marks and emphasis by `*`, and without the targets of links.
fn without_markup(words: &str) -> Cow<'_, str> {
    if !words.contains(['`', '*', '[']) {
        return Cow::Borrowed(words);
    }
    let mut plain = words.replace(['`', '*'], "");
    while let Some(middle) = plain.find("](") {
        let open = plain[..middle].rfind('[');
        let close = plain[middle..].find(')');
        let (Some(open), Some(close)) = (open, close) else {
            break;
        };
        plain.replace_range(middle..=middle + close, "");
        plain.remove(open);
    }
    Cow::Owned(plain)
}

fn group<'w>(patterns: &crate::dialect::Patterns, word: &'w str, name: &str) -> Option<&'w str> {
    Some(patterns.captures(word)?.name(name)?.as_str())
}

/// Whether a text is of a scalar's lexical form, so that it can serve as its example.
pub(super) fn is_of(scalar: Scalar, text: &str) -> bool {
    match scalar {
        Scalar::Int32 => text.parse::<i32>().is_ok(),
        Scalar::Int64 => text.parse::<i64>().is_ok(),
        Scalar::Double => text.parse::<f64>().is_ok_and(f64::is_finite),
        Scalar::Boolean => text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false"),
        Scalar::String => true,
        Scalar::DateTime | Scalar::Date | Scalar::Byte | Scalar::Binary => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_in_any_nesting() {
        let words: TypeWords = serde_yaml::from_str(
            r"
            scalars: {int32: [int, Integer], string: [string]}
            text: [String]
            array: [array]
            object: [object]
            array-of: ['^array of (?<items>.+)$', '^(?<items>.+)\[\]$']
            map-of: ['^map to (?<values>.+)$']
            enumeration: ['^one of (?<members>.+)$']
            schema: ['^(?<name>[A-Z]\w*)$']
            ",
        )
        .expect("the words are right");
        let lexicon = TypeLexicon::new(&words);
        let int = || StatedType::Scalar(Scalar::Int32);
        let array = |items: StatedType| StatedType::Array(Some(Box::new(items)));
        assert_eq!(lexicon.read(" INTEGER "), int());
        assert_eq!(lexicon.read(""), StatedType::Blank);
        assert_eq!(lexicon.read("String"), StatedType::Text);
        assert_eq!(lexicon.read("STRING"), StatedType::Scalar(Scalar::String));
        assert_eq!(lexicon.read("array"), StatedType::Array(None));
        assert_eq!(lexicon.read("array of int[]"), array(array(int())));
        assert_eq!(
            lexicon.read("**array** of [`int`](#int)[]"),
            array(array(int()))
        );
        let map = StatedType::Map(Some(Box::new(StatedType::Named("Thing".to_owned()))));
        assert_eq!(lexicon.read("map to Thing"), map);
        let members = vec!["A".to_owned(), "B".to_owned()];
        assert_eq!(
            lexicon.read("one of A, B, A,"),
            StatedType::Enum(members.clone())
        );
        assert_eq!(lexicon.read("one of `A`, *B*"), StatedType::Enum(members));
        assert_eq!(
            lexicon.read("what?"),
            StatedType::Unknown("what?".to_owned())
        );
        assert!(matches!(
            lexicon.read(&"int[]".replace("[]", &"[]".repeat(500))),
            StatedType::Array(_)
        ));
    }
}
