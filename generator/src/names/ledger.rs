//! Names as they are given: those of the lock file first, then those that are new.

use super::lock::{Held, LockError, NamesLock};
use super::scope::Scope;
use super::words::Case;
use std::collections::HashSet;

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
        let Some(entries) = before.section(section) else {
            return vec![None; keys.len()];
        };
        let mut seen: HashSet<&str> = HashSet::new();
        let mut names = Vec::with_capacity(keys.len());
        for key in keys {
            // Of two that are spelt alike the file can only mean the first.
            let held = entries.get(*key).filter(|_| seen.insert(key));
            let trouble = held.and_then(|held| take(scope, &held.ident).err());
            if let (Some(trouble), Some(held)) = (trouble, held) {
                let message = format!("`{}` for `{key}` in `{section}` {trouble}", held.ident);
                self.trouble
                    .get_or_insert_with(|| before.error(held, message));
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
        let entries = self.after.section_mut(section);
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
    !ident.contains('_') && !ident.starts_with(|c: char| c.is_ascii_lowercase())
}

fn is_snake(ident: &str) -> bool {
    !ident.contains(|c: char| c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn every_name_that_was_given_can_be_given_again() {
        let mut wires = vec![
            "", "😀", "a b", "A_B", "aB", "1", "²", "ß", "İ", "𝐀b", "Type", "send",
        ];
        wires.extend(crate::names::reserved::KEYWORDS);
        let (names, lock) = fields(&NamesLock::default(), &wires).expect("it is empty");
        assert_eq!(fields(&lock, &wires).map(|(names, _)| names), Ok(names));
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
}
