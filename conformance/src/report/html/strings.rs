//! Strings that stand in the page once, and are told by their numbers.

use serde::{Serialize, Serializer};
use std::collections::HashMap;

/// The most bytes of one string. Long bodies stand whole in the JSON report.
const LONGEST: usize = 2_000;

/// Each string once.
#[derive(Debug, Default)]
pub(super) struct Strings {
    all: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Strings {
    /// The number of a string.
    pub(super) fn number(&mut self, text: &str) -> i64 {
        let text = match text.len() > LONGEST {
            true => format!(
                "{}… (whole in the JSON report)",
                &text[..text.floor_char_boundary(LONGEST)]
            ),
            false => text.to_owned(),
        };
        let next = self.all.len();
        let number = *self.numbers.entry(text.clone()).or_insert(next);
        if number == next {
            self.all.push(text);
        }
        number as i64
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Those behind the first so many.
    pub(super) fn behind(&self, first: usize) -> &[String] {
        &self.all[first..]
    }

    /// Forgets those behind the first so many.
    pub(super) fn forget(&mut self, first: usize) {
        for text in self.all.drain(first..) {
            self.numbers.remove(&text);
        }
    }
}

impl Serialize for Strings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.all.serialize(serializer)
    }
}
