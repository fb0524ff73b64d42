//! The support code, file by file, as it stands in this repository.

use super::Side;
use crate::render::Renderer;
use crate::target::OutputFile;
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

/// Path and text of files below `generator/support/src`.
macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../../support/src/", $path)))),*]
    };
}

const CLIENT: &[(&str, &str)] = files![
    "client/builder.rs",
    "client/credentials.rs",
    "client/error.rs",
    "client/execute.rs",
    "client/handle.rs",
    "client/json_patch.rs",
    "client/json_path.rs",
    "client/mod.rs",
    "client/multipart.rs",
    "client/operation.rs",
    "client/outcome.rs",
    "client/pages.rs",
    "client/read.rs",
    "client/request.rs",
    "client/retry.rs",
];

const SERVER: &[(&str, &str)] = files![
    "server/accept.rs",
    "server/answer.rs",
    "server/credentials.rs",
    "server/element.rs",
    "server/form_body.rs",
    "server/json_pointer.rs",
    "server/mod.rs",
    "server/operation.rs",
    "server/parameters.rs",
    "server/patch_document.rs",
    "server/path.rs",
    "server/problem.rs",
    "server/reply_headers.rs",
    "server/request.rs",
    "server/router.rs",
    "server/routes.rs",
    "server/sample.rs",
    "server/select.rs",
    "server/settings.rs",
    "server/xml.rs",
    "server/xml_body.rs",
];

const VALUE: &[(&str, &str)] = files![
    "value/base64_bytes.rs",
    "value/date_time.rs",
    "value/json_error.rs",
    "value/json_steps.rs",
    "value/mod.rs",
    "value/patch.rs",
    "value/present.rs",
    "value/words.rs",
];

/// What `support.rs.j2` sees: which end of a connection is generated.
#[derive(JsonSchema, Serialize)]
struct SupportFile {
    side: &'static str,
}

/// The contexts of the templates that are filled in here.
pub(in crate::target) fn contexts() -> Vec<(&'static str, Schema)> {
    vec![("rust/support.rs.j2", schema_for!(SupportFile))]
}

/// What a crate of this side carries.
pub(in crate::target) fn write(
    side: Side,
    renderer: &Renderer,
    files: &mut Vec<OutputFile>,
) -> Result<(), String> {
    let (name, own) = match side {
        Side::Client => ("client", CLIENT),
        Side::Server => ("server", SERVER),
    };
    let text = renderer.rust("support.rs.j2", SupportFile { side: name })?;
    files.push(OutputFile {
        path: "src/support/mod.rs".to_owned(),
        text,
    });
    files.extend(own.iter().chain(VALUE).map(|(path, text)| OutputFile {
        path: format!("src/support/{path}"),
        text: (*text).to_owned(),
    }));
    Ok(())
}
