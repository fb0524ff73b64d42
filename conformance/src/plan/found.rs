//! Which operations can show a finding, told from its id alone.

use crate::check::Group;
use crate::checks;
use crate::findings::{plain, rest};
use bindery_model::resolved::Operation;
use bindery_model::{ResolvedApi, SchemaId, Type};
use std::collections::BTreeSet;

/// Checks of other groups whose causes name an operation.
const OF_OPERATIONS: &[&str] = &["documented-request-refused", "server-error"];

/// Whether the causes of a check begin with a schema or name an operation.
fn names_its_place(check: &str) -> bool {
    let group = checks::find(check).map(|check| check.group);
    matches!(group, Some(Group::Shape | Group::State | Group::Timing))
        || OF_OPERATIONS.contains(&check)
}

/// The operations that can show a finding, as indices into those of the model: those whose id its cause
/// names; those whose answers hold objects of the schema that its cause begins with; all where its check
/// names neither; none where the check would, and names what is not there.
pub fn can_show(api: &ResolvedApi, finding: &str) -> BTreeSet<usize> {
    let (check, cause) = finding.split_once(':').unwrap_or((finding, ""));
    let all = || api.operations.iter().enumerate();
    let begins = |name: &str| {
        let rest = cause.strip_prefix(&plain(name));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '-', '.']))
    };
    let names = |one: &Operation| {
        let id = plain(&one.id.value);
        begins(&one.id.value) || cause.ends_with(&format!("-{id}"))
    };
    let named: BTreeSet<usize> = all()
        .filter(|(_, one)| names(one))
        .map(|(at, _)| at)
        .collect();
    if !named.is_empty() {
        return named;
    }
    let schemas = api.schemas.iter().enumerate();
    let mut schemas = schemas.filter(|(_, one)| begins(&one.name));
    let longest = schemas.by_ref().max_by_key(|(_, one)| one.name.len());
    let Some((schema, _)) = longest else {
        let is_anywhere = cause.is_empty() || finding == rest(check) || !names_its_place(check);
        return all().filter(|_| is_anywhere).map(|(at, _)| at).collect();
    };
    let wanted = SchemaId(u32::try_from(schema).unwrap_or(u32::MAX));
    let answers = |one: &Operation| {
        let mut bodies = one.responses.iter().filter_map(|one| one.body.as_ref());
        bodies.any(|body| holds(api, &body.value_type, wanted))
    };
    all()
        .filter(|(_, one)| answers(one))
        .map(|(at, _)| at)
        .collect()
}

/// Whether values of a type hold objects of a schema, however deep.
fn holds(api: &ResolvedApi, value_type: &Type, wanted: SchemaId) -> bool {
    let mut seen = BTreeSet::new();
    let mut pending: Vec<SchemaId> = value_type.schema().into_iter().collect();
    while let Some(id) = pending.pop() {
        if id == wanted {
            return true;
        }
        if seen.insert(id) {
            let properties = api.schema(id).properties.iter();
            pending.extend(properties.filter_map(|one| one.value_type.schema()));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::CHAT;

    #[test]
    fn a_cause_names_operations_or_a_schema_or_nothing() {
        let of = |finding: &str| {
            let found = can_show(&CHAT.api, finding);
            let id = |at: usize| CHAT.api.operations[at].id.value.as_str();
            found.into_iter().map(id).collect::<Vec<_>>()
        };
        let read = "v1ChatSessionEntity_GetChatSessionEntity";
        assert_eq!(of(&format!("wrong-body-kind:{read}/200")), [read]);
        assert_eq!(
            of(&format!("documented-request-refused:405-{read}")),
            [read]
        );
        let of_schema = of("wrong-type:ChatSessionEntity/ChatSessionId");
        assert!(!of_schema.is_empty() && of_schema.len() < CHAT.api.operations.len());
        assert_eq!(
            of("malformed-input-accepted:an-int32-in-query").len(),
            CHAT.api.operations.len()
        );
        for anywhere in ["missing-property", "missing-property:and-more"] {
            assert_eq!(of(anywhere).len(), CHAT.api.operations.len(), "{anywhere}");
        }
        for nowhere in ["missing-property:Nope/None", "server-error:500-getNope"] {
            assert!(of(nowhere).is_empty(), "{nowhere}");
        }
    }
}
