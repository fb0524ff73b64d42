//! What was written into a folder, so that the next run knows what a person changed since.
//!
//! ```json
//! {
//!   "version": 1,
//!   "targets": {
//!     "openapi": {
//!       "openapi.json": "9f86d0..."
//! ```

use super::inside::is_below;
use crate::exit::Failure;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// Its name, in the folder of the files that it lists.
pub(super) const FILE_NAME: &str = ".bindery-manifest.json";

/// The version that we write, and the newest that we read.
const VERSION: u32 = 1;

/// A file with more bytes than this is no manifest of ours.
const LARGEST: u64 = 64 << 20;

/// What was written, by target and path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    version: u32,
    pub(super) targets: BTreeMap<String, Files>,
}

/// Paths with `/` between their parts, and hashes of what they hold.
pub(super) type Files = BTreeMap<String, Hashes>;

/// Hashes that a file of ours may have. It has two while a run is under way that replaces it: a run
/// that is cut off then leaves no file that the next takes for somebody else's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Hashes {
    /// The hash of what was written.
    One(String),
    /// Of what is replaced, and of what replaces it.
    Several(Vec<String>),
}

impl Hashes {
    /// Whether one of them is this.
    pub(super) fn has(&self, hash: &str) -> bool {
        self.all().iter().any(|one| one == hash)
    }

    /// All of them.
    pub(super) fn all(&self) -> &[String] {
        match self {
            Hashes::One(one) => std::slice::from_ref(one),
            Hashes::Several(all) => all,
        }
    }
}

impl Default for Manifest {
    fn default() -> Self {
        Manifest {
            version: VERSION,
            targets: BTreeMap::new(),
        }
    }
}

impl Manifest {
    /// The manifest at `path`, and its text; nothing where there is none.
    pub(super) fn read(path: &Path, shown: &str) -> Result<Option<(Self, Vec<u8>)>, Failure> {
        let wrong = |error| Failure::io("read", shown, error);
        let length = match fs::metadata(path) {
            Ok(file) => file.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(wrong(error)),
        };
        if length > LARGEST {
            return Err(broken(shown, "it is too large to be one"));
        }
        let bytes = fs::read(path).map_err(wrong)?;
        let manifest = Self::parse(&bytes).map_err(|message| broken(shown, &message))?;
        Ok(Some((manifest, bytes)))
    }

    fn parse(bytes: &[u8]) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let told = |error: serde_json::Error| error.to_string();
        let Versioned { version } = serde_json::from_slice(bytes).map_err(told)?;
        if version > VERSION {
            return Err(format!(
                "it has version {version}, so a newer bindery wrote it; this one reads {VERSION}"
            ));
        }
        let manifest: Manifest = serde_json::from_slice(bytes).map_err(told)?;
        let mut paths = manifest.targets.values().flat_map(BTreeMap::keys);
        match paths.find(|path| !is_below(path) || *path == FILE_NAME) {
            Some(path) => Err(format!("`{path}` is no file that bindery writes")),
            None => Ok(manifest),
        }
    }

    /// Its text: a line a file, in the order of their paths.
    pub(super) fn text(&self) -> String {
        // Nothing in it can fail to be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The target whose file this is, and its hashes.
    pub(super) fn owner(&self, path: &str) -> Option<(&str, &Hashes)> {
        let mut targets = self.targets.iter();
        targets.find_map(|(target, files)| Some((&**target, files.get(path)?)))
    }
}

fn broken(shown: &str, message: &str) -> Failure {
    let help = "restore it from version control; or remove it and use `--force`, which overwrites \
                the files that would be generated whatever they hold";
    Failure::usage("read the manifest", format!("{shown}: {message}")).help(help)
}

/// SHA-256 of a text, in which line endings do not count: git may check files out with others.
pub(super) fn hash(bytes: &[u8]) -> String {
    let mut sha = Sha256::new();
    for part in with_plain_line_ends(bytes) {
        sha.update(part);
    }
    sha.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Whether two texts are the same but for their line endings.
pub(super) fn is_same(one: &[u8], other: &[u8]) -> bool {
    one == other
        || (one.contains(&b'\r') || other.contains(&b'\r'))
            && with_plain_line_ends(one)
                .flatten()
                .eq(with_plain_line_ends(other).flatten())
}

/// The bytes without each carriage return before a line feed.
fn with_plain_line_ends(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes
        .split_inclusive(|byte| *byte == b'\n')
        .flat_map(|line| match line.strip_suffix(b"\r\n") {
            Some(words) => [words, b"\n".as_slice()],
            None => [line, b"".as_slice()],
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> String {
        Manifest::parse(text.as_bytes()).map_or_else(|message| message, |_| "right".to_owned())
    }

    #[test]
    fn what_is_written_is_read() {
        let mut manifest = Manifest::default();
        let files = manifest.targets.entry("openapi".to_owned()).or_default();
        files.insert("b/a.json".to_owned(), Hashes::One(hash(b"x")));
        let both = vec![hash(b"x"), hash(b"y")];
        files.insert("a.json".to_owned(), Hashes::Several(both));
        assert_eq!(Manifest::parse(manifest.text().as_bytes()), Ok(manifest));
    }

    #[test]
    fn what_is_none_is_told() {
        let listing = |path: &str| {
            format!(r#"{{"version": 1, "targets": {{"openapi": {{"{path}": "00"}}}}}}"#)
        };
        assert_eq!(wrong(&listing("a/b.json")), "right");
        for path in [
            "../a",
            "/etc/passwd",
            "",
            ".git/config",
            ".bindery-manifest.json",
        ] {
            assert!(wrong(&listing(path)).contains("is no file that"), "{path}");
        }
        assert!(wrong(r#"{"version": 7, "files": []}"#).contains("a newer bindery wrote it"));
        assert!(wrong("<<<<<<< ours\n").contains("line 1 column 1"));
        assert!(wrong(&"[".repeat(100_000)).contains("line 1"));
        assert!(wrong(r#"{"version": 1, "targets": {"openapi": {"a": 1}}}"#).contains("line 1"));
    }

    #[test]
    fn line_endings_do_not_count() {
        assert_eq!(hash(b"a\r\nb\r\n"), hash(b"a\nb\n"));
        assert_ne!(hash(b"a\rb\n"), hash(b"ab\n"));
        assert!(is_same(b"a\r\nb", b"a\nb") && !is_same(b"a\rb", b"ab") && !is_same(b"a\n", b"a"));
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(
            hash(b"abc"),
            expected,
            "the example of FIPS 180-2 appendix B.1"
        );
    }
}
