//! The walk over a value. Values nest no deeper than [`DEEPEST`], so it may call itself.

use super::departure::{Departure, Kind, Kinds};
use super::names::{Found, Names};
use super::place::{Owner, Step, pointer, suffix};
use super::{Comparison, MOST, Options, Root, scalar};
use crate::body::{DEEPEST, Json};
use bindery_model::{ResolvedApi, Scalar, SchemaId, Type};
use std::collections::{HashMap, HashSet};

pub(super) struct Walk<'a> {
    api: &'a ResolvedApi,
    names: &'a Names,
    options: Options,
    steps: Vec<Step<'a>>,
    /// What the value belongs to, and how many steps lead to it.
    owner: (Owner<'a>, usize),
    found: Vec<Departure>,
    tested: Kinds,
    /// Where in `found` the departure of a kind and subject stands.
    known: HashMap<(Kind, String), usize>,
    /// The departure told last: how, of what, how deep inside of it, and where in `found`.
    last: Option<((Kind, Owner<'a>, usize), usize)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        api: &'a ResolvedApi,
        names: &'a Names,
        root: Root<'a>,
        options: Options,
    ) -> Self {
        Walk {
            api,
            names,
            options,
            steps: Vec::new(),
            owner: (Owner::Body(root.subject, root.evidence), 0),
            found: Vec::new(),
            tested: Kinds::default(),
            known: HashMap::new(),
            last: None,
        }
    }

    pub(super) fn comparison(self) -> Comparison {
        Comparison {
            departures: self.found,
            tested: self.tested,
        }
    }

    pub(super) fn value(&mut self, value: &'a Json, value_type: &'a Type, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        if *value == Json::Null {
            return self.null(value_type);
        }
        let wrong = self.wrong();
        if *value_type != Type::Any {
            self.tested.add(wrong);
            self.tested.add(Kind::Null);
        }
        match (value_type, value) {
            (Type::Any, _) | (Type::Object, Json::Object(_)) => {}
            (Type::Scalar(one), _) => {
                self.test_scalar(*one);
                if let Some(kind) = scalar::scalar(value, *one, wrong) {
                    self.tell(kind, value, value_type);
                }
            }
            (Type::Enum(members), _) => {
                self.tested.add(Kind::Member);
                if let Some(kind) = scalar::member(value, members, wrong) {
                    self.tell(kind, value, value_type);
                }
            }
            (Type::Array(item_type), Json::Array(items)) => {
                for (at, item) in items.iter().enumerate() {
                    self.steps.push(Step::Item(at));
                    self.value(item, item_type, depth + 1);
                    self.steps.pop();
                }
            }
            (Type::Map(inner), Json::Object(members)) => {
                let mut names = HashSet::with_capacity(members.len());
                for (name, value) in members {
                    if !names.insert(name.as_str()) {
                        self.repeated(name);
                    }
                    self.steps.push(Step::MapValue(name));
                    self.value(value, inner, depth + 1);
                    self.steps.pop();
                }
            }
            (Type::Schema(id), Json::Object(members)) => self.object(members, *id, depth),
            _ => self.tell(wrong, value, value_type),
        }
    }

    fn object(&mut self, members: &'a [(String, Json)], id: SchemaId, depth: usize) {
        let schema = self.api.schema(id);
        for kind in [Kind::Undocumented, Kind::OtherCase, Kind::Repeated] {
            self.tested.add(kind);
        }
        let mut seen = vec![false; schema.properties.len()];
        // Servers mostly keep the order of the page, which saves looking names up.
        let mut next = 0;
        let mut others = HashSet::new();
        for (name, value) in members {
            let in_order = schema
                .properties
                .get(next)
                .is_some_and(|one| one.name == *name);
            let found = match in_order {
                true => Some(Found::Exact(next)),
                false => self.names.find(id, name),
            };
            let (Some(Found::Exact(at)) | Some(Found::OtherCase(at))) = found else {
                match others.insert(name.as_str()) {
                    true => self.undocumented(id, name, value),
                    false => self.repeated(name),
                }
                continue;
            };
            next = at + 1;
            let outer = self.enter(name, id, at);
            if seen[at] {
                self.note(
                    Kind::Repeated,
                    "each name once".to_owned(),
                    twice(name),
                    None,
                );
            }
            if matches!(found, Some(Found::OtherCase(_))) {
                let expected = format!("the name `{}`", schema.properties[at].name);
                self.note(
                    Kind::OtherCase,
                    expected,
                    format!("the name `{}`", cut(name)),
                    None,
                );
            }
            seen[at] = true;
            self.value(value, &schema.properties[at].value_type, depth + 1);
            self.leave(outer);
        }
        if self.options.partial {
            return;
        }
        self.tested.add(Kind::Missing);
        if members.is_empty() && schema.properties.len() > 1 {
            return self.empty(id);
        }
        for (at, property) in schema.properties.iter().enumerate() {
            if !seen[at] {
                let outer = self.enter(&property.name, id, at);
                let kind = match property.nullable {
                    Some(_) => Kind::PerhapsMissing,
                    None => Kind::Missing,
                };
                let expected = describe(self.api, &property.value_type);
                let value_type = Some(&property.value_type);
                self.note(
                    kind,
                    expected,
                    "nothing of that name".to_owned(),
                    value_type,
                );
                self.leave(outer);
            }
        }
    }

    fn test_scalar(&mut self, scalar: Scalar) {
        match scalar {
            Scalar::Int32 | Scalar::Int64 => self.tested.add(Kind::OutOfRange),
            Scalar::DateTime => {
                self.tested.add(Kind::DateTime);
                self.tested.add(Kind::NoOffset);
            }
            Scalar::Date => self.tested.add(Kind::DateTime),
            Scalar::Byte => self.tested.add(Kind::Bytes),
            _ => {}
        }
    }

    fn enter(&mut self, name: &'a str, id: SchemaId, at: usize) -> (Owner<'a>, usize) {
        self.steps.push(Step::Member(name));
        let inner = (Owner::Property(id, at), self.steps.len());
        std::mem::replace(&mut self.owner, inner)
    }

    fn leave(&mut self, outer: (Owner<'a>, usize)) {
        self.owner = outer;
        self.steps.pop();
    }

    /// Types of which languages have a null of their own may be null unless something says otherwise.
    fn null(&mut self, value_type: &'a Type) {
        if self.options.partial || *value_type == Type::Any {
            return;
        }
        let inside = self.steps.len() > self.owner.1;
        let property = match self.owner.0 {
            Owner::Property(id, at) => Some(&self.api.schema(id).properties[at]),
            Owner::Body(..) => None,
        };
        if !inside && property.is_some_and(|one| one.nullable.is_some()) {
            return;
        }
        let never = match value_type {
            Type::Scalar(one) => !matches!(one, Scalar::String | Scalar::Byte | Scalar::Binary),
            Type::Enum(_) => true,
            _ => false,
        };
        let is_body = self.steps.is_empty();
        if never {
            self.tell(Kind::Null, &Json::Null, value_type);
        } else if inside || is_body || property.is_some_and(|one| one.required.is_some()) {
            self.tell(Kind::PerhapsNull, &Json::Null, value_type);
        }
    }

    /// An object without any of its properties is one cause, not one for each.
    fn empty(&mut self, id: SchemaId) {
        let schema = self.api.schema(id);
        let mut promise = self.owner.0.promise(self.api);
        if let Some(evidence) = schema.evidence.first() {
            promise.evidence = *evidence;
        }
        promise.property = None;
        self.keep(Departure {
            pointer: pointer(&self.steps),
            kind: Kind::Missing,
            expected: format!("{} properties", schema.properties.len()),
            actual: "an object without any".to_owned(),
            subject: format!("{}/*", schema.name),
            value_type: Some(Type::Schema(id)),
            holder: None,
            promise,
            times: 1,
        });
    }

    fn undocumented(&mut self, id: SchemaId, name: &'a str, value: &Json) {
        self.steps.push(Step::Member(name));
        let schema = &self.api.schema(id);
        let subject = format!("{}/{}", schema.name, cut(name));
        let mut promise = self.owner.0.promise(self.api);
        if let Some(evidence) = schema.evidence.first() {
            promise.evidence = *evidence;
        }
        promise.property = None;
        let expected = format!("no property of `{}` but those of its page", schema.name);
        self.keep(Departure {
            pointer: pointer(&self.steps),
            kind: Kind::Undocumented,
            expected,
            actual: value.shown(),
            subject,
            value_type: None,
            holder: Some(id),
            promise,
            times: 1,
        });
        self.steps.pop();
    }

    fn repeated(&mut self, name: &'a str) {
        self.steps.push(Step::MapValue(name));
        self.note(
            Kind::Repeated,
            "each name once".to_owned(),
            twice(name),
            None,
        );
        self.steps.pop();
    }

    /// What a value of another kind is at this place.
    fn wrong(&self) -> Kind {
        match self.steps.last() {
            None => Kind::BodyKind,
            Some(Step::Member(_)) => Kind::Type,
            Some(Step::MapValue(_)) => Kind::MapValue,
            Some(Step::Item(_)) => Kind::ItemType,
        }
    }

    fn tell(&mut self, kind: Kind, value: &Json, value_type: &Type) {
        let expected = describe(self.api, value_type);
        self.note(kind, expected, value.shown(), Some(value_type));
    }

    fn note(&mut self, kind: Kind, expected: String, actual: String, value_type: Option<&Type>) {
        let inside = self.steps.get(self.owner.1..).unwrap_or_default();
        // An array of a million wrong items is told in one step an item.
        let same = (kind, self.owner.0, inside.len());
        if let Some((_, at)) = self.last.filter(|(last, _)| *last == same) {
            self.found[at].times += 1;
            return;
        }
        let subject = self.owner.0.name(self.api) + &suffix(inside);
        let at = self.keep(Departure {
            pointer: pointer(&self.steps),
            kind,
            expected,
            actual,
            subject,
            value_type: value_type.cloned(),
            holder: None,
            promise: self.owner.0.promise(self.api),
            times: 1,
        });
        self.last = at.map(|at| (same, at));
    }

    /// Where it is kept.
    fn keep(&mut self, departure: Departure) -> Option<usize> {
        self.tested.add(departure.kind);
        let key = (departure.kind, departure.subject.clone());
        if let Some(at) = self.known.get(&key) {
            self.found[*at].times += 1;
            return Some(*at);
        }
        let at = self.found.len();
        if at == MOST {
            return None;
        }
        self.known.insert(key, at);
        self.found.push(departure);
        Some(at)
    }
}

/// A name of a body, cut where it is long.
fn cut(name: &str) -> &str {
    &name[..name.floor_char_boundary(80)]
}

fn twice(name: &str) -> String {
    format!("`{}` more than once", cut(name))
}

/// A type for people.
pub(crate) fn describe(api: &ResolvedApi, value_type: &Type) -> String {
    match value_type {
        Type::Any => "any value".to_owned(),
        Type::Scalar(scalar) => format!("`{}`", scalar.as_str()),
        Type::Enum(members) => {
            let words: Vec<_> = members
                .iter()
                .take(8)
                .map(|one| format!("`{one}`"))
                .collect();
            let more = if members.len() > 8 { ", …" } else { "" };
            format!("one of {}{more}", words.join(", "))
        }
        Type::Array(items) => format!("an array of {}", describe(api, items)),
        Type::Map(values) => format!("a map to {}", describe(api, values)),
        Type::Object => "an object".to_owned(),
        Type::Schema(id) => format!("the object `{}`", api.schema(*id).name),
    }
}
