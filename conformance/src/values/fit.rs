//! Whether a value is of a type, and if not, where it is not.

use super::form::{is_base64, is_date, is_date_time};
use bindery_model::{ResolvedApi, Scalar, Span, Type};
use serde_json::{Map, Value};

/// The first place at which a value is not what the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// Where in the value (RFC 6901).
    pub pointer: String,
    /// What should stand there, in a phrase: `an int32`.
    pub expected: String,
    /// What kind of thing stands there instead: `a string`. Never the value: it may be a secret.
    pub actual: String,
    /// What says so: the innermost property that has a place of its own.
    pub documented: Option<Span>,
}

/// Where a value breaks what its type says; `None` where it keeps all of it. Properties that no page
/// documents break nothing, null breaks where nothing says that it may be null.
///
/// Nesting is bounded by the reader of the value.
pub fn misfit(api: &ResolvedApi, value: &Value, wanted: &Type) -> Option<Misfit> {
    let expected = match (wanted, value) {
        (Type::Any, _) | (Type::Object, Value::Object(_)) => return None,
        (Type::Scalar(scalar), value) if is_scalar(value, *scalar) => return None,
        (Type::Scalar(scalar), _) => of_scalar(*scalar),
        (Type::Enum(members), Value::String(text)) if members.contains(text) => return None,
        (Type::Enum(members), _) => format!("one of {}", members.join(", ")),
        (Type::Array(inner), Value::Array(items)) => {
            let mut items = items.iter().enumerate();
            return items.find_map(|(at, item)| {
                Some(misfit(api, item, inner)?.below(&at.to_string(), None))
            });
        }
        (Type::Array(_), _) => "an array".to_owned(),
        (Type::Map(inner), Value::Object(members)) => {
            let mut members = members.iter();
            return members
                .find_map(|(name, value)| Some(misfit(api, value, inner)?.below(name, None)));
        }
        (Type::Schema(id), Value::Object(members)) => {
            return in_object(api, members, &api.schema(*id).properties);
        }
        (Type::Map(_) | Type::Object | Type::Schema(_), _) => "an object".to_owned(),
    };
    Some(Misfit {
        pointer: String::new(),
        expected,
        actual: kind(value).to_owned(),
        documented: None,
    })
}

fn in_object(
    api: &ResolvedApi,
    members: &Map<String, Value>,
    properties: &[bindery_model::resolved::Property],
) -> Option<Misfit> {
    properties.iter().find_map(|property| {
        let span = property.evidence.first().map(|evidence| evidence.span);
        match members.get(&property.name) {
            None => property.required.map(|required| Misfit {
                pointer: format!("/{}", crate::pointer::token(&property.name)),
                expected: "a value, since it is required".to_owned(),
                actual: "nothing".to_owned(),
                documented: Some(required.span),
            }),
            Some(Value::Null) if property.nullable.is_some() => None,
            Some(value) => {
                Some(misfit(api, value, &property.value_type)?.below(&property.name, span))
            }
        }
    })
}

impl Misfit {
    fn below(mut self, token: &str, documented: Option<Span>) -> Self {
        self.pointer
            .insert_str(0, &format!("/{}", crate::pointer::token(token)));
        self.documented = self.documented.or(documented);
        self
    }
}

/// What should stand in the text of a parameter and does not, in a phrase; `None` where it does.
///
/// Booleans are taken in any case. Items of an array are divided by commas (OpenAPI 3.1 section
/// 4.8.12.5, style `simple`). Objects have no form in a parameter, so any text will do.
pub fn misfit_of_text(text: &str, wanted: &Type) -> Option<String> {
    let fits = match wanted {
        Type::Scalar(Scalar::Int32) => text.parse::<i32>().is_ok(),
        Type::Scalar(Scalar::Int64) => text.parse::<i64>().is_ok(),
        Type::Scalar(Scalar::Double) => text.parse().is_ok_and(|n: f64| n.is_finite()),
        Type::Scalar(Scalar::Boolean) => {
            text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
        }
        Type::Scalar(scalar) => is_text(text, *scalar),
        Type::Enum(members) => members.iter().any(|member| member == text),
        Type::Array(inner) => {
            return text
                .split(',')
                .filter(|item| !item.is_empty())
                .find_map(|item| misfit_of_text(item, inner));
        }
        Type::Any | Type::Map(_) | Type::Object | Type::Schema(_) => true,
    };
    match wanted {
        _ if fits => None,
        Type::Scalar(scalar) => Some(of_scalar(*scalar)),
        Type::Enum(members) => Some(format!("one of {}", members.join(", "))),
        _ => Some("another value".to_owned()),
    }
}

/// Whether a JSON value is a scalar of this kind.
pub(super) fn is_scalar(value: &Value, wanted: Scalar) -> bool {
    match (value, wanted) {
        (Value::Bool(_), Scalar::Boolean) | (Value::Number(_), Scalar::Double) => true,
        (Value::Number(number), Scalar::Int64) => number.as_i64().is_some(),
        (Value::Number(number), Scalar::Int32) => {
            number.as_i64().is_some_and(|n| i32::try_from(n).is_ok())
        }
        (Value::String(text), _) => is_text(text, wanted),
        _ => false,
    }
}

/// Whether a scalar whose JSON is a string may read like this.
fn is_text(text: &str, wanted: Scalar) -> bool {
    match wanted {
        Scalar::String | Scalar::Binary => true,
        Scalar::DateTime => is_date_time(text),
        Scalar::Date => is_date(text),
        Scalar::Byte => is_base64(text),
        Scalar::Int32 | Scalar::Int64 | Scalar::Double | Scalar::Boolean => false,
    }
}

fn of_scalar(scalar: Scalar) -> String {
    let text = match scalar {
        Scalar::Int32 => "an int32",
        Scalar::Int64 => "an int64",
        Scalar::Double => "a number",
        Scalar::Boolean => "true or false",
        Scalar::String => "a string",
        Scalar::DateTime => "a date-time with its offset",
        Scalar::Date => "a date",
        Scalar::Byte => "bytes as Base64",
        Scalar::Binary => "bytes",
    };
    text.to_owned()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a number with a fraction",
        Value::Number(_) => "an integer",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
