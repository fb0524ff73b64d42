//! Values from `application/x-www-form-urlencoded` (WHATWG URL section 5.1): a member by its name,
//! and a list by a name that is there once for each item.

use super::element::Element;
use super::parameters::pairs;
use super::problem::Problem;
use super::request::told;
use axum::http::StatusCode;
use serde::de::DeserializeOwned;
use std::collections::HashMap;

/// As many values as a form may have.
const MOST: usize = 10_000;

/// Reads the value of a form: 400 where it is not one, 422 where it is another value than is
/// documented.
pub(crate) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, Problem> {
    let root = std::str::from_utf8(text)
        .map_err(|_| "it is not UTF-8".to_owned())
        .and_then(parse);
    root.map_err(|error| told(StatusCode::BAD_REQUEST, &error))?
        .value()
        .map_err(|error| told(StatusCode::UNPROCESSABLE_ENTITY, &error))
}

fn parse(text: &str) -> Result<Element, String> {
    let mut elements: Vec<Element> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (count, pair) in pairs(text).enumerate() {
        if count == MOST {
            return Err(format!("it has more than {MOST} values"));
        }
        let (name, text) = pair.map_err(|name| format!("`{name}` is not percent-encoded UTF-8"))?;
        let element = Element {
            name,
            text,
            repeated: Some(Vec::new()),
            ..Element::default()
        };
        let first = places
            .get(&element.name)
            .and_then(|at| elements.get_mut(*at));
        match first.and_then(|first| first.repeated.as_mut()) {
            Some(more) => more.push(element),
            None => {
                places.insert(element.name.clone(), elements.len());
                elements.push(element);
            }
        }
    }
    Ok(Element {
        elements,
        ..Element::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Pen {
        id: Option<i32>,
        ink: Option<String>,
        is_full: Option<bool>,
        sizes: Option<Vec<i64>>,
    }

    #[test]
    fn names_are_members_and_repeated_names_are_lists() {
        let pen: Pen =
            read(b"id=-7&ink=r%C3%B8d+%26%2B&is_full=true&sizes=1&sizes=2").expect("it is a form");
        let ink = Some("r\u{f8}d &+".to_owned());
        let sizes = Some(vec![1, 2]);
        assert_eq!(
            pen,
            Pen {
                id: Some(-7),
                ink,
                is_full: Some(true),
                sizes
            }
        );
        let one: Pen = read(b"sizes=3").expect("it is a form");
        assert_eq!(one.sizes, Some(vec![3]));
        assert_eq!(one.ink, None);
        let any: serde_json::Value = read(b"a=1&b=2&b=3").expect("it is a form");
        assert_eq!(any, serde_json::json!({"a": "1", "b": ["2", "3"]}));
    }

    #[test]
    fn what_is_no_form_or_another_value_is_told() {
        let many = "a=1&".repeat(MOST + 1);
        for (text, status) in [
            (&b"id=%FF"[..], 400),
            (b"id=\xFF", 400),
            (many.as_bytes(), 400),
            (b"id=x", 422),
            (b"id=1&id=2", 422),
            (b"ink=a&ink=b", 422),
            (b"is_full=maybe", 422),
            (b"sizes=1&sizes=x", 422),
        ] {
            let problem = read::<Pen>(text).expect_err("it is refused");
            assert_eq!(problem.status().as_u16(), status, "{problem:?}");
        }
    }
}
