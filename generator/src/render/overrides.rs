//! Templates of the user's in place of ours.

use std::collections::BTreeMap;

/// Templates by the name of the one that they stand in for, such as `rust/type.rs.j2`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    all: BTreeMap<String, Override>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Override {
    /// How its path is shown.
    pub(super) shown: String,
    pub(super) text: String,
}

impl Overrides {
    /// Adds a template: its name, how its path is shown, and its text.
    pub fn add(&mut self, name: String, shown: String, text: String) {
        self.all.insert(name, Override { shown, text });
    }

    pub(super) fn get(&self, name: &str) -> Option<&Override> {
        self.all.get(name)
    }
}
