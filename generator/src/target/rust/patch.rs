//! What may be sent to change a part of something: JSON Patch (RFC 6902) and JSON Merge Patch
//! (RFC 7396).

use super::shape::json_type;
use crate::names::words::words;
use bindery_model::api::Method;
use bindery_model::resolved::{Operation, RequestBody};
use bindery_model::{ResolvedApi, SchemaId, Type};
use std::collections::BTreeSet;

const JSON_PATCH: &str = "application/json-patch+json";
const MERGE_PATCH: &str = "application/merge-patch+json";

/// The forms of patch that an operation documents, each with the media type to send it as.
pub(in crate::target) struct PatchForms<'a> {
    /// JSON Patch.
    pub(in crate::target) json: Option<&'a str>,
    /// JSON Merge Patch, and the schema of what is changed.
    pub(in crate::target) merge: Option<(&'a str, Option<SchemaId>)>,
}

/// The patches that an operation takes. Elsewhere than with PATCH (RFC 5789), such media types are
/// listed for what a server could read, and do not tell what the body means.
pub(in crate::target) fn forms<'a>(
    api: &'a ResolvedApi,
    operation: &'a Operation,
) -> Option<PatchForms<'a>> {
    let request = operation.request.as_ref()?;
    if operation.method.value != Method::Patch {
        return None;
    }
    let listed = |wanted: &str| {
        let mut all = request.media_types.iter().map(String::as_str);
        all.find(|one| essence(one).eq_ignore_ascii_case(wanted))
    };
    let json = listed(JSON_PATCH).or_else(|| {
        let is_shown = is_json_patch(api, &request.value_type);
        is_shown.then(|| json_type(&request.media_types).unwrap_or("application/json"))
    });
    let merge = listed(MERGE_PATCH).map(|media| (media, changed(api, operation, request)));
    (json.is_some() || merge.is_some()).then_some(PatchForms { json, merge })
}

/// The schemas that a merge patch of these roots is made of: those that are changed member by
/// member, and those that are sent whole, since an array is replaced and never merged.
pub(in crate::target) fn merge_closure(
    api: &ResolvedApi,
    roots: impl IntoIterator<Item = SchemaId>,
) -> (BTreeSet<SchemaId>, BTreeSet<SchemaId>) {
    let mut open: Vec<SchemaId> = roots.into_iter().collect();
    let (mut merged, mut whole) = (BTreeSet::new(), BTreeSet::new());
    while let Some(id) = open.pop() {
        if !merged.insert(id) {
            continue;
        }
        for property in &api.schema(id).properties {
            match &property.value_type {
                Type::Schema(inner) => open.push(*inner),
                other => whole.extend(other.schema()),
            }
            // Its enumerations stand beside the schema.
            if crate::names::rust::enum_of(&property.value_type).is_some() {
                whole.insert(id);
            }
        }
    }
    (merged, whole)
}

/// The schema of what a merge patch changes: the body's own, where it is one; else what may be put
/// in the same place; else what comes back.
fn changed(api: &ResolvedApi, operation: &Operation, request: &RequestBody) -> Option<SchemaId> {
    let own = |value_type: &Type| match value_type {
        Type::Schema(id) => Some(*id),
        _ => None,
    };
    let is_put = |other: &&Operation| {
        other.method.value == Method::Put && other.path.value == operation.path.value
    };
    let put = || api.operations.iter().find(is_put)?.request.as_ref();
    let of_put = || put().and_then(|request| own(&request.value_type));
    let of_answer = || super::reach::answer(operation).and_then(|body| own(&body.value_type));
    own(&request.value_type).or_else(of_put).or_else(of_answer)
}

/// Whether a type is a list of what RFC 6902 section 4 calls operation objects.
fn is_json_patch(api: &ResolvedApi, value_type: &Type) -> bool {
    let Type::Array(items) = value_type else {
        return false;
    };
    let Type::Schema(id) = **items else {
        return false;
    };
    let properties = &api.schema(id).properties;
    let has = |name: &str| properties.iter().any(|property| property.name == name);
    let is_known = |name: &str| matches!(name, "op" | "path" | "value" | "from");
    has("op") && has("path") && properties.iter().all(|one| is_known(&one.name))
}

fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or("").trim()
}

/// What the method for a merge patch is called, where the operation's own is for the other form.
pub(in crate::target) fn merge_words(method: &str) -> Vec<String> {
    let mut wanted = vec!["merge".to_owned()];
    wanted.extend(words(method));
    wanted
}
