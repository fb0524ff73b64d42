//! Values that the user gives.

use globset::{GlobBuilder, GlobMatcher};
use serde_json::Value;

/// Values by what they are for.
#[derive(Clone, Debug, Default)]
pub struct GivenValues {
    rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
struct Rule {
    key: String,
    /// None where the key has no wildcard.
    glob: Option<GlobMatcher>,
    value: Value,
}

impl GivenValues {
    /// Reads pairs of a key and a value. A key is a parameter's name (`chatSessionId`), an
    /// identifier of a schema or resource (`ChatSession/id`), or a glob over an operation's id and
    /// the name (`v1Chat*/id`). The message says which key is wrong.
    pub fn new(pairs: impl IntoIterator<Item = (String, Value)>) -> Result<Self, String> {
        let rule = |(key, value): (String, Value)| {
            let has_wildcard = key.contains(['*', '?', '[', '{']);
            let glob = has_wildcard.then(|| glob(&key)).transpose()?;
            Ok(Rule { key, glob, value })
        };
        let rules = pairs.into_iter().map(rule).collect::<Result<_, String>>()?;
        Ok(GivenValues { rules })
    }

    /// The value for any of these names: exact ones go before globs, then the first counts.
    pub(super) fn of(&self, names: &[String]) -> Option<&Value> {
        let exact = |rule: &&Rule| {
            rule.glob.is_none()
                && names
                    .iter()
                    .any(|name| name.eq_ignore_ascii_case(&rule.key))
        };
        let by_glob = |rule: &&Rule| {
            let matches = |glob: &GlobMatcher| names.iter().any(|name| glob.is_match(name));
            rule.glob.as_ref().is_some_and(matches)
        };
        let found = self.rules.iter().find(exact);
        let found = found.or_else(|| self.rules.iter().find(by_glob));
        found.map(|rule| &rule.value)
    }
}

/// A glob in which `*` also stands for `/`, and case does not count.
pub(crate) fn glob(pattern: &str) -> Result<GlobMatcher, String> {
    let glob = GlobBuilder::new(pattern)
        .case_insensitive(true)
        .literal_separator(false)
        .build();
    let glob = glob.map_err(|error| format!("`{pattern}` is no glob: {}", error.kind()))?;
    Ok(glob.compile_matcher())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_exact_key_counts() {
        let pairs = [("v1*/id", 1), ("penId", 2), ("*", 3)];
        let pairs = pairs.map(|(key, value)| (key.to_owned(), Value::from(value)));
        let values = GivenValues::new(pairs).expect("the keys are right");
        let of = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            values.of(&names).cloned()
        };
        assert_eq!(of(&["v1Pens/id", "penid"]), Some(2.into()));
        assert_eq!(of(&["v1Pens/id"]), Some(1.into()));
        assert_eq!(of(&["x"]), Some(3.into()));
        let wrong = GivenValues::new([("a[".to_owned(), Value::Null)]);
        assert!(wrong.is_err_and(|message| message.contains("`a[`")));
    }
}
