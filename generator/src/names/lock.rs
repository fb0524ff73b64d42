//! Names that were chosen before: a file that is committed, so that a page that is documented later
//! renames nothing, and a rename is a choice that shows in review.
//!
//! Every name is in it, a line each, and not only those that met others: which of two names has to
//! give way can only be told if it is known which of them was there first.
//!
//! ```json
//! {
//!   "version": 1,
//!   "names": {
//!     "fields/Address": {
//!       "_Links": "links"
//! ```

use crate::json::STRICT;
use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::{CollectOptions, parse_to_ast};
use serde::Serialize;
use std::collections::BTreeMap;

/// Its name, in the folder of the files whose names it holds.
pub const FILE_NAME: &str = "bindery.names.json";

/// The version that we write, and the newest that we read.
const VERSION: f64 = 1.0;

/// A text with more bytes than this is no lock file of ours.
const LARGEST: usize = 64 << 20;

/// Identifiers by section (`fields/Address`) and wire name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamesLock {
    /// How its path is shown.
    path: String,
    sections: BTreeMap<String, Section>,
}

/// Identifiers by wire name.
pub(super) type Section = BTreeMap<String, Held>;

/// An identifier, and the line that gives it: 0 where no file does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) ident: String,
    pub(super) line: usize,
}

impl Serialize for Held {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.ident)
    }
}

/// What is wrong with a lock file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct LockError {
    /// Path and line.
    pub place: String,
    /// What is wrong.
    pub message: String,
}

impl NamesLock {
    /// Reads a lock file, which is shown as `path`.
    ///
    /// # Errors
    /// Where it is no lock file, or gives something that is no identifier.
    pub fn parse(path: &str, text: &str) -> Result<Self, LockError> {
        let mut lock = NamesLock {
            path: path.to_owned(),
            sections: BTreeMap::new(),
        };
        let mut lines = Lines::new(text);
        lock.read(text, &mut lines).map_err(|wrong| LockError {
            place: format!("{path}:{}", Lines::new(text).of(wrong.at)),
            message: wrong.message,
        })?;
        Ok(lock)
    }

    fn read(&mut self, text: &str, lines: &mut Lines<'_>) -> Result<(), Wrong> {
        if text.len() > LARGEST {
            return Err(Wrong::new(0, "it is too large to be a lock file"));
        }
        let read = parse_to_ast(text, &CollectOptions::default(), &STRICT);
        let read =
            read.map_err(|error| Wrong::new(error.range().start, error.kind().to_string()))?;
        let Some(Value::Object(root)) = &read.value else {
            return Err(Wrong::new(0, "an object is expected"));
        };
        let version = root.properties.iter().find(|one| name(one) == "version");
        check_version(version).unwrap_or(Err(Wrong::new(0, "`version` is missing")))?;
        for one in &root.properties {
            match (name(one), &one.value) {
                ("version", _) => {}
                ("names", Value::Object(sections)) => {
                    for section in &sections.properties {
                        self.read_section(section, lines)?;
                    }
                }
                (other, _) => {
                    let message = format!("`{other}` is no key of it, or has a wrong value");
                    return Err(Wrong::new(one.range.start, message));
                }
            }
        }
        Ok(())
    }

    fn read_section(
        &mut self,
        section: &ObjectProp<'_>,
        lines: &mut Lines<'_>,
    ) -> Result<(), Wrong> {
        let Value::Object(entries) = &section.value else {
            let message = format!("`{}` must be an object", name(section));
            return Err(Wrong::new(section.range.start, message));
        };
        let held = self.sections.entry(name(section).to_owned()).or_default();
        for entry in &entries.properties {
            let (wire, at) = (name(entry), entry.range.start);
            let Value::StringLit(ident) = &entry.value else {
                return Err(Wrong::new(at, format!("`{wire}` must have an identifier")));
            };
            // Raw ones would be a second spelling of a name, which is claimed by its words.
            if ident.value.starts_with("r#") || syn::parse_str::<syn::Ident>(&ident.value).is_err()
            {
                let message = format!("`{}` for `{wire}` is no identifier of Rust", ident.value);
                return Err(Wrong::new(at, message));
            }
            let entry = Held {
                ident: ident.value.to_string(),
                line: lines.of(at),
            };
            if held.insert(wire.to_owned(), entry).is_some() {
                return Err(Wrong::new(at, format!("`{wire}` is named twice")));
            }
        }
        Ok(())
    }

    /// The entries that `other` has not, each as its place, wire name and section.
    pub fn lacking_in(&self, other: &NamesLock) -> Vec<String> {
        let mut lacking = Vec::new();
        for (section, entries) in &self.sections {
            let kept = other.section(section);
            let is_gone = |wire: &str| !kept.is_some_and(|kept| kept.contains_key(wire));
            for (wire, held) in entries.iter().filter(|(wire, _)| is_gone(wire)) {
                let place = format!("{}:{}", self.path, held.line);
                lacking.push(format!("{place}: `{wire}` in `{section}`"));
            }
        }
        lacking
    }

    /// The names of a section.
    pub(super) fn section(&self, name: &str) -> Option<&Section> {
        self.sections.get(name)
    }

    /// The names of a section, to add to.
    pub(super) fn section_mut(&mut self, name: &str) -> &mut Section {
        self.sections.entry(name.to_owned()).or_default()
    }

    /// An entry that cannot be given.
    pub(super) fn error(&self, held: &Held, message: String) -> LockError {
        LockError {
            place: format!("{}:{}", self.path, held.line),
            message,
        }
    }

    /// Its text: a line a name, in order.
    pub fn text(&self) -> String {
        let file = serde_json::json!({"version": 1, "names": self.sections});
        // Nothing in it can fail to be written.
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }
}

/// What is wrong, and at which byte.
struct Wrong {
    at: usize,
    message: String,
}

impl Wrong {
    fn new(at: usize, message: impl Into<String>) -> Self {
        Wrong {
            at,
            message: message.into(),
        }
    }
}

/// Whether this is a version that we read; `None` where none is told.
fn check_version(version: Option<&ObjectProp<'_>>) -> Option<Result<(), Wrong>> {
    let Value::NumberLit(number) = &version?.value else {
        return None;
    };
    if number
        .value
        .parse::<f64>()
        .is_ok_and(|version| version <= VERSION)
    {
        return Some(Ok(()));
    }
    let told = number.value;
    let message = format!("a newer bindery wrote version {told} of it; this one reads {VERSION}");
    Some(Err(Wrong::new(number.range.start, message)))
}

fn name<'a>(property: &'a ObjectProp<'_>) -> &'a str {
    property.name.as_str()
}

/// Lines of offsets that are asked for in their order.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Lines {
            text,
            at: 0,
            line: 1,
        }
    }

    fn of(&mut self, at: usize) -> usize {
        let between = self.text.get(self.at..at).unwrap_or("");
        self.line += between.bytes().filter(|byte| *byte == b'\n').count();
        self.at = at;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> String {
        NamesLock::parse("sdk/n.json", text)
            .map_or_else(|error| error.to_string(), |_| "right".to_owned())
    }

    #[test]
    fn what_is_no_lock_file_is_told_with_its_line() {
        let entry =
            |entry: &str| format!("{{\n\"version\": 1, \"names\": {{\"types\": {{\n{entry}}}}}}}");
        assert_eq!(wrong(&entry("\"a\": \"B\"")), "right");
        let cases = [
            (
                "\"a\": \"fn\"",
                "sdk/n.json:3: `fn` for `a` is no identifier",
            ),
            (
                "\"a\": \"x; y\"",
                "sdk/n.json:3: `x; y` for `a` is no identifier",
            ),
            ("\"a\": \"\"", "sdk/n.json:3: `` for `a` is no identifier"),
            (
                "\"a\": \"r#type\"",
                "sdk/n.json:3: `r#type` for `a` is no identifier",
            ),
            ("\"a\": 1", "sdk/n.json:3: `a` must have an identifier"),
            (
                "\"a\": \"B\",\n\"a\": \"C\"",
                "sdk/n.json:4: `a` is named twice",
            ),
        ];
        for (text, expected) in cases {
            assert!(
                wrong(&entry(text)).starts_with(expected),
                "{}",
                wrong(&entry(text))
            );
        }
        assert!(
            wrong("[]").contains("an object is expected"),
            "{}",
            wrong("[]")
        );
        assert!(
            wrong("<<<<<<< ours").starts_with("sdk/n.json:1: "),
            "{}",
            wrong("<<<")
        );
        assert!(
            wrong("{\"version\": 2}").contains("a newer bindery"),
            "{}",
            wrong("{\"version\": 2}")
        );
        assert!(wrong(&"[".repeat(100_000)).starts_with("sdk/n.json:1: "));
        assert!(wrong("{\"version\": 1, \"name\": {}}").contains("`name` is no key"));
    }
}
