//! The chat API of `specs/pages` for real, on the generated stubs of `chat-server-stub`.
//!
//! ```text
//! serve       connections, limits, the end
//! operations  a file a resource: what answers each documented operation
//! caller      who calls            headers   how the caller wants to see things
//! chat        what sessions do     present   from what is stored to what is answered
//! storage     SQLite               filter, patch   what callers write, as typed values
//! ```

mod caller;
mod chat;
mod faults;
mod filter;
mod headers;
mod operations;
mod options;
mod patch;
mod present;
mod serve;
mod storage;

pub use faults::Fault;
pub use options::Options;
pub use serve::{ServeError, Server};
