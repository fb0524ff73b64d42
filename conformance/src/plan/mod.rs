//! From the model to cases: what is to be asked of every documented operation, where the values
//! come from, and why what is left out is left out.

mod body;
mod config;
mod draft;
mod found;
mod life;
mod needs;
mod negative;
mod options;
mod positive;
mod removal;
mod select;
mod supply;
mod table;

pub(crate) use body::is_nothing;
pub use config::GivenValues;
pub use draft::Planned;
pub use found::can_show;
pub use removal::Removal;
pub(crate) use select::needed_producers;
pub use select::{Selection, Shard};
pub use table::table;

use crate::case::{Case, CaseKind, Source, Step};
use crate::effects::{self, Effect, Told};
use crate::event::Reason;
use crate::values::Values;
use bindery_model::{Method, ResolvedApi};
use draft::Draft;
use needs::Givers;
use negative::Surroundings;
use std::collections::BTreeSet;

/// What the user chose.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Made-up values depend on it and on nothing else.
    pub seed: u64,
    /// The effects that are allowed beside reads.
    pub allowed: BTreeSet<Effect>,
    /// Whether updates and deletes may go to objects that the run did not create.
    pub foreign: bool,
    /// Whether credentials are given.
    pub has_credentials: bool,
    /// Values by what they are for.
    pub values: GivenValues,
    /// Which cases are wanted.
    pub selection: Selection,
}

/// Everything that a run does, and does not do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// By operation, what it does to data.
    pub effects: Vec<Told>,
    /// By operation, its level: those of a lower one give it values.
    pub levels: Vec<usize>,
    /// The cases of operations, in the order of the model.
    pub cases: Vec<Planned>,
    /// The lives of objects: steps in their order.
    pub lives: Vec<Vec<Planned>>,
    /// How what is created can be removed.
    pub removals: Vec<Removal>,
}

impl Plan {
    /// Plans a run.
    pub fn new(api: &ResolvedApi, options: &Options) -> Self {
        let effects: Vec<Told> = api.operations.iter().map(effects::effect).collect();
        let values = Values::new(api, options.seed);
        let givers = Givers::new(api, values, &options.values, &effects, options.foreign);
        let mut paths = BTreeSet::new();
        let mut cases = Vec::new();
        for (at, operation) in api.operations.iter().enumerate() {
            let draft = Draft::new(&givers, at);
            let around = Surroundings {
                is_first_of_path: paths.insert(&operation.path.value),
                is_first: at == 0,
                has_credentials: options.has_credentials,
            };
            cases.extend(positive::cases(&draft));
            cases.extend(negative::cases(&draft, &around));
        }
        let kinds = life::kinds(&givers);
        let lives = kinds
            .iter()
            .map(|kind| life::steps(&givers, kind))
            .collect();
        let removals = removal::removals(&givers, &kinds);
        let levels = givers.supplies.levels;
        let mut plan = Plan {
            effects,
            levels,
            cases,
            lives,
            removals,
        };
        plan.forbid(options);
        select::select(&mut plan, api, &options.selection);
        plan
    }

    /// Leaves out what writes and is not allowed to.
    fn forbid(&mut self, options: &Options) {
        let effects = &self.effects;
        let is_allowed = |case: &Case| {
            let effect = effect_of(case, effects);
            // What saves may be called an update, and makes an object all the same.
            let creates = case.kind == CaseKind::Lifecycle(Step::Create);
            let may_create = !creates || options.allowed.contains(&Effect::Create);
            (effect == Effect::Read || options.allowed.contains(&effect)) && may_create
        };
        let forbidden = |case: &Case| {
            let told = &effects[case.operation];
            let effect = told.effect.as_str();
            Reason::NotAllowed(format!(
                "{}; `--allow {effect}` would make it",
                told.because
            ))
        };
        for one in &mut self.cases {
            if !is_allowed(&one.case) {
                one.left_out = Some(forbidden(&one.case));
            }
        }
        for life in &mut self.lives {
            // A step that is left out leaves out those behind it, for they would say nothing.
            let mut reason = None;
            for one in life {
                if reason.is_none() && !is_allowed(&one.case) {
                    reason = Some(forbidden(&one.case));
                }
                if reason.is_none() {
                    reason.clone_from(&one.left_out);
                }
                one.left_out.clone_from(&reason);
            }
        }
    }

    /// Every case, those of lives last.
    pub fn all(&self) -> impl Iterator<Item = &Planned> {
        self.cases.iter().chain(self.lives.iter().flatten())
    }
}

/// What a case does to data: one with a safe method of its own does nothing.
pub(crate) fn effect_of(case: &Case, effects: &[Told]) -> Effect {
    let safe = [Method::Get.as_str(), "TRACE"];
    match &case.method {
        Some(method) if safe.contains(&method.as_str()) => Effect::Read,
        _ => effects[case.operation].effect,
    }
}

/// The operations that a source may take its value from.
pub(crate) fn producers(source: &Source) -> Vec<usize> {
    match source {
        Source::Produced { by, .. } => vec![*by],
        Source::FirstOf(all) => all.iter().flat_map(producers).collect(),
        Source::Known(_) | Source::Absent | Source::Missing(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
