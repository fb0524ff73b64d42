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

use super::scope::Scope;
use super::words::Case;
use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

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
    sections: BTreeMap<String, BTreeMap<String, Held>>,
}

/// An identifier, and the line that gives it: 0 where no file does.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Held {
    ident: String,
    line: usize,
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
        let line = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let wrong = |at: usize, message: String| LockError {
            place: format!("{path}:{}", line(at)),
            message,
        };
        if text.len() > LARGEST {
            return Err(wrong(0, "it is too large to be a lock file".to_owned()));
        }
        let read = parse_to_ast(text, &CollectOptions::default(), &STRICT);
        let read = read.map_err(|error| wrong(error.range().start, error.kind().to_string()))?;
        let members = |value: &Option<&Value<'_>>| match value {
            Some(Value::Object(object)) => Some(object.range.start),
            _ => None,
        };
        let root = read.value.as_ref();
        let Some(Value::Object(root_object)) = root else {
            return Err(wrong(
                members(&root).unwrap_or(0),
                "an object is expected".to_owned(),
            ));
        };
        let version = root_object
            .properties
            .iter()
            .find(|one| name(one) == "version");
        match version.map(|one| &one.value) {
            Some(Value::NumberLit(number)) => match number.value.parse::<f64>() {
                Ok(version) if version <= VERSION => {}
                _ => {
                    let message = format!(
                        "a newer bindery wrote version {} of it; this one reads {VERSION}",
                        number.value
                    );
                    return Err(wrong(number.range.start, message));
                }
            },
            _ => {
                return Err(wrong(
                    root_object.range.start,
                    "`version` is missing".to_owned(),
                ));
            }
        }
        let mut lock = NamesLock {
            path: path.to_owned(),
            sections: BTreeMap::new(),
        };
        let mut lines = Lines::new(text);
        for one in &root_object.properties {
            match (name(one), &one.value) {
                ("version", _) => {}
                ("names", Value::Object(sections)) => {
                    for section in &sections.properties {
                        let Value::Object(entries) = &section.value else {
                            let message = format!("`{}` must be an object", name(section));
                            return Err(wrong(section.value.range().start, message));
                        };
                        let held = lock.sections.entry(name(section).to_owned()).or_default();
                        for entry in &entries.properties {
                            let (wire, at) = (name(entry), entry.range.start);
                            let Value::StringLit(ident) = &entry.value else {
                                let message = format!("`{wire}` must have an identifier");
                                return Err(wrong(at, message));
                            };
                            if syn::parse_str::<syn::Ident>(&ident.value).is_err() {
                                let message = format!(
                                    "`{}` for `{wire}` is no identifier of Rust",
                                    ident.value
                                );
                                return Err(wrong(at, message));
                            }
                            let entry = Held {
                                ident: ident.value.to_string(),
                                line: lines.of(at),
                            };
                            if held.insert(wire.to_owned(), entry).is_some() {
                                let message = format!("`{wire}` is named twice");
                                return Err(wrong(at, message));
                            }
                        }
                    }
                }
                (other, value) => {
                    let message = format!("`{other}` is no key of it, or has a wrong value");
                    return Err(wrong(value.range().start, message));
                }
            }
        }
        Ok(lock)
    }

    /// Its text: a line a name, in order.
    pub fn text(&self) -> String {
        let file = serde_json::json!({"version": 1, "names": self.sections});
        // Nothing in it can fail to be written.
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }
}

fn name<'a>(property: &'a ObjectProp<'_>) -> &'a str {
    property.name.as_str()
}

/// JSON as RFC 8259 has it.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

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

/// Names as they are given: those of the lock file first.
pub(super) struct Ledger<'l> {
    before: &'l NamesLock,
    after: NamesLock,
    trouble: Option<LockError>,
}

impl<'l> Ledger<'l> {
    pub(super) fn new(before: &'l NamesLock) -> Self {
        Ledger {
            before,
            after: NamesLock::default(),
            trouble: None,
        }
    }

    /// What was given, or the first entry of the lock file that cannot be.
    pub(super) fn finish(self) -> Result<NamesLock, LockError> {
        match self.trouble {
            Some(trouble) => Err(trouble),
            None => Ok(self.after),
        }
    }

    /// A name for each wire name in a scope of its own.
    pub(super) fn claim_all(
        &mut self,
        scope: &mut Scope,
        section: &str,
        wires: &[&str],
    ) -> Vec<String> {
        self.claim_told(scope, section, wires, wires)
    }

    /// The same, where the lock file knows them by `keys`, and the words of names are others.
    pub(super) fn claim_told(
        &mut self,
        scope: &mut Scope,
        section: &str,
        keys: &[&str],
        told: &[&str],
    ) -> Vec<String> {
        let held = self.hold(scope, section, keys);
        let is_new = |(_, name): &(&&str, &Option<String>)| name.is_none();
        let new: Vec<&str> = told
            .iter()
            .zip(&held)
            .filter(is_new)
            .map(|(one, _)| *one)
            .collect();
        let mut new = scope.claim_all(&new).into_iter();
        let names = held
            .into_iter()
            .filter_map(|name| name.or_else(|| new.next()))
            .collect();
        self.record(section, keys, &names);
        names
    }

    /// The names that the lock file has for these, taken out of the scope.
    pub(super) fn hold(
        &mut self,
        scope: &mut Scope,
        section: &str,
        keys: &[&str],
    ) -> Vec<Option<String>> {
        let before = self.before;
        let Some(entries) = before.sections.get(section) else {
            return vec![None; keys.len()];
        };
        let mut seen: HashSet<&str> = HashSet::new();
        let mut names = Vec::with_capacity(keys.len());
        for key in keys {
            // Of two that are spelt alike the file can only mean the first.
            let held = entries.get(*key).filter(|_| seen.insert(key));
            let trouble = held.and_then(|held| take(scope, &held.ident).err());
            if let (Some(trouble), Some(held)) = (trouble, held) {
                self.trouble.get_or_insert_with(|| LockError {
                    place: format!("{}:{}", before.path, held.line),
                    message: format!("`{}` for `{key}` in `{section}` {trouble}", held.ident),
                });
            }
            names.push(held.map(|held| held.ident.clone()));
        }
        names
    }

    /// Notes names that were given.
    pub(super) fn record(&mut self, section: &str, keys: &[&str], names: &Vec<String>) {
        if keys.is_empty() {
            return;
        }
        let entries = self.after.sections.entry(section.to_owned()).or_default();
        for (key, ident) in keys.iter().zip(names) {
            entries.entry((*key).to_owned()).or_insert_with(|| Held {
                ident: ident.clone(),
                line: 0,
            });
        }
    }
}

/// Takes a name out of a scope, or says why it cannot be had.
fn take(scope: &mut Scope, ident: &str) -> Result<(), &'static str> {
    match scope.case() {
        Case::Pascal if !is_pascal(ident) => Err("is not written `LikeThis`"),
        Case::Snake if !is_snake(ident) => Err("is not written `like_this`"),
        _ if scope.take(ident) => Ok(()),
        _ => Err(
            "has another meaning there: it is given twice (case and `_` do not count), or \
                  generated files need it themselves",
        ),
    }
}

fn is_pascal(ident: &str) -> bool {
    !ident.contains('_') && !ident.starts_with(char::is_lowercase)
}

fn is_snake(ident: &str) -> bool {
    !ident.contains(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> String {
        NamesLock::parse("sdk/n.json", text)
            .map_or_else(|error| error.to_string(), |_| "right".to_owned())
    }

    fn fields(lock: &NamesLock, wires: &[&str]) -> Result<(Vec<String>, NamesLock), LockError> {
        let mut ledger = Ledger::new(lock);
        let mut scope = Scope::new(Case::Snake, "field", &["send"]);
        let names = ledger.claim_all(&mut scope, "fields/Pen", wires);
        Ok((names, ledger.finish()?))
    }

    fn locked(entries: &str) -> NamesLock {
        let text =
            format!("{{\n\"version\": 1,\n\"names\": {{\"fields/Pen\": {{\n{entries}\n}}}}}}");
        NamesLock::parse("sdk/n.json", &text).expect("it is right")
    }

    #[test]
    fn who_was_there_first_keeps_the_name() {
        let (names, lock) = fields(&NamesLock::default(), &["_Links", "Id"]).expect("it is empty");
        assert_eq!(names, ["links", "id"]);
        let (names, after) = fields(&lock, &["ID", "Id", "Links", "_Links"]).expect("it is ours");
        assert_eq!(names, ["id_2", "id", "links_2", "links"]);
        let read = NamesLock::parse("n.json", &after.text()).expect("we wrote it");
        assert_eq!(read.text(), after.text());
        let (names, _) = fields(&after, &["ID", "Id"]).expect("it is ours");
        assert_eq!(
            names,
            ["id_2", "id"],
            "a page that goes renames nothing either"
        );
    }

    #[test]
    fn a_rename_is_an_edit() {
        let (names, lock) = fields(&locked("\"_Links\": \"related\""), &["Links", "_Links"])
            .expect("it can be given");
        assert_eq!(names, ["links", "related"]);
        assert!(
            lock.text().contains("\"_Links\": \"related\""),
            "{}",
            lock.text()
        );
    }

    #[test]
    fn names_that_cannot_be_given_are_told_with_their_line() {
        let cases = [
            (
                "\"a\": \"x\",\n\"b\": \"X_\"",
                "sdk/n.json:5: `X_` for `b` in `fields/Pen` is not written",
            ),
            (
                "\"a\": \"x_y\",\n\"b\": \"xy\"",
                "sdk/n.json:5: `xy` for `b` in `fields/Pen` has another",
            ),
            (
                "\"a\": \"send\"",
                "sdk/n.json:4: `send` for `a` in `fields/Pen` has another",
            ),
        ];
        for (entries, expected) in cases {
            let error = fields(&locked(entries), &["a", "b"]).expect_err("it cannot be given");
            assert!(error.to_string().starts_with(expected), "{error}");
        }
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
