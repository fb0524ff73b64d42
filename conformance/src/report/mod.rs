//! What people and programs learn of a run.
//!
//! ```text
//! Event ─ collect ─▶ Document ─ json, junit, sarif, html, github, summary ─▶ text
//!       ─ har ─▶ text       ─ terminal ─▶ progress and failures as they happen
//! ```
//!
//! A [`Document`] holds all that a report may tell, and reads back what it writes, so that runs on
//! several machines are merged before they are reported.

mod bodies;
mod collect;
mod curl;
pub mod document;
mod github;
mod har;
mod html;
mod json;
mod junit;
mod ledger;
mod merge;
mod sarif;
mod secrets;
mod summary;
mod terminal;

pub use bodies::is_body;
pub use collect::{Collector, Known};
pub use document::Document;
pub use github::{annotations, job_summary};
pub use har::Har;
pub use html::{Run, html};
pub use json::{json, read};
pub use junit::junit;
pub use ledger::Coverage;
pub use merge::merge;
pub use sarif::sarif;
pub use secrets::Secrets;
pub use summary::summary;
pub use terminal::Terminal;

use crate::event::Event;

/// Takes part in a run by what it is told of it.
pub trait Reporter {
    /// Something happened.
    fn event(&mut self, event: &Event);
    /// Nothing more will happen.
    fn finish(&mut self);
}

#[cfg(test)]
mod tests;
