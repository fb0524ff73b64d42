//! Resolution.
use crate::dialect::Dialect;
use bindery_model::{Api, Diagnostic, ResolvedApi};

/// Resolves.
pub fn resolve(_api: Api, _dialects: &[Dialect]) -> (ResolvedApi, Vec<Diagnostic>) {
    (ResolvedApi::default(), Vec::new())
}
