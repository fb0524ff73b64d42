//! Every identifier of a generated program at once, before anything is printed.
//!
//! A wire name is split into words once ([`words`]). In each scope the words are claimed regardless
//! of case ([`scope`]), because `Links` and `links` are one name to a reader and, once cased, to
//! the compiler. Who gives way does not depend on the order of pages. The wire name stays in the
//! model, beside the name. Names that were chosen before stay as they are ([`lock`]).

mod ledger;
pub mod lock;
pub mod reserved;
pub mod rust;
pub mod scope;
pub mod server;
pub mod words;

#[cfg(test)]
mod tests;
