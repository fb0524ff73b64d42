//! Which rules run, and how much their findings matter.

use super::rule::{Group, Rule};
use super::rules;
use super::similar::nearest;
use bindery_model::Severity;

/// Which rules run, and how much their findings matter.
#[derive(Clone, Debug)]
pub struct Selection {
    /// A severity for each rule of [`rules::ALL`]; `None` where it does not run.
    severities: Vec<Option<Severity>>,
}

impl Default for Selection {
    /// Every rule, at its own severity.
    fn default() -> Self {
        let severities = rules::ALL.iter().map(|rule| Some(rule.severity));
        Selection {
            severities: severities.collect(),
        }
    }
}

impl Selection {
    /// Only what these ids name.
    ///
    /// # Errors
    /// An id that names no rule, with the nearest that does.
    pub fn select<S: AsRef<str>>(&mut self, ids: &[S]) -> Result<(), String> {
        let wanted = named_by(ids)?;
        for (severity, wanted) in self.severities.iter_mut().zip(wanted) {
            if !wanted {
                *severity = None;
            }
        }
        Ok(())
    }

    /// Nothing of what these ids name.
    ///
    /// # Errors
    /// An id that names no rule, with the nearest that does.
    pub fn ignore<S: AsRef<str>>(&mut self, ids: &[S]) -> Result<(), String> {
        let unwanted = named_by(ids)?;
        for (severity, unwanted) in self.severities.iter_mut().zip(unwanted) {
            if unwanted {
                *severity = None;
            }
        }
        Ok(())
    }

    /// Another severity for what `id` names.
    ///
    /// # Errors
    /// An id that names no rule, with the nearest that does.
    pub fn set_severity(&mut self, id: &str, new: Severity) -> Result<(), String> {
        let named = named_by(&[id])?;
        for (severity, named) in self.severities.iter_mut().zip(named) {
            if named && severity.is_some() {
                *severity = Some(new);
            }
        }
        Ok(())
    }

    /// The severity of a rule's findings; `None` where it does not run.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        let at = rules::ALL.binary_search_by(|one| one.name.cmp(rule.name));
        at.ok().and_then(|at| self.severities[at])
    }

    /// Whether a rule runs.
    pub fn runs(&self, rule: &Rule) -> bool {
        self.severity(rule).is_some()
    }
}

/// The rule of a code or a name, whatever the case.
pub fn find(id: &str) -> Option<&'static Rule> {
    let is_it = |rule: &&Rule| {
        rule.code.eq_ignore_ascii_case(id.trim()) || rule.name.eq_ignore_ascii_case(id.trim())
    };
    rules::ALL.iter().find(is_it)
}

/// A message for an id that names no rule.
pub fn unknown(id: &str) -> String {
    let names = rules::ALL.iter().map(|rule| rule.name);
    let groups = Group::ALL.into_iter().map(Group::name);
    match nearest(id, names.chain(groups)) {
        Some(near) => format!("there is no rule `{id}`; did you mean `{near}`?"),
        None => format!("there is no rule or group of rules `{id}`"),
    }
}

/// A message for an id that names no rule, where groups cannot be named.
pub(super) fn unknown_rule(id: &str) -> String {
    match nearest(id, rules::ALL.iter().map(|rule| rule.name)) {
        Some(near) => format!("there is no rule `{id}`; did you mean `{near}`?"),
        None => format!("there is no rule `{id}`"),
    }
}

/// Whether an id (a code or its start, a name, a group, `all`) names a rule.
fn names(id: &str, rule: &Rule) -> bool {
    let is_prefix = id.len() >= 3
        && id.is_char_boundary(id.len().min(rule.code.len()))
        && rule.code.len() >= id.len()
        && rule.code[..id.len()].eq_ignore_ascii_case(id);
    id.eq_ignore_ascii_case("all")
        || is_prefix
        || rule.name.eq_ignore_ascii_case(id)
        || rule.group.name().eq_ignore_ascii_case(id)
}

fn named_by<S: AsRef<str>>(ids: &[S]) -> Result<Vec<bool>, String> {
    let mut named = vec![false; rules::ALL.len()];
    for id in ids {
        let id = id.as_ref().trim();
        let mut any = false;
        for (named, rule) in named.iter_mut().zip(rules::ALL) {
            if names(id, rule) {
                (*named, any) = (true, true);
            }
        }
        if !any {
            return Err(unknown(id));
        }
    }
    Ok(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_codes_starts_of_codes_names_and_groups() {
        let runs = |ids: &[&str]| {
            let mut selection = Selection::default();
            selection.select(ids).expect("the ids are right");
            rules::ALL.iter().filter(|r| selection.runs(r)).count()
        };
        let of_group = |group| rules::ALL.iter().filter(|r| r.group == group).count();
        assert_eq!(runs(&["broken-row"]), 1);
        assert_eq!(runs(&["bnd3"]), of_group(Group::Samples));
        assert_eq!(
            runs(&["samples", "BND0"]),
            of_group(Group::Samples) + of_group(Group::Structure)
        );
        assert_eq!(runs(&["all"]), rules::ALL.len());
        let wrong = Selection::default().ignore(&["broken-rows"]);
        assert_eq!(
            wrong,
            Err("there is no rule `broken-rows`; did you mean `broken-row`?".to_owned())
        );
        assert!(Selection::default().select(&["é"]).is_err());
    }

    #[test]
    fn a_severity_does_not_wake_what_is_ignored() {
        let rule = find("broken-row").expect("there is such a rule");
        let mut selection = Selection::default();
        selection
            .set_severity("structure", Severity::Info)
            .expect("it is a group");
        assert_eq!(selection.severity(rule), Some(Severity::Info));
        selection.ignore(&["broken-row"]).expect("it is a rule");
        selection
            .set_severity("broken-row", Severity::Error)
            .expect("it is a rule");
        assert_eq!(selection.severity(rule), None);
    }
}
