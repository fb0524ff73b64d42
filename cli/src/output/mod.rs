//! Generated files on disk: planned against what stands there and what was written before, then
//! written whole or not at all.
//!
//! ```text
//! [OutputFile] + disk + manifest ─ plan ─▶ [Planned] ─ write ─▶ disk, or a diff
//! ```

mod diff;
mod hold;
mod inside;
mod manifest;
mod plan;
mod write;

pub(crate) use diff::{between, print as print_diff};
pub(crate) use plan::{Folder, Planned, Rules, State};
pub(crate) use write::{write, write_one};
