//! A client crate in Rust: a module and a feature a resource, a file a type, support code copied.

mod crate_files;
mod patches;
mod resource;
mod samples;

#[cfg(test)]
mod tests;

use super::rust::context::Context;
use super::rust::{self, Options, Side, types};
use super::{OutputFile, TargetBug};
use crate::names::rust::NameTable;
use crate::render::Renderer;
use bindery_model::{ResolvedApi, SourceMap};
use patches::Patches;

const TEMPLATES: &[(&str, &str)] = &[
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

/// The crate, as files.
///
/// # Errors
/// Only where we are wrong; never because of what a page says.
pub fn generate(
    api: &ResolvedApi,
    sources: &SourceMap,
    options: &Options,
) -> Result<Vec<OutputFile>, TargetBug> {
    let bug = |message| TargetBug {
        target: "rust-client",
        message,
    };
    let names = NameTable::new(api);
    let renderer = Renderer::new(&[rust::TEMPLATES, TEMPLATES].concat()).map_err(bug)?;
    let context = Context::new(api, sources, options, &names, Side::Client);
    let mut files = Vec::new();
    crate_files::write(&context, &renderer, &mut files).map_err(bug)?;
    let patches = Patches::new(&context);
    resource::write(&context, &patches, &renderer, &mut files).map_err(bug)?;
    patches
        .write(&context, &renderer, &mut files)
        .map_err(bug)?;
    types::write(&context, &renderer, patches.listed(&context), &mut files).map_err(bug)?;
    samples::write(&context, &patches, &renderer, &mut files).map_err(bug)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}
