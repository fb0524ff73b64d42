//! Lists in another order than was asked for.

use crate::body::Json;
use crate::check::{Check, Evidence, Group};
use crate::judge::{field, option, rows};
use crate::verdict::{Ruling, Verdict};
use std::cmp::Ordering;

pub(super) const CHECK: Check = Check {
    id: "orderby-ignored",
    group: Group::Input,
    page: include_str!("../../../specs/checks/orderby-ignored.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some((value, parameter)) = option(evidence, "$orderby") else {
        return;
    };
    let is_good = evidence
        .good_answer()
        .is_some_and(|answer| answer.is_success());
    let Some((pointer, rows)) = evidence.reading.json().and_then(rows).filter(|_| is_good) else {
        return;
    };
    // The second key of an order decides only where the first is equal.
    let mut words = value.split(',').next().unwrap_or("").split_whitespace();
    let (Some(name), direction) = (words.next(), words.next().unwrap_or("asc")) else {
        return;
    };
    let wrong = match direction.to_ascii_lowercase().as_str() {
        "asc" => Ordering::Greater,
        "desc" => Ordering::Less,
        _ => return,
    };
    let values: Vec<&Json> = rows.iter().filter_map(|row| field(row, name)).collect();
    let orders = values.windows(2).map(|pair| order(pair[0], pair[1]));
    let mut known = orders
        .enumerate()
        .filter_map(|(at, order)| Some((at, order?)));
    let mut seen = false;
    let broken = known.find(|(_, order)| {
        seen = true;
        *order == wrong
    });
    if !seen {
        return;
    }
    let verdict = |ruling| {
        let requirement = format!("`{}` decides the order", parameter.name.value);
        Verdict::new(CHECK.id, ruling, requirement, parameter.name.span())
            .expected(format!("{name} {direction}"))
            .cause("$orderby")
    };
    verdicts.push(match broken {
        None => verdict(Ruling::Passed),
        Some((at, _)) => {
            let (one, other) = (values[at].shown(), values[at + 1].shown());
            let told = verdict(Ruling::Failed).actual(format!("{one} before {other}"));
            told.at(format!("{pointer}/{}", at + 1))
        }
    });
}

/// The order of two values, where it is the same whatever the language: numbers, times, and texts
/// that begin with different letters of English.
fn order(one: &Json, other: &Json) -> Option<Ordering> {
    match (one, other) {
        (Json::Number(a), Json::Number(b)) => a.as_f64()?.partial_cmp(&b.as_f64()?),
        (Json::Bool(a), Json::Bool(b)) => Some(a.cmp(b)),
        (Json::String(a), Json::String(b)) => match (date(a), date(b)) {
            (Some(a), Some(b)) => (a != b).then(|| a.cmp(&b)),
            _ => {
                let (a, b) = (letter(a)?, letter(b)?);
                (a != b).then(|| a.cmp(&b))
            }
        },
        _ => None,
    }
}

fn date(text: &str) -> Option<jiff::civil::Date> {
    text.get(..10)?.parse().ok()
}

/// The first letter. `aa`, `ch` and the like are letters of their own in some languages.
fn letter(text: &str) -> Option<char> {
    let mut letters = text.chars().map(|c| c.to_ascii_lowercase());
    let (first, second) = (letters.next()?, letters.next());
    let is_pair = matches!(
        (first, second),
        ('a', Some('a'))
            | ('c', Some('h' | 's' | 'z'))
            | (
                'd' | 'l' | 'n' | 's' | 't',
                Some('h' | 'j' | 'l' | 'y' | 'z')
            )
    );
    // v and w, i and y are one letter in some.
    let is_plain =
        first.is_ascii_lowercase() && !is_pair && !matches!(first, 'v' | 'w' | 'i' | 'y');
    is_plain.then_some(first)
}
