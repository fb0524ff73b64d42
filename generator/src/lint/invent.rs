//! Values and words for what a page lacks: skeletons that whoever mends a page fills in.

use crate::dialect::TypeWords;
use bindery_model::api::Parameter;
use bindery_model::{JsonValue, Scalar, StatedType};
use std::fmt::Write;

/// A value of a parameter's type, as a request line has it (RFC 3986, section 2.1).
pub(crate) fn value(parameter: Option<&Parameter>) -> String {
    let stated = parameter.map(|parameter| &parameter.stated_type.value);
    match stated {
        Some(StatedType::Scalar(scalar)) => match scalar {
            Scalar::Int32 | Scalar::Int64 => "1".to_owned(),
            Scalar::Double => "1.5".to_owned(),
            Scalar::Boolean => "true".to_owned(),
            Scalar::DateTime => encoded("2024-01-31T12:00:00Z"),
            Scalar::Date => "2024-01-31".to_owned(),
            Scalar::String | Scalar::Byte | Scalar::Binary => "example".to_owned(),
        },
        Some(StatedType::Enum(members)) => {
            encoded(members.first().map_or("example", String::as_str))
        }
        _ => "example".to_owned(),
    }
}

/// As `%XX` what may not stand for itself in every part of a path and of a query.
pub(crate) fn encoded(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for byte in words.bytes() {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'$'
            | b'@'
            | b':'
            | b'*'
            | b',' => {
                text.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            _ => drop(write!(text, "%{byte:02X}")),
        }
    }
    text
}

/// The dialect's word for the type that a value shows; nothing where it shows none.
pub(crate) fn type_word<'d>(value: &JsonValue, words: &'d TypeWords) -> &'d str {
    let scalar = |scalar| words.scalars.get(&scalar).and_then(|words| words.first());
    let word = match value {
        JsonValue::Null => None,
        JsonValue::Bool(_) => scalar(Scalar::Boolean),
        JsonValue::Number(_) if value.is_int32() => scalar(Scalar::Int32),
        JsonValue::Number(_) if value.is_integer() => scalar(Scalar::Int64),
        JsonValue::Number(_) => scalar(Scalar::Double),
        JsonValue::String(_) => scalar(Scalar::String),
        JsonValue::Array(_) => words.array.first(),
        JsonValue::Object(_) => words.object.first(),
    };
    word.map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_paths_may_not_hold_is_encoded() {
        assert_eq!(encoded("$a b/ü"), "$a%20b%2F%C3%BC");
        assert_eq!(value(None), "example");
    }
}
