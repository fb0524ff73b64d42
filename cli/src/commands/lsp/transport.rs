//! Messages as they come in and go out: a header with `Content-Length`, then JSON (LSP 3.17, "Base
//! Protocol"). `lsp-server` reads them too, but sets aside as much memory as a header asks for.

use crate::files::LARGEST;
use lsp_server::Message;
use std::io::{self, BufRead, Read, Write};

/// The largest message that is read: a page of the largest size, in JSON.
const LARGEST_MESSAGE: u64 = 2 * LARGEST;
/// The longest header line that is read.
const LONGEST_LINE: u64 = 4096;
/// The most header lines of one message.
const MOST_LINES: usize = 16;

/// What comes in.
#[derive(Debug)]
pub(super) enum Incoming {
    Message(Message),
    /// Bytes between which the next message can still be found.
    Garbage(String),
}

/// The next message; `None` where the input ends before one.
///
/// # Errors
/// Input that cannot be read, or after which no message can be found.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let Some(length) = read_header(input)? else {
        return Ok(None);
    };
    if length > LARGEST_MESSAGE {
        return Err(wrong(format!("a message of {length} bytes is too large")));
    }
    // Memory grows with what arrives, not with what the header promises.
    let mut body = Vec::new();
    input.take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(match serde_json::from_slice(&body) {
        Ok(message) => Incoming::Message(message),
        Err(error) => Incoming::Garbage(error.to_string()),
    }))
}

/// The length that a header gives.
fn read_header(input: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    for number in 0..MOST_LINES {
        let mut line = Vec::new();
        input.take(LONGEST_LINE).read_until(b'\n', &mut line)?;
        if line.is_empty() && number == 0 {
            return Ok(None);
        }
        if !line.ends_with(b"\n") {
            return Err(wrong("a header line does not end".to_owned()));
        }
        let line = line.trim_ascii();
        if line.is_empty() {
            return match length {
                Some(length) => Ok(Some(length)),
                None => Err(wrong("a header lacks `Content-Length`".to_owned())),
            };
        }
        let mut parts = line.splitn(2, |byte| *byte == b':');
        let name = parts.next().unwrap_or_default();
        if name.eq_ignore_ascii_case(b"Content-Length") {
            let value = parts.next().unwrap_or_default().trim_ascii();
            let value = std::str::from_utf8(value)
                .ok()
                .and_then(|value| value.parse().ok());
            length = Some(value.ok_or_else(|| wrong("`Content-Length` is no number".to_owned()))?);
        }
    }
    Err(wrong("a header has too many lines".to_owned()))
}

fn wrong(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

/// Writes a message.
pub(super) fn write(output: &mut impl Write, message: &serde_json::Value) -> io::Result<()> {
    let text = message.to_string();
    write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut bytes: &[u8]) -> (usize, usize, Option<io::ErrorKind>) {
        let (mut messages, mut garbage) = (0, 0);
        loop {
            match read(&mut bytes) {
                Ok(Some(Incoming::Message(_))) => messages += 1,
                Ok(Some(Incoming::Garbage(_))) => garbage += 1,
                Ok(None) => return (messages, garbage, None),
                Err(error) => return (messages, garbage, Some(error.kind())),
            }
        }
    }

    #[test]
    fn hostile_headers_end_and_hostile_bodies_do_not() {
        let good = "Content-Length: 35\r\nX: y\r\n\r\n{\"method\":\"exit\",\"jsonrpc\": \"2.0\" }";
        assert_eq!(all(good.as_bytes()), (1, 0, None));
        assert_eq!(all(b""), (0, 0, None));
        let body = |body: &str| format!("content-length:{}\n\n{body}{good}", body.len());
        for odd in ["", "{", "[1]", "\u{0}", &"[".repeat(100_000)] {
            assert_eq!(all(body(odd).as_bytes()), (1, 1, None), "{odd:.9}");
        }
        let invalid = Some(io::ErrorKind::InvalidData);
        for odd in [
            "Content-Length: 99999999999999999999999\r\n\r\n{}",
            "Content-Length: 999999999999\r\n\r\n{}",
            "Content-Length: -1\r\n\r\n{}",
            "Content-Length: x\r\n\r\n{}",
            "GET / HTTP/1.1\r\n\r\n",
            &"a: b\n".repeat(17),
            &"a".repeat(10_000),
            "\u{0}",
        ] {
            assert_eq!(all(odd.as_bytes()), (0, 0, invalid), "{odd:.40}");
        }
        let cut = Some(io::ErrorKind::UnexpectedEof);
        assert_eq!(all(b"Content-Length: 100000000\r\n\r\n{}"), (0, 0, cut));
    }
}
