//! Values from XML, as [`xml`](super::xml) writes them.
//!
//! An element is a member by its name, its elements are the items where a list is documented, and
//! `xsi:nil` is null. A document type is refused, so there are no entities that could grow.

use super::element::Element;
use super::problem::Problem;
use super::request::told;
use axum::http::StatusCode;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde::de::DeserializeOwned;

/// As deep as elements may nest.
const DEEPEST: usize = 64;
/// As many elements a document may have.
const MOST: usize = 100_000;

/// Reads the value of a document: 400 where it is not well formed, 422 where it is another value
/// than is documented.
pub(crate) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, Problem> {
    let root = std::str::from_utf8(text)
        .map_err(|_| "it is not UTF-8".to_owned())
        .and_then(parse);
    root.map_err(|error| told(StatusCode::BAD_REQUEST, &error))?
        .value()
        .map_err(|error| told(StatusCode::UNPROCESSABLE_ENTITY, &error))
}

fn parse(text: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(text);
    // The first holds the root.
    let mut open = vec![Element::default()];
    let mut count = 0_usize;
    loop {
        let at = reader.buffer_position();
        let told = |what: &str| format!("byte {at}: {what}");
        let event = reader
            .read_event()
            .map_err(|error| told(&error.to_string()))?;
        if matches!(event, Event::Start(_) | Event::Empty(_)) {
            count += 1;
            if count > MOST || open.len() > DEEPEST {
                return Err(told("there are too many elements, or they nest too deep"));
            }
        }
        match event {
            Event::Start(start) => open.push(element(&start).map_err(|error| told(&error))?),
            Event::Empty(start) => {
                let element = element(&start).map_err(|error| told(&error))?;
                close(&mut open, element);
            }
            Event::End(_) => {
                let element = open.pop().unwrap_or_default();
                close(&mut open, element);
            }
            Event::Text(text) => add(&mut open, &text),
            Event::CData(text) => add(&mut open, &text),
            Event::GeneralRef(name) => {
                let letter = match name.resolve_char_ref() {
                    Ok(Some(letter)) => letter,
                    Ok(None) => predefined(&name).ok_or_else(|| told("an unknown entity"))?,
                    Err(error) => return Err(told(&error.to_string())),
                };
                add(&mut open, letter.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => return Err(told("a document type is not read")),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    let holder = open.pop().filter(|_| open.is_empty());
    let holder = holder.ok_or("an element is not closed")?;
    let is_alone = holder.elements.len() == 1 && holder.text.trim().is_empty();
    let mut elements = holder.elements.into_iter().filter(|_| is_alone);
    elements
        .next()
        .ok_or_else(|| "there is not one root element".to_owned())
}

fn close(open: &mut [Element], element: Element) {
    if let Some(parent) = open.last_mut() {
        parent.elements.push(element);
    }
}

fn add(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, String> {
    let mut is_nil = false;
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let is_true = matches!(attribute.value.trim(), "true" | "1");
        is_nil |= attribute.key.local_name().as_ref() == "nil" && is_true;
    }
    Ok(Element {
        name: plain_name(start.local_name().as_ref()),
        is_nil,
        ..Element::default()
    })
}

/// The five that need no document type (XML 1.0 section 4.6).
fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "apos" => '\'',
        "gt" => '>',
        "lt" => '<',
        "quot" => '"',
        _ => return None,
    })
}

/// A name without `_xHHHH_`, which stands for a character that no name can have.
fn plain_name(name: &str) -> String {
    let mut plain = String::new();
    let mut rest = name;
    while let Some((before, behind)) = rest.split_once("_x") {
        let code = behind.split_once('_');
        let letter = code.and_then(|(hex, _)| u32::from_str_radix(hex, 16).ok());
        match (letter.and_then(char::from_u32), code) {
            (Some(letter), Some((_, behind))) => {
                plain.push_str(before);
                plain.push(letter);
                rest = behind;
            }
            _ => {
                plain.push_str(before);
                plain.push_str("_x");
                rest = behind;
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::super::xml;
    use super::*;
    use serde::{Deserialize, Serialize};
    use std::collections::BTreeMap;

    #[derive(Debug, PartialEq, Deserialize, Serialize)]
    struct Pen {
        id: Option<i32>,
        #[serde(rename = "odata.ink")]
        ink: Option<String>,
        is_full: Option<bool>,
        price: Option<f64>,
        sizes: Option<Vec<i64>>,
        cap: Option<Box<Pen>>,
        tags: BTreeMap<String, String>,
    }

    fn pen() -> Pen {
        Pen {
            id: Some(-7),
            ink: Some("<&>\"' ø\u{1F58B}".to_owned()),
            is_full: Some(true),
            price: Some(1.5),
            sizes: Some(vec![1, 2]),
            cap: None,
            tags: [("2 x".to_owned(), String::new())].into(),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let mut outer = pen();
        outer.cap = Some(Box::new(pen()));
        let value = serde_json::to_value(&outer).expect("it is JSON");
        let text = xml::document(&value, "Pen").expect("it can be written");
        assert_eq!(read::<Pen>(&text).expect("it can be read"), outer);
        let list = serde_json::json!([1, 2]);
        let text = xml::document(&list, "Size").expect("it can be written");
        assert_eq!(read::<Vec<i32>>(&text).expect("it can be read"), [1, 2]);
    }

    #[test]
    fn what_is_broken_or_too_much_is_told() {
        let deep = "<a>".repeat(70_000);
        let many = format!("<a>{}</a>", "<b/>".repeat(100_001));
        let bomb = "<!DOCTYPE a [<!ENTITY x \"y\"><!ENTITY z \"&x;&x;\">]><tags>&z;</tags>";
        for (text, status) in [
            ("", 400),
            ("<a>", 400),
            ("<a></b>", 400),
            ("<a/><b/>", 400),
            ("a", 400),
            ("<a>&x;</a>", 400),
            ("<a b='1' b='2'/>", 400),
            (bomb, 400),
            (&*deep, 400),
            (&*many, 400),
            ("<a><id>x</id><tags/></a>", 422),
            ("<a><is_full>maybe</is_full><tags/></a>", 422),
            ("<a><id>99999999999</id><tags/></a>", 422),
            ("<a><id>1</id><id>2</id><tags/></a>", 422),
        ] {
            let start: String = text.chars().take(40).collect();
            let problem = read::<Pen>(text.as_bytes()).expect_err(&start);
            assert_eq!(problem.status().as_u16(), status, "{start}: {problem:?}");
        }
    }
}
