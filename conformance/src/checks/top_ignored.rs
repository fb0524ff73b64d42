//! Lists that are longer than was asked for.

use crate::check::{Check, Evidence, Group};
use crate::judge::{option, rows};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "top-ignored",
    group: Group::Input,
    page: include_str!("../../../specs/checks/top-ignored.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some((value, parameter)) = option(evidence, "$top") else {
        return;
    };
    let rows = evidence.reading.json().and_then(rows);
    let (Some((pointer, rows)), Ok(top)) = (rows, value.trim().parse::<usize>()) else {
        return;
    };
    if evidence
        .good_answer()
        .is_none_or(|answer| !answer.is_success())
    {
        return;
    }
    let ruling = if rows.len() > top {
        Ruling::Failed
    } else {
        Ruling::Passed
    };
    let requirement = format!("`{}` is the most that are listed", parameter.name.value);
    let verdict = Verdict::new(CHECK.id, ruling, requirement, parameter.name.span())
        .expected(format!("at most {top}"))
        .actual(rows.len().to_string())
        .at(pointer)
        .cause("$top");
    verdicts.push(verdict);
}
