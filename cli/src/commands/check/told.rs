//! What a check says in the end.

use crate::exit::{Exit, Failure};
use crate::report::Format;
use crate::terminal::{Terminal, stdout};
use serde::{Deserialize, Serialize};

/// What a check says, laid out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// The report.
    pub(super) text: Vec<u8>,
    pub(super) end: End,
}

/// How a check ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct End {
    /// The number of pages, where nothing on them could be read as an operation.
    pub(super) nothing_read_of: Option<usize>,
    /// Whether there are findings that count.
    pub(super) any: bool,
}

impl Told {
    pub(super) fn print(&self, format: Format, terminal: &Terminal) -> Result<Exit, Failure> {
        match format {
            Format::Text => terminal.print(&String::from_utf8_lossy(&self.text)),
            _ => stdout(|out| out.write_all(&self.text))?,
        }
        if let Some(pages) = self.end.nothing_read_of {
            terminal.nothing_read(pages);
        }
        Ok(Exit::of_findings(
            self.end.any || self.end.nothing_read_of.is_some(),
        ))
    }

    /// As bytes: a line that says how it ends, and the text.
    pub(super) fn to_bytes(&self) -> Option<Vec<u8>> {
        let mut bytes = serde_json::to_vec(&self.end).ok()?;
        bytes.push(b'\n');
        bytes.extend_from_slice(&self.text);
        Some(bytes)
    }

    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Told> {
        let line_end = bytes.iter().position(|byte| *byte == b'\n')?;
        let (end, text) = bytes.split_at(line_end);
        Some(Told {
            end: serde_json::from_slice(end).ok()?,
            text: text[1..].to_vec(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_the_same_from_its_bytes() {
        let told = Told {
            text: b"one\ntwo\n".to_vec(),
            end: End {
                nothing_read_of: Some(3),
                any: true,
            },
        };
        let bytes = told.to_bytes().expect("it can be written");
        assert_eq!(Told::of_bytes(&bytes), Some(told));
        for bytes in [&b""[..], b"\n", b"{}", b"{}\n", b"[1]\ntext"] {
            assert_eq!(Told::of_bytes(bytes), None);
        }
    }
}
