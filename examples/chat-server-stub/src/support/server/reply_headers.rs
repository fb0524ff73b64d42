//! Header fields that a handler adds to its answer.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use std::sync::{Arc, Mutex, PoisonError};

/// Header fields of the answer to one request, whatever the answer is.
#[derive(Clone, Debug, Default)]
pub struct ReplyHeaders(Arc<Mutex<HeaderMap>>);

impl ReplyHeaders {
    /// Sets a field; one of that name that was set before is gone.
    pub fn set(&self, name: HeaderName, value: HeaderValue) {
        let mut headers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        headers.insert(name, value);
    }

    /// Puts them among the fields of an answer, in place of those with their names.
    pub(crate) fn add_to(&self, headers: &mut HeaderMap) {
        let own = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (name, value) in own.iter() {
            headers.insert(name, value.clone());
        }
    }
}
