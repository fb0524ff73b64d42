//! What every part of the crate is made from.

use super::Options;
use super::reach::Reach;
use crate::names::rust::{EnumNames, NameTable};
use bindery_model::{ResolvedApi, SourceMap};
use serde::Serialize;

pub(super) struct Context<'a> {
    pub(super) api: &'a ResolvedApi,
    pub(super) sources: &'a SourceMap,
    pub(super) options: &'a Options,
    pub(super) names: &'a NameTable,
    pub(super) reach: Reach,
}

/// An enumeration as templates see it.
#[derive(Serialize)]
pub(super) struct Enumeration<'a> {
    docs: Vec<String>,
    name: &'a str,
    members: Vec<Member<'a>>,
    other: &'a str,
    /// Whether it stands in bodies, and not only in addresses.
    serde: bool,
}

#[derive(Serialize)]
struct Member<'a> {
    name: &'a str,
    wire: &'a str,
    shown: String,
}

impl<'a> Enumeration<'a> {
    pub(super) fn new(names: &'a EnumNames, docs: Vec<String>, serde: bool) -> Self {
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
