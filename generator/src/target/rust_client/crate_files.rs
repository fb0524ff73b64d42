//! Manifest, root, credentials and support code.

use crate::render::Renderer;
use crate::target::OutputFile;
use crate::target::rust::context::Context;
use crate::target::rust::{docs, support};
use bindery_model::resolved::SecurityKind;
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;
use serde_json::json;

/// What `Cargo.toml.j2` sees.
#[derive(JsonSchema, Serialize)]
struct ManifestFile<'a> {
    package: &'a str,
    version: &'a str,
    /// Features that are default.
    default: Vec<&'a str>,
    /// Modules of resources, each a feature.
    resources: &'a [&'a str],
}

/// What `lib.rs.j2` sees.
#[derive(JsonSchema, Serialize)]
struct RootFile<'a> {
    docs: Vec<String>,
    /// Modules of resources.
    resources: &'a [&'a str],
}

/// What `options.rs.j2` sees.
#[derive(JsonSchema, Serialize)]
struct OptionsFile<'a> {
    credentials: Vec<Credentials<'a>>,
    headers: Vec<Header<'a>>,
}

/// A security scheme as a method.
#[derive(JsonSchema, Serialize)]
struct Credentials<'a> {
    docs: Vec<String>,
    method: &'a str,
    kind: &'static str,
    header: &'a str,
    scheme: &'a str,
}

/// A request header as a method.
#[derive(JsonSchema, Serialize)]
struct Header<'a> {
    docs: Vec<String>,
    method: &'a str,
    wire: &'a str,
    lower: String,
}

/// The contexts of the templates that are filled in here.
pub(super) fn contexts() -> Vec<(&'static str, Schema)> {
    vec![
        ("rust_client/Cargo.toml.j2", schema_for!(ManifestFile<'_>)),
        ("rust_client/lib.rs.j2", schema_for!(RootFile<'_>)),
        ("rust_client/options.rs.j2", schema_for!(OptionsFile<'_>)),
    ]
}

pub(super) fn write(
    context: &Context<'_>,
    renderer: &Renderer,
    files: &mut Vec<OutputFile>,
) -> Result<(), String> {
    let mut file = |path: &str, text: String| {
        files.push(OutputFile {
            path: path.to_owned(),
            text,
        });
    };
    let options = context.options;
    let resources = &context.names.resources;
    let modules: Vec<&str> = resources.iter().map(|one| &*one.module).collect();
    let default = context.default_features(&modules);
    let manifest = ManifestFile {
        package: &options.package,
        version: &options.version,
        default,
        resources: &modules,
    };
    file(
        "Cargo.toml",
        renderer.text("Cargo.toml.j2", manifest)? + "\n",
    );
    file(
        "rustfmt.toml",
        renderer.text("rustfmt.toml.j2", json!({}))? + "\n",
    );
    let docs = root_docs(context, &modules);
    file(
        "src/lib.rs",
        renderer.rust(
            "lib.rs.j2",
            RootFile {
                docs,
                resources: &modules,
            },
        )?,
    );
    let (credentials, headers) = (credentials(context), headers(context));
    let text = renderer.rust(
        "options.rs.j2",
        OptionsFile {
            credentials,
            headers,
        },
    )?;
    file("src/options.rs", text);
    support::write(context.side, renderer, files)
}

fn root_docs(context: &Context<'_>, modules: &[&str]) -> Vec<String> {
    let crate_name = context.options.package.replace('-', "_");
    let mut docs = vec![
        format!(
            "A client of {} operations in {} resources.",
            context.api.operations.len(),
            modules.len()
        ),
        String::new(),
        "Each resource is a module and a feature of this crate; the feature `all` has them all."
            .to_owned(),
        "What an operation requires is an argument; all else is a method of the request."
            .to_owned(),
        "Objects start from `default()`, and their fields are set from there.".to_owned(),
        String::new(),
    ];
    docs.push("```no_run".to_owned());
    let example = [
        format!("# fn main() -> Result<(), {crate_name}::BuildError> {{"),
        format!(
            "let client = {crate_name}::Client::builder().base_url(\"https://example.com\").build()?;"
        ),
        "# let _ = client; Ok(()) }".to_owned(),
        "```".to_owned(),
    ];
    docs.extend(example);
    docs
}

fn credentials<'a>(context: &'a Context<'_>) -> Vec<Credentials<'a>> {
    let schemes = context.api.security.iter().zip(&context.names.security);
    let one = |(scheme, method): (&'a bindery_model::resolved::SecurityScheme, &'a String)| {
        let (kind, header) = match &scheme.kind {
            SecurityKind::Basic => ("basic", "authorization"),
            SecurityKind::Bearer => ("bearer", "authorization"),
            // That field holds a scheme and credentials (RFC 9110 section 11.4).
            SecurityKind::ApiKey { header } if header.eq_ignore_ascii_case("authorization") => {
                ("scheme", &**header)
            }
            SecurityKind::ApiKey { header } => ("key", &**header),
        };
        let mut docs = docs::lines(scheme.description.as_deref().unwrap_or(""));
        docs.push(format!(
            "Credentials of the scheme `{}`, for every request ({}).",
            scheme.name,
            context.place(scheme.evidence.span)
        ));
        Credentials {
            docs,
            method,
            kind,
            header,
            scheme: &scheme.name,
        }
    };
    schemes.map(one).collect()
}

fn headers<'a>(context: &'a Context<'_>) -> Vec<Header<'a>> {
    let headers = context.api.headers.iter().zip(&context.names.headers);
    let one = |(header, method): (&'a bindery_model::resolved::Header, &'a String)| {
        let mut docs = context.line(header.description.as_ref(), header.name.span());
        docs.extend([
            String::new(),
            format!("The header field `{}`.", header.name.value),
        ]);
        Header {
            docs,
            method,
            wire: &header.name.value,
            lower: header.name.value.to_ascii_lowercase(),
        }
    };
    headers
        .filter(|(header, _)| is_token(&header.name.value))
        .map(one)
        .collect()
}

/// Whether a name can be that of a header field (RFC 9110 section 5.6.2).
fn is_token(name: &str) -> bool {
    let is_token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !name.is_empty() && name.bytes().all(is_token)
}
