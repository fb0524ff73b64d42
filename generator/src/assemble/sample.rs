//! Samples: messages as text, taken apart; their JSON keeps the place of every name and value.

use crate::json::STRICT;
use bindery_model::{
    Diagnostic, JsonMember, JsonNode, JsonValue, Method, Sample, SampleBody, SampleHeader,
    SampleLine, Severity, Span,
};
use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, parse_to_ast};

/// Takes the message at `span` of `text` apart. Start line and header fields may be missing.
pub fn read(text: &str, span: Span, found: &mut Vec<Diagnostic>) -> Sample {
    let source = &text[span.range()];
    let base = span.range().start;
    let mut at = 0;
    let mut start_line = SampleLine::Absent;
    let mut headers = Vec::new();
    for (number, line) in source.split_inclusive('\n').enumerate() {
        let words = line.trim();
        let span = Span::new(span.file, base + at..base + at + line.trim_end().len());
        if words.is_empty() {
            // The blank line ends the head; blank lines above it do not.
            at += line.len();
            match number == 0 || matches!(start_line, SampleLine::Absent) && headers.is_empty() {
                true => continue,
                false => break,
            }
        } else if let (SampleLine::Absent, Some(first)) = (&start_line, first_line(words, span)) {
            start_line = first;
        } else if start_line == SampleLine::Absent && words.starts_with("HTTP/") {
            let message = "no status can be read in this line";
            let diagnostic = Diagnostic::new("sample-not-http", Severity::Warning, span, message);
            found.push(diagnostic.help("write it as `HTTP/1.1 200 OK`"));
        } else if let Some(header) = header_line(words, span) {
            headers.push(header);
        } else {
            break;
        }
        at += line.len();
    }
    let body = source[at..].trim();
    let body_start = base + at + (source[at..].len() - source[at..].trim_start().len());
    let body_span = Span::new(span.file, body_start..body_start + body.len());
    Sample {
        span,
        start_line,
        headers,
        body: (!body.is_empty()).then(|| read_body(body, body_span, found)),
    }
}

fn first_line(words: &str, span: Span) -> Option<SampleLine> {
    if let Some(rest) = words.strip_prefix("HTTP/") {
        let mut parts = rest.splitn(3, ' ').skip(1);
        let code = parts.next()?.parse().ok()?;
        let reason = parts.next().unwrap_or("").trim().to_owned();
        return Some(SampleLine::Status { code, reason, span });
    }
    let (method, target) = words.split_once(' ')?;
    let is_method = method.bytes().all(|b| b.is_ascii_uppercase())
        || Method::parse(&method.to_ascii_uppercase()).is_some();
    let is_target = target.starts_with('/') || target.starts_with("http");
    (is_method && is_target).then(|| SampleLine::Request {
        method: method.to_owned(),
        target: target.trim().to_owned(),
        span,
    })
}

fn header_line(words: &str, span: Span) -> Option<SampleHeader> {
    let (name, value) = words.split_once(':')?;
    let is_token = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    (!name.is_empty() && name.bytes().all(is_token)).then(|| SampleHeader {
        name: name.to_owned(),
        value: value.trim().to_owned(),
        span,
    })
}

fn read_body(body: &str, span: Span, found: &mut Vec<Diagnostic>) -> SampleBody {
    let collect = CollectOptions::default();
    match parse_to_ast(body, &collect, &STRICT) {
        Ok(parsed) => match parsed.value {
            Some(value) => SampleBody::Json(node(value, span.start)),
            None => SampleBody::Text(span),
        },
        Err(error) => {
            // Text that does not even start as JSON is meant to be something else.
            if body.starts_with(['{', '[']) {
                let start = span.range().start + error.range().start.min(body.len());
                let place = Span::new(span.file, start..start);
                let message = format!(
                    "this sample is not JSON: {}",
                    lower_first(&error.kind().to_string())
                );
                let help = "correct the sample; until then it says nothing about types";
                let diagnostic =
                    Diagnostic::new("sample-not-json", Severity::Warning, place, message);
                found.push(diagnostic.help(help));
            }
            SampleBody::Text(span)
        }
    }
}

fn lower_first(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// The parser's tree as ours. The parser bounds the nesting, and so the recursion.
fn node(value: Value<'_>, base: u32) -> JsonNode {
    let range = value.range();
    let start = base + range.start as u32;
    let end = base + range.end as u32;
    let value = match value {
        Value::NullKeyword(_) => JsonValue::Null,
        Value::BooleanLit(literal) => JsonValue::Bool(literal.value),
        Value::NumberLit(literal) => JsonValue::Number(literal.value.into()),
        Value::StringLit(literal) => JsonValue::String(literal.value.into()),
        Value::Array(array) => {
            let items = array.elements.into_iter();
            JsonValue::Array(items.map(|item| node(item, base)).collect())
        }
        Value::Object(object) => {
            let members = object.properties.into_iter().map(|property| JsonMember {
                name_start: base + property.range.start as u32,
                name: property.name.into_string().into(),
                node: node(property.value, base),
            });
            JsonValue::Object(members.collect())
        }
    };
    JsonNode { start, end, value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bindery_model::FileId;

    fn sample(text: &str) -> (Sample, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let span = Span::new(FileId(0), 0..text.len());
        (read(text, span, &mut found), found)
    }

    #[test]
    fn a_message_comes_apart() {
        let text =
            "HTTP/1.1 200 All is well\r\nContent-Type: a/b; c=d\r\n\r\n{ \"é\": [1.50] }\r\n";
        let (sample, found) = sample(text);
        let line = "HTTP/1.1 200 All is well";
        let span = Span::new(FileId(0), 0..line.len());
        let reason = "All is well".to_owned();
        assert_eq!(
            sample.start_line,
            SampleLine::Status {
                code: 200,
                reason,
                span
            }
        );
        assert_eq!(sample.headers[0].value, "a/b; c=d");
        let Some(SampleBody::Json(JsonNode {
            value: JsonValue::Object(members),
            ..
        })) = sample.body
        else {
            panic!("the body is an object");
        };
        assert_eq!(&text[members[0].name_start as usize..][..4], "\"é\"");
        let JsonValue::Array(items) = &members[0].node.value else {
            panic!("the member is an array");
        };
        assert_eq!(items[0].value, JsonValue::Number("1.50".into()));
        assert_eq!(
            &text[items[0].start as usize..items[0].end as usize],
            "1.50"
        );
        assert_eq!(found, []);
    }

    #[test]
    fn the_blank_line_may_be_missing() {
        let (sample, _) = sample("POST /a?b=c:d\nAccept: x\n{\n\"a\": null\n}");
        assert!(
            matches!(sample.start_line, SampleLine::Request { ref target, .. } if target == "/a?b=c:d")
        );
        assert_eq!(sample.headers.len(), 1);
        assert!(matches!(sample.body, Some(SampleBody::Json(_))));
    }

    #[test]
    fn a_body_that_is_no_json_is_text_and_broken_json_is_said() {
        let (text, found) = sample("HTTP/1.1 200 OK\n\nGIF89....");
        assert!(matches!(text.body, Some(SampleBody::Text(_))));
        assert_eq!(found, []);
        let (_, found) = sample("HTTP/1.1 200 OK\n\n{\"a\": 1,}");
        assert_eq!(found[0].code, "sample-not-json");
        let deep = "[".repeat(10_000);
        let (deep, found) = sample(&deep);
        assert!(matches!(deep.body, Some(SampleBody::Text(_))));
        assert_eq!(found.len(), 1);
        let (empty, _) = sample("");
        assert_eq!(empty.body, None);
    }
}
