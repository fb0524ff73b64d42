//! Which cases a run makes of all that are planned.

use super::config::glob;
use super::{Plan, Planned, found, producers};
use crate::case::{Case, Content};
use crate::event::Reason;
use bindery_model::ResolvedApi;
use globset::GlobMatcher;
use std::collections::BTreeSet;

/// Which cases are wanted.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only those that one of these matches: the operation's id, path or resource, or the case's id.
    only: Vec<GlobMatcher>,
    /// Only those of operations that can show one of these findings.
    findings: Vec<String>,
    /// Only those of this shard.
    shard: Option<Shard>,
}

/// One of several runs that share the cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which, from 1.
    pub number: usize,
    /// Of how many.
    pub of: usize,
}

impl Shard {
    /// Reads `2/3`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no shard: write `1/3` for the first of three");
        let (number, of) = text.split_once('/').ok_or_else(wrong)?;
        let number = number.trim().parse().map_err(|_| wrong())?;
        let of = of.trim().parse().map_err(|_| wrong())?;
        if number == 0 || number > of {
            return Err(wrong());
        }
        Ok(Shard { number, of })
    }
}

impl Selection {
    /// Only what one of `globs` matches (everything where there is none), and of that one shard.
    pub fn new(globs: &[String], shard: Option<Shard>) -> Result<Self, String> {
        let only = globs
            .iter()
            .map(|one| glob(one))
            .collect::<Result<_, _>>()?;
        Ok(Selection {
            only,
            findings: Vec::new(),
            shard,
        })
    }

    /// Also what can show one of these findings.
    #[must_use]
    pub fn of_findings(self, findings: Vec<String>) -> Self {
        Selection { findings, ..self }
    }

    /// By finding, the operations that can show it.
    fn showing(&self, api: &ResolvedApi) -> BTreeSet<usize> {
        let all = self.findings.iter();
        all.flat_map(|one| found::can_show(api, one)).collect()
    }

    /// Why a case is not made, if it is not.
    fn leaves_out(
        &self,
        api: &ResolvedApi,
        showing: &BTreeSet<usize>,
        case: &Case,
    ) -> Option<Reason> {
        match (self.wants(api, showing, case), self.is_here(case)) {
            (false, _) => Some(Reason::NotSelected),
            (true, false) => Some(Reason::OtherShard),
            (true, true) => None,
        }
    }

    /// Whether it is asked for, on whichever shard.
    fn wants(&self, api: &ResolvedApi, showing: &BTreeSet<usize>, case: &Case) -> bool {
        let operation = &api.operations[case.operation];
        let names = [
            &operation.id.value,
            &operation.path.value,
            &operation.resource,
            &case.id,
        ];
        let matches = |glob: &GlobMatcher| names.iter().any(|name| glob.is_match(name));
        let is_whole = self.only.is_empty() && self.findings.is_empty();
        is_whole || self.only.iter().any(matches) || showing.contains(&case.operation)
    }

    /// Whether its operation is of this shard.
    fn is_here(&self, case: &Case) -> bool {
        let is_of = |shard: Shard| case.operation % shard.of == shard.number - 1;
        self.shard.is_none_or(is_of)
    }
}

/// Leaves out what is not wanted.
pub(super) fn select(plan: &mut Plan, api: &ResolvedApi, selection: &Selection) {
    let showing = selection.showing(api);
    for one in &mut plan.cases {
        leave_out(one, selection.leaves_out(api, &showing, &one.case));
    }
    for life in &mut plan.lives {
        // A life is led whole or not at all, where its object is created.
        let is_here = life.first().is_some_and(|one| selection.is_here(&one.case));
        let wants = |one: &Planned| selection.wants(api, &showing, &one.case);
        let reason = match (life.iter().any(wants), is_here) {
            (false, _) => Some(Reason::NotSelected),
            (true, false) => Some(Reason::OtherShard),
            (true, true) => None,
        };
        for one in life {
            leave_out(one, reason.clone());
        }
    }
}

fn leave_out(planned: &mut Planned, reason: Option<Reason>) {
    // What is not wanted is not looked into further.
    if let Some(reason) = reason {
        planned.left_out = Some(reason);
    }
}

/// The operations from which the cases that are made take values, and those from which these do.
pub(crate) fn needed_producers(plan: &Plan) -> BTreeSet<usize> {
    let made = plan.all().filter(|one| one.left_out.is_none());
    let mut needed: BTreeSet<usize> = BTreeSet::new();
    let mut pending: Vec<usize> = made.flat_map(|one| of_case(&one.case)).collect();
    while let Some(by) = pending.pop() {
        if needed.insert(by) {
            let first = plan.cases.iter().find(|one| one.case.operation == by);
            pending.extend(first.into_iter().flat_map(|one| of_case(&one.case)));
        }
    }
    needed
}

fn of_case(case: &Case) -> Vec<usize> {
    let parameters = case.parameters.iter().map(|one| &one.value);
    let mut all: Vec<usize> = parameters.flat_map(producers).collect();
    if let Some(body) = &case.body
        && let Content::Json(_, sources) = &body.content
    {
        all.extend(sources.iter().flat_map(|(_, source)| producers(source)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_is_one_of_several() {
        assert_eq!(Shard::parse("2/3"), Ok(Shard { number: 2, of: 3 }));
        for wrong in ["0/3", "4/3", "1", "a/b", ""] {
            assert!(Shard::parse(wrong).is_err(), "{wrong}");
        }
    }
}
