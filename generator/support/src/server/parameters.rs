//! Parameters: text that is checked against what is documented, and becomes values.

use super::super::value::Base64Bytes;
use super::operation::{Kind, Location, Operation, Parameter};
use super::path::decode;
use super::problem::Problem;
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Map, Number, Value};

/// The names and values of a query; what is wrong where one cannot be read.
pub(crate) fn query(text: &str) -> Result<Vec<(String, String)>, Problem> {
    let unread = |name: &str| {
        let detail = "the query is not percent-encoded UTF-8";
        Problem::new(StatusCode::BAD_REQUEST, detail).with("parameter", name)
    };
    pairs(text).map(|pair| pair.map_err(unread)).collect()
}

/// The names and values of an encoded form (WHATWG URL section 5.1); the name as it stands where
/// one cannot be read.
pub(crate) fn pairs(text: &str) -> impl Iterator<Item = Result<(String, String), &str>> {
    text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let plain = |text: &str| decode(&text.replace('+', " "));
        plain(name).zip(plain(value)).ok_or(name)
    })
}

/// How many parameters in its path can be any text.
pub(crate) fn open_paths(operation: &Operation) -> usize {
    let all = operation.parameters.iter();
    all.filter(|one| one.location == Location::Path && one.kind == Kind::Text)
        .count()
}

/// Whether the values of the path are what an operation documents.
pub(crate) fn fits_path(operation: &Operation, path: &[(&str, &str)]) -> bool {
    path.iter().all(|(name, text)| {
        let mut all = operation.parameters.iter();
        let found = all.find(|one| one.location == Location::Path && one.name == *name);
        found.is_none_or(|one| value(one.kind, text).is_ok())
    })
}

/// The values of an operation's parameters by name: an object, or null where it has none.
pub(crate) fn read(
    operation: &Operation,
    path: &[(&str, &str)],
    query: &[(String, String)],
    headers: &HeaderMap,
) -> Result<Value, Problem> {
    let mut values = Map::new();
    for parameter in operation.parameters {
        let texts = texts(parameter, path, query, headers);
        let texts = texts.map_err(|reason| wrong(operation, parameter, &reason))?;
        let read = one_or_list(parameter, &texts);
        match read.map_err(|reason| wrong(operation, parameter, &reason))? {
            Some(value) => {
                values.insert(parameter.name.to_owned(), value);
            }
            None if parameter.is_required => {
                return Err(wrong(operation, parameter, "is required, and missing"));
            }
            None => {}
        }
    }
    if operation.parameters.is_empty() {
        return Ok(Value::Null);
    }
    Ok(Value::Object(values))
}

fn texts<'a>(
    parameter: &Parameter,
    path: &[(&str, &'a str)],
    query: &'a [(String, String)],
    headers: &'a HeaderMap,
) -> Result<Vec<&'a str>, String> {
    let name = parameter.name;
    Ok(match parameter.location {
        Location::Path => path
            .iter()
            .filter(|(one, _)| *one == name)
            .map(|(_, text)| *text)
            .collect(),
        Location::Query => query
            .iter()
            .filter(|(one, _)| one == name)
            .map(|(_, text)| &**text)
            .collect(),
        Location::Header => {
            let fields = headers.get_all(name).iter();
            let text = |field: &'a axum::http::HeaderValue| field.to_str();
            let texts: Result<Vec<&str>, _> = fields.map(text).collect();
            texts.map_err(|_| "has characters that cannot be read".to_owned())?
        }
    })
}

fn one_or_list(parameter: &Parameter, texts: &[&str]) -> Result<Option<Value>, String> {
    match (parameter.kind, texts) {
        (_, []) => Ok(None),
        (Kind::List(items), _) => {
            let parts = texts.iter().flat_map(|text| text.split(','));
            let parts = parts.map(str::trim).filter(|part| !part.is_empty());
            let values: Result<Vec<Value>, String> =
                parts.map(|part| value(*items, part)).collect();
            Ok(Some(Value::Array(values?)))
        }
        // A value that is left empty is none, but for text.
        (kind, [text]) if text.is_empty() && kind != Kind::Text => Ok(None),
        (kind, [text]) => value(kind, text).map(Some),
        _ => Err("is there more than once".to_owned()),
    }
}

/// The value of a text, or what the text should have been.
fn value(kind: Kind, text: &str) -> Result<Value, String> {
    let must = |what: &str| format!("must be {what}");
    Ok(match kind {
        Kind::Int32 => text
            .parse::<i32>()
            .map_err(|_| must("a whole number of 32 bits"))?
            .into(),
        Kind::Int64 => text
            .parse::<i64>()
            .map_err(|_| must("a whole number of 64 bits"))?
            .into(),
        Kind::Double => {
            let number = text.parse().ok().and_then(Number::from_f64);
            Value::Number(number.ok_or_else(|| must("a number"))?)
        }
        Kind::Boolean if text.eq_ignore_ascii_case("true") => true.into(),
        Kind::Boolean if text.eq_ignore_ascii_case("false") => false.into(),
        Kind::Boolean => return Err(must("`true` or `false`")),
        Kind::DateTime if !is_date_time(text) => {
            return Err(must("a date and time such as `2024-05-01T12:00:00Z`"));
        }
        Kind::Date if !is_date(text) => return Err(must("a date such as `2024-05-01`")),
        Kind::Bytes => {
            let bytes = Base64Bytes::from_text(text).bytes();
            bytes.map_err(|_| must("Base64"))?;
            text.into()
        }
        Kind::Word(words) if !words.iter().any(|word| word.eq_ignore_ascii_case(text)) => {
            return Err(must(&format!("one of {}", words.join(", "))));
        }
        Kind::Json => serde_json::from_str(text).map_err(|_| must("JSON"))?,
        Kind::List(_) | Kind::Text | Kind::Word(_) | Kind::DateTime | Kind::Date => text.into(),
    })
}

/// `2024-05-01`
fn is_date(text: &str) -> bool {
    let part = |at: std::ops::Range<usize>, least: u8, most: u8| {
        let part = text
            .get(at)
            .filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
        part.and_then(|part| part.parse().ok())
            .is_some_and(|n: u8| (least..=most).contains(&n))
    };
    let is_year = text
        .get(..4)
        .is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()));
    let dashes = text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    is_year && dashes && part(5..7, 1, 12) && part(8..10, 1, 31) && text.len() == 10
}

/// A date, and behind `T` or a space a time with or without seconds, fraction and offset.
fn is_date_time(text: &str) -> bool {
    let (Some(date), Some(rest)) = (text.get(..10), text.get(10..)) else {
        return false;
    };
    let time = rest.strip_prefix(['T', 't', ' ']);
    let is_time = |time: &str| {
        let end = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
        let (clock, offset) = time.split_at(end);
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let clock = clock.split([':', '.']);
        let is_offset = matches!(offset, "" | "Z" | "z")
            || matches!(offset.len(), 5 | 6) && offset[1..].split(':').all(is_digits);
        time.as_bytes().get(2) == Some(&b':')
            && clock.clone().count() <= 4
            && clock.clone().all(is_digits)
            && is_offset
    };
    is_date(date) && (rest.is_empty() || time.is_some_and(is_time))
}

fn wrong(operation: &Operation, parameter: &Parameter, reason: &str) -> Problem {
    let location = match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
    };
    let detail = format!("the {location} parameter `{}` {reason}", parameter.name);
    Problem::new(StatusCode::BAD_REQUEST, detail)
        .with("parameter", parameter.name)
        .with("in", location)
        .documented(operation, parameter.line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_other_text() {
        for text in [
            "2024-05-01",
            "2024-05-01T12:00",
            "2024-05-01T12:00:00.1234567+01:00",
            "0001-01-01 00:00:00Z",
        ] {
            assert!(is_date_time(text), "{text}");
        }
        for text in [
            "",
            "soon",
            "2024-13-01",
            "2024-05-01T",
            "2024-05-01T12",
            "2024-05-01Tnoon",
            "2024-05-01T12:00:00+1",
            "20240501",
            "2024-05-0é",
            "2024-05-01T12:00:00+é1:0",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
    }

    #[test]
    fn texts_are_values_or_told() {
        assert_eq!(value(Kind::Int32, "-7"), Ok((-7).into()));
        assert_eq!(value(Kind::Boolean, "True"), Ok(true.into()));
        assert_eq!(
            value(Kind::Word(&["Asc", "Desc"]), "desc"),
            Ok("desc".into())
        );
        for (kind, text) in [
            (Kind::Int32, "2147483648"),
            (Kind::Int64, "1.0"),
            (Kind::Double, "NaN"),
            (Kind::Double, "1e999"),
            (Kind::Boolean, "yes"),
            (Kind::Bytes, "a*"),
            (Kind::Word(&["Asc", "Desc"]), "down"),
            (Kind::Json, "{"),
        ] {
            assert!(
                value(kind, text).is_err_and(|reason| reason.starts_with("must be ")),
                "{text}"
            );
        }
    }
}
