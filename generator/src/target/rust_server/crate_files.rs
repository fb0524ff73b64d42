//! Manifest, root, program and support code.

use super::{ClientCrate, Server};
use crate::render::Renderer;
use crate::target::OutputFile;
use crate::target::rust::support;
use serde::Serialize;
use serde_json::json;

#[derive(Serialize)]
struct Resource<'a> {
    module: &'a str,
    name: &'a str,
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
    let client = client.map(|one| json!({"package": one.package, "path": one.path}));
    let manifest = json!({"client": client, "package": options.package, "version": options.version, "default": default, "resources": modules});
    let manifest = renderer.text("Cargo.toml.j2", manifest)?;
    file("Cargo.toml", manifest + "\n");
    let rustfmt = renderer.text("rustfmt.toml.j2", json!({}))?;
    file("rustfmt.toml", rustfmt + "\n");
    let docs = root_docs(server, &crate_name);
    let root = renderer.rust("lib.rs.j2", json!({"docs": docs, "resources": resources}))?;
    file("src/lib.rs", root);
    let main = renderer.rust("main.rs.j2", json!({"crate_name": crate_name}))?;
    file("src/main.rs", main);
    let (media_types, security) = server.shared();
    let shared = json!({"media_types": media_types, "security": security});
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
