//! Samples as values of their type: corrected where they break what the page says.

use super::Values;
use super::fit::is_scalar;
use super::json::json;
use bindery_model::{JsonNode, Scalar, Type};
use serde_json::{Map, Value};

/// What a body is for, and so which of its properties it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// An answer: every property.
    All,
    /// A request: what is required.
    Required,
}

impl Values<'_> {
    /// A documented answer as a value of its type: what is of another type is put right or made up,
    /// properties that are missing are made up, those that no page documents left out.
    pub fn of_answer(&self, sample: &JsonNode, wanted: &Type, place: &str) -> Value {
        self.correct(json(sample), wanted, place, Needs::All)
    }

    /// A documented request as a value of its type: as [`Values::of_answer`], but only properties that
    /// are required are made up where they are missing.
    pub fn of_request(&self, sample: &JsonNode, wanted: &Type, place: &str) -> Value {
        self.correct(json(sample), wanted, place, Needs::Required)
    }

    pub(super) fn correct(&self, value: Value, wanted: &Type, place: &str, needs: Needs) -> Value {
        match (wanted, value) {
            (Type::Any, value) => value,
            (Type::Object, value @ Value::Object(_)) => value,
            (Type::Enum(members), Value::String(text)) => {
                // In another case it is a slip of the pen, and what was meant is clear.
                let mut members = members.iter();
                let meant = members.find(|member| member.eq_ignore_ascii_case(&text));
                meant.map_or_else(
                    || self.generate(wanted, place),
                    |member| member.as_str().into(),
                )
            }
            (Type::Scalar(scalar), value) => {
                scalar_of(value, *scalar).unwrap_or_else(|| self.generate(wanted, place))
            }
            (Type::Array(inner), Value::Array(items)) => {
                let items = items.into_iter().enumerate();
                let item = |(at, item)| self.correct(item, inner, &format!("{place}/{at}"), needs);
                items.map(item).collect()
            }
            (Type::Map(inner), Value::Object(members)) => {
                let member = |(name, value)| {
                    let value = self.correct(value, inner, &format!("{place}/{name}"), needs);
                    (name, value)
                };
                Value::Object(members.into_iter().map(member).collect())
            }
            (Type::Schema(_), Value::Object(members)) => {
                self.object_of(members, wanted, place, needs)
            }
            _ => self.generate(wanted, place),
        }
    }

    fn object_of(
        &self,
        mut given: Map<String, Value>,
        wanted: &Type,
        place: &str,
        needs: Needs,
    ) -> Value {
        let Type::Schema(id) = wanted else {
            return Value::Object(given);
        };
        let mut members = Map::new();
        for property in &self.api.schema(*id).properties {
            let place = format!("{place}/{}", property.name);
            let value = match given.swap_remove(&property.name) {
                Some(Value::Null) if property.nullable.is_some() => Value::Null,
                Some(value) => self.correct(value, &property.value_type, &place, needs),
                None if needs == Needs::All || property.required.is_some() => {
                    self.generate(&property.value_type, &place)
                }
                None => continue,
            };
            members.insert(property.name.clone(), value);
        }
        Value::Object(members)
    }
}

/// The scalar that was meant, where that is clear.
fn scalar_of(value: Value, wanted: Scalar) -> Option<Value> {
    let meant = match (wanted, value) {
        (_, value) if is_scalar(&value, wanted) => value,
        (Scalar::String, Value::Number(number)) => number.to_string().into(),
        (Scalar::String, Value::Bool(value)) => value.to_string().into(),
        (Scalar::Int32 | Scalar::Int64, Value::String(text)) => text.parse::<i64>().ok()?.into(),
        (Scalar::Double, Value::String(text)) => text.parse::<f64>().ok()?.into(),
        (Scalar::Boolean, Value::String(text)) => {
            text.to_ascii_lowercase().parse::<bool>().ok()?.into()
        }
        (Scalar::DateTime, Value::String(text)) => format!("{text}Z").into(),
        (Scalar::Date, Value::String(text)) => text.get(..10)?.into(),
        _ => return None,
    };
    is_scalar(&meant, wanted).then_some(meant)
}
