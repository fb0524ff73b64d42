//! An OpenAPI document, as `openapi.json` and `openapi.yaml`.
//!
//! ```text
//! ResolvedApi ─ names ─▶ Names ─ build, shape, example ─▶ Document ─ serde ─▶ text
//! ```
//!
//! Every object that OpenAPI lets us extend says in `x-documented-at` which page and line state it.
//! The 3.1 form says all that the model knows and OpenAPI has words for. The 3.0 form says less
//! where tools that only read 3.0 would fail over it; `narrow` tells what, and the document too.

mod build;
mod document;
mod example;
mod names;
mod narrow;
mod operation;
mod parameter;
mod path;
mod schema;
mod shape;

use super::{OutputFile, TargetBug};
use bindery_model::{ResolvedApi, SourceMap};
use names::Names;
use serde::Serialize;
use std::fmt;

/// A version of the OpenAPI specification.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// 3.0, for tools that read nothing later: one media type a request body, one kind of body for
    /// success and one for failure, and no two names that a program would spell alike.
    V3_0,
    /// 3.1.
    #[default]
    V3_1,
}

impl Version {
    /// Every version.
    pub const ALL: &'static [Version] = &[Version::V3_0, Version::V3_1];

    /// `3.0` or `3.1`.
    pub fn as_str(self) -> &'static str {
        match self {
            Version::V3_0 => "3.0",
            Version::V3_1 => "3.1",
        }
    }

    /// The version that is spelt like this.
    pub fn parse(text: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|version| version.as_str() == text)
    }

    /// The value of the document's `openapi` field (OpenAPI 3.1 section 4.8.1).
    fn full(self) -> &'static str {
        match self {
            Version::V3_0 => "3.0.3",
            Version::V3_1 => "3.1.0",
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What the user chose for OpenAPI.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The version of OpenAPI.
    pub version: Version,
    /// Whether paths that are equal but for the names of their parameters are told apart, by
    /// spelling the later ones with a dot for a segment (RFC 3986 section 6.2.2.3: the same URI).
    /// OpenAPI 3.1 section 4.8.8 forbids such paths, and linters refuse them; without this option
    /// they stand as the pages have them.
    pub distinct_paths: bool,
    /// `info.title`; `API` unless it is given.
    pub title: Option<String>,
    /// `info.version`, which is the version of the API; `1` unless it is given.
    pub api_version: Option<String>,
    /// The URL of the only server; `/` unless it is given.
    pub server_url: Option<String>,
}

/// Writes `openapi.json` and `openapi.yaml`.
pub(super) fn generate(
    api: &ResolvedApi,
    sources: &SourceMap,
    options: &Options,
) -> Result<Vec<OutputFile>, TargetBug> {
    let names = Names::new(api, options.version);
    let document = build::document(api, sources, options, &names);
    // More than it takes, as a rule: memory that is not written costs nothing, moving it does.
    let capacity = api.operations.len() * (8 << 10) + api.schemas.len() * (8 << 10);
    let (json, yaml) = rayon::join(
        || to_json(&document, capacity),
        || to_yaml(&document, capacity),
    );
    let json = json.map_err(|error| bug("openapi.json", &error))?;
    let yaml = yaml.map_err(|error| bug("openapi.yaml", &error))?;
    let file = |path: &str, text| OutputFile {
        path: path.to_owned(),
        text,
    };
    Ok(vec![file("openapi.json", json), file("openapi.yaml", yaml)])
}

fn bug(file: &str, error: &dyn fmt::Display) -> TargetBug {
    TargetBug {
        target: "openapi",
        message: format!("cannot write {file}: {error}"),
    }
}

fn to_json(document: &impl Serialize, capacity: usize) -> Result<String, serde_json::Error> {
    let mut bytes = Vec::with_capacity(capacity);
    // Samples lie ten levels deep, so that each space of indentation costs much.
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
    document.serialize(&mut serializer)?;
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(serde::ser::Error::custom)
}

/// YAML 1.2 in which readers of YAML 1.1 find the same values: words that one of the two reads as
/// something else than text (`on`, `1_000`, `12:30:00`, dates) are quoted.
fn to_yaml(document: &impl Serialize, capacity: usize) -> Result<String, serde_saphyr::ser::Error> {
    let options = serde_saphyr::ser_options! {
        yaml_12: false,
        compact_list_indent: true,
        // No line is folded: a difference between two versions is then a line of the pages.
        folded_wrap_chars: usize::MAX,
    };
    let mut text = String::with_capacity(capacity);
    serde_saphyr::to_fmt_writer_with_options(&mut text, document, options)?;
    Ok(text)
}

#[cfg(test)]
mod tests;
