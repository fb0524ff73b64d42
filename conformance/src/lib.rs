//! Whether a live server keeps what its pages promise.
//!
//! ```text
//! ResolvedApi ─ plan ─▶ Case ─ send ─▶ Exchange ─ judge ─▶ Verdict ─▶ Event ─ report ─▶ files
//!             ─ mock ─▶ a server that keeps every promise, or breaks the one it is told to
//! ```
//!
//! Only `send` and `mock` touch the network. Everything else is a function of values, so recorded
//! traffic is judged by the same code as live traffic.

pub mod body;
pub mod case;
pub mod check;
pub mod checks;
pub mod drive;
pub mod effects;
pub mod event;
pub mod exchange;
pub mod findings;
pub mod har;
mod identity;
pub mod judge;
pub mod mock;
pub mod path;
pub mod plan;
mod pointer;
pub mod report;
pub mod selftest;
pub mod send;
pub mod shape;
pub mod values;
pub mod verdict;

#[cfg(test)]
mod bare;
#[cfg(test)]
mod testing;
