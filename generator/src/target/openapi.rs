//! OpenAPI.
use super::{OutputFile, TargetBug};
use bindery_model::{ResolvedApi, SourceMap};

/// Options.
#[derive(Clone, Debug, Default)]
pub struct Options {}

/// Generates.
pub(super) fn generate(_: &ResolvedApi, _: &SourceMap, _: &Options) -> Result<Vec<OutputFile>, TargetBug> { Ok(vec![]) }
