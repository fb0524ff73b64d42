//! Cases that the server must answer well.

use super::body::{self, Edge};
use super::draft::{Draft, Planned};
use super::needs::is_required;
use crate::case::{Case, CaseKind};
use crate::event::Reason;
use crate::values::Source as Origin;
use bindery_model::resolved::Parameter;
use bindery_model::{Scalar, Type};
use serde_json::{Value, json};

/// The cases, the one that feeds others first.
pub(super) fn cases(draft: &Draft<'_>) -> Vec<Planned> {
    let mut cases =
        vec![draft.settle(draft.usual(CaseKind::Required, "required", draft.required()))];
    cases.extend(sample(draft));
    cases.extend(optional(draft));
    cases.extend(super::options::cases(draft));
    cases.extend(media_types(draft));
    cases.extend(request_media_types(draft));
    cases.extend(boundaries(draft));
    cases
}

/// The documented sample: the parameters that it gives, and its body.
fn sample(draft: &Draft<'_>) -> Option<Planned> {
    draft.operation.sample_requests.first()?;
    let shown =
        |one: &Parameter| draft.givers.values.parameter(draft.operation, one).1 == Origin::Sample;
    let mut given = draft.required();
    for one in draft.given(|_, one| !is_required(one) && shown(one)) {
        given.push(one);
    }
    Some(draft.settle(draft.usual(CaseKind::Sample, "sample", given)))
}

/// Each optional parameter by itself, and all together.
fn optional(draft: &Draft<'_>) -> Vec<Planned> {
    let parameters = draft.operation.parameters.iter().enumerate();
    let optional: Vec<_> = parameters.filter(|(_, one)| !is_required(one)).collect();
    let alone = |(at, one): &(usize, &Parameter)| {
        let name = &one.name.value;
        let mut given = draft.required();
        given.extend(draft.given(|other, _| other == *at));
        let kind = if name.starts_with('$') {
            CaseKind::QueryOption(name.clone())
        } else {
            CaseKind::Optional(name.clone())
        };
        draft.settle(draft.usual(kind, &format!("optional:{name}"), given))
    };
    let mut cases: Vec<Planned> = optional.iter().map(alone).collect();
    if optional.len() > 1 {
        let mut given = draft.required();
        given.extend(draft.given(|_, one| !is_required(one)));
        cases.push(draft.settle(draft.usual(CaseKind::AllOptional, "all-optional", given)));
    }
    cases
}

/// Each documented media type of the answer.
fn media_types(draft: &Draft<'_>) -> Vec<Planned> {
    let case = |media_type: &String| {
        let kind = CaseKind::MediaType(media_type.clone());
        let name = format!("media-type:{media_type}");
        let mut case = draft.usual(kind, &name, draft.required());
        case.accept = vec![media_type.clone()];
        let mut planned = draft.settle(case);
        if draft.creates() && !body::is_json(media_type) {
            let because = "the answer would not be JSON, so what it creates could not be removed";
            let because = Reason::NotAllowed(because.to_owned());
            planned.left_out.get_or_insert(because);
        }
        planned
    };
    draft.media_types().iter().map(case).collect()
}

/// Each documented media type of the request's body.
fn request_media_types(draft: &Draft<'_>) -> Vec<Planned> {
    let Some(request) = &draft.operation.request else {
        return Vec::new();
    };
    let usual = body::usual_media_type(request);
    let others = request.media_types.iter().filter(|one| *one != usual);
    let is_array = matches!(request.value_type, Type::Array(_));
    let case = |media_type: &String| {
        let kind = CaseKind::RequestMediaType(media_type.clone());
        let name = format!("request-media-type:{media_type}");
        let mut case = draft.usual(kind, &name, draft.required());
        if let Some(body) = &mut case.body {
            body.media_type = media_type.clone();
        }
        match body::writes(media_type, is_array, case.body.as_ref()) {
            Ok(()) => draft.settle(case),
            Err(because) => Planned {
                case,
                left_out: Some(Reason::Blocked(because)),
            },
        }
    };
    others.map(case).collect()
}

/// Values at the edges of what the page allows.
fn boundaries(draft: &Draft<'_>) -> Vec<Planned> {
    let mut cases = Vec::new();
    for (at, parameter) in draft.operation.parameters.iter().enumerate() {
        let name = &parameter.name.value;
        for (edge, value) in edges(parameter) {
            let kind = CaseKind::Boundary(name.clone());
            let name = format!("boundary:{name}:{edge}");
            let mut planned = draft.settle(draft.usual(kind, &name, draft.with(at, value)));
            if draft.is_foreign(parameter) {
                let because = "the object at the edge is not one that this run created";
                let because = Reason::NotAllowed(because.to_owned());
                planned.left_out.get_or_insert(because);
            }
            cases.push(planned);
        }
    }
    for edge in [Edge::Lowest, Edge::Highest] {
        cases.extend(body_at(draft, edge).map(|case| draft.settle(case)));
    }
    cases
}

fn edges(parameter: &Parameter) -> Vec<(String, Value)> {
    let both = |value: fn(Edge) -> Value| {
        let edge = |edge: Edge| (edge.name().to_owned(), value(edge));
        vec![edge(Edge::Lowest), edge(Edge::Highest)]
    };
    match &parameter.value_type {
        Type::Scalar(Scalar::Int32) => both(|edge| edge.int32().into()),
        Type::Scalar(Scalar::Int64) => both(|edge| edge.int64().into()),
        Type::Scalar(Scalar::DateTime) => vec![
            ("lowest".to_owned(), json!("0001-01-01T00:00:00Z")),
            ("highest".to_owned(), json!("9999-12-31T23:59:59Z")),
        ],
        Type::Enum(members) => {
            let others = members.iter().skip(1);
            others.map(|one| (one.clone(), json!(one))).collect()
        }
        // A word that no language and no query language gives a meaning.
        Type::Scalar(Scalar::String) if !parameter.name.value.starts_with('$') => {
            vec![("letters".to_owned(), json!("Zwölf ☂ + & = %"))]
        }
        _ => Vec::new(),
    }
}

fn body_at(draft: &Draft<'_>, edge: Edge) -> Option<Case> {
    let request = draft.operation.request.as_ref()?;
    let (value, _) = draft.givers.values.request_body(draft.operation)?;
    let value = body::at_the_edge(draft.givers.api, &value, &request.value_type, edge)?;
    let kind = CaseKind::Boundary(String::new());
    let name = format!("boundary:body:{}", edge.name());
    let mut case = draft.usual(kind, &name, draft.required());
    case.body = Some(draft.body_of(value, body::usual_media_type(request)).ok()?);
    Some(case)
}
