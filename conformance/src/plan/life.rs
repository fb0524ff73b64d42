//! The life of an object: created, read, replaced twice, changed, deleted, read again.

use super::body::{is_json, usual_media_type};
use super::draft::{Draft, Planned};
use super::needs::Givers;
use crate::case::{Case, CaseBody, CaseKind, Content, Given, Source, Step, Target};
use crate::effects::Effect;
use crate::identity::is_identifier;
use crate::pointer::token;
use bindery_model::resolved::{Operation, Schema};
use bindery_model::{Location, Method, ResolvedApi, Scalar, Type};
use serde_json::{Value, json};

/// The operations of one kind of object: indices into those of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// What it is called: the path of the collection.
    pub name: String,
    create: usize,
    read: usize,
    replace: Option<usize>,
    patch: Option<usize>,
    delete: Option<usize>,
    /// Where in the answer of `create` the identifier stands.
    identifier: String,
}

/// What can be created at a path and read below it.
pub(super) fn kinds(givers: &Givers<'_>) -> Vec<Kind> {
    let all = givers.api.operations.iter().enumerate();
    let created = all.filter(|(at, _)| givers.effects[*at].effect == Effect::Create);
    created
        .filter(|(_, one)| one.method.value == Method::Post)
        .filter_map(|(create, one)| kind(givers, create, one))
        .collect()
}

fn kind(givers: &Givers<'_>, create: usize, operation: &Operation) -> Option<Kind> {
    let api = givers.api;
    let collection = operation.path.value.trim_end_matches('/');
    let of = |method: Method| {
        let all = api.operations.iter().enumerate();
        let mut below = all.filter(|(_, one)| one.method.value == method);
        below
            .find(|(_, one)| is_below(&one.path.value, collection))
            .map(|(at, _)| at)
    };
    let read = of(Method::Get)?;
    let parameter = api.operations[read].parameters.iter();
    let mut in_path = parameter.filter(|one| one.location == Location::Path);
    let keys = givers.identities.of(&api.operations[read], in_path.next()?);
    let created = givers.supplies.created(&keys);
    let supply = created.into_iter().find(|one| one.by == create)?;
    Some(Kind {
        name: collection.to_owned(),
        create,
        read,
        replace: of(Method::Put),
        patch: of(Method::Patch),
        delete: of(Method::Delete),
        identifier: supply.pointer.clone(),
    })
}

/// Whether a path is that of an object in a collection: one parameter more.
fn is_below(path: &str, collection: &str) -> bool {
    let rest = path.strip_prefix(collection);
    let rest = rest.and_then(|rest| rest.strip_prefix('/'));
    rest.is_some_and(|rest| rest.starts_with('{') && rest.ends_with('}') && !rest.contains('/'))
}

/// The steps in their order, as far as the pages document them.
pub(super) fn steps(givers: &Givers<'_>, kind: &Kind) -> Vec<Planned> {
    let life = Life { givers, kind };
    let mut steps = vec![life.create(), life.read(Step::Read, "read-created")];
    let changed = life.changed();
    if let (Some(at), Some(change)) = (kind.replace, &changed) {
        steps.extend(life.replace(at, Step::Replace, "replace", change));
        steps.push(life.read(Step::Read, "read-replaced"));
        steps.extend(life.replace(at, Step::ReplaceAgain, "replace-again", change));
        steps.push(life.read(Step::Read, "read-replaced-again"));
    }
    if let (Some(at), Some(change)) = (kind.patch, &changed)
        && let Some(patch) = life.patch(at, change)
    {
        steps.push(patch);
        steps.push(life.read(Step::Read, "read-patched"));
    }
    if let Some(at) = kind.delete {
        steps.push(life.step(at, Step::Delete, "delete", None));
        steps.push(life.read(Step::ReadGone, "read-gone"));
    }
    steps
}

struct Life<'a> {
    givers: &'a Givers<'a>,
    kind: &'a Kind,
}

/// What is changed about an object.
struct Change {
    /// A text that is replaced.
    name: String,
    first: Value,
    second: Value,
    /// Another that is written first and left out when the object is replaced.
    left_out: Option<String>,
}

impl Life<'_> {
    /// Starts from the object that an operation answers with by default, where there is one.
    fn create(&self) -> Planned {
        let draft = Draft::new(self.givers, self.kind.create);
        let mut case = self.case(&draft, Step::Create, "create", draft.required());
        let by = default_of(self.givers, self.kind.create);
        if let (
            Some(by),
            Some(CaseBody {
                content: Content::Json(sample, sources),
                ..
            }),
        ) = (by, &mut case.body)
        {
            let texts = self.texts();
            let text = |name: &String| {
                let value = sample.get(name).cloned().unwrap_or_default();
                (format!("/{}", token(name)), Source::Known(value))
            };
            let texts: Vec<_> = texts.iter().map(text).collect();
            let produced = Source::Produced {
                by,
                pointer: String::new(),
            };
            let shown = Source::Known(sample.clone());
            *sources = vec![(String::new(), Source::FirstOf(vec![produced, shown]))];
            sources.extend(texts);
        }
        draft.settle(case)
    }

    fn read(&self, step: Step, name: &str) -> Planned {
        self.step(self.kind.read, step, name, None)
    }

    fn replace(&self, at: usize, step: Step, name: &str, change: &Change) -> Option<Planned> {
        let request = self.givers.api.operations[at].request.as_ref()?;
        let whole = Source::Produced {
            by: self.kind.read,
            pointer: String::new(),
        };
        let pointer = format!("/{}", token(&change.name));
        let mut sources = vec![
            (String::new(), whole),
            (pointer, Source::Known(change.first.clone())),
        ];
        let left_out = change.left_out.iter();
        sources.extend(left_out.map(|name| (format!("/{}", token(name)), Source::Absent)));
        let content = Content::Json(Value::Null, sources);
        let media_type = usual_media_type(request).to_owned();
        let body = CaseBody {
            media_type,
            content,
        };
        Some(self.step(at, step, name, Some(body)))
    }

    /// As a list of changes (RFC 6902) or an object (RFC 7396), whichever the page shows.
    fn patch(&self, at: usize, change: &Change) -> Option<Planned> {
        let request = self.givers.api.operations[at].request.as_ref()?;
        let path = format!("/{}", token(&change.name));
        let value = match &request.value_type {
            Type::Array(_) => json!([{"op": "replace", "path": path, "value": change.second}]),
            _ => json!({ change.name.clone(): change.second }),
        };
        let is_array = value.is_array();
        let fits = |one: &&String| is_json(one) && super::body::writes(one, is_array, None).is_ok();
        let media_type = request.media_types.iter().find(fits)?.clone();
        let body = CaseBody {
            media_type,
            content: Content::Json(value, Vec::new()),
        };
        Some(self.step(at, Step::Patch, "patch", Some(body)))
    }

    fn step(&self, at: usize, step: Step, name: &str, body: Option<CaseBody>) -> Planned {
        let draft = Draft::new(self.givers, at);
        let mut given = draft.required();
        let parameters = &self.givers.api.operations[at].parameters;
        for one in &mut given {
            let Target::Parameter(at) = one.parameter else {
                continue;
            };
            if parameters[at].location == Location::Path {
                one.value = Source::Produced {
                    by: self.kind.create,
                    pointer: self.kind.identifier.clone(),
                };
            }
        }
        let mut case = self.case(&draft, step, name, given);
        if body.is_some() {
            case.body = body;
        }
        Planned {
            case,
            left_out: None,
        }
    }

    fn case(&self, draft: &Draft<'_>, step: Step, name: &str, given: Vec<Given>) -> Case {
        draft.usual(CaseKind::Lifecycle(step), &format!("life:{name}"), given)
    }

    /// Texts that can be replaced: properties of the object that are no identifiers and have no
    /// form of their own. At most two.
    fn texts(&self) -> Vec<String> {
        let operation = &self.givers.api.operations[self.kind.create];
        let request = operation.request.as_ref();
        let Some(schema) = request.and_then(|one| one.value_type.schema()) else {
            return Vec::new();
        };
        let schema: &Schema = self.givers.api.schema(schema);
        let shown = self.givers.values.request_body(operation);
        let shown = shown.map(|(value, _)| value).unwrap_or_default();
        let is_text = |name: &str| {
            let text = shown.get(name).and_then(Value::as_str);
            // Words without spaces may be members of an enumeration that the page does not list.
            text.is_some_and(|text| text.contains(' '))
        };
        let texts = schema.properties.iter().filter(|one| {
            one.value_type == Type::Scalar(Scalar::String) && !is_identifier(&one.name)
        });
        let texts = texts.filter(|one| is_text(&one.name));
        texts.map(|one| one.name.clone()).take(2).collect()
    }

    fn changed(&self) -> Option<Change> {
        let mut texts = self.texts().into_iter();
        Some(Change {
            name: texts.next()?,
            first: json!("Changed by bindery"),
            second: json!("Changed by bindery once more"),
            left_out: texts.next(),
        })
    }
}

/// The read that answers with a new object as it is before anybody fills it in.
fn default_of(givers: &Givers<'_>, create: usize) -> Option<usize> {
    let api: &ResolvedApi = givers.api;
    let wanted = &api.operations[create].request.as_ref()?.value_type;
    let all = api.operations.iter().enumerate();
    let reads = all.filter(|(at, _)| givers.effects[*at].effect == Effect::Read);
    let mut fitting = reads.filter(|(_, one)| {
        let path = one.path.value.to_lowercase();
        let last = path.rsplit('/').next().unwrap_or_default();
        let answers = one.responses.iter().filter_map(|one| one.body.as_ref());
        last.contains("default")
            && one
                .parameters
                .iter()
                .all(|one| !super::needs::is_required(one))
            && answers.into_iter().any(|one| one.value_type == *wanted)
    });
    fitting.next().map(|(at, _)| at)
}
