//! Query options of OData (4.01 part 1 section 11.2.6) with values under which they show.
//!
//! The page's example may ask for more rows than there are, or for a field that no row has. So
//! values are taken from the documented rows, too.

use super::draft::{Draft, Planned};
use crate::case::CaseKind;
use bindery_model::resolved::Parameter;
use serde_json::{Map, Value, json};

/// More cases for the options that the operation documents.
pub(super) fn cases(draft: &Draft<'_>) -> Vec<Planned> {
    let rows = rows(draft);
    let mut cases = Vec::new();
    for (at, parameter) in draft.operation.parameters.iter().enumerate() {
        for (name, value) in values(parameter, &rows) {
            let option = parameter.name.value.clone();
            let name = format!("option:{option}:{name}");
            let kind = CaseKind::QueryOption(option);
            cases.push(draft.settle(draft.usual(kind, &name, draft.with(at, value))));
        }
    }
    cases
}

fn values(parameter: &Parameter, rows: &[Map<String, Value>]) -> Vec<(&'static str, Value)> {
    match parameter.name.value.to_lowercase().as_str() {
        "$top" => vec![("one", json!(1))],
        "$skip" => vec![("one", json!(1))],
        "$orderby" => telling(rows).map_or_else(Vec::new, |(name, _)| {
            vec![
                ("asc", json!(format!("{name} asc"))),
                ("desc", json!(format!("{name} desc"))),
            ]
        }),
        "$filter" => telling(rows).map_or_else(Vec::new, |(name, value)| {
            let value = match value {
                // A quote in a text is doubled (OData 4.01 ABNF, `SQUOTE-in-string`).
                Value::String(text) => format!("'{}'", text.replace('\'', "''")),
                other => other.to_string(),
            };
            vec![("equals", json!(format!("{name} eq {value}")))]
        }),
        _ => Vec::new(),
    }
}

/// A field that tells rows apart, and its value in the first row. Numbers go before texts, whose
/// order depends on the language.
fn telling(rows: &[Map<String, Value>]) -> Option<(&str, &Value)> {
    let (first, others) = rows.split_first()?;
    let tells = |name: &str, value: &Value| {
        let mut others = others.iter();
        others.any(|row| row.get(name).is_some_and(|other| other != value))
    };
    let plain = |name: &str| name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let mut telling = first.iter().filter(|(name, value)| {
        let is_text = value.as_str().is_some_and(|text| !text.is_empty());
        (value.is_i64() || is_text) && plain(name) && tells(name, value)
    });
    let number = telling.clone().find(|(_, value)| value.is_i64());
    let found = number.or_else(|| telling.next());
    found.map(|(name, value)| (name.as_str(), value))
}

/// The rows of the documented answer: a list, or the first list in an object.
fn rows(draft: &Draft<'_>) -> Vec<Map<String, Value>> {
    let responses = draft.operation.responses.iter();
    let mut good = responses.filter(|one| one.status.value / 100 == 2);
    let shown = good.find_map(|one| draft.givers.values.response_body(draft.operation, one));
    let list = match shown.map(|(value, _)| value) {
        Some(Value::Array(items)) => items,
        Some(Value::Object(members)) => {
            let mut lists = members.into_iter().filter_map(|(_, value)| match value {
                Value::Array(items) => Some(items),
                _ => None,
            });
            lists.next().unwrap_or_default()
        }
        _ => Vec::new(),
    };
    let row = |item| match item {
        Value::Object(members) => Some(members),
        _ => None,
    };
    list.into_iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_tells_rows_apart_goes_first() {
        let row = |name: &str, kind: i64, id: i64| {
            let row = json!({"name": name, "kind": kind, "odata.id": 1, "id": id});
            row.as_object().cloned().unwrap_or_default()
        };
        let rows = [row("a", 1, 7), row("b", 1, 8)];
        assert_eq!(telling(&rows), Some(("id", &json!(7))));
        assert_eq!(telling(&rows[..1]), None);
    }
}
