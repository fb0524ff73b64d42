//! What a mock is told.

use super::faults::{self, Fault};
use super::log::Entry;
use crate::exchange::Header;
use std::time::Duration;

/// What a mock is told.
#[derive(Clone, Debug)]
pub struct Options {
    /// Gives values that are made up.
    pub seed: u64,
    /// What answers hold.
    pub answers: Answers,
    /// Whether what is created, replaced, changed and deleted is remembered.
    pub stateful: bool,
    /// The credentials that are right, as header fields; where there are none, all of a documented form
    /// are.
    pub credentials: Vec<Header>,
    /// How long each answer is held back.
    pub latency: Duration,
    /// The promises that are broken.
    pub faults: Vec<Injected>,
    /// What is too much.
    pub limits: Limits,
    /// What is told of each answer.
    pub log: Option<fn(&Entry<'_>)>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            seed: 1,
            answers: Answers::default(),
            stateful: false,
            credentials: Vec::new(),
            latency: Duration::ZERO,
            faults: Vec::new(),
            limits: Limits::default(),
            log: None,
        }
    }
}

/// What answers hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answers {
    /// The documented sample, corrected where it breaks the page; made up where there is none.
    #[default]
    Sample,
    /// Values that are made up.
    Generated,
}

/// What is too much of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a body: more is refused with 413.
    pub body: usize,
    /// Bytes of the request line and the header fields: more is refused with 431. At least 8,192.
    pub head: usize,
    /// How long the head may take, and how long a connection may be idle.
    pub head_time: Duration,
    /// How long the body may take: longer is refused with 408.
    pub body_time: Duration,
    /// Connections at a time: more wait.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            body: 8 << 20,
            head: 64 << 10,
            head_time: Duration::from_secs(10),
            body_time: Duration::from_secs(30),
            connections: 1024,
        }
    }
}

/// A promise that is broken.
#[derive(Clone, Debug)]
pub struct Injected {
    /// How.
    pub fault: &'static Fault,
    /// The id of the operation that breaks it; all where there is none.
    pub operation: Option<String>,
}

impl Injected {
    /// Reads `NAME` or `NAME@OPERATION`.
    ///
    /// # Errors
    /// No fault has that name: the names that are like it, or all of them.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (name, operation) = match text.split_once('@') {
            Some((name, operation)) => (name, Some(operation.to_owned())),
            None => (text, None),
        };
        if let Some(fault) = faults::find(name) {
            return Ok(Injected { fault, operation });
        }
        let all = || faults::ALL.iter().map(|fault| fault.id);
        let words: Vec<&str> = name.split('-').collect();
        let is_like = |id: &&str| id.split('-').any(|word| words.contains(&word));
        let mut likes: Vec<&str> = all().filter(is_like).collect();
        if likes.is_empty() {
            likes = all().collect();
        }
        let likes = likes.join(", ");
        Err(format!("there is no fault `{name}`; there are {likes}"))
    }
}
