//! Values as bodies of requests, in the media types that pages list.

use super::text;
use super::xml::write_xml;
use crate::body::{is_json, is_xml};
use bindery_model::{ResolvedApi, Scalar, Type};
use bytes::Bytes;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use std::borrow::Cow;

/// What stands between the parts of a multipart body (RFC 2046 section 5.1.1).
const BOUNDARY: &str = "bindery-6f1d0c52e94b47a8";

/// All that a form encodes (WHATWG URL section 5.2).
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_');

const URL_ENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// Why a value cannot be written in a media type that is not JSON, if it cannot.
pub(crate) fn cannot_write(value: &Value, media_type: &str) -> Option<String> {
    let media_type = essence(media_type);
    let is_flat = |value: &Value| match value {
        Value::Array(items) => !items.iter().any(|one| one.is_object() || one.is_array()),
        other => !other.is_object(),
    };
    match (&*media_type, value) {
        (json, _) if is_json(json) => None,
        (xml, _) if is_xml(xml) => None,
        (MULTIPART, Value::Object(_)) => None,
        (URL_ENCODED, Value::Object(members)) if members.values().all(is_flat) => None,
        (URL_ENCODED, Value::Object(_)) => Some(format!(
            "`{media_type}` has no form for an object inside of the body"
        )),
        (MULTIPART | URL_ENCODED, _) => Some(format!(
            "`{media_type}` consists of names with values, and the page shows none"
        )),
        (_, Value::String(_)) => None,
        _ => Some(format!(
            "no page shows how the body is written as `{media_type}`"
        )),
    }
}

/// The bytes of a value of a type in a media type. What has no form of its own is written as JSON.
pub(crate) fn written(
    api: &ResolvedApi,
    value: &Value,
    wanted: Option<&Type>,
    media_type: &str,
) -> Result<Bytes, String> {
    let media_type = essence(media_type);
    Ok(match (&*media_type, value) {
        (json, _) if is_json(json) => value.to_string().into(),
        (xml, _) if is_xml(xml) => {
            let wanted = wanted.unwrap_or(&Type::Any);
            write_xml(api, value, wanted).into()
        }
        (URL_ENCODED, Value::Object(members)) => {
            let pairs = members.iter().flat_map(|(name, value)| fields(name, value));
            let encode = |text: &str| utf8_percent_encode(text, FORM).to_string();
            let pairs = pairs.map(|(name, value)| format!("{}={}", encode(name), encode(&value)));
            pairs.collect::<Vec<_>>().join("&").into()
        }
        (MULTIPART, Value::Object(members)) => multipart(members)?,
        (_, Value::String(text)) => match wanted {
            Some(Type::Scalar(Scalar::Byte)) => {
                use base64::Engine;
                let bytes = base64::prelude::BASE64_STANDARD.decode(text);
                bytes.unwrap_or_else(|_| text.clone().into_bytes()).into()
            }
            _ => text.clone().into(),
        },
        _ => value.to_string().into(),
    })
}

/// The field `Content-Type` for a media type.
pub(crate) fn content_type(media_type: &str) -> Cow<'_, str> {
    match essence(media_type) == MULTIPART {
        true => format!("{MULTIPART}; boundary={BOUNDARY}").into(),
        false => media_type.into(),
    }
}

/// Names and texts; a list is its name once for each item, and null is nothing.
fn fields<'v>(name: &'v str, value: &'v Value) -> Vec<(&'v str, String)> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().map(|one| (name, text(one))).collect(),
        other => vec![(name, text(other))],
    }
}

/// RFC 7578. What has parts of its own is JSON (OpenAPI 3.1 section 4.8.15).
fn multipart(members: &serde_json::Map<String, Value>) -> Result<Bytes, String> {
    let mut body = String::new();
    for (name, value) in members {
        let is_deep = match value {
            Value::Array(items) => items.iter().any(|one| one.is_object() || one.is_array()),
            other => other.is_object(),
        };
        let (kind, parts) = match is_deep {
            true => (
                "Content-Type: application/json\r\n",
                vec![(&**name, value.to_string())],
            ),
            false => ("", fields(name, value)),
        };
        for (name, value) in parts {
            // Section 2, and what the WHATWG has browsers do with quotes and ends of lines.
            let name = name
                .replace('"', "%22")
                .replace('\r', "%0D")
                .replace('\n', "%0A");
            body.push_str(&format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n{kind}\r\n{value}\r\n"
            ));
            if value.contains(BOUNDARY) {
                return Err("a value holds what divides the parts of the body".to_owned());
            }
        }
    }
    body.push_str(&format!("--{BOUNDARY}--\r\n"));
    Ok(body.into())
}

/// A media type without its parameters, in lower case.
fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or("");
    essence.trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(value: &Value, media_type: &str) -> String {
        let api = ResolvedApi::default();
        let bytes = written(&api, value, None, media_type).expect("it can be written");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    #[test]
    fn each_media_type_has_its_form() {
        let value = json!({"a b": "1&2=ä", "list": [1, true], "none": null});
        assert_eq!(
            of(&value, URL_ENCODED),
            "a%20b=1%262%3D%C3%A4&list=1&list=true"
        );
        let parts = of(&value, "multipart/form-data; charset=utf-8");
        assert_eq!(parts.matches("form-data; name=\"list\"").count(), 2);
        assert!(parts.ends_with(&format!("--{BOUNDARY}--\r\n")), "{parts}");
        assert!(of(&value, "text/xml").contains("<list><item>1</item>"));
        assert_eq!(of(&json!("as it is"), "text/plain"), "as it is");
        assert_eq!(of(&json!({"a": 1}), "application/x-unknown"), "{\"a\":1}");
        assert_eq!(content_type("text/xml"), "text/xml");
        assert!(content_type(MULTIPART).contains("; boundary="));
    }

    #[test]
    fn what_has_no_form_is_told() {
        let deep = json!({"a": {"b": 1}});
        assert!(cannot_write(&deep, URL_ENCODED).is_some());
        assert!(cannot_write(&deep, MULTIPART).is_none());
        assert!(of(&deep, MULTIPART).contains("application/json"));
        assert!(cannot_write(&json!([1]), MULTIPART).is_some());
        assert!(cannot_write(&deep, "image/png").is_some());
        assert!(cannot_write(&json!({"a": BOUNDARY}), MULTIPART).is_none());
        let api = ResolvedApi::default();
        assert!(written(&api, &json!({"a": BOUNDARY}), None, MULTIPART).is_err());
    }
}
