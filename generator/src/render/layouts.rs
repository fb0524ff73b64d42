//! What was laid out before, so that generating again lays out only what changed.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Laid out files by the text that they were before, which cannot go stale. What the last two runs
/// did not ask for is forgotten.
#[derive(Debug, Default)]
pub struct Layouts {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    now: HashMap<String, String>,
    before: HashMap<String, String>,
}

impl Layouts {
    /// Starts another run.
    pub fn next_run(&self) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.before = std::mem::take(&mut kept.now);
    }

    pub(super) fn get(&self, text: &str) -> Option<String> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((text, laid_out)) = kept.before.remove_entry(text) {
            kept.now.insert(text, laid_out);
        }
        kept.now.get(text).cloned()
    }

    pub(super) fn put(&self, text: String, laid_out: &str) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.now.insert(text, laid_out.to_owned());
    }
}
