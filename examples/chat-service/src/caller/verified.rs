//! Passwords that were right a moment ago, so that not every request pays for argon2. Neither they
//! nor their hashes are kept, but a keyed hash whose key ends with the process.

use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long it is before a password is looked at again, even where its stored hash is the same.
const KEPT: Duration = Duration::from_secs(60);
/// As many are kept.
const MOST: usize = 10_000;

#[derive(Debug)]
pub(super) struct Verified {
    key: [u8; 32],
    known: Mutex<HashMap<[u8; 32], Instant>>,
}

impl Verified {
    pub(super) fn new() -> Result<Self, getrandom::Error> {
        let mut key = [0; 32];
        getrandom::fill(&mut key)?;
        Ok(Verified {
            key,
            known: Mutex::default(),
        })
    }

    /// What stands for a user, a password, and the hash that it is stored as.
    pub(super) fn mark(&self, user: &str, password: &str, stored: &str) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.key);
        hash.update(user.len().to_le_bytes());
        hash.update(user.as_bytes());
        hash.update(stored.len().to_le_bytes());
        hash.update(stored.as_bytes());
        hash.update(password.as_bytes());
        // Twice, so that nothing can be appended without knowing the key.
        Sha256::digest(hash.finalize()).into()
    }

    pub(super) fn has(&self, mark: &[u8; 32]) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(mark).is_some_and(|since| since.elapsed() < KEPT)
    }

    pub(super) fn keep(&self, mark: [u8; 32]) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.retain(|_, since| since.elapsed() < KEPT);
        }
        if known.len() < MOST {
            known.insert(mark, Instant::now());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_password_is_unknown() {
        let verified = Verified::new().expect("there are random bytes");
        verified.keep(verified.mark("ann", "pen", "hash"));
        assert!(verified.has(&verified.mark("ann", "pen", "hash")));
        for (user, password, stored) in [
            ("ann", "pen", "other"),
            ("ann", "pin", "hash"),
            ("ben", "pen", "hash"),
        ] {
            assert!(!verified.has(&verified.mark(user, password, stored)));
        }
    }
}
