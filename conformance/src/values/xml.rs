//! Values as XML and back. No page says what XML looks like, so this is plain: an element a property,
//! `item` for what arrays hold, `nil="true"` for null, and `name` for names that XML cannot have.

use crate::values::value_of_text;
use bindery_model::{ResolvedApi, Type};
use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value};

/// Elements nest no deeper.
const DEEPEST: usize = 128;

/// A value as a document.
pub(crate) fn write_xml(api: &ResolvedApi, value: &Value, wanted: &Type) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let name = match wanted {
        Type::Schema(id) => &*api.schema(*id).name,
        Type::Array(_) => "list",
        _ => "value",
    };
    element(&mut out, name, value);
    out
}

fn element(out: &mut String, name: &str, value: &Value) {
    let (tag, attribute) = match is_name(name) {
        true => (name, String::new()),
        false => ("member", format!(" name=\"{}\"", clean(name))),
    };
    out.push_str(&format!("<{tag}{attribute}"));
    match value {
        Value::Null => return out.push_str(" nil=\"true\"/>"),
        Value::Bool(_) | Value::Number(_) => out.push_str(&format!(">{value}")),
        Value::String(text) => out.push_str(&format!(">{}", clean(text))),
        Value::Array(items) => {
            out.push('>');
            items.iter().for_each(|item| element(out, "item", item));
        }
        Value::Object(members) => {
            out.push('>');
            members
                .iter()
                .for_each(|(name, value)| element(out, name, value));
        }
    }
    out.push_str(&format!("</{tag}>"));
}

/// Text without the characters that XML 1.0 section 2.2 has no place for.
fn clean(text: &str) -> String {
    let is_fine = |c: &char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    let text: String = text.chars().filter(is_fine).collect();
    escape(text.as_str()).into_owned()
}

/// Whether a name can be that of an element: the part of XML 1.0 section 2.3 that is ASCII.
fn is_name(name: &str) -> bool {
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    starts
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// A document as a value of a type: what an element holds is read as the type says.
pub(crate) fn read_xml(api: &ResolvedApi, text: &str, wanted: &Type) -> Result<Value, String> {
    let mut reader = Reader::from_str(text);
    let told = |error: quick_xml::Error| error.to_string();
    let mut value = None;
    loop {
        match reader.read_event().map_err(told)? {
            Event::Start(start) if value.is_none() => {
                let is_nil = is_nil(&start);
                value = Some(inside(api, &mut reader, wanted, is_nil, 0)?);
            }
            Event::Empty(start) if value.is_none() => {
                value = Some(empty(wanted, is_nil(&start)));
            }
            Event::Start(_) | Event::Empty(_) => return Err("a second root element".to_owned()),
            Event::Eof => return value.ok_or_else(|| "no element".to_owned()),
            _ => {}
        }
    }
}

fn is_nil(start: &BytesStart<'_>) -> bool {
    let nil = start.attributes().flatten();
    let mut nil = nil.filter(|one| one.key.local_name().as_ref() == "nil");
    nil.any(|one| &*one.value == "true")
}

fn empty(wanted: &Type, is_nil: bool) -> Value {
    match wanted {
        _ if is_nil => Value::Null,
        Type::Array(_) => Value::Array(Vec::new()),
        Type::Map(_) | Type::Object | Type::Schema(_) => Value::Object(Map::new()),
        _ => Value::String(String::new()),
    }
}

/// What stands between a start tag and its end tag.
fn inside(
    api: &ResolvedApi,
    reader: &mut Reader<&[u8]>,
    wanted: &Type,
    nil: bool,
    depth: usize,
) -> Result<Value, String> {
    if depth > DEEPEST {
        return Err(format!(
            "more than {DEEPEST} elements inside of one another"
        ));
    }
    let mut text = String::new();
    let mut members: Vec<(String, Value)> = Vec::new();
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match event {
            Event::Start(start) => {
                let name = name_of(&start);
                let inner = type_of(api, wanted, &name);
                let nil = is_nil(&start);
                members.push((name, inside(api, reader, &inner, nil, depth + 1)?));
            }
            Event::Empty(start) => {
                let name = name_of(&start);
                let inner = type_of(api, wanted, &name);
                members.push((name, empty(&inner, is_nil(&start))));
            }
            Event::Text(part) => {
                text.push_str(&part);
            }
            Event::GeneralRef(part) => {
                text.push_str(&format!("&{};", &*part));
            }
            Event::CData(part) => {
                text.push_str(&escape(&*part));
            }
            Event::End(_) => break,
            Event::Eof => return Err("it ends before its elements do".to_owned()),
            _ => {}
        }
    }
    if nil {
        return Ok(Value::Null);
    }
    // Entities of its own are refused, so nothing can grow.
    let text = quick_xml::escape::unescape(&text).map_err(|error| error.to_string())?;
    Ok(match wanted {
        Type::Array(_) => members.into_iter().map(|(_, value)| value).collect(),
        Type::Map(_) | Type::Object | Type::Schema(_) => {
            Value::Object(members.into_iter().collect())
        }
        Type::Any if !members.is_empty() => Value::Object(members.into_iter().collect()),
        other => value_of_text(&text, other).unwrap_or_else(|| text.into_owned().into()),
    })
}

fn name_of(start: &BytesStart<'_>) -> String {
    let local = start.local_name();
    let named = start.attributes().flatten();
    let mut named = named.filter(|one| one.key.as_ref() == "name");
    match named.next() {
        Some(name) if local.as_ref() == "member" => name.value.clone().into_owned(),
        _ => local.as_ref().to_owned(),
    }
}

fn type_of(api: &ResolvedApi, wanted: &Type, name: &str) -> Type {
    match wanted {
        Type::Array(inner) | Type::Map(inner) => (**inner).clone(),
        Type::Schema(id) => {
            let mut all = api.schema(*id).properties.iter();
            let property = all.find(|property| property.name == name);
            property.map_or(Type::Any, |property| property.value_type.clone())
        }
        _ => Type::Any,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::CHAT;
    use crate::values::Values;

    #[test]
    fn every_answer_comes_back_from_xml() {
        let values = Values::new(&CHAT.api, 3);
        let mut bodies = 0;
        for operation in &CHAT.api.operations {
            for response in &operation.responses {
                let Some(body) = &response.body else { continue };
                let value = values
                    .response_body(operation, response)
                    .expect("it has one")
                    .0;
                let text = write_xml(&CHAT.api, &value, &body.value_type);
                let back = read_xml(&CHAT.api, &text, &body.value_type).expect("it is XML");
                assert_eq!(back, value, "{text}");
                bodies += 1;
            }
        }
        assert!(bodies > 30);
    }

    #[test]
    fn what_is_no_xml_is_told_and_nothing_grows() {
        let read = |text: &str| read_xml(&CHAT.api, text, &Type::Any);
        for wrong in ["", "x", "<a>", "<a/><b/>", "<a></b>", "<a>&x;</a>"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        let bomb = "<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>";
        assert!(read(bomb).is_err());
        let deep = "<a>".repeat(100_000);
        assert!(read(&deep).is_err());
    }
}
