//! Passwords that were right a moment ago, so that not every request pays for argon2. Neither they
//! nor their hashes are kept, but a keyed hash whose key ends with the process.

use super::Caller;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a change of a password may go unnoticed.
const KEPT: Duration = Duration::from_secs(60);
/// As many are kept.
const MOST: usize = 10_000;

#[derive(Debug)]
pub(super) struct Verified {
    key: [u8; 32],
    known: Mutex<HashMap<[u8; 32], (Instant, Caller)>>,
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

    /// What stands for a user and a password.
    pub(super) fn mark(&self, user: &str, password: &str) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.key);
        hash.update(user.len().to_le_bytes());
        hash.update(user.as_bytes());
        hash.update(password.as_bytes());
        // Twice, so that nothing can be appended without knowing the key.
        Sha256::digest(hash.finalize()).into()
    }

    pub(super) fn find(&self, mark: &[u8; 32]) -> Option<Caller> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, caller) = known.get(mark)?;
        (since.elapsed() < KEPT).then(|| caller.clone())
    }

    pub(super) fn keep(&self, mark: [u8; 32], caller: &Caller) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.retain(|_, (since, _)| since.elapsed() < KEPT);
        }
        if known.len() < MOST {
            known.insert(mark, (Instant::now(), caller.clone()));
        }
    }
}
