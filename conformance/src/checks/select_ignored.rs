//! Properties that nobody asked for.

use crate::body::Json;
use crate::check::{Check, Evidence, Group};
use crate::judge::{option, rows, selected};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "select-ignored",
    group: Group::Input,
    page: include_str!("../../../specs/checks/select-ignored.md"),
    judge,
};

/// So many properties may come along unasked: a key, and what kind of thing it is.
const COME_ALONG: usize = 2;

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let (Some((_, parameter)), Some(selected)) = (option(evidence, "$select"), selected(evidence))
    else {
        return;
    };
    let Some(body) = evidence.reading.json() else {
        return;
    };
    let is_good = evidence
        .good_answer()
        .is_some_and(|answer| answer.is_success());
    if !is_good || selected.iter().any(|one| one == "*" || one.contains('(')) {
        return;
    }
    // The first row stands for all: a server that selects does it for every one.
    // An object with one array in it is a list only where the operation lists.
    let lists = |name: &str| {
        let mut parameters = evidence.operation.parameters.iter();
        parameters.any(|one| one.name.value.eq_ignore_ascii_case(name))
    };
    let is_list = body.items().is_some() || lists("$top") || lists("$skip");
    let (pointer, object) = match rows(body).filter(|_| is_list) {
        Some((pointer, rows)) => match rows.first() {
            Some(row) => (pointer + "/0", row),
            None => return,
        },
        None => (String::new(), body),
    };
    let Json::Object(members) = object else {
        return;
    };
    let is_unasked = |name: &str| {
        let name = name.to_lowercase();
        let of_list = name.split(['/', '.', ':']).next().unwrap_or("");
        !selected.iter().any(|one| *one == name || one == of_list)
    };
    let unasked: Vec<&str> = members
        .iter()
        .filter(|(name, value)| is_unasked(name) && !value.is_blank())
        .map(|(name, _)| name.as_str())
        .collect();
    let ruling = if unasked.len() > COME_ALONG {
        Ruling::Failed
    } else {
        Ruling::Passed
    };
    let shown: Vec<String> = unasked
        .iter()
        .take(5)
        .map(|name| format!("`{name}`"))
        .collect();
    let requirement = format!(
        "`{}` says which properties have values",
        parameter.name.value
    );
    let verdict = Verdict::new(CHECK.id, ruling, requirement, parameter.name.span())
        .expected(format!("nothing but {}", selected.join(", ")))
        .actual(match unasked.len() {
            0 => "nothing else".to_owned(),
            many => format!("values of {many} others: {}", shown.join(", ")),
        })
        .at(pointer)
        .cause("$select");
    verdicts.push(verdict);
}
