//! Cases that the server must refuse.

use super::body::{self, NONSENSE, UNKNOWN_MEDIA_TYPE};
use super::draft::{Draft, Planned};
use crate::case::{Case, CaseKind, Content, Credentials, Target};
use crate::event::Reason;
use crate::path::Template;
use bindery_model::resolved::Parameter;
use bindery_model::{Location, Method, Scalar, Type};
use serde_json::json;

/// What the cases of an operation must know of the others.
pub(super) struct Surroundings {
    /// Whether it is the first of its path.
    pub(super) is_first_of_path: bool,
    /// Whether it is the first of all.
    pub(super) is_first: bool,
    /// Whether the user gives credentials.
    pub(super) has_credentials: bool,
}

/// The cases.
pub(super) fn cases(draft: &Draft<'_>, around: &Surroundings) -> Vec<Planned> {
    let mut cases = credentials(draft, around);
    cases.extend(missing(draft));
    cases.extend(malformed(draft));
    cases.extend(bodies(draft));
    if !draft.media_types().is_empty() {
        let kind = CaseKind::UnacceptableMediaType;
        let mut case = draft.usual(kind, "unacceptable-media-type", draft.required());
        case.accept = vec![UNKNOWN_MEDIA_TYPE.to_owned()];
        cases.push(draft.settle(case));
    }
    if around.is_first_of_path {
        cases.push(unknown_method(draft));
    }
    if around.is_first {
        cases.push(unknown_path(draft));
    }
    cases
}

fn credentials(draft: &Draft<'_>, around: &Surroundings) -> Vec<Planned> {
    if draft.operation.security.is_empty() {
        return Vec::new();
    }
    let kinds = [
        (
            CaseKind::NoCredentials,
            "no-credentials",
            Credentials::Absent,
        ),
        (
            CaseKind::WrongCredentials,
            "wrong-credentials",
            Credentials::Wrong,
        ),
    ];
    let case = |(kind, name, credentials)| {
        let mut case = draft.usual(kind, name, draft.required());
        case.credentials = credentials;
        let mut planned = draft.settle(case);
        if !around.has_credentials {
            let because = "no credentials are given with `--auth`, so none can be left out";
            let because = Reason::Blocked(because.to_owned());
            planned.left_out.get_or_insert(because);
        }
        planned
    };
    kinds.into_iter().map(case).collect()
}

/// Each required parameter left out. One in the path cannot be: that is another path.
fn missing(draft: &Draft<'_>) -> Vec<Planned> {
    let given = draft.required();
    let without = |target: &Target, name: &str| {
        let rest = given.iter().filter(|one| one.parameter != *target);
        let kind = CaseKind::Missing(name.to_owned());
        let case = draft.usual(kind, &format!("missing:{name}"), rest.cloned().collect());
        draft.settle(case)
    };
    let name = |target: &Target| match target {
        Target::Parameter(at) => {
            let one = &draft.operation.parameters[*at];
            (one.location != Location::Path).then(|| one.name.value.clone())
        }
        Target::Header(name) => Some(name.clone()),
    };
    let named = given.iter().map(|one| &one.parameter);
    named
        .filter_map(|target| Some(without(target, &name(target)?)))
        .collect()
}

/// Each typed parameter with a value that is not of its type.
fn malformed(draft: &Draft<'_>) -> Vec<Planned> {
    let mut cases = Vec::new();
    for (at, parameter) in draft.operation.parameters.iter().enumerate() {
        let name = &parameter.name.value;
        let (kind, slug) = match &parameter.value_type {
            Type::Enum(_) => (CaseKind::OutsideEnum(name.clone()), "outside-enum"),
            Type::Scalar(
                Scalar::Int32
                | Scalar::Int64
                | Scalar::Double
                | Scalar::Boolean
                | Scalar::DateTime
                | Scalar::Date,
            ) => (CaseKind::Malformed(name.clone()), "malformed"),
            _ => continue,
        };
        let given = draft.with(at, json!(NONSENSE));
        let mut planned = draft.settle(draft.usual(kind, &format!("{slug}:{name}"), given));
        if let Some(other) = other_path(draft, parameter) {
            let because = format!("`{other}` documents such a path too");
            planned.left_out.get_or_insert(Reason::Blocked(because));
        }
        cases.push(planned);
    }
    cases
}

/// Another path of the same method that the nonsense in the path belongs to.
fn other_path<'a>(draft: &Draft<'a>, parameter: &Parameter) -> Option<&'a str> {
    if parameter.location != Location::Path {
        return None;
    }
    let own = &draft.operation.path.value;
    let placeholder = format!("{{{}}}", parameter.name.value);
    let sent = own.replace(&placeholder, NONSENSE);
    let others = draft
        .givers
        .api
        .operations
        .iter()
        .zip(&draft.givers.templates);
    let method = draft.operation.method.value;
    let mut others = others.filter(|(one, _)| one.method.value == method && one.path.value != *own);
    others
        .find(|(_, template)| template.values(&sent).is_some())
        .map(|(one, _)| one.path.value.as_str())
}

fn bodies(draft: &Draft<'_>) -> Vec<Planned> {
    let Some(usual) = draft.body() else {
        return Vec::new();
    };
    let mut cases = Vec::new();
    let mut add = |kind, name, body| {
        let mut case: Case = draft.usual(kind, name, draft.required());
        case.body = Some(body);
        cases.push(draft.settle(case));
    };
    // Bytes of any kind are never broken.
    let request = draft.operation.request.as_ref();
    let is_bytes = request.is_some_and(|one| {
        matches!(
            one.value_type,
            Type::Any | Type::Scalar(Scalar::Binary | Scalar::Byte)
        )
    });
    if body::is_json(&usual.media_type) && !is_bytes {
        let mut broken = usual.clone();
        broken.content = Content::Bytes(b"{\"bindery\": [".to_vec());
        add(CaseKind::BrokenBody, "broken-body", broken);
    }
    if let (Content::Json(value, _), Some(request)) = (&usual.content, &draft.operation.request)
        && body::is_json(&usual.media_type)
        && !is_bytes
        && let Some(wrong) = body::of_wrong_types(draft.givers.api, value, &request.value_type)
    {
        let mut body = usual.clone();
        body.content = Content::Json(wrong, Vec::new());
        add(CaseKind::WrongTypes, "wrong-types", body);
    }
    let mut other = usual;
    other.media_type = UNKNOWN_MEDIA_TYPE.to_owned();
    add(CaseKind::WrongMediaType, "wrong-media-type", other);
    cases
}

/// A method that the path does not document, and that is safe (RFC 9110 section 9.2.1).
fn unknown_method(draft: &Draft<'_>) -> Planned {
    let path = &draft.operation.path.value;
    let template = Template::new(path);
    let all = draft
        .givers
        .api
        .operations
        .iter()
        .zip(&draft.givers.templates);
    let gets = all.filter(|(one, _)| one.method.value == Method::Get);
    let mut gets = gets.filter(|(one, other)| {
        let own = &one.path.value;
        own == path || other.values(path).is_some() || template.values(own).is_some()
    });
    let method = if gets.next().is_some() {
        "TRACE"
    } else {
        "GET"
    };
    let mut case = draft.usual(CaseKind::UnknownMethod, "unknown-method", draft.required());
    case.method = Some(method.to_owned());
    case.body = None;
    draft.settle(case)
}

/// A path that no page documents: the first fixed part that is the operation's own is nonsense.
fn unknown_path(draft: &Draft<'_>) -> Planned {
    let path = &draft.operation.path.value;
    let fixed: Vec<&str> = path
        .split('/')
        .take_while(|part| !part.contains('{'))
        .collect();
    let kept = fixed.len().saturating_sub(1).max(1);
    let unknown = format!("{}/{NONSENSE}", fixed[..kept].join("/"));
    let mut case = draft.usual(CaseKind::UnknownPath, "unknown-path", Vec::new());
    let all = draft.givers.api.operations.iter();
    let mut known = all.filter(|one| Template::new(&one.path.value).values(&unknown).is_some());
    let known = known
        .next()
        .map(|one| format!("`{}` takes any such path", one.path.value));
    case.method = Some("GET".to_owned());
    case.path = Some(unknown);
    case.body = None;
    Planned {
        case,
        left_out: known.map(Reason::Blocked),
    }
}
