//! Whether XML is well formed. Entities of its own are never expanded, so none can grow.

use super::Trouble;
use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::Event;

/// The name of the root element.
pub(super) fn root(text: &str) -> Result<String, Trouble> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    let mut root: Option<String> = None;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| trouble(&error, &reader))?;
        let start = match &event {
            Event::Start(start) | Event::Empty(start) => Some(start),
            _ => None,
        };
        if let Some(start) = start {
            if depth == 0 && root.is_some() {
                return Err(unparsable(&reader, "a second root element"));
            }
            if start.attributes().any(|one| one.is_err()) {
                return Err(unparsable(&reader, "an attribute that is none"));
            }
            if root.is_none() {
                root = Some(start.name().as_ref().to_owned());
            }
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(text) if depth == 0 && !text.trim().is_empty() => {
                return Err(unparsable(&reader, "text outside of the root element"));
            }
            Event::Eof if depth > 0 => return Err(Trouble::EndsEarly),
            Event::Eof => break,
            _ => {}
        }
    }
    root.ok_or_else(|| unparsable(&reader, "no element at all"))
}

fn trouble(error: &Error, reader: &Reader<&[u8]>) -> Trouble {
    match error {
        Error::IllFormed(IllFormedError::MissingEndTag(_))
        | Error::Syntax(SyntaxError::UnclosedTag | SyntaxError::UnclosedCData) => {
            Trouble::EndsEarly
        }
        other => unparsable(reader, &other.to_string()),
    }
}

fn unparsable(reader: &Reader<&[u8]>, what: &str) -> Trouble {
    Trouble::Unparsable(format!("byte {}: {what}", reader.buffer_position()))
}
