//! Resources as features of the crate.

use super::context::Context;

/// Up to so many operations, every resource is a default feature.
const FEW_OPERATIONS: usize = 100;

impl Context<'_> {
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
