//! Where a walk is: the pointer, and the name of what it is about.

use super::departure::Promise;
use bindery_model::{Evidence, EvidenceKind, ResolvedApi, SchemaId};

/// A step from a value to one inside of it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'a> {
    /// To a member.
    Member(&'a str),
    /// To a value of a map.
    MapValue(&'a str),
    /// To an item.
    Item(usize),
}

/// What a value belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Owner<'a> {
    /// The body, by what it is called.
    Body(&'a str, Evidence),
    /// A property of a schema.
    Property(SchemaId, usize),
}

impl Owner<'_> {
    pub(super) fn promise(self, api: &ResolvedApi) -> Promise {
        match self {
            Owner::Body(_, evidence) => Promise::of(evidence),
            Owner::Property(schema, at) => {
                let property = &api.schema(schema).properties[at];
                let weightiest = property.evidence.first().copied();
                let fallback = api.schema(schema).name_evidence;
                let is_firm = |one: &Evidence| one.kind != EvidenceKind::Sample;
                Promise {
                    evidence: weightiest.unwrap_or(fallback),
                    firm: property.evidence.iter().any(is_firm),
                    property: Some((schema, at)),
                }
            }
        }
    }

    pub(super) fn name(self, api: &ResolvedApi) -> String {
        match self {
            Owner::Body(subject, _) => subject.to_owned(),
            Owner::Property(schema, at) => {
                let schema = api.schema(schema);
                format!("{}/{}", schema.name, schema.properties[at].name)
            }
        }
    }
}

/// The pointer (RFC 6901) of some steps.
pub(super) fn pointer(steps: &[Step<'_>]) -> String {
    let mut text = String::new();
    for step in steps {
        text.push('/');
        match step {
            Step::Item(at) => text.push_str(&at.to_string()),
            Step::Member(name) | Step::MapValue(name) => {
                text.push_str(&crate::pointer::token(name));
            }
        }
    }
    text
}

/// What stands behind the owner's name for steps inside of its value: `[]` an item, `{}` a value of a map.
pub(super) fn suffix(steps: &[Step<'_>]) -> String {
    let mark = |step: &Step<'_>| match step {
        Step::Member(_) => "",
        Step::MapValue(_) => "{}",
        Step::Item(_) => "[]",
    };
    steps.iter().map(mark).collect()
}
