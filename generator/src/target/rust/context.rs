//! What every part of the crate is made from.

use super::reach::Reach;
use super::{Options, Side};
use crate::names::rust::NameTable;
use bindery_model::{ResolvedApi, SourceMap};

pub(in crate::target) struct Context<'a> {
    pub(in crate::target) api: &'a ResolvedApi,
    pub(in crate::target) sources: &'a SourceMap,
    pub(in crate::target) options: &'a Options,
    pub(in crate::target) names: &'a NameTable,
    pub(in crate::target) reach: Reach,
    pub(in crate::target) side: Side,
}

impl<'a> Context<'a> {
    pub(in crate::target) fn new(
        api: &'a ResolvedApi,
        sources: &'a SourceMap,
        options: &'a Options,
        names: &'a NameTable,
        side: Side,
    ) -> Self {
        Context {
            api,
            sources,
            options,
            names,
            reach: Reach::new(api, names, side),
            side,
        }
    }
}
