//! The bodies of requests.

use super::needs::{Found, Givers, identifiers_of_body};
use crate::case::{CaseBody, Content, Source};
use crate::identity::is_identifier;
use crate::values::cannot_write;
use bindery_model::resolved::{Operation, RequestBody};
use bindery_model::{ResolvedApi, Scalar, Type};
use serde_json::{Value, json};

/// A media type that no page lists.
pub(super) const UNKNOWN_MEDIA_TYPE: &str = "application/x-bindery-unknown";

/// A text that is no number, no date and no word that a page lists.
pub(super) const NONSENSE: &str = "bindery-nonsense";

/// The media type in which a body is sent unless a case says otherwise: JSON, if that is listed.
pub(super) fn usual_media_type(request: &RequestBody) -> &str {
    let is_array = matches!(request.value_type, Type::Array(_));
    let fits = |one: &&String| is_json(one) && writes(one, is_array, None).is_ok();
    let best = request.media_types.iter().find(fits);
    let first = best.or_else(|| request.media_types.first());
    first.map_or("application/json", String::as_str)
}

/// Whether a media type is JSON (RFC 6839 section 3.1).
pub(super) fn is_json(media_type: &str) -> bool {
    media_type.ends_with("/json") || media_type.ends_with("+json")
}

/// Whether a body can be written in a media type, or why not. Those that are JSON need not be known.
pub(super) fn writes(
    media_type: &str,
    is_array: bool,
    body: Option<&CaseBody>,
) -> Result<(), String> {
    let value = match body.map(|one| &one.content) {
        Some(Content::Json(value, _)) => value,
        Some(Content::Bytes(_)) | None => &Value::Null,
    };
    let patches = media_type.ends_with("/json-patch+json");
    let merges = media_type.ends_with("/merge-patch+json");
    match () {
        () if patches && !is_array => Err(format!(
            "`{media_type}` is a list of changes (RFC 6902), which the page does not show"
        )),
        () if merges && is_array => Err(format!(
            "`{media_type}` is an object (RFC 7396), and the page shows a list"
        )),
        () => cannot_write(value, media_type).map_or(Ok(()), Err),
    }
}

/// A JSON body whose identifiers come from where the operation's identifiers do.
pub(super) fn with_identifiers(
    givers: &Givers<'_>,
    at: usize,
    body: Value,
    media_type: &str,
) -> Result<CaseBody, String> {
    let operation = &givers.api.operations[at];
    let effect = givers.effects[at].effect;
    let in_parameters = operation.parameters.iter().any(|one| {
        super::needs::is_required(one) && !givers.identities.of(operation, one).is_empty()
    });
    let mut is_target = givers.changes(at) && !in_parameters;
    let mut sources = Vec::new();
    let mut identifiers = identifiers_of_body(givers.api, &givers.identities, operation, effect);
    put_own_first(givers, operation, &mut identifiers);
    if is_target && identifiers.is_empty() && !givers.foreign {
        return Err("it names no object, so it may change any".to_owned());
    }
    for (name, pointer, keys) in identifiers {
        let shown = body.pointer(&pointer).cloned();
        // What the page's sample leaves out or leaves empty is not needed.
        let is_empty = shown.as_ref().is_none_or(is_nothing);
        if is_empty && !is_target {
            continue;
        }
        match givers.identifier(at, &name, &keys, shown, is_target) {
            Found::Source(source) => sources.push((pointer, source)),
            Found::Foreign(because) => return Err(because),
        }
        is_target = false;
    }
    Ok(CaseBody {
        media_type: media_type.to_owned(),
        content: Content::Json(body, sources),
    })
}

/// Whether a value identifies nothing.
pub(crate) fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

/// The body's own identifier names its object, the others what it refers to.
fn put_own_first(
    givers: &Givers<'_>,
    operation: &Operation,
    identifiers: &mut [(String, String, Vec<String>)],
) {
    let Some(Type::Schema(id)) = operation.request.as_ref().map(|one| &one.value_type) else {
        return;
    };
    let own = givers.identities.of_schema(*id).map(|(name, _)| name);
    identifiers.sort_by_key(|(name, _, _)| Some(name.as_str()) != own);
}

/// The same body with values of other types; nothing where every value would do.
pub(super) fn of_wrong_types(api: &ResolvedApi, body: &Value, wanted: &Type) -> Option<Value> {
    let wrong = match (wanted, body) {
        (Type::Any | Type::Object | Type::Map(_), Value::Object(_)) => body.clone(),
        (Type::Any, _) => body.clone(),
        (Type::Schema(id), Value::Object(members)) => {
            let wrong = api.schema(*id).properties.iter().filter_map(|property| {
                let value = members.get(&property.name)?;
                let wrong = wrong_value(&property.value_type)?;
                (wrong != *value).then(|| (property.name.clone(), wrong))
            });
            let mut changed = members.clone();
            changed.extend(wrong);
            Value::Object(changed)
        }
        (Type::Array(items), Value::Array(values)) => {
            let first = values.first()?;
            let mut changed = values.clone();
            changed[0] = of_wrong_types(api, first, items)?;
            Value::Array(changed)
        }
        (wanted, _) => wrong_value(wanted)?,
    };
    (wrong != *body).then_some(wrong)
}

/// A value that is certainly not of this type.
fn wrong_value(wanted: &Type) -> Option<Value> {
    match wanted {
        Type::Any => None,
        Type::Scalar(Scalar::Int32 | Scalar::Int64 | Scalar::Double | Scalar::Boolean) => {
            Some(json!(NONSENSE))
        }
        Type::Scalar(_) | Type::Enum(_) => Some(json!({ NONSENSE: true })),
        Type::Array(_) | Type::Map(_) | Type::Object | Type::Schema(_) => Some(json!(NONSENSE)),
    }
}

/// The same body with all integers at an edge of their type; nothing where it has none.
pub(super) fn at_the_edge(
    api: &ResolvedApi,
    body: &Value,
    wanted: &Type,
    edge: Edge,
) -> Option<Value> {
    let changed = match (wanted, body) {
        (Type::Scalar(Scalar::Int32), _) => edge.int32().into(),
        (Type::Schema(id), Value::Object(members)) => {
            let properties = api.schema(*id).properties.iter();
            let edges = properties.filter_map(|property| {
                // An identifier at the edge only says that there is no such object.
                if is_identifier(&property.name) {
                    return None;
                }
                let value = members.get(&property.name)?;
                let value = at_the_edge(api, value, &property.value_type, edge)?;
                Some((property.name.clone(), value))
            });
            let mut changed = members.clone();
            changed.extend(edges);
            Value::Object(changed)
        }
        _ => return None,
    };
    (changed != *body).then_some(changed)
}

/// An edge of a range.
#[derive(Clone, Copy, Debug)]
pub(super) enum Edge {
    Lowest,
    Highest,
}

impl Edge {
    pub(super) fn int32(self) -> i64 {
        match self {
            Edge::Lowest => i32::MIN.into(),
            Edge::Highest => i32::MAX.into(),
        }
    }

    pub(super) fn int64(self) -> i64 {
        match self {
            Edge::Lowest => i64::MIN,
            Edge::Highest => i64::MAX,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Edge::Lowest => "lowest",
            Edge::Highest => "highest",
        }
    }
}

/// Whether any of the sources says that a value is missing: what.
pub(super) fn missing(source: &Source) -> Option<&str> {
    match source {
        Source::Missing(what) => Some(what),
        Source::FirstOf(all) => all
            .iter()
            .all(|one| missing(one).is_some())
            .then(|| all.first().and_then(missing))
            .flatten(),
        Source::Known(_) | Source::Produced { .. } | Source::Absent => None,
    }
}
