//! The support code, file by file, as it stands in this repository.

use super::Side;
use crate::render::Renderer;
use crate::target::OutputFile;
use serde_json::json;

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
    "client/json_path.rs",
    "client/mod.rs",
    "client/operation.rs",
    "client/request.rs",
    "client/retry.rs",
];

const SERVER: &[(&str, &str)] = files![
    "server/accept.rs",
    "server/answer.rs",
    "server/credentials.rs",
    "server/json_pointer.rs",
    "server/mod.rs",
    "server/operation.rs",
    "server/parameters.rs",
    "server/patch_document.rs",
    "server/path.rs",
    "server/problem.rs",
    "server/request.rs",
    "server/router.rs",
    "server/routes.rs",
    "server/sample.rs",
    "server/select.rs",
    "server/settings.rs",
    "server/xml.rs",
];

const VALUE: &[(&str, &str)] = files![
    "value/base64_bytes.rs",
    "value/date_time.rs",
    "value/json_steps.rs",
    "value/mod.rs",
    "value/patch.rs",
    "value/words.rs",
];

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
    let text = renderer.rust("support.rs.j2", json!({"side": name}))?;
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
