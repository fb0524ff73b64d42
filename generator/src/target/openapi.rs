//! OpenAPI.
use super::{OutputFile, TargetBug};
use bindery_model::{ResolvedApi, SourceMap};
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
    /// spelling the later ones with a percent-encoded letter (RFC 3986 section 6.2.2.2: the same
    /// URI). OpenAPI 3.1 section 4.8.8 forbids such paths, and linters refuse them; without this
    /// option they stand as the pages have them.
    pub distinct_paths: bool,
    /// `info.title`; `API` unless it is given.
    pub title: Option<String>,
    /// `info.version`, which is the version of the API; `1` unless it is given.
    pub api_version: Option<String>,
    /// The URL of the only server; `/` unless it is given.
    pub server_url: Option<String>,
}

/// Generates.
pub(super) fn generate(
    _: &ResolvedApi,
    _: &SourceMap,
    _: &Options,
) -> Result<Vec<OutputFile>, TargetBug> {
    Ok(vec![])
}
