//! Several runs as one: shards of a plan, or runs with other rights.

use super::document::{Document, Finding, Ledger, Operation, Property, Verdict};
use crate::event::Reason;
use std::collections::BTreeMap;

/// One document of several. Operations keep the order of the first that has them.
pub fn merge(documents: Vec<Document>) -> Document {
    let mut whole = Document::default();
    for one in documents {
        for operation in one.operations {
            match whole
                .operations
                .iter_mut()
                .find(|known| known.id == operation.id)
            {
                Some(known) => add_operation(known, operation),
                None => whole.operations.push(operation),
            }
        }
        for finding in one.findings {
            match whole
                .findings
                .iter_mut()
                .find(|known| known.id == finding.id)
            {
                Some(known) => add_finding(known, finding),
                None => whole.findings.push(finding),
            }
        }
        add_ledger(&mut whole.ledger, one.ledger);
        whole.left_behind.extend(one.left_behind);
        let summary = &mut whole.summary;
        summary.stale_baseline.extend(one.summary.stale_baseline);
        summary.ended_early = summary.ended_early.take().or(one.summary.ended_early);
    }
    settle(&mut whole);
    whole
}

/// What another shard leaves out for a reason of its own is not told as of another shard, too.
fn tell_own_reasons(left_out: &mut BTreeMap<String, Vec<String>>) {
    let other_shard = Reason::OtherShard.to_string();
    let Some(mut elsewhere) = left_out.remove(&other_shard) else {
        return;
    };
    let own = cases(left_out);
    elsewhere.retain(|case| !own.contains(case));
    if !elsewhere.is_empty() {
        left_out.insert(other_shard, elsewhere);
    }
}

/// Puts in order what was put together, and counts again.
fn settle(whole: &mut Document) {
    for operation in &mut whole.operations {
        tell_own_reasons(&mut operation.left_out);
    }
    let summary = &mut whole.summary;
    summary.stale_baseline.sort();
    summary.stale_baseline.dedup();
    summary.cases = whole.operations.iter().map(|one| one.cases).sum();
    let left_out = whole
        .operations
        .iter()
        .flat_map(|one| one.left_out.values());
    summary.left_out = left_out.map(Vec::len).sum();
    whole.findings.sort_by(|one, other| {
        let rank = |f: &Finding| std::cmp::Reverse((f.outcome, f.operations.len()));
        (one.known.is_some(), rank(one), &one.id).cmp(&(
            other.known.is_some(),
            rank(other),
            &other.id,
        ))
    });
    whole.ledger.count(whole.operations.len());
    whole.count();
}

fn add_operation(known: &mut Operation, more: Operation) {
    // Where one of them made nothing, the other knows.
    let both = |mine: bool, theirs: bool| match (known.cases, more.cases) {
        (0, _) => theirs,
        (_, 0) => mine,
        _ => mine && theirs,
    };
    let shut_out = both(known.shut_out, more.shut_out);
    let unreached = both(known.unreached, more.unreached);
    (known.shut_out, known.unreached) = (shut_out, unreached);
    known.cases += more.cases;
    known.milliseconds.extend(more.milliseconds);
    known.milliseconds.sort_unstable();
    // What another run made is not left out.
    let mut left_out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mine, theirs) = (cases(&known.left_out), cases(&more.left_out));
    for (reason, all) in known.left_out.iter().chain(&more.left_out) {
        let both = all.iter().filter(|one| {
            let is_in_both = mine.contains(one) && theirs.contains(one);
            is_in_both || known.cases == 0
        });
        let cases = left_out.entry(reason.clone()).or_default();
        cases.extend(both.cloned());
        cases.sort();
        cases.dedup();
    }
    left_out.retain(|_, cases| !cases.is_empty());
    known.left_out = left_out;
    for verdict in more.verdicts {
        let same = |one: &&mut Verdict| {
            one.check == verdict.check
                && one.judged() == verdict.judged()
                && one.finding == verdict.finding
        };
        match known.verdicts.iter_mut().find(same) {
            Some(one) => {
                let times = one.times + verdict.times;
                if (&verdict.case, &verdict.pointer) < (&one.case, &one.pointer) {
                    *one = verdict;
                }
                one.times = times;
            }
            None => known.verdicts.push(verdict),
        }
    }
    known.sort_verdicts();
}

impl Operation {
    /// By check, then the outcome, then the finding.
    pub(super) fn sort_verdicts(&mut self) {
        self.verdicts.sort_by(|one, other| {
            let key = |v: &Verdict| {
                (
                    v.check.clone(),
                    v.outcome,
                    v.finding.clone(),
                    v.known.clone(),
                )
            };
            key(one).cmp(&key(other))
        });
    }
}

fn cases(left_out: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    left_out.values().flatten().cloned().collect()
}

fn add_finding(known: &mut Finding, more: Finding) {
    known.times += more.times;
    known.outcome = known.outcome.max(more.outcome);
    known.operations.extend(more.operations);
    known.operations.sort();
    known.operations.dedup();
    known.known = known.known.take().and(more.known);
    known.likelier = known.likelier.take().or(more.likelier);
    if more.verdict.case < known.verdict.case {
        known.verdict = more.verdict;
    }
}

fn add_ledger(known: &mut Ledger, more: Ledger) {
    known.called.extend(more.called);
    for (name, times) in more.parameters {
        *known.parameters.entry(name).or_default() += times;
    }
    for (name, times) in more.statuses {
        *known.statuses.entry(name).or_default() += times;
    }
    for property in more.properties {
        let mut all = known.properties.iter_mut();
        let same = all.find(|one| one.schema == property.schema && one.name == property.name);
        let Some(one) = same else {
            // Those that no page lists stand behind the others of their schema, by name.
            let goes_before = |one: &Property| {
                one.schema == property.schema
                    && (one.state != "undocumented" || one.name < property.name)
            };
            let behind = known.properties.iter().rposition(goes_before);
            let at = behind.map_or(known.properties.len(), |at| at + 1);
            known.properties.insert(at, property);
            continue;
        };
        one.times += property.times;
        one.nulls += property.nulls;
        for (kind, times) in property.types {
            *one.types.entry(kind).or_default() += times;
        }
        if one.state != "undocumented" {
            one.state = match (one.times, one.nulls) {
                (0, _) => "never",
                (times, nulls) if times == nulls => "null-only",
                _ => "seen",
            }
            .to_owned();
        }
    }
}
