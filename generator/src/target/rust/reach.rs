//! Which types are written, which are read, and which resource needs which.

use super::Side;
use super::patch;
use super::shape::is_raw;
use crate::names::rust::NameTable;
use bindery_model::resolved::{Operation, ResponseBody};
use bindery_model::{ResolvedApi, SchemaId};
use std::collections::BTreeSet;

/// For each schema.
pub(in crate::target) struct Reach {
    /// Whether it is part of what is sent.
    pub(in crate::target) written: Vec<bool>,
    /// Whether it is part of what is received.
    pub(in crate::target) read: Vec<bool>,
    /// The resources that need it: places in [`NameTable::resources`].
    pub(in crate::target) resources: Vec<BTreeSet<usize>>,
}

impl Reach {
    pub(in crate::target) fn new(api: &ResolvedApi, names: &NameTable, side: Side) -> Self {
        let count = api.schemas.len();
        let mut reach = Reach {
            written: vec![false; count],
            read: vec![false; count],
            resources: vec![BTreeSet::new(); count],
        };
        for (at, resource) in names.resources.iter().enumerate() {
            let operations = resource.operations.iter().map(|at| &api.operations[*at]);
            let (mut requests, mut answers) = (Vec::new(), Vec::new());
            for operation in operations {
                let parameters = operation.parameters.iter();
                requests.extend(parameters.filter_map(|one| one.value_type.schema()));
                requests.extend(request_schemas(api, operation, side));
                let answer = answer(operation).and_then(|body| body.value_type.schema());
                answers.extend(answer);
            }
            let (written, read) = match side {
                Side::Client => (requests, answers),
                Side::Server => (answers.clone(), [requests, answers].concat()),
            };
            for (roots, marks) in [(written, &mut reach.written), (read, &mut reach.read)] {
                for id in closure(api, roots) {
                    marks[id.0 as usize] = true;
                    reach.resources[id.0 as usize].insert(at);
                }
            }
        }
        reach
    }
}

/// The schemas that a request holds. A client has types of its own for patches, and a server reads
/// them as documents.
fn request_schemas(api: &ResolvedApi, operation: &Operation, side: Side) -> Vec<SchemaId> {
    let forms = patch::forms(api, operation);
    if let Some(forms) = forms {
        let merged = forms.merge.filter(|_| side == Side::Client);
        let merged = merged.and_then(|(_, schema)| schema);
        return patch::merge_closure(api, merged).1.into_iter().collect();
    }
    let request = operation.request.as_ref();
    let schema = request.and_then(|request| request.value_type.schema());
    schema.into_iter().collect()
}

/// Schemas and all that they hold.
fn closure(api: &ResolvedApi, mut open: Vec<SchemaId>) -> BTreeSet<SchemaId> {
    let mut all = BTreeSet::new();
    while let Some(id) = open.pop() {
        if all.insert(id) {
            let properties = api.schema(id).properties.iter();
            open.extend(properties.filter_map(|property| property.value_type.schema()));
        }
    }
    all
}

/// The body of the answer that tells success, where it is JSON or bytes.
pub(in crate::target) fn answer(operation: &Operation) -> Option<&ResponseBody> {
    let success = operation
        .responses
        .iter()
        .filter(|one| (200..300).contains(&one.status.value));
    let mut bodies = success.filter_map(|one| one.body.as_ref());
    bodies.next()
}

/// Whether an answer is bytes as they are.
pub(in crate::target) fn is_raw_answer(body: &ResponseBody) -> bool {
    is_raw(&body.value_type, &body.media_types)
}
