//! Runs the checks over what was sent and what came back.
//!
//! Pure functions of values: what is judged may be live or recorded, and any thread may judge.

mod bad_input;
mod blame;
mod evidence;
mod open;
mod query;
mod rows;
mod selection;
mod sent;
mod shaped;
mod shown_empty;
mod state;

pub(crate) use bad_input::{Fault, body_place, fault, parameter, refused};
pub(crate) use blame::{blame, sample_bodies};
pub(crate) use open::open_differences;
pub(crate) use query::{option, query, selected};
pub(crate) use rows::{field, rows};
pub use selection::{SelectionError, select};
pub(crate) use shaped::{Severity, shaped};
pub(crate) use state::{are_times, at_folded, change, differences, is_same, patched, sent_json};

use crate::body::Reading;
use crate::case::Case;
use crate::check::{Check, Evidence, Policy};
use crate::exchange::Exchange;
use crate::findings;
use crate::shape::{self, Comparison, Names, Root};
use crate::verdict::{Ruling, Verdict};
use bindery_model::{ResolvedApi, SchemaId, SourceMap};
use std::collections::HashSet;

/// Judges exchanges against one model.
pub struct Judge<'a> {
    api: &'a ResolvedApi,
    sources: &'a SourceMap,
    policy: &'a Policy,
    checks: Vec<&'static Check>,
    names: Names,
    shown_empty: HashSet<SchemaId>,
    /// Where there are any, other findings are not told.
    findings: Vec<String>,
}

impl<'a> Judge<'a> {
    /// A judge that runs `checks`, as [`select`] gives them.
    pub fn new(
        api: &'a ResolvedApi,
        sources: &'a SourceMap,
        policy: &'a Policy,
        checks: Vec<&'static Check>,
    ) -> Self {
        Judge {
            api,
            sources,
            policy,
            checks,
            names: Names::new(api),
            shown_empty: shown_empty::shown_empty(api),
            findings: Vec::new(),
        }
    }

    /// Tells these findings (see [`findings::id`]) and no others; all where there is none.
    #[must_use]
    pub fn of_findings(self, findings: Vec<String>) -> Self {
        Judge { findings, ..self }
    }

    /// What the checks say of one exchange, in the order of the checks. Checks that do not apply say
    /// nothing. `earlier` is what [`Evidence::earlier`] tells.
    pub fn judge(
        &self,
        case: &Case,
        exchange: &Exchange,
        earlier: &[(Case, Exchange)],
    ) -> Vec<Verdict> {
        let Some(operation) = self.api.operations.get(case.operation) else {
            return Vec::new();
        };
        let reading = Reading::new(exchange);
        let mut evidence = Evidence {
            api: self.api,
            sources: self.sources,
            operation,
            case,
            exchange,
            earlier,
            policy: self.policy,
            reading: &reading,
            comparison: None,
            shown_empty: &self.shown_empty,
        };
        let comparison = self.compare(&evidence);
        evidence.comparison = comparison.as_ref();
        let mut verdicts = Vec::new();
        for check in &self.checks {
            (check.judge)(&evidence, &mut verdicts);
        }
        if !self.findings.is_empty() {
            verdicts.retain(|one| {
                let is_kept = matches!(one.ruling, Ruling::Passed | Ruling::Skipped);
                is_kept || self.findings.contains(&findings::id(one))
            });
        }
        verdicts
    }

    fn compare(&self, evidence: &Evidence<'_>) -> Option<Comparison> {
        let response = evidence.response()?;
        let body = response.body.as_ref()?;
        let value = evidence.reading.json()?;
        let subject = format!("{}/{}", evidence.operation.id.value, response.status.value);
        let root = Root {
            value_type: &body.value_type,
            evidence: body.type_evidence,
            subject: &subject,
        };
        let options = shape::Options {
            partial: selected(evidence).is_some(),
        };
        Some(shape::compare(self.api, &self.names, root, value, options))
    }
}
