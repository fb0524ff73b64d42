//! Manifest, root, credentials and support code.

use super::context::Context;
use super::docs;
use crate::render::Renderer;
use crate::target::OutputFile;
use bindery_model::resolved::SecurityKind;
use serde::Serialize;
use serde_json::json;

/// The support code, file by file, as it stands in this repository.
const SUPPORT: &[(&str, &str)] = &[
    (
        "base64_bytes.rs",
        include_str!("../../../support/src/base64_bytes.rs"),
    ),
    (
        "builder.rs",
        include_str!("../../../support/src/builder.rs"),
    ),
    ("client.rs", include_str!("../../../support/src/client.rs")),
    (
        "credentials.rs",
        include_str!("../../../support/src/credentials.rs"),
    ),
    (
        "date_time.rs",
        include_str!("../../../support/src/date_time.rs"),
    ),
    ("error.rs", include_str!("../../../support/src/error.rs")),
    (
        "execute.rs",
        include_str!("../../../support/src/execute.rs"),
    ),
    (
        "json_path.rs",
        include_str!("../../../support/src/json_path.rs"),
    ),
    ("mod.rs", include_str!("../../../support/src/lib.rs")),
    (
        "operation.rs",
        include_str!("../../../support/src/operation.rs"),
    ),
    ("patch.rs", include_str!("../../../support/src/patch.rs")),
    (
        "request.rs",
        include_str!("../../../support/src/request.rs"),
    ),
    ("retry.rs", include_str!("../../../support/src/retry.rs")),
    ("words.rs", include_str!("../../../support/src/words.rs")),
];

/// Up to so many operations, every resource is a default feature.
const FEW_OPERATIONS: usize = 100;

#[derive(Serialize)]
struct Module<'a> {
    module: &'a str,
}

#[derive(Serialize)]
struct Credentials<'a> {
    docs: Vec<String>,
    method: &'a str,
    kind: &'static str,
    header: &'a str,
    scheme: &'a str,
}

#[derive(Serialize)]
struct Header<'a> {
    docs: Vec<String>,
    method: &'a str,
    wire: &'a str,
    lower: String,
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
    let default = default_features(context, &modules);
    let manifest = json!({"package": options.package, "version": options.version, "default": default, "resources": modules});
    file(
        "Cargo.toml",
        renderer.text("Cargo.toml.j2", manifest)? + "\n",
    );
    file(
        "rustfmt.toml",
        renderer.text("rustfmt.toml.j2", json!({}))? + "\n",
    );
    let resources: Vec<Module<'_>> = modules.iter().map(|module| Module { module }).collect();
    let docs = root_docs(context, &modules);
    file(
        "src/lib.rs",
        renderer.rust("lib.rs.j2", json!({"docs": docs, "resources": resources}))?,
    );
    let (credentials, headers) = (credentials(context), headers(context));
    let text = renderer.rust(
        "options.rs.j2",
        json!({"credentials": credentials, "headers": headers}),
    )?;
    file("src/options.rs", text);
    for (name, text) in SUPPORT {
        file(&format!("src/support/{name}"), (*text).to_owned());
    }
    Ok(())
}

fn default_features<'a>(context: &Context<'_>, modules: &[&'a str]) -> Vec<&'a str> {
    match &context.options.default_features {
        Some(chosen) => {
            let is_chosen = |module: &&&str| chosen.iter().any(|one| one == **module);
            modules.iter().filter(is_chosen).copied().collect()
        }
        None if context.api.operations.len() <= FEW_OPERATIONS => modules.to_vec(),
        None => Vec::new(),
    }
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
