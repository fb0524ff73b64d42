//! Ways to break the service on purpose, so that a test can see that it is noticed.

use chat_server_stub::Problem;
use serde::Serialize;
use serde_json::Value;

/// A promise that is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Fault {
    /// PUT of a chat session succeeds and stores nothing.
    LostWrite,
    /// GET of a chat session by its id leaves out the property `CustomerName`.
    MissingProperty,
}

/// An answer that lacks a documented property.
pub(crate) fn without_property(answer: &impl Serialize, name: &str) -> Problem {
    let mut value = serde_json::to_value(answer).unwrap_or(Value::Null);
    if let Value::Object(members) = &mut value {
        members.shift_remove(name);
    }
    Problem::value(value)
}
