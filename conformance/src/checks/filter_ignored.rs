//! Rows that the filter should have kept out.

use crate::body::Json;
use crate::check::{Check, Evidence, Group};
use crate::judge::{field, option, rows};
use crate::verdict::{Ruling, Verdict};
use std::cmp::Ordering;

pub(super) const CHECK: Check = Check {
    id: "filter-ignored",
    group: Group::Input,
    page: include_str!("../../../specs/checks/filter-ignored.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some((value, parameter)) = option(evidence, "$filter") else {
        return;
    };
    let is_good = evidence
        .good_answer()
        .is_some_and(|answer| answer.is_success());
    let Some((pointer, rows)) = evidence.reading.json().and_then(rows).filter(|_| is_good) else {
        return;
    };
    let conditions = conditions(&value);
    let mut seen = false;
    let mut broken = None;
    for (at, row) in rows.iter().enumerate() {
        for condition in &conditions {
            let Some(value) = field(row, condition.name) else {
                continue;
            };
            let Some(met) = condition.is_met(value) else {
                continue;
            };
            seen = true;
            if !met && broken.is_none() {
                broken = Some((at, condition.name, value.shown()));
            }
        }
    }
    let verdict = |ruling| {
        let requirement = format!("`{}` decides which are listed", parameter.name.value);
        Verdict::new(CHECK.id, ruling, requirement, parameter.name.span())
            .expected(&value)
            .cause("$filter")
    };
    match broken {
        Some((at, name, actual)) => {
            let told = verdict(Ruling::Failed).actual(format!("a row whose {name} is {actual}"));
            verdicts.push(told.at(format!("{pointer}/{at}")));
        }
        None if seen => verdicts.push(verdict(Ruling::Passed)),
        None => {}
    }
}

/// `name eq 'text'`
struct Condition<'f> {
    name: &'f str,
    operator: &'f str,
    value: &'f str,
}

/// The conditions that every row must meet, of those that can be told without knowing the server:
/// comparisons of OData (4.01 part 2 section 5.1.1.1) with `and` between them.
fn conditions(filter: &str) -> Vec<Condition<'_>> {
    if filter.contains(['(', ')']) || filter.contains(" or ") || filter.contains(" not ") {
        return Vec::new();
    }
    // A text may hold `and`; then neither half is a comparison.
    filter.split(" and ").filter_map(condition).collect()
}

fn condition(text: &str) -> Option<Condition<'_>> {
    let (name, rest) = text.trim().split_once(' ')?;
    let (operator, value) = rest.trim().split_once(' ')?;
    let is_known = matches!(operator, "eq" | "ne" | "gt" | "ge" | "lt" | "le");
    let value = value.trim();
    let is_text = value.len() > 1 && value.starts_with('\'') && value.ends_with('\'');
    (is_known && (is_text || !value.contains([' ', '\'']))).then_some(Condition {
        name,
        operator,
        value,
    })
}

impl Condition<'_> {
    /// Whether a value meets it; nothing where they cannot be compared.
    fn is_met(&self, value: &Json) -> Option<bool> {
        let text = self
            .value
            .strip_prefix('\'')
            .and_then(|rest| rest.strip_suffix('\''));
        let order = match (value, text) {
            (Json::Number(number), None) => number
                .as_f64()?
                .partial_cmp(&self.value.parse::<f64>().ok()?)?,
            (Json::Bool(one), None) => one.cmp(&self.value.parse::<bool>().ok()?),
            // Texts have an order in each language, but everywhere the same are equal.
            (Json::String(one), Some(other)) if matches!(self.operator, "eq" | "ne") => {
                match one.to_lowercase() == other.to_lowercase() {
                    true => Ordering::Equal,
                    false => Ordering::Less,
                }
            }
            _ => return None,
        };
        Some(match self.operator {
            "eq" => order == Ordering::Equal,
            "ne" => order != Ordering::Equal,
            "gt" => order == Ordering::Greater,
            "ge" => order != Ordering::Less,
            "lt" => order == Ordering::Less,
            "le" => order != Ordering::Greater,
            _ => return None,
        })
    }
}
