//! What was seen of what the pages document: operations, parameters, statuses, properties.

use super::document::{Ledger, Property, Seen};
use crate::case::{Case, Target};
use crate::exchange::Exchange;
use bindery_model::{ResolvedApi, SchemaId, Type};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How much must be seen: percentages by what is counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage(BTreeMap<String, f64>);

/// What is counted.
const COUNTED: [&str; 4] = ["operations", "parameters", "properties", "statuses"];

impl Coverage {
    /// Reads `80` (of operations) or `operations=90,properties=50`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut wanted = BTreeMap::new();
        for part in text.split(',') {
            let (what, percent) = part.split_once('=').unwrap_or(("operations", part));
            let what = what.trim();
            if !COUNTED.contains(&what) {
                return Err(format!(
                    "`{what}` is not counted; there is {}",
                    COUNTED.join(", ")
                ));
            }
            let percent: f64 = percent
                .trim()
                .trim_end_matches('%')
                .parse()
                .map_err(|_| format!("`{percent}` is no percentage"))?;
            if !(0.0..=100.0).contains(&percent) {
                return Err(format!("`{percent}` is not between 0 and 100"));
            }
            wanted.insert(what.to_owned(), percent);
        }
        Ok(Coverage(wanted))
    }

    /// What is less than is wanted, a phrase each.
    pub fn missed(&self, ledger: &Ledger) -> Vec<String> {
        let less = |(what, wanted): (&String, &f64)| {
            let seen = ledger.coverage.get(what)?;
            let percent = seen.percent;
            (percent < *wanted)
                .then(|| format!("{percent:.1} % of the {what} were seen, not {wanted} %"))
        };
        self.0.iter().filter_map(less).collect()
    }
}

/// How deep values are followed.
const DEEPEST: usize = 64;

/// Counts in the course of a run.
pub(super) struct Books<'a> {
    api: &'a ResolvedApi,
    operations: BTreeSet<usize>,
    parameters: BTreeMap<(usize, usize), usize>,
    statuses: BTreeMap<(usize, u16), usize>,
    properties: BTreeMap<(SchemaId, String), Count>,
}

#[derive(Default)]
struct Count {
    times: usize,
    nulls: usize,
    types: BTreeMap<&'static str, usize>,
}

impl<'a> Books<'a> {
    pub(super) fn new(api: &'a ResolvedApi) -> Self {
        Books {
            api,
            operations: BTreeSet::new(),
            parameters: BTreeMap::new(),
            statuses: BTreeMap::new(),
            properties: BTreeMap::new(),
        }
    }

    /// Notes what an exchange shows.
    pub(super) fn note(&mut self, case: &Case, exchange: &Exchange) {
        let at = case.operation;
        // Another path or method is not the operation's.
        if case.path.is_some() || case.method.is_some() {
            return;
        }
        for given in &case.parameters {
            if let Target::Parameter(parameter) = given.parameter {
                *self.parameters.entry((at, parameter)).or_default() += 1;
            }
        }
        let Some(answer) = exchange.answer() else {
            return;
        };
        self.operations.insert(at);
        *self.statuses.entry((at, answer.status)).or_default() += 1;
        let responses = &self.api.operations[at].responses;
        let response = responses
            .iter()
            .find(|one| one.status.value == answer.status);
        if let Some(body) = response.and_then(|one| one.body.as_ref())
            && let Ok(value) = serde_json::from_slice::<Value>(&answer.body)
        {
            self.walk(&value, &body.value_type, 0);
        }
    }

    fn walk(&mut self, value: &Value, wanted: &Type, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match (wanted, value) {
            (Type::Array(items), Value::Array(values)) => {
                for one in values {
                    self.walk(one, items, depth + 1);
                }
            }
            (Type::Map(values), Value::Object(members)) => {
                for one in members.values() {
                    self.walk(one, values, depth + 1);
                }
            }
            (Type::Schema(id), Value::Object(members)) => {
                let schema = self.api.schema(*id);
                for (name, value) in members {
                    let count = self.properties.entry((*id, name.clone())).or_default();
                    count.times += 1;
                    count.nulls += usize::from(value.is_null());
                    *count.types.entry(kind(value)).or_default() += 1;
                    let listed = schema.properties.iter().find(|one| one.name == *name);
                    if let Some(property) = listed {
                        self.walk(value, &property.value_type, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    pub(super) fn ledger(&self) -> Ledger {
        let id = |at: usize| &self.api.operations[at].id.value;
        let mut parameters = BTreeMap::new();
        let mut statuses = BTreeMap::new();
        for (at, operation) in self.api.operations.iter().enumerate() {
            for (number, one) in operation.parameters.iter().enumerate() {
                let times = self.parameters.get(&(at, number)).copied().unwrap_or(0);
                let (place, name) = (one.location.as_str(), &one.name.value);
                parameters.insert(format!("{}/{place}/{name}", id(at)), times);
            }
            for one in &operation.responses {
                let status = one.status.value;
                let times = self.statuses.get(&(at, status)).copied().unwrap_or(0);
                statuses.insert(format!("{}/{status}", id(at)), times);
            }
        }
        let properties = self.told();
        let mut ledger = Ledger {
            coverage: BTreeMap::new(),
            properties,
            called: self.operations.iter().map(|at| id(*at).clone()).collect(),
            parameters,
            statuses,
        };
        ledger.count(self.api.operations.len());
        ledger
    }

    /// The properties of schemas that answers can hold, and those that no page lists.
    fn told(&self) -> Vec<Property> {
        let mut properties = Vec::new();
        for id in self.answered() {
            let schema = self.api.schema(id);
            let mut names: BTreeSet<&str> = BTreeSet::new();
            for property in &schema.properties {
                names.insert(&property.name);
                let count = self.properties.get(&(id, property.name.clone()));
                let state = match count {
                    None => "never",
                    Some(count) if count.nulls == count.times => "null-only",
                    Some(_) => "seen",
                };
                properties.push(told(&schema.name, &property.name, state, count));
            }
            let of_schema = self.properties.range((id, String::new())..);
            let of_schema = of_schema.take_while(|((one, _), _)| *one == id);
            for ((_, name), count) in of_schema.filter(|((_, name), _)| !names.contains(&**name)) {
                properties.push(told(&schema.name, name, "undocumented", Some(count)));
            }
        }
        properties
    }

    /// The schemas that the bodies of answers hold, at any depth.
    fn answered(&self) -> BTreeSet<SchemaId> {
        let responses = self.api.operations.iter().flat_map(|one| &one.responses);
        let bodies = responses.filter_map(|one| one.body.as_ref());
        let mut pending: Vec<SchemaId> = bodies.filter_map(|one| one.value_type.schema()).collect();
        let mut found = BTreeSet::new();
        while let Some(id) = pending.pop() {
            if found.insert(id) {
                let properties = self.api.schema(id).properties.iter();
                pending.extend(properties.filter_map(|one| one.value_type.schema()));
            }
        }
        found
    }
}

fn told(schema: &str, name: &str, state: &str, count: Option<&Count>) -> Property {
    let types = count.map(|count| &count.types);
    let types = types.into_iter().flatten();
    Property {
        schema: schema.to_owned(),
        name: name.to_owned(),
        state: state.to_owned(),
        times: count.map_or(0, |count| count.times),
        nulls: count.map_or(0, |count| count.nulls),
        types: types
            .map(|(kind, times)| ((*kind).to_owned(), *times))
            .collect(),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

impl Ledger {
    /// Sets the percentages from what else it holds.
    pub(super) fn count(&mut self, operations: usize) {
        let used = |counts: &BTreeMap<String, usize>| {
            let used = counts.values().filter(|times| **times > 0).count();
            of(used, counts.len())
        };
        let listed = self
            .properties
            .iter()
            .filter(|one| one.state != "undocumented");
        let (listed, met): (Vec<_>, Vec<_>) = (
            listed.clone().collect(),
            listed.filter(|one| one.times > 0).collect(),
        );
        let coverage = [
            ("operations", of(self.called.len(), operations)),
            ("parameters", used(&self.parameters)),
            ("properties", of(met.len(), listed.len())),
            ("statuses", used(&self.statuses)),
        ];
        self.coverage = coverage
            .into_iter()
            .map(|(what, seen)| (what.to_owned(), seen))
            .collect();
    }
}

fn of(seen: usize, of: usize) -> Seen {
    let percent = match of {
        0 => 100.0,
        _ => (seen as f64 / of as f64 * 1000.0).round() / 10.0,
    };
    Seen { seen, of, percent }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_be_seen_is_a_percentage() {
        let wanted = Coverage::parse("operations=90, properties=50.5%").expect("it is right");
        let mut ledger = Ledger::default();
        ledger.coverage.insert("operations".to_owned(), of(8, 10));
        ledger.coverage.insert("properties".to_owned(), of(6, 10));
        assert_eq!(
            wanted.missed(&ledger),
            ["80.0 % of the operations were seen, not 90 %"]
        );
        for wrong in ["pages=1", "operations=x", "101"] {
            assert!(Coverage::parse(wrong).is_err(), "{wrong}");
        }
    }
}
