//! Samples as examples: only those that the schema accepts, since the rest would mislead.

use super::Version;
use super::document::Literal;
use bindery_model::{JsonNode, JsonValue, ResolvedApi, Scalar, Type};
use rustc_hash::{FxHashMap, FxHashSet};

/// Tells whether values are of a type.
pub(super) struct Checker<'a> {
    api: &'a ResolvedApi,
    /// Where each property stands in its schema, by the schema.
    positions: Vec<FxHashMap<&'a str, usize>>,
    /// Whether a reference can be told to accept null. In 3.0 it cannot: `nullable` beside it
    /// does not reach the schema that it names (OpenAPI 3.0.3 section 4.7.24).
    has_null_references: bool,
}

impl<'a> Checker<'a> {
    pub(super) fn new(api: &'a ResolvedApi, version: Version) -> Self {
        let positions = api.schemas.iter().map(|schema| {
            let names = schema.properties.iter().map(|property| &*property.name);
            names.enumerate().map(|(at, name)| (name, at)).collect()
        });
        Checker {
            api,
            positions: positions.collect(),
            has_null_references: version != Version::V3_0,
        }
    }

    /// Whether the schema that we write for the type accepts the value. Object members of one name
    /// are never accepted: which of them counts is for nobody to say (RFC 8259 section 4).
    ///
    /// Nesting is bounded by the reader of samples.
    pub(super) fn accepts(&self, value: &JsonNode, wanted: &Type) -> bool {
        match (wanted, &value.value) {
            (Type::Any, JsonValue::Array(items)) => {
                items.iter().all(|item| self.accepts(item, &Type::Any))
            }
            (Type::Any | Type::Object, JsonValue::Object(_)) => self.is_map_of(value, &Type::Any),
            (Type::Any, _) => true,
            (Type::Scalar(scalar), value) => is_scalar(value, *scalar),
            (Type::Enum(members), JsonValue::String(text)) => members.iter().any(|m| **m == **text),
            (Type::Array(inner), JsonValue::Array(items)) => {
                items.iter().all(|item| self.accepts(item, inner))
            }
            (Type::Map(inner), JsonValue::Object(_)) => self.is_map_of(value, inner),
            (Type::Schema(id), JsonValue::Object(_)) => self.is_of_schema(value, id.0 as usize),
            _ => false,
        }
    }

    fn is_map_of(&self, value: &JsonNode, inner: &Type) -> bool {
        let JsonValue::Object(members) = &value.value else {
            return false;
        };
        let mut names = FxHashSet::default();
        let is_fine = |member: &bindery_model::JsonMember| self.accepts(&member.node, inner);
        members
            .iter()
            .all(|member| names.insert(&*member.name) && is_fine(member))
    }

    fn is_of_schema(&self, value: &JsonNode, id: usize) -> bool {
        let (Some(schema), Some(positions)) = (self.api.schemas.get(id), self.positions.get(id))
        else {
            return false;
        };
        let JsonValue::Object(members) = &value.value else {
            return false;
        };
        let mut given = vec![false; schema.properties.len()];
        let mut others = FxHashSet::default();
        for member in members {
            let Some(at) = positions.get(&*member.name).copied() else {
                if !others.insert(&*member.name) || !self.accepts(&member.node, &Type::Any) {
                    return false;
                }
                continue;
            };
            let property = &schema.properties[at];
            let is_null = member.node.value == JsonValue::Null
                && property.nullable.is_some()
                && (self.has_null_references || !matches!(property.value_type, Type::Schema(_)));
            if std::mem::replace(&mut given[at], true)
                || !(is_null || self.accepts(&member.node, &property.value_type))
            {
                return false;
            }
        }
        let mut all = schema.properties.iter().zip(given);
        all.all(|(property, given)| given || property.required.is_none())
    }
}

fn is_scalar(value: &JsonValue, wanted: Scalar) -> bool {
    match (value, wanted) {
        (JsonValue::Bool(_), Scalar::Boolean) => true,
        (JsonValue::Number(digits), Scalar::Int32) => digits.parse::<i32>().is_ok(),
        (JsonValue::Number(digits), Scalar::Int64) => digits.parse::<i64>().is_ok(),
        (JsonValue::Number(digits), Scalar::Double) => {
            digits.parse().is_ok_and(|number: f64| number.is_finite())
        }
        (JsonValue::String(text), _) => is_text(text, wanted),
        _ => false,
    }
}

/// Whether a scalar whose JSON is a string may read like this.
fn is_text(text: &str, wanted: Scalar) -> bool {
    match wanted {
        Scalar::String => true,
        Scalar::DateTime => is_date_time(text.as_bytes()),
        Scalar::Date => is_date(text.as_bytes()),
        Scalar::Byte => is_base64(text.as_bytes()),
        Scalar::Int32 | Scalar::Int64 | Scalar::Double | Scalar::Boolean | Scalar::Binary => false,
    }
}

/// A parameter's value from its text; `None` where its schema would not accept it.
pub(super) fn literal<'a>(text: &'a str, wanted: &Type) -> Option<Literal<'a>> {
    match wanted {
        Type::Any => Some(Literal::Text(text)),
        Type::Enum(members) => members
            .iter()
            .any(|member| member == text)
            .then_some(Literal::Text(text)),
        Type::Scalar(scalar) => match scalar {
            Scalar::Int32 => text.parse::<i32>().ok().map(|n| Literal::Integer(n.into())),
            Scalar::Int64 => text.parse().ok().map(Literal::Integer),
            Scalar::Double => text
                .parse()
                .ok()
                .filter(|n: &f64| n.is_finite())
                .map(Literal::Number),
            Scalar::Boolean if text.eq_ignore_ascii_case("true") => Some(Literal::Boolean(true)),
            Scalar::Boolean if text.eq_ignore_ascii_case("false") => Some(Literal::Boolean(false)),
            text_like => is_text(text, *text_like).then_some(Literal::Text(text)),
        },
        Type::Array(_) | Type::Map(_) | Type::Object | Type::Schema(_) => None,
    }
}

/// A number of so many digits, and what stands behind it.
fn digits(text: &[u8], count: usize) -> Option<(u32, &[u8])> {
    let (number, rest) = text.split_at_checked(count)?;
    let add = |sum, digit: &u8| {
        digit
            .is_ascii_digit()
            .then(|| sum * 10 + u32::from(digit - b'0'))
    };
    Some((number.iter().try_fold(0, add)?, rest))
}

/// What stands behind a date of RFC 3339 section 5.6.
fn behind_date(text: &[u8]) -> Option<&[u8]> {
    let (_, rest) = digits(text, 4)?;
    let (month, rest) = digits(rest.strip_prefix(b"-")?, 2)?;
    let (day, rest) = digits(rest.strip_prefix(b"-")?, 2)?;
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(rest)
}

/// What stands behind hours and minutes.
fn behind_minutes(text: &[u8]) -> Option<&[u8]> {
    let (hour, rest) = digits(text, 2)?;
    let (minute, rest) = digits(rest.strip_prefix(b":")?, 2)?;
    (hour <= 23 && minute <= 59).then_some(rest)
}

fn is_date(text: &[u8]) -> bool {
    behind_date(text).is_some_and(<[u8]>::is_empty)
}

/// RFC 3339 section 5.6; a time zone is part of it.
fn is_date_time(text: &[u8]) -> bool {
    let behind_seconds = || {
        let (mark, time) = behind_date(text)?.split_first()?;
        let (second, rest) = digits(behind_minutes(time)?.strip_prefix(b":")?, 2)?;
        (matches!(mark, b'T' | b't' | b' ') && second <= 60).then_some(rest)
    };
    let Some(mut rest) = behind_seconds() else {
        return false;
    };
    if let Some(fraction) = rest.strip_prefix(b".") {
        let end = fraction
            .iter()
            .take_while(|digit| digit.is_ascii_digit())
            .count();
        if end == 0 {
            return false;
        }
        rest = &fraction[end..];
    }
    match rest.split_first() {
        Some((b'Z' | b'z', rest)) => rest.is_empty(),
        Some((b'+' | b'-', offset)) => behind_minutes(offset).is_some_and(<[u8]>::is_empty),
        _ => false,
    }
}

/// RFC 4648 section 4, padded.
fn is_base64(text: &[u8]) -> bool {
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len().is_multiple_of(4)
        && padding <= 2
        && text[..text.len() - padding].iter().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::super::tests::model;
    use super::*;
    use bindery_model::SchemaId;

    fn accepts(json: &str, wanted: &Type) -> bool {
        let api = model::api();
        Checker::new(&api, Version::V3_1).accepts(&model::node(json), wanted)
    }

    #[test]
    fn scalars_have_their_form() {
        let is = |json: &str, scalar| accepts(json, &Type::Scalar(scalar));
        assert!(is("2147483647", Scalar::Int32) && !is("2147483648", Scalar::Int32));
        assert!(is("2147483648", Scalar::Int64) && !is("1.5", Scalar::Int64));
        assert!(is("1.5", Scalar::Double) && is("1", Scalar::Double));
        assert!(is("true", Scalar::Boolean) && !is("\"true\"", Scalar::Boolean));
        assert!(
            is("\"\"", Scalar::String) && !is("null", Scalar::String) && !is("1", Scalar::String)
        );
        for fine in ["2020-02-29T23:59:60Z", "2020-01-01t00:00:00.1234567+02:00"] {
            assert!(is(&format!("\"{fine}\""), Scalar::DateTime), "{fine}");
        }
        for wrong in [
            "2020-01-01",
            "2020-01-01T00:00:00",
            "2020-13-01T00:00:00Z",
            "2020-01-01T00:00:00.Z",
            "2020-01-01T00:00:00+0200",
            "",
        ] {
            assert!(!is(&format!("\"{wrong}\""), Scalar::DateTime), "{wrong}");
        }
        assert!(is("\"2020-01-31\"", Scalar::Date) && !is("\"2020-1-31\"", Scalar::Date));
        assert!(
            is("\"aGk=\"", Scalar::Byte)
                && !is("\"hello\"", Scalar::Byte)
                && !is("\"a===\"", Scalar::Byte)
        );
    }

    #[test]
    fn parts_are_checked_too() {
        let text = Type::Scalar(Scalar::String);
        let list = Type::Array(Box::new(text.clone()));
        assert!(accepts("[\"a\"]", &list) && !accepts("[1]", &list) && !accepts("{}", &list));
        let map = Type::Map(Box::new(text));
        assert!(accepts("{\"a\": \"b\"}", &map) && !accepts("{\"a\": null}", &map));
        let words = Type::Enum(vec!["A".to_owned()]);
        assert!(accepts("\"A\"", &words) && !accepts("\"a\"", &words));
        assert!(accepts("{}", &Type::Object) && !accepts("[]", &Type::Object));
    }

    #[test]
    fn an_object_keeps_what_its_schema_says() {
        let contact = Type::Schema(SchemaId(0));
        assert!(accepts(
            r#"{"Id": 1, "Person": null, "other": [1]}"#,
            &contact
        ));
        assert!(accepts(r#"{"Id": 1, "Person": {"Name": "x"}}"#, &contact));
        assert!(!accepts(r#"{"Person": null}"#, &contact), "Id is required");
        assert!(!accepts(r#"{"Id": null}"#, &contact), "Id is not nullable");
        assert!(
            !accepts(r#"{"Id": 1, "Person": {"Name": 1}}"#, &contact),
            "a wrong part"
        );
    }

    #[test]
    fn null_for_a_reference_has_no_form_in_3_0() {
        let (api, contact) = (model::api(), Type::Schema(SchemaId(0)));
        let checker = Checker::new(&api, Version::V3_0);
        let accepts = |json| checker.accepts(&model::node(json), &contact);
        assert!(!accepts(r#"{"Id": 1, "Person": null}"#));
        assert!(accepts(
            r#"{"Id": 1, "Kind": null, "When": null, "Extra": null, "People": null}"#
        ));
    }

    #[test]
    fn a_name_that_stands_twice_is_wrong_everywhere() {
        let twice = r#"{"a": 1, "a": 2}"#;
        for wanted in [Type::Any, Type::Object, Type::Map(Box::new(Type::Any))] {
            assert!(!accepts(twice, &wanted), "{wanted:?}");
        }
        assert!(!accepts(&format!("[[{twice}]]"), &Type::Any));
        assert!(!accepts(
            r#"{"Id": 1, "Id": 2}"#,
            &Type::Schema(SchemaId(0))
        ));
        assert!(!accepts(
            &format!(r#"{{"Id": 1, "other": {twice}}}"#),
            &Type::Schema(SchemaId(0))
        ));
    }

    #[test]
    fn a_parameter_s_text_becomes_a_value_of_its_type() {
        let of = |text, scalar| literal(text, &Type::Scalar(scalar));
        assert_eq!(of("7", Scalar::Int32), Some(Literal::Integer(7)));
        assert_eq!(of("3000000000", Scalar::Int32), None);
        assert_eq!(of("True", Scalar::Boolean), Some(Literal::Boolean(true)));
        assert_eq!(of("x", Scalar::Boolean), None);
        assert_eq!(of("1e400", Scalar::Double), None);
        assert_eq!(of("x", Scalar::String), Some(Literal::Text("x")));
        assert_eq!(literal("b", &Type::Enum(vec!["a".to_owned()])), None);
        assert_eq!(literal("b", &Type::Array(Box::new(Type::Any))), None);
    }
}
