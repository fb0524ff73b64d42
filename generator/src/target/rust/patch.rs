//! Bodies that say what to change.

use bindery_model::resolved::RequestBody;
use bindery_model::{Method, ResolvedApi, Type};

/// Whether a body is a JSON Patch (RFC 6902) or a JSON Merge Patch (RFC 7396): its media types are
/// no others, or it is sent by PATCH and lists operations on paths.
pub(in crate::target) fn is_patch(api: &ResolvedApi, method: Method, body: &RequestBody) -> bool {
    let is_media_type = |one: &String| {
        let essence = one
            .split(';')
            .next()
            .unwrap_or("")
            .trim()
            .to_ascii_lowercase();
        matches!(
            &*essence,
            "application/json-patch+json" | "application/merge-patch+json"
        )
    };
    let Type::Array(items) = &body.value_type else {
        return body.media_types.iter().all(is_media_type);
    };
    let has = |name: &str| match &**items {
        Type::Schema(id) => api
            .schema(*id)
            .properties
            .iter()
            .any(|one| one.name == name),
        _ => false,
    };
    body.media_types.iter().all(is_media_type)
        || method == Method::Patch && has("op") && has("path")
}
