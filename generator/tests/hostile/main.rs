//! Input that is broken, huge or made to do harm. Nothing here may panic, hang, or be lost without
//! a word: every case ends in an exact result or in a diagnostic with a place.
//!
//! No case is timed. A case whose work grew with the square of its size would not end.

#![expect(clippy::panic, reason = "helpers of tests fail as tests do")]

mod dialect_files;
mod encodings;
mod front_matter;
mod indexes;
mod names;
mod paths;
mod schemas;
mod size;
mod support;
