//! A client crate in Rust: a module and a feature a resource, a file a type, support code copied.

mod crate_files;
mod patches;
mod resource;
mod samples;

#[cfg(test)]
mod tests;

use super::rust::context::Context;
use super::rust::{self, Options, Side, types};
use super::{OutputFile, Shared, TargetError};
use crate::render::{Renderer, Templates};
use bindery_model::{ResolvedApi, SourceMap};
use patches::Patches;
use rayon::prelude::*;
use schemars::Schema;

pub(super) const TEMPLATES: Templates = &[
    (
        "Cargo.toml.j2",
        include_str!("../../../../templates/rust_client/Cargo.toml.j2"),
    ),
    (
        "calls.j2",
        include_str!("../../../../templates/rust_client/calls.j2"),
    ),
    (
        "lib.rs.j2",
        include_str!("../../../../templates/rust_client/lib.rs.j2"),
    ),
    (
        "options.rs.j2",
        include_str!("../../../../templates/rust_client/options.rs.j2"),
    ),
    (
        "part.rs.j2",
        include_str!("../../../../templates/rust_client/part.rs.j2"),
    ),
    (
        "patch.rs.j2",
        include_str!("../../../../templates/rust_client/patch.rs.j2"),
    ),
    (
        "resource.rs.j2",
        include_str!("../../../../templates/rust_client/resource.rs.j2"),
    ),
    (
        "sample.rs.j2",
        include_str!("../../../../templates/rust_client/sample.rs.j2"),
    ),
    (
        "samples.rs.j2",
        include_str!("../../../../templates/rust_client/samples.rs.j2"),
    ),
];

/// The contexts of its templates.
pub(super) fn contexts() -> Vec<(&'static str, Schema)> {
    [
        crate_files::contexts(),
        patches::contexts(),
        resource::contexts(),
        samples::contexts(),
    ]
    .concat()
}

/// The crate, as files.
///
/// # Errors
/// Where we are wrong, or a template or a lock file of the user's is; never because of what a page
/// says.
pub fn generate(
    api: &ResolvedApi,
    sources: &SourceMap,
    options: &Options,
    shared: &Shared,
) -> Result<Vec<OutputFile>, TargetError> {
    let (names, lock) = rust::names(api, shared)?;
    let folders = [("rust", rust::TEMPLATES), ("rust_client", TEMPLATES)];
    let wrong = |error| TargetError::of_template("rust-client", error);
    let renderer = Renderer::new(&folders, &shared.render).map_err(wrong)?;
    let wrong = |message| wrong(renderer.error(message));
    let context = Context::new(api, sources, options, &names, Side::Client);
    let patches = Patches::new(&context);
    type Part<'p> = &'p (dyn Fn(&mut Vec<OutputFile>) -> Result<(), String> + Sync);
    let parts: [Part<'_>; 5] = [
        &|files| crate_files::write(&context, &renderer, files),
        &|files| resource::write(&context, &patches, &renderer, files),
        &|files| patches.write(&context, &renderer, files),
        &|files| types::write(&context, &renderer, patches.listed(&context), files),
        &|files| samples::write(&context, &patches, &renderer, files),
    ];
    let made = parts.par_iter().map(|part| {
        let mut files = Vec::new();
        part(&mut files).map(|()| files)
    });
    let made: Vec<Result<Vec<OutputFile>, String>> = made.collect();
    let mut files = vec![lock];
    for part in made {
        files.extend(part.map_err(wrong)?);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}
