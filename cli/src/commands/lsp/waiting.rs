//! What has arrived and waits, as the thread that works may see it while it works: whether what it
//! does is still wanted.

use super::transport::Incoming;
use lsp_server::{Message, Notification, RequestId};
use lsp_types::notification::{self, Notification as _};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many cancelled requests are known by their ids: those that nobody ever asks must not pile up.
const MOST_CANCELLED: usize = 1024;

/// What waits.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    /// How many messages wait that change what pages say.
    edits: AtomicUsize,
    cancelled: Mutex<VecDeque<RequestId>>,
    /// Whether nothing more will come.
    has_ended: AtomicBool,
}

impl Waiting {
    /// A message arrived; `None`: the input has ended.
    pub(super) fn arrived(&self, message: Option<&Incoming>) {
        match message {
            None => self.has_ended.store(true, Ordering::SeqCst),
            Some(Incoming::Message(Message::Notification(one))) => {
                if is_edit(one) {
                    self.edits.fetch_add(1, Ordering::SeqCst);
                }
                self.cancelled().extend(cancelled(one));
            }
            // Whoever asks anew under an old id wants an answer.
            Some(Incoming::Message(Message::Request(one))) => self.forget(&one.id),
            Some(_) => {}
        }
        let mut cancelled = self.cancelled();
        let surplus = cancelled.len().saturating_sub(MOST_CANCELLED);
        cancelled.drain(..surplus);
    }

    /// A notification waits no longer.
    pub(super) fn taken(&self, notification: &Notification) {
        if is_edit(notification) {
            self.edits.fetch_sub(1, Ordering::SeqCst);
        }
    }

    /// A request is answered.
    pub(super) fn forget(&self, request: &RequestId) {
        self.cancelled().retain(|id| id != request);
    }

    pub(super) fn is_cancelled(&self, request: &RequestId) -> bool {
        self.cancelled().contains(request)
    }

    /// Whether what pages say is about to change, or nobody is there any more.
    pub(super) fn has_news(&self) -> bool {
        self.edits.load(Ordering::SeqCst) > 0 || self.has_ended.load(Ordering::SeqCst)
    }

    fn cancelled(&self) -> MutexGuard<'_, VecDeque<RequestId>> {
        self.cancelled
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_edit(one: &Notification) -> bool {
    let edits = [
        notification::DidOpenTextDocument::METHOD,
        notification::DidChangeTextDocument::METHOD,
        notification::DidCloseTextDocument::METHOD,
        notification::DidChangeWatchedFiles::METHOD,
        notification::Exit::METHOD,
    ];
    edits.contains(&one.method.as_str())
}

fn cancelled(one: &Notification) -> Option<RequestId> {
    let is_it = one.method == notification::Cancel::METHOD;
    let id = one.params.get("id").filter(|_| is_it)?;
    serde_json::from_value(id.clone()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn notification(method: &str, params: serde_json::Value) -> Notification {
        Notification::new(method.to_owned(), params)
    }

    fn arrive(waiting: &Waiting, one: &Notification) {
        waiting.arrived(Some(&Incoming::Message(one.clone().into())));
    }

    #[test]
    fn an_edit_is_news_until_it_is_taken() {
        let waiting = Waiting::default();
        let edit = notification("textDocument/didChange", json!({}));
        let save = notification("textDocument/didSave", json!({}));
        arrive(&waiting, &save);
        assert!(!waiting.has_news());
        arrive(&waiting, &edit);
        arrive(&waiting, &edit);
        waiting.taken(&edit);
        waiting.taken(&save);
        assert!(waiting.has_news());
        waiting.taken(&edit);
        assert!(!waiting.has_news());
        waiting.arrived(None);
        assert!(waiting.has_news());
    }

    #[test]
    fn what_is_cancelled_is_known_until_it_is_answered_and_never_piles_up() {
        let waiting = Waiting::default();
        let cancel = |id: i32| notification("$/cancelRequest", json!({"id": id}));
        arrive(&waiting, &cancel(7));
        assert!(waiting.is_cancelled(&7.into()) && !waiting.is_cancelled(&8.into()));
        waiting.forget(&7.into());
        assert!(!waiting.is_cancelled(&7.into()));
        for id in 0..5000 {
            arrive(&waiting, &cancel(id));
        }
        assert_eq!(waiting.cancelled().len(), MOST_CANCELLED);
        assert!(waiting.is_cancelled(&4999.into()));
        let anew = lsp_server::Request::new(4999.into(), "x".to_owned(), json!({}));
        waiting.arrived(Some(&Incoming::Message(anew.into())));
        assert!(!waiting.is_cancelled(&4999.into()));
    }
}
