//! Bodies of requests that are too long for a command line, as files beside the reports.

use super::document::{Document, Verdict};
use crate::body::{is_json, is_xml};
use crate::exchange::Request;
use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The longest body, in bytes, that stands in a command.
const LONGEST: usize = 1000;

/// Bodies by the name of their file.
#[derive(Debug)]
pub(super) struct Bodies {
    folder: String,
    kept: BTreeMap<String, Bytes>,
}

impl Bodies {
    /// Files of this folder, as commands name it.
    pub(super) fn new(folder: String) -> Self {
        Bodies {
            folder,
            kept: BTreeMap::new(),
        }
    }

    /// Keeps the body, if commands name it by a file.
    pub(super) fn keep(&mut self, request: &Request) {
        if let Some((path, body)) = self.path(request) {
            self.kept.entry(path).or_insert_with(|| body.clone());
        }
    }

    /// The file of the body; none where it stands in the command.
    pub(super) fn path<'r>(&self, request: &'r Request) -> Option<(String, &'r Bytes)> {
        let body = request.body.as_ref()?;
        let is_short = body.len() <= LONGEST && std::str::from_utf8(body).is_ok();
        (!is_short).then(|| (format!("{}/{}", self.folder, name(request, body)), body))
    }

    /// Those that a document's commands name.
    pub(super) fn named_by(&self, document: &Document) -> Vec<(String, Bytes)> {
        let told = document.operations.iter().flat_map(|one| &one.verdicts);
        let found = document.findings.iter().map(|one| &one.verdict);
        let file = |one: &'_ Verdict| {
            let (_, rest) = one.reproduce.rsplit_once("--data-binary '@")?;
            Some(rest.trim_end_matches('\'').replace(r"'\''", "'"))
        };
        let named: BTreeSet<String> = told.chain(found).filter_map(file).collect();
        let kept = self.kept.iter().filter(|(path, _)| named.contains(*path));
        kept.map(|(path, body)| (path.clone(), body.clone()))
            .collect()
    }
}

/// Whether a file may be one of these, told from its name: 16 digits of a hash, and an ending.
pub fn is_body(name: &str) -> bool {
    let Some((hash, ending)) = name.split_once('.') else {
        return false;
    };
    let is_digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    hash.len() == 16 && hash.chars().all(is_digit) && matches!(ending, "json" | "xml" | "bin")
}

/// The same name for the same bytes, whichever run sends them.
fn name(request: &Request, body: &[u8]) -> String {
    let mut name = String::new();
    for byte in Sha256::digest(body).iter().take(8) {
        // Writing to a string cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    let media_type = request.header("content-type").unwrap_or("");
    let essence = media_type.split(';').next().unwrap_or("").trim();
    let ending = match essence.to_ascii_lowercase().as_str() {
        json if is_json(json) => "json",
        xml if is_xml(xml) => "xml",
        _ => "bin",
    };
    format!("{name}.{ending}")
}
