//! Lists that begin where they begin anyway, though the start was to be passed over.

use crate::body::Reading;
use crate::check::{Check, Evidence, Group};
use crate::judge::{option, query, rows};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "skip-ignored",
    group: Group::Input,
    page: include_str!("../../../specs/checks/skip-ignored.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some((value, parameter)) = option(evidence, "$skip") else {
        return;
    };
    let is_good = evidence
        .good_answer()
        .is_some_and(|answer| answer.is_success());
    let some = value.trim().parse::<usize>().is_ok_and(|skip| skip > 0);
    let Some((pointer, rows)) = evidence
        .reading
        .json()
        .and_then(rows)
        .filter(|_| is_good && some)
    else {
        return;
    };
    let name = &parameter.name.value;
    let without = |url: &str| {
        let mut pairs = query(url);
        pairs.retain(|(one, _)| !one.eq_ignore_ascii_case(name));
        pairs
    };
    let url = &evidence.exchange.request.url;
    let same = |other: &str| {
        let path = |url: &str| url.split(['?', '#']).next().unwrap_or("").to_owned();
        path(other) == path(url) && query(other) == without(url)
    };
    // Only the same request without the option shows what was to be passed over.
    let unskipped = evidence.earlier.iter().rev().find(|(case, exchange)| {
        case.operation == evidence.case.operation && same(&exchange.request.url)
    });
    let Some(reading) = unskipped.map(|(_, exchange)| Reading::new(exchange)) else {
        return;
    };
    let Some((_, all)) = reading.json().and_then(crate::judge::rows) else {
        return;
    };
    if all.is_empty() {
        return;
    }
    let ruling = if rows == all {
        Ruling::Failed
    } else {
        Ruling::Passed
    };
    let requirement = format!("`{name}` is how many are passed over");
    let verdict = Verdict::new(CHECK.id, ruling, requirement, parameter.name.span())
        .expected(format!("the list without its first {value}"))
        .actual(if rows == all {
            "the same list as without it"
        } else {
            "another list"
        })
        .at(pointer)
        .cause("$skip");
    verdicts.push(verdict);
}
