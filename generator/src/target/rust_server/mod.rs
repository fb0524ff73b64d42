//! A server crate in Rust: a trait a resource, a file a type, support code copied.

mod answers;
mod client_tests;
mod crate_files;
mod documented;
mod parameters;
mod resource;
mod samples;

#[cfg(test)]
mod tests;

use super::rust::context::Context;
use super::rust::{self, Side, types};
use super::{OutputFile, Shared, TargetError};
use crate::names::server::ServerNames;
use crate::render::{Renderer, Templates};
use bindery_model::{ResolvedApi, SourceMap};
use documented::Documented;
use schemars::Schema;

/// What the user chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// For the crate.
    pub own: rust::Options,
    /// The client of the same pages. Where it is given, tests let it call this server.
    pub client: Option<ClientCrate>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            own: rust::Options::of("api-server"),
            client: None,
        }
    }
}

/// A client crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientCrate {
    /// Its name.
    pub package: String,
    /// Its folder, as seen from that of the server.
    pub path: String,
}

pub(super) const TEMPLATES: Templates = &[
    (
        "Cargo.toml.j2",
        include_str!("../../../../templates/rust_server/Cargo.toml.j2"),
    ),
    (
        "client_tests.rs.j2",
        include_str!("../../../../templates/rust_server/client_tests.rs.j2"),
    ),
    (
        "documented.rs.j2",
        include_str!("../../../../templates/rust_server/documented.rs.j2"),
    ),
    (
        "lib.rs.j2",
        include_str!("../../../../templates/rust_server/lib.rs.j2"),
    ),
    (
        "main.rs.j2",
        include_str!("../../../../templates/rust_server/main.rs.j2"),
    ),
    (
        "resource.rs.j2",
        include_str!("../../../../templates/rust_server/resource.rs.j2"),
    ),
];

/// The contexts of its templates.
pub(super) fn contexts() -> Vec<(&'static str, Schema)> {
    [
        client_tests::contexts(),
        crate_files::contexts(),
        resource::contexts(),
    ]
    .concat()
}

/// What every part of the crate is made from.
struct Server<'a> {
    context: &'a Context<'a>,
    names: &'a ServerNames,
    documented: Documented,
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
    let (names, lock) = ServerNames::locked(api, &shared.names)?;
    let folders = [("rust", rust::TEMPLATES), ("rust_server", TEMPLATES)];
    let wrong = |error| TargetError::of_template("rust-server", error);
    let renderer = Renderer::new(&folders, &shared.render).map_err(wrong)?;
    let bug = |message| wrong(renderer.error(message));
    let context = Context::new(api, sources, &options.own, &names.table, Side::Server);
    let server = Server {
        context: &context,
        names: &names,
        documented: Documented::new(api),
    };
    let mut files = vec![rust::lock_file(&lock)];
    crate_files::write(&server, options.client.as_ref(), &renderer, &mut files).map_err(bug)?;
    resource::write(&server, &renderer, &mut files).map_err(bug)?;
    types::write(&context, &renderer, Vec::new(), &mut files).map_err(bug)?;
    samples::write(&server, &mut files).map_err(bug)?;
    if let Some(client) = &options.client {
        client_tests::write(&server, client, &renderer, &mut files).map_err(bug)?;
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}
