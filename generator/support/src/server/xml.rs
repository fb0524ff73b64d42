//! JSON values as XML.
//!
//! A member is an element of its name, an array holds an element an item, and null has the
//! attribute `xsi:nil` (XML Schema part 1, section 2.6.2). A name that no element can have is
//! written with `_xHHHH_` for each character that cannot stand there, as SQL/XML does
//! (ISO/IEC 9075-14).

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};
use serde_json::Value;
use std::io;

const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The document of a value whose element is called `root`. The items of an array are called `root`
/// too, within `ArrayOf` it.
pub(crate) fn document(value: &Value, root: &str) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new(Vec::new());
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let outer = if value.is_array() {
        format!("ArrayOf{root}")
    } else {
        root.to_owned()
    };
    let name = element_name(&outer);
    let mut start = BytesStart::new(&*name);
    start.push_attribute(("xmlns:xsi", SCHEMA_INSTANCE));
    write(&mut writer, value, start, root)?;
    Ok(writer.into_inner())
}

fn write(
    writer: &mut Writer<Vec<u8>>,
    value: &Value,
    mut start: BytesStart<'_>,
    item: &str,
) -> io::Result<()> {
    let end = start.to_end().into_owned();
    match value {
        Value::Null => {
            start.push_attribute(("xsi:nil", "true"));
            return writer.write_event(Event::Empty(start));
        }
        Value::Array(items) => {
            writer.write_event(Event::Start(start))?;
            let name = element_name(item);
            for one in items {
                write(writer, one, BytesStart::new(&*name), "item")?;
            }
        }
        Value::Object(members) => {
            writer.write_event(Event::Start(start))?;
            for (name, member) in members {
                write(writer, member, BytesStart::new(element_name(name)), "item")?;
            }
        }
        Value::String(text) => {
            writer.write_event(Event::Start(start))?;
            text_event(writer, text)?;
        }
        other => {
            writer.write_event(Event::Start(start))?;
            text_event(writer, &other.to_string())?;
        }
    }
    writer.write_event(Event::End(end))
}

fn text_event(writer: &mut Writer<Vec<u8>>, text: &str) -> io::Result<()> {
    let text: String = text
        .chars()
        .map(|c| if is_char(c) { c } else { '\u{fffd}' })
        .collect();
    writer.write_event(Event::Text(BytesText::new(&text)))
}

/// Whether a character may stand in a document at all (XML 1.0 section 2.2).
fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// A name as that of an element, without a colon (Namespaces in XML section 3).
fn element_name(name: &str) -> String {
    let mut made = String::new();
    for c in name.chars() {
        let starts = c == '_' || c.is_ascii_alphabetic() || c.is_alphabetic() && is_name_start(c);
        let follows = c == '-' || c == '.' || c.is_ascii_digit();
        if starts || follows && !made.is_empty() {
            made.push(c);
        } else {
            made.push_str(&format!("_x{:04X}_", u32::from(c)));
        }
    }
    if made.is_empty() {
        made.push('_');
    }
    made
}

/// Letters beyond ASCII that may start a name (XML 1.0 section 2.3).
fn is_name_start(c: char) -> bool {
    matches!(c,
        '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}'
        | '\u{37f}'..='\u{1fff}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn xml(value: &Value) -> String {
        let text = document(value, "Pen").expect("it can be written");
        let text = String::from_utf8(text).expect("it is UTF-8");
        let head = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
        let text = text.strip_prefix(head).expect("it has a head").to_owned();
        text.replace(
            " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"",
            "",
        )
    }

    #[test]
    fn values_are_elements() {
        let value = json!({"a": 1, "b": [true, null], "odata.x": "<&\u{0}", "2 x:": {}});
        let expected = "<Pen><a>1</a><b><item>true</item><item xsi:nil=\"true\"/></b>\
                        <odata.x>&lt;&amp;\u{fffd}</odata.x><_x0032__x0020_x_x003A_></_x0032__x0020_x_x003A_></Pen>";
        assert_eq!(xml(&value), expected);
        assert_eq!(xml(&json!(["x"])), "<ArrayOfPen><Pen>x</Pen></ArrayOfPen>");
        assert_eq!(xml(&json!(null)), "<Pen xsi:nil=\"true\"/>");
    }

    #[test]
    fn any_name_gives_a_document_that_can_be_read() {
        for name in ["", ":", "é", "😀", "-a", "a>b", "\u{0}", "xml", "٣"] {
            let text = document(&json!({name: {name: "x"}}), name).expect("it can be written");
            let text = String::from_utf8(text).expect("it is UTF-8");
            let mut reader = quick_xml::Reader::from_str(&text);
            let mut depth = 0;
            loop {
                match reader.read_event().expect("it is well-formed") {
                    Event::Start(_) => depth += 1,
                    Event::End(_) => depth -= 1,
                    Event::Eof => break,
                    _ => {}
                }
            }
            assert_eq!(depth, 0, "{text}");
        }
    }
}
