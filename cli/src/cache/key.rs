//! What a result depends on, as one number.

use sha2::{Digest, Sha256};
use std::ffi::OsStr;
use std::time::UNIX_EPOCH;

/// All that a result depends on. Two that differ in any part are different.
#[derive(Clone)]
pub(crate) struct Key(Sha256);

impl Key {
    /// Depends on this program alone: another version, or another build of it, knows nothing of
    /// what this one kept.
    pub(crate) fn new() -> Self {
        Key(Sha256::new())
            .with("version", env!("CARGO_PKG_VERSION"))
            .with("build", build())
    }

    /// Depends on `part` too. Lengths are part of it, so that parts cannot run into each other.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, part: impl AsRef<[u8]>) -> Self {
        for bytes in [name.as_bytes(), part.as_ref()] {
            self.0.update((bytes.len() as u64).to_le_bytes());
            self.0.update(bytes);
        }
        self
    }

    /// The name of the file.
    pub(super) fn name(&self) -> String {
        let digest = self.0.clone().finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub(super) fn is_name(name: &OsStr) -> bool {
        let bytes = name.as_encoded_bytes();
        bytes.len() == 64 && bytes.iter().all(u8::is_ascii_hexdigit)
    }
}

/// When the program's file was written and how long it is, which no two builds share.
fn build() -> String {
    let known = std::env::current_exe().and_then(std::fs::metadata);
    let Ok(known) = known else {
        return String::new();
    };
    let written = known.modified().ok();
    let written = written.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    format!("{} {}", known.len(), written.unwrap_or_default().as_nanos())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let one = Key::new().with("a", "bc").name();
        assert_eq!(one, Key::new().with("a", "bc").name());
        for (name, part) in [("ab", "c"), ("a", "b"), ("", "abc")] {
            assert_ne!(one, Key::new().with(name, part).name());
        }
        assert_ne!(one, Key::new().with("a", "b").with("", "c").name());
        assert!(Key::is_name(OsStr::new(&one)));
    }
}
