//! Resources as features of the crate.

use super::context::Context;
use quote::quote;
use std::collections::BTreeSet;

/// Up to so many operations, every resource is a default feature.
const FEW_OPERATIONS: usize = 100;

impl Context<'_> {
    /// What compiles an item only with one of these resources: places in
    /// [`NameTable::resources`](crate::names::rust::NameTable::resources).
    pub(in crate::target) fn cfg(&self, resources: &BTreeSet<usize>) -> String {
        let all = &self.names.resources;
        let features: Vec<&String> = resources.iter().map(|one| &all[*one].module).collect();
        if resources.len() == all.len() {
            String::new()
        } else if let [feature] = &features[..] {
            quote!(#[cfg(feature = #feature)]).to_string()
        } else {
            quote!(#[cfg(any(#(feature = #features),*))]).to_string()
        }
    }

    /// Those of `modules` that are default features.
    pub(in crate::target) fn default_features<'a>(&self, modules: &[&'a str]) -> Vec<&'a str> {
        match &self.options.default_features {
            Some(chosen) => {
                let is_chosen = |module: &&&str| chosen.iter().any(|one| one == **module);
                modules.iter().filter(is_chosen).copied().collect()
            }
            None if self.api.operations.len() <= FEW_OPERATIONS => modules.to_vec(),
            None => Vec::new(),
        }
    }
}
