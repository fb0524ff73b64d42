//! Enumerations as templates see them.

use crate::names::rust::EnumNames;
use schemars::JsonSchema;
use serde::Serialize;

/// An enumeration as templates see it.
#[derive(JsonSchema, Serialize)]
pub(in crate::target) struct Enumeration<'a> {
    docs: Vec<String>,
    name: &'a str,
    members: Vec<Member<'a>>,
    other: &'a str,
    /// Whether it stands in bodies, and not only in addresses.
    serde: bool,
}

/// A word that is listed.
#[derive(JsonSchema, Serialize)]
struct Member<'a> {
    name: &'a str,
    wire: &'a str,
    shown: String,
}

impl<'a> Enumeration<'a> {
    pub(in crate::target) fn new(names: &'a EnumNames, docs: Vec<String>, serde: bool) -> Self {
        let members = names.members.iter().zip(&names.words);
        let member = |(name, wire): (&'a String, &'a String)| Member {
            name,
            wire,
            shown: wire.escape_debug().to_string().replace('`', "'"),
        };
        Enumeration {
            docs,
            name: &names.name,
            members: members.map(member).collect(),
            other: &names.other,
            serde,
        }
    }
}
