//! On which cases a fault is tried.
//!
//! Only cases that can show it (see [`Fault::shown_by`]), and of those one of each *shape*: the same
//! kind of case, method, types of body, answer and varied parameter, media types and header fields. Cases of
//! one shape take the same way through the mock and the checks, so more of them would say the same.
//! Of cases of one shape it is the one with the least id, whichever was answered first. A costly
//! fault is tried on [`FEW`] cases.

use crate::case::{Case, CaseKind};
use crate::mock::faults::Fault;
use bindery_model::ResolvedApi;
use bindery_model::resolved::Operation;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// On how many cases a costly fault is tried.
const FEW: usize = 2;

/// The cases on which each fault is tried, gathered from a run in which nothing was broken. All
/// their values are known, so that they can be made again in any order.
#[derive(Debug, Default)]
pub(super) struct Sample {
    /// The requests without an option, by operation: what options change shows beside them.
    plain: BTreeMap<usize, Arc<Case>>,
    by_shape: HashMap<String, Arc<Case>>,
}

impl Sample {
    /// Offers a case that was answered.
    pub(super) fn offer(&mut self, api: &ResolvedApi, case: &Arc<Case>) {
        if case.kind == CaseKind::Required {
            self.plain.insert(case.operation, Arc::clone(case));
        }
        let shape = shape(&api.operations[case.operation], case);
        let kept = self.by_shape.entry(shape).or_insert_with(|| case.clone());
        if case.id < kept.id {
            *kept = Arc::clone(case);
        }
    }

    /// The cases on which a fault is tried, by id.
    pub(super) fn of(&self, api: &ResolvedApi, fault: &Fault) -> Vec<Arc<Case>> {
        let showing = self.by_shape.values();
        let showing = showing.filter(|case| (fault.shown_by)(&case.kind));
        let mut cases: Vec<Arc<Case>> = showing.cloned().collect();
        // Where response times are promised, it takes those operations to break them.
        let rank = |case: &Case| {
            let time = api.operations[case.operation].response_time.as_ref();
            let time = time.filter(|_| fault.is_costly);
            time.map_or(u32::MAX, |time| time.value)
        };
        cases.sort_by(|one, other| (rank(one), &one.id).cmp(&(rank(other), &other.id)));
        if fault.is_costly {
            cases.truncate(FEW);
        }
        let asks = |case: &&Arc<Case>| matches!(case.kind, CaseKind::QueryOption(_));
        let plain = cases.iter().filter(asks);
        let plain = plain.filter_map(|case| self.plain.get(&case.operation));
        let plain: Vec<Arc<Case>> = plain.cloned().collect();
        cases.extend(plain);
        cases.sort_by(|one, other| one.id.cmp(&other.id));
        cases.dedup_by(|one, other| one.id == other.id);
        cases
    }
}

/// What a case has in common with others that would show the same.
fn shape(operation: &Operation, case: &Case) -> String {
    let name = match &case.kind {
        CaseKind::Missing(name)
        | CaseKind::Malformed(name)
        | CaseKind::OutsideEnum(name)
        | CaseKind::QueryOption(name) => name.as_str(),
        _ => "",
    };
    let mut parameters = operation.parameters.iter();
    let varied = parameters.find(|one| one.name.value == name);
    let varied = varied.map(|one| (one.location, &one.value_type));
    let kind = match &case.kind {
        CaseKind::Missing(_) => "missing".to_owned(),
        CaseKind::Malformed(_) => "malformed".to_owned(),
        CaseKind::OutsideEnum(_) => "outside-enum".to_owned(),
        other => format!("{other:?}"),
    };
    let sends_other = matches!(
        case.kind,
        CaseKind::BrokenBody | CaseKind::WrongTypes | CaseKind::WrongMediaType
    );
    let request = operation.request.as_ref().filter(|_| sends_other);
    let request = request.map(|one| (&one.value_type, &one.media_types));
    let answers = operation.responses.iter();
    let answers: Vec<_> = answers
        .map(|one| {
            let body = one.body.as_ref();
            let body = body.map(|body| (&body.value_type, &body.media_types));
            (one.status.value, body)
        })
        .collect();
    let samples = operation.sample_responses.iter();
    let fields: Vec<&str> = samples
        .flat_map(|one| &one.headers)
        .map(|field| field.name.as_str())
        .collect();
    let (method, is_timed) = (operation.method.value, operation.response_time.is_some());
    format!("{kind} {method} {varied:?} {request:?} {answers:?} {fields:?} {is_timed}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Credentials;
    use crate::mock::faults;
    use crate::testing::CHAT;

    fn case(operation: usize, kind: CaseKind, name: &str) -> Arc<Case> {
        let id = &CHAT.api.operations[operation].id.value;
        Arc::new(Case {
            id: format!("{id}/{name}"),
            operation,
            kind,
            parameters: Vec::new(),
            body: None,
            accept: Vec::new(),
            credentials: Credentials::Given,
            method: None,
            path: None,
        })
    }

    #[test]
    fn one_case_of_each_shape_that_can_show_the_fault() {
        let mut sample = Sample::default();
        let all = 0..CHAT.api.operations.len();
        for at in all.clone().rev() {
            let option = CaseKind::QueryOption("$top".to_owned());
            for (kind, name) in [
                (CaseKind::Required, "required"),
                (CaseKind::BrokenBody, "broken-body"),
                (option, "optional:$top"),
            ] {
                sample.offer(&CHAT.api, &case(at, kind, name));
            }
        }
        let of = |id: &str| {
            let fault = faults::find(id).expect("there is such a fault");
            sample.of(&CHAT.api, fault)
        };
        let good = of("server-error");
        assert!(good.iter().all(|case| case.kind == CaseKind::Required));
        assert!(good.len() > 10 && good.len() < all.len(), "{}", good.len());
        let syntax = of("body-syntax-ignored");
        assert!(syntax.iter().all(|case| case.kind == CaseKind::BrokenBody));
        let top = of("top-ignored");
        let plain = top.iter().filter(|one| one.kind == CaseKind::Required);
        assert_eq!(plain.count() * 2, top.len(), "each with its plain request");
        assert_eq!(of("hang").len(), FEW);
        let is_timed =
            |case: &Arc<Case>| CHAT.api.operations[case.operation].response_time.is_some();
        assert!(of("slow").iter().any(is_timed));
    }
}
