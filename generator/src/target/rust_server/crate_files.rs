//! Manifest, root, program and support code.

use super::resource::Shared;
use super::{ClientCrate, Server};
use crate::render::Renderer;
use crate::target::OutputFile;
use crate::target::rust::support;
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

/// What `Cargo.toml.j2` sees.
#[derive(JsonSchema, Serialize)]
struct ManifestFile<'a> {
    client: Option<Client<'a>>,
    package: &'a str,
    version: &'a str,
    /// Resources that are default features.
    default: Vec<&'a str>,
    /// Every resource, by its feature.
    resources: &'a [&'a str],
}

/// The client that tests call this server with.
#[derive(JsonSchema, Serialize)]
struct Client<'a> {
    package: &'a str,
    path: &'a str,
}

/// What `lib.rs.j2` sees.
#[derive(JsonSchema, Serialize)]
struct RootFile<'a> {
    docs: Vec<String>,
    resources: Vec<Resource<'a>>,
}

/// What `main.rs.j2` sees.
#[derive(JsonSchema, Serialize)]
struct ProgramFile<'a> {
    crate_name: &'a str,
}

/// What `documented.rs.j2` sees: lists that operations share.
#[derive(JsonSchema, Serialize)]
struct DocumentedFile {
    media_types: Vec<Shared>,
    security: Vec<Shared>,
}

#[derive(JsonSchema, Serialize)]
struct Resource<'a> {
    module: &'a str,
    name: &'a str,
}

/// The contexts of the templates that are filled in here.
pub(super) fn contexts() -> Vec<(&'static str, Schema)> {
    vec![
        ("rust_server/Cargo.toml.j2", schema_for!(ManifestFile<'_>)),
        ("rust_server/documented.rs.j2", schema_for!(DocumentedFile)),
        ("rust_server/lib.rs.j2", schema_for!(RootFile<'_>)),
        ("rust_server/main.rs.j2", schema_for!(ProgramFile<'_>)),
    ]
}

pub(super) fn write(
    server: &Server<'_>,
    client: Option<&ClientCrate>,
    renderer: &Renderer,
    files: &mut Vec<OutputFile>,
) -> Result<(), String> {
    let mut file = |path: &str, text: String| {
        files.push(OutputFile {
            path: path.to_owned(),
            text,
        });
    };
    let context = server.context;
    let options = context.options;
    let resources = context.names.resources.iter();
    let resources: Vec<Resource<'_>> = resources
        .map(|one| Resource {
            module: &one.module,
            name: &one.name,
        })
        .collect();
    let modules: Vec<&str> = resources.iter().map(|one| one.module).collect();
    let default = context.default_features(&modules);
    let crate_name = options.package.replace('-', "_");
    let manifest = ManifestFile {
        client: client.map(|one| Client {
            package: &one.package,
            path: &one.path,
        }),
        package: &options.package,
        version: &options.version,
        default,
        resources: &modules,
    };
    let manifest = renderer.text("Cargo.toml.j2", manifest)?;
    file("Cargo.toml", manifest + "\n");
    let rustfmt = renderer.text("rustfmt.toml.j2", ())?;
    file("rustfmt.toml", rustfmt + "\n");
    let docs = root_docs(server, &crate_name);
    let root = renderer.rust("lib.rs.j2", RootFile { docs, resources })?;
    file("src/lib.rs", root);
    let main = renderer.rust(
        "main.rs.j2",
        ProgramFile {
            crate_name: &crate_name,
        },
    )?;
    file("src/main.rs", main);
    let (media_types, security) = server.shared();
    let shared = DocumentedFile {
        media_types,
        security,
    };
    file(
        "src/documented.rs",
        renderer.rust("documented.rs.j2", shared)?,
    );
    support::write(context.side, renderer, files)
}

fn root_docs(server: &Server<'_>, crate_name: &str) -> Vec<String> {
    let operations = server.context.api.operations.len();
    let resources = server.context.names.resources.len();
    let docs = [
        &*format!("A server of {operations} operations in {resources} resources."),
        "",
        "Each resource is a module, a trait and a feature of this crate; the feature `all` has them all.",
        "A method that is not written answers with the sample of its page. What a request must be is",
        "checked before a method is called; a method answers what is documented, or a [`Problem`].",
        "",
        "```no_run",
        "# async fn run() -> std::io::Result<()> {",
        &format!("let app = {crate_name}::router({crate_name}::samples(), Default::default());"),
        "let listener = tokio::net::TcpListener::bind(\"127.0.0.1:0\").await?;",
        "axum::serve(listener, app).await",
        "# }",
        "```",
    ];
    docs.map(str::to_owned).to_vec()
}
