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
use super::{OutputFile, TargetBug};
use crate::names::server::ServerNames;
use crate::render::Renderer;
use bindery_model::{ResolvedApi, SourceMap};
use documented::Documented;

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

const TEMPLATES: &[(&str, &str)] = &[
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

/// What every part of the crate is made from.
struct Server<'a> {
    context: &'a Context<'a>,
    names: &'a ServerNames,
    documented: Documented,
}

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
        target: "rust-server",
        message,
    };
    let names = ServerNames::new(api);
    let renderer = Renderer::new(&[rust::TEMPLATES, TEMPLATES].concat()).map_err(bug)?;
    let context = Context::new(api, sources, &options.own, &names.table, Side::Server);
    let server = Server {
        context: &context,
        names: &names,
        documented: Documented::new(api),
    };
    let mut files = Vec::new();
    crate_files::write(&server, options.client.as_ref(), &renderer, &mut files).map_err(bug)?;
    resource::write(&server, &renderer, &mut files).map_err(bug)?;
    types::write(&context, &renderer, &mut files).map_err(bug)?;
    samples::write(&server, &mut files).map_err(bug)?;
    if let Some(client) = &options.client {
        client_tests::write(&server, client, &renderer, &mut files).map_err(bug)?;
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}
