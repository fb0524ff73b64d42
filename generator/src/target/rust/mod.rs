//! What every target that prints Rust shares: types, documentation, support code.

pub(super) mod context;
pub(super) mod docs;
pub(super) mod enumeration;
pub(super) mod features;
#[cfg(test)]
pub(super) mod nasty;
pub(super) mod patch;
pub(super) mod reach;
pub(super) mod renaming;
pub(super) mod shape;
pub(super) mod support;
pub(super) mod types;

use super::{OutputFile, Shared};
use crate::names::lock::{self, LockError, NamesLock};
use crate::names::rust::NameTable;
use crate::render::Templates;
use bindery_model::ResolvedApi;
use schemars::Schema;

/// What the user chose for a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The name of the crate.
    pub package: String,
    /// The version of the crate.
    pub version: String,
    /// Modules of resources that are default features. Where nothing is said, every resource is, if
    /// they are few.
    pub default_features: Option<Vec<String>>,
    /// The address below which the pages are published: links lead there.
    pub page_url: Option<String>,
}

impl Options {
    /// What holds for a crate of this name where nothing is chosen.
    pub fn of(package: &str) -> Self {
        Options {
            package: package.to_owned(),
            version: "0.1.0".to_owned(),
            default_features: None,
            page_url: None,
        }
    }
}

/// Which end of a connection is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// It writes requests and reads answers.
    Client,
    /// It reads requests and writes answers; it can read those too, which are shown as samples.
    Server,
}

/// Every identifier, those of the lock file first, and the lock file that holds them all.
pub(super) fn names(
    api: &ResolvedApi,
    shared: &Shared,
) -> Result<(NameTable, OutputFile), LockError> {
    let (names, lock) = NameTable::locked(api, &shared.names)?;
    Ok((names, lock_file(&lock)))
}

/// The lock file of names.
pub(super) fn lock_file(lock: &NamesLock) -> OutputFile {
    OutputFile {
        path: lock::FILE_NAME.to_owned(),
        text: lock.text(),
    }
}

/// The contexts of its templates.
pub(super) fn contexts() -> Vec<(&'static str, Schema)> {
    [types::contexts(), support::contexts()].concat()
}

/// Templates that every such target fills in, by name.
pub(super) const TEMPLATES: Templates = &[
    (
        "macros.j2",
        include_str!("../../../../templates/rust/macros.j2"),
    ),
    (
        "rustfmt.toml.j2",
        include_str!("../../../../templates/rust/rustfmt.toml.j2"),
    ),
    (
        "support.rs.j2",
        include_str!("../../../../templates/rust/support.rs.j2"),
    ),
    (
        "type.rs.j2",
        include_str!("../../../../templates/rust/type.rs.j2"),
    ),
    (
        "types.rs.j2",
        include_str!("../../../../templates/rust/types.rs.j2"),
    ),
];
