//! Bodies that are sent as they are, and forms with files.

use bytes::Bytes;
use std::hash::{BuildHasher, RandomState};

/// A body of one of several media types, as bytes.
#[derive(Clone)]
pub struct Body {
    /// Its media type, such as `image/png`.
    pub content_type: String,
    /// The bytes.
    pub bytes: Bytes,
}

impl Body {
    /// A body of this media type.
    pub fn new(content_type: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Body {
            content_type: content_type.into(),
            bytes: bytes.into(),
        }
    }
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Body({}, {} bytes)", self.content_type, self.bytes.len())
    }
}

/// A form with files, `multipart/form-data` (RFC 7578). It becomes a [`Body`].
#[derive(Clone, Default)]
#[must_use = "a form does nothing until it is sent"]
pub struct Multipart(Vec<Part>);

#[derive(Clone)]
struct Part {
    head: String,
    bytes: Bytes,
}

impl std::fmt::Debug for Multipart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Multipart({} parts)", self.0.len())
    }
}

impl Multipart {
    /// A form without fields.
    pub fn new() -> Self {
        Multipart::default()
    }

    /// Adds a field with text.
    pub fn text(self, name: &str, value: impl Into<String>) -> Self {
        let head = format!("name=\"{}\"", escaped(name));
        self.part(head, value.into().into())
    }

    /// Adds a field with a file.
    pub fn file(
        self,
        name: &str,
        file_name: &str,
        content_type: &str,
        bytes: impl Into<Bytes>,
    ) -> Self {
        let (name, file_name) = (escaped(name), escaped(file_name));
        let content_type = escaped(content_type);
        let head =
            format!("name=\"{name}\"; filename=\"{file_name}\"\r\nContent-Type: {content_type}");
        self.part(head, bytes.into())
    }

    fn part(mut self, head: String, bytes: Bytes) -> Self {
        self.0.push(Part { head, bytes });
        self
    }

    /// Text that stands in no part (RFC 2046 section 5.1.1).
    fn boundary(&self) -> String {
        let is_in = |boundary: &str, part: &Part| {
            let mut windows = part.bytes.windows(boundary.len());
            windows.any(|window| window == boundary.as_bytes())
        };
        loop {
            let random = |n: u8| RandomState::new().hash_one(n);
            let boundary = format!("{:016x}{:016x}", random(0), random(1));
            if !self.0.iter().any(|part| is_in(&boundary, part)) {
                return boundary;
            }
        }
    }
}

impl From<Multipart> for Body {
    fn from(form: Multipart) -> Self {
        let boundary = form.boundary();
        let mut bytes = Vec::new();
        for part in &form.0 {
            let head = format!(
                "--{boundary}\r\nContent-Disposition: form-data; {}\r\n\r\n",
                part.head
            );
            bytes.extend_from_slice(head.as_bytes());
            bytes.extend_from_slice(&part.bytes);
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Body::new(format!("multipart/form-data; boundary={boundary}"), bytes)
    }
}

/// What would end a name or a line, as the HTML standard has it (4.10.21.8).
fn escaped(text: &str) -> String {
    let text = text.replace('"', "%22").replace('\r', "%0D");
    text.replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_its_parts_between_boundaries() {
        let form = Multipart::new().text("na\"me\r\n", "a\r\nb").file(
            "file",
            "x.png",
            "image/png",
            vec![0, 255],
        );
        assert_eq!(format!("{form:?}"), "Multipart(2 parts)");
        let body = Body::from(form);
        let boundary = body.content_type.split_once("boundary=").expect("it has").1;
        let text = String::from_utf8_lossy(&body.bytes).into_owned();
        let expected = "--B\r\nContent-Disposition: form-data; name=\"na%22me%0D%0A\"\r\n\r\na\r\nb\r\n\
                        --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.png\"\r\n\
                        Content-Type: image/png\r\n\r\n\0\u{fffd}\r\n--B--\r\n";
        assert_eq!(text.replace(boundary, "B"), expected);
    }
}
