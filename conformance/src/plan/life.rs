//! The life of an object: created, read, replaced twice or saved, changed, deleted, read again.

use super::body::{is_json, usual_media_type};
use super::draft::{Draft, Planned};
use super::needs::{Givers, is_required};
use crate::case::{Case, CaseBody, CaseKind, Content, Given, Source, Step, Target};
use crate::effects::Effect;
use crate::identity::is_identifier;
use crate::pointer::token;
use bindery_model::resolved::{Operation, Parameter, Schema};
use bindery_model::{Location, Method, ResolvedApi, Scalar, Type};
use serde_json::{Value, json};

/// The operations of one kind of object: indices into those of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// The key of what identifies its objects.
    key: String,
    pub(super) create: usize,
    read: usize,
    replace: Option<usize>,
    patch: Option<usize>,
    save: Option<usize>,
    pub(super) delete: Option<usize>,
    /// Where in the answer of `create` the identifier stands.
    pub(super) identifier: String,
}

/// What can be created and read: at a path and below it, or with operations of one group that are called
/// so. An object has one life, however many operations create it.
pub(super) fn kinds(givers: &Givers<'_>) -> Vec<Kind> {
    let all = givers.api.operations.iter().enumerate();
    let posts: Vec<_> = all
        .filter(|(_, one)| one.method.value == Method::Post)
        .collect();
    let creates = |at: &usize| givers.effects[*at].effect == Effect::Create;
    let created = posts.iter().filter(|(at, _)| creates(at));
    let mut kinds: Vec<Kind> = created
        .filter_map(|(at, one)| {
            below_a_path(givers, *at, one).or_else(|| in_a_group(givers, *at, one))
        })
        .collect();
    // What saves a whole object makes one of what nobody has saved yet.
    let saves = |at: &usize| givers.effects[*at].effect == Effect::Update;
    let saved = posts.iter().filter(|(at, _)| saves(at));
    let saved = saved.filter(|(at, _)| default_of(givers, *at).is_some());
    kinds.extend(saved.filter_map(|(at, one)| in_a_group(givers, *at, one)));
    let mut read = std::collections::BTreeSet::new();
    kinds.retain(|kind| read.insert(kind.read));
    kinds
}

fn below_a_path(givers: &Givers<'_>, create: usize, operation: &Operation) -> Option<Kind> {
    let api = givers.api;
    let collection = operation.path.value.trim_end_matches('/');
    let keys = |one: &Operation| {
        let parameters = one.parameters.iter();
        let in_path = parameters.filter(|one| one.location == Location::Path);
        in_path
            .flat_map(|parameter| givers.identities.of(one, parameter))
            .collect::<Vec<_>>()
    };
    let supply = |one: &Operation| {
        let created = givers.supplies.created(&keys(one));
        created.into_iter().find(|one| one.by == create).cloned()
    };
    let of = |method: Method| {
        let all = api.operations.iter().enumerate();
        let mut below = all
            .filter(|(_, one)| one.method.value == method && is_below(&one.path.value, collection));
        below
            .find(|(_, one)| supply(one).is_some())
            .map(|(at, _)| at)
    };
    let read = of(Method::Get)?;
    let operation = &api.operations[read];
    Some(Kind {
        key: keys(operation).pop()?,
        create,
        read,
        replace: of(Method::Put),
        patch: of(Method::Patch),
        save: None,
        delete: of(Method::Delete),
        identifier: supply(operation)?.pointer,
    })
}

/// Operations of one group that create, read, save and delete what the same property identifies.
fn in_a_group(givers: &Givers<'_>, create: usize, operation: &Operation) -> Option<Kind> {
    let of_type = |one: &Type| match one {
        Type::Schema(id) => givers.identities.of_schema(*id),
        _ => None,
    };
    let answered = |one: &Operation| {
        let good = one.responses.iter();
        let mut good = good.filter(|one| one.status.value / 100 == 2);
        good.find_map(|one| of_type(&one.body.as_ref()?.value_type))
    };
    let sent = |one: &Operation| of_type(&one.request.as_ref()?.value_type);
    let (property, key) = answered(operation)?;
    let is_key = |found: Option<(&str, &str)>| found.is_some_and(|(_, one)| one == key);
    if operation.path.value.contains('{') || !is_key(sent(operation)) {
        return None;
    }
    let find = |effect: Effect, fits: &dyn Fn(&Operation) -> bool| {
        let all = givers.api.operations.iter().enumerate();
        let mut of_group = all.filter(|(at, one)| {
            let is_of = one.resource == operation.resource && one.method.value == Method::Post;
            is_of && givers.effects[*at].effect == effect
        });
        of_group.find(|(_, one)| fits(one)).map(|(at, _)| at)
    };
    // The one thing that it needs is the identifier.
    let names_it = |one: &Operation| {
        let mut required = one.parameters.iter().filter(|one| is_required(one));
        let of = |parameter: &Parameter| givers.identities.of(one, parameter);
        let first = required.next().map(of).unwrap_or_default();
        required.next().is_none() && first.iter().any(|one| one == key) && one.request.is_none()
    };
    let read = find(Effect::Read, &|one| names_it(one) && is_key(answered(one)))?;
    let delete = find(Effect::Delete, &names_it)?;
    let save = find(Effect::Update, &|one| {
        is_key(sent(one)) && is_key(answered(one)) && !one.parameters.iter().any(is_required)
    });
    Some(Kind {
        key: key.to_owned(),
        create,
        read,
        replace: None,
        patch: None,
        save,
        delete: Some(delete),
        identifier: format!("/{}", token(property)),
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
    if let (Some(at), Some(change)) = (kind.save, &changed)
        && let Some(saved) = life.replace(at, Step::Save, "save", change)
    {
        steps.push(saved);
        steps.push(life.read(Step::Read, "read-saved"));
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
        let is_create = self.givers.effects[self.kind.create].effect == Effect::Create;
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
            let object = match is_create {
                true => Source::FirstOf(vec![produced, shown]),
                // The sample names somebody's object, and saving it would change that.
                false => produced,
            };
            *sources = vec![(String::new(), object)];
            if !is_create {
                sources.push((self.kind.identifier.clone(), Source::Absent));
            }
            sources.extend(texts);
        }
        match is_create {
            true => draft.settle(case),
            // It names no object that is there.
            false => Planned {
                case,
                left_out: None,
            },
        }
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
        let left_out = change.left_out.iter().filter(|_| step != Step::Save);
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
            let Target::Parameter(parameter) = one.parameter else {
                continue;
            };
            let operation = &self.givers.api.operations[at];
            let keys = self.givers.identities.of(operation, &parameters[parameter]);
            let is_of_kind = keys.contains(&self.kind.key);
            if parameters[parameter].location == Location::Path || is_of_kind {
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
