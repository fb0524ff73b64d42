//! The body of an answer, read once for every check: what it holds, and what kept it from being read.

mod json;
mod media;
mod xml;

pub use json::{DEEPEST, Json};
pub use media::{is_json, is_text, is_xml};

use crate::exchange::{Answer, Cut, Exchange};
use std::borrow::Cow;

/// What a body holds.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// What it was read as.
    pub content: Content,
    /// What was wrong with it, each kind at most once.
    pub troubles: Vec<Trouble>,
}

/// What a body was read as.
#[derive(Clone, Debug, Default)]
pub enum Content {
    /// There is none.
    #[default]
    Nothing,
    /// JSON (RFC 8259).
    Json(Json),
    /// Well-formed XML 1.0 with this root element.
    Xml(String),
    /// Anything else, or JSON or XML that does not parse.
    Other,
}

/// What is wrong with a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Bytes that are not in the encoding that they should be in: what, in a phrase.
    Encoding(String),
    /// Text in UTF-8 starts with a byte order mark, which RFC 8259 section 8.1 forbids in JSON.
    ByteOrderMark,
    /// The value ends at this byte, and more follows than white space.
    Trailing(usize),
    /// The body ends before its value does.
    EndsEarly,
    /// It does not parse: where and why.
    Unparsable(String),
}

impl Reading {
    /// Reads the body of what came back.
    pub fn new(exchange: &Exchange) -> Self {
        let Some(answer) = exchange.answer() else {
            return Reading::default();
        };
        if answer.body.is_empty() || exchange.request.method.eq_ignore_ascii_case("HEAD") {
            return Reading::default();
        }
        let media_type = answer.media_type().unwrap_or_default();
        if !is_text(&media_type) && !media_type.is_empty() {
            let content = Content::Other;
            return Reading {
                content,
                troubles: Vec::new(),
            };
        }
        let mut troubles = Vec::new();
        let text = decode(answer, &media_type, &mut troubles);
        let content = match media_type.as_str() {
            // Without a media type the recipient may look for itself (RFC 9110 section 8.3).
            "" if looks_like_json(&text) => read_json(&text, &mut troubles),
            json if is_json(json) => read_json(&text, &mut troubles),
            xml if is_xml(xml) => read_xml(&text, &mut troubles),
            _ => Content::Other,
        };
        if whole(answer).is_err() {
            // That it was cut is the cause of whatever else is wrong at its end.
            troubles.retain(|one| !matches!(one, Trouble::EndsEarly | Trouble::Unparsable(_)));
        }
        Reading { content, troubles }
    }

    /// The JSON value, if it is JSON.
    pub fn json(&self) -> Option<&Json> {
        match &self.content {
            Content::Json(value) => Some(value),
            _ => None,
        }
    }
}

fn whole(answer: &Answer) -> Result<(), &Cut> {
    answer.cut.as_ref().map_or(Ok(()), Err)
}

/// The text of a body; bytes that are wrong are replaced by U+FFFD, and told.
fn decode<'a>(answer: &'a Answer, media_type: &str, troubles: &mut Vec<Trouble>) -> Cow<'a, str> {
    let header = answer.header("content-type").unwrap_or("");
    let charset = media::charset(header);
    let is_utf8 = |name: &String| name == "utf-8" || name == "utf8";
    let body = &*answer.body;
    if let Some(other) = charset.as_ref().filter(|name| !is_utf8(name)) {
        // RFC 8259 section 8.1: JSON that travels is UTF-8. Of XML and text the sender may choose.
        if is_json(media_type) && !body.is_ascii() {
            troubles.push(Trouble::Encoding(format!("the header says `{other}`")));
        }
        return String::from_utf8_lossy(body);
    }
    let rest = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    if rest.len() != body.len() && is_json(media_type) {
        troubles.push(Trouble::ByteOrderMark);
    }
    if let Err(error) = std::str::from_utf8(rest) {
        let at = error.valid_up_to();
        // What is cut may end inside of a character. Text that does not say its encoding may be in any.
        if error.error_len().is_some() && (charset.is_some() || must_be_utf8(media_type, rest)) {
            let byte = rest.get(at).copied().unwrap_or_default();
            let place = at + body.len() - rest.len();
            let told = format!("byte {place} (0x{byte:02X}) is no part of UTF-8 text");
            troubles.push(Trouble::Encoding(told));
        }
    }
    String::from_utf8_lossy(rest)
}

/// Whether a body that does not say its encoding is in UTF-8: JSON is (RFC 8259 section 8.1), and XML that
/// declares no other (XML 1.0 section 4.3.3).
fn must_be_utf8(media_type: &str, body: &[u8]) -> bool {
    let is_utf16 = body.starts_with(b"\xFE\xFF") || body.starts_with(b"\xFF\xFE");
    let declares = || {
        let declaration = body.split(|byte| *byte == b'>').next().unwrap_or_default();
        let text = String::from_utf8_lossy(declaration).to_lowercase();
        text.contains("encoding=") && !text.contains("utf-8")
    };
    let is_xml = is_xml(media_type) && !is_utf16 && !declares();
    media_type.is_empty() || is_json(media_type) || is_xml
}

fn looks_like_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[', '"'])
}

fn read_json(text: &str, troubles: &mut Vec<Trouble>) -> Content {
    match Json::read(text) {
        Ok((value, end)) => {
            if let Some(end) = end {
                troubles.push(Trouble::Trailing(end));
            }
            Content::Json(value)
        }
        Err(error) if error.is_eof() => {
            troubles.push(Trouble::EndsEarly);
            Content::Other
        }
        Err(error) => {
            troubles.push(Trouble::Unparsable(json::told(&error)));
            Content::Other
        }
    }
}

fn read_xml(text: &str, troubles: &mut Vec<Trouble>) -> Content {
    match xml::root(text) {
        Ok(root) => Content::Xml(root),
        Err(trouble) => {
            troubles.push(trouble);
            Content::Other
        }
    }
}

#[cfg(test)]
mod tests;
