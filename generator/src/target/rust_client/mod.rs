//! A client crate in Rust: a module and a feature a resource, a file a type, support code copied.

mod context;
mod crate_files;
mod docs;
mod reach;
mod resource;
mod samples;
mod schema;
mod shape;

#[cfg(test)]
mod tests;

use super::{OutputFile, TargetBug};
use crate::names::rust::NameTable;
use crate::render::Renderer;
use bindery_model::{ResolvedApi, SourceMap};
use context::Context;

/// What the user chose.
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

impl Default for Options {
    fn default() -> Self {
        Options {
            package: "api-client".to_owned(),
            version: "0.1.0".to_owned(),
            default_features: None,
            page_url: None,
        }
    }
}

const TEMPLATES: &[(&str, &str)] = &[
    (
        "Cargo.toml.j2",
        include_str!("../../../../templates/rust_client/Cargo.toml.j2"),
    ),
    (
        "lib.rs.j2",
        include_str!("../../../../templates/rust_client/lib.rs.j2"),
    ),
    (
        "macros.j2",
        include_str!("../../../../templates/rust_client/macros.j2"),
    ),
    (
        "options.rs.j2",
        include_str!("../../../../templates/rust_client/options.rs.j2"),
    ),
    (
        "resource.rs.j2",
        include_str!("../../../../templates/rust_client/resource.rs.j2"),
    ),
    (
        "rustfmt.toml.j2",
        include_str!("../../../../templates/rust_client/rustfmt.toml.j2"),
    ),
    (
        "samples.rs.j2",
        include_str!("../../../../templates/rust_client/samples.rs.j2"),
    ),
    (
        "type.rs.j2",
        include_str!("../../../../templates/rust_client/type.rs.j2"),
    ),
    (
        "types.rs.j2",
        include_str!("../../../../templates/rust_client/types.rs.j2"),
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
    let renderer = Renderer::new(TEMPLATES).map_err(bug)?;
    let context = Context {
        api,
        sources,
        options,
        names: &names,
        reach: reach::Reach::new(api, &names),
    };
    let mut files = Vec::new();
    crate_files::write(&context, &renderer, &mut files).map_err(bug)?;
    resource::write(&context, &renderer, &mut files).map_err(bug)?;
    schema::write(&context, &renderer, &mut files).map_err(bug)?;
    samples::write(&context, &renderer, &mut files).map_err(bug)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}
