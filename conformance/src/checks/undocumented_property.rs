//! Properties that no page tells of.

use crate::check::Undocumented;
use crate::check::{Check, Evidence, Group};
use crate::judge::{Severity, selected, shaped};
use crate::pointer;
use crate::shape::Kind;
use crate::verdict::{Likelier, Party, Ruling, Verdict};
use bindery_model::{EvidenceKind, SchemaId, count};

pub(super) const CHECK: Check = Check {
    id: "undocumented-property",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/undocumented-property.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let ruling = match evidence.policy.undocumented {
        Undocumented::Strict => Ruling::Failed,
        Undocumented::Additive => Ruling::Warning,
        Undocumented::Learn => return,
    };
    let kinds = [(Kind::Undocumented, Severity::Always(ruling))];
    let promise = "every property is documented";
    let mut told = Vec::new();
    shaped(evidence, &CHECK, promise, &kinds, &mut told);
    let departures = evidence.comparison.into_iter();
    let mut departures = departures
        .flat_map(|one| &one.departures)
        .filter(|one| one.kind == Kind::Undocumented)
        .peekable();
    if departures.peek().is_none() {
        return verdicts.extend(told);
    }
    // Columns of lists have the names that `$select` gives, and need not be on the page.
    let asked = selected(evidence).unwrap_or_default();
    let mut sampled: Vec<Sampled> = Vec::new();
    for (departure, verdict) in departures.zip(told) {
        let name = departure.pointer.rsplit('/').next().map(pointer::name);
        let name = name.unwrap_or_default();
        if asked.contains(&name.to_lowercase()) {
            continue;
        }
        let Some(holder) = departure.holder.filter(|id| is_sampled(evidence, *id)) else {
            verdicts.push(verdict);
            continue;
        };
        match sampled.iter_mut().find(|one| one.holder == holder) {
            Some(known) => known.names.push(name),
            None => sampled.push(Sampled {
                holder,
                names: vec![name],
                first: verdict,
            }),
        }
    }
    verdicts.extend(sampled.into_iter().map(|one| one.verdict(evidence)));
}

/// Whether nothing but samples shows what an object has. Its names may be data, as those of a map are.
fn is_sampled(evidence: &Evidence<'_>, id: SchemaId) -> bool {
    let properties = evidence.api.schema(id).properties.iter();
    let mut all = properties.flat_map(|one| &one.evidence);
    all.all(|one| one.kind == EvidenceKind::Sample)
}

/// Names that the samples of an object do not show: one cause, however many there are.
struct Sampled {
    holder: SchemaId,
    names: Vec<String>,
    first: Verdict,
}

/// How many names are told, and how much of each, in bytes.
const TOLD: usize = 5;
const LONGEST: usize = 40;

impl Sampled {
    fn verdict(self, evidence: &Evidence<'_>) -> Verdict {
        let schema = &evidence.api.schema(self.holder).name;
        let cut = |name: &String| format!("`{}`", &name[..name.floor_char_boundary(LONGEST)]);
        let told: Vec<String> = self.names.iter().take(TOLD).map(cut).collect();
        let more = match self.names.len().saturating_sub(TOLD) {
            0 => String::new(),
            more => format!(" and {}", count(more, "other")),
        };
        let because = "nothing but a sample shows what is in it, and its names may be data";
        let expected = format!("no property of `{schema}` but those of a sample");
        Verdict {
            requirement: format!("`{schema}/*`: {expected}"),
            ..self.first
        }
        .expected(expected)
        .actual(format!("{}{more}", told.join(", ")))
        .cause(format!("{schema}/*"))
        .likelier(Some(Likelier {
            wrong: Party::Sample,
            because: because.to_owned(),
        }))
    }
}
