//! Which checks run.

use crate::check::{Check, Group};
use crate::checks::ALL;

/// A name that is neither a check nor a group.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no check or group of checks is called `{name}`{}", hint.as_ref().map(|hint| format!("; did you mean `{hint}`?")).unwrap_or_default())]
pub struct SelectionError {
    /// The name.
    pub name: String,
    /// A name that is like it.
    pub hint: Option<String>,
}

/// The checks that run: those of `select`, or all where it is empty, without those of `ignore`. Both
/// hold ids of checks and of groups.
///
/// # Errors
/// The first name that is neither.
pub fn select(select: &[String], ignore: &[String]) -> Result<Vec<&'static Check>, SelectionError> {
    for name in select.iter().chain(ignore) {
        let is_check = ALL.iter().any(|check| is_meant(check, name));
        if !is_check {
            let (name, hint) = (name.clone(), nearest(name));
            return Err(SelectionError { name, hint });
        }
    }
    let meant = |names: &[String], check: &Check| names.iter().any(|name| is_meant(check, name));
    let runs =
        |check: &&Check| (select.is_empty() || meant(select, check)) && !meant(ignore, check);
    Ok(ALL.iter().filter(runs).collect())
}

fn is_meant(check: &Check, name: &str) -> bool {
    check.id == name || check.group.id() == name
}

/// The name that shares most words with `name`, if any does.
fn nearest(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split(['-', '_', ' ']).collect();
    let groups = Group::ALL.iter().map(|group| group.id());
    let names = ALL.iter().map(|check| check.id).chain(groups);
    let shared = |one: &str| one.split('-').filter(|word| words.contains(word)).count();
    let best = names.max_by_key(|one| (shared(one), std::cmp::Reverse(one.len())))?;
    (shared(best) > 0).then(|| best.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_groups_choose() {
        let names = |words: &[&str]| {
            words
                .iter()
                .map(|one| (*one).to_owned())
                .collect::<Vec<_>>()
        };
        let all = select(&[], &[]).expect("nothing is named");
        assert_eq!(all.len(), ALL.len());
        let some = select(&names(&["timing", "wrong-type"]), &[]).expect("both are known");
        let ids: Vec<_> = some.iter().map(|check| check.id).collect();
        assert_eq!(ids, ["slower-than-documented", "wrong-type"]);
        let rest = select(&names(&["shape"]), &names(&["wrong-type"])).expect("both are known");
        assert!(
            rest.iter()
                .all(|one| one.group == Group::Shape && one.id != "wrong-type")
        );
        let error = select(&names(&["wrong-kind-of-body"]), &[])
            .map(|_| ())
            .expect_err("no such");
        assert_eq!(
            error.to_string(),
            "no check or group of checks is called `wrong-kind-of-body`; did you mean `wrong-body-kind`?"
        );
    }
}
