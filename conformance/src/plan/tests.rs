//! Plans of the pages in `specs/pages`, and of the reference beside the repository if it is there.

use super::*;
use crate::case::{CaseKind, Content, Step};
use crate::testing::{CHAT, Pages, read};
use std::path::Path;

fn plan(pages: &Pages, allowed: &[Effect]) -> Plan {
    let options = Options {
        allowed: allowed.iter().copied().collect(),
        has_credentials: true,
        ..Options::default()
    };
    Plan::new(&pages.api, &options)
}

fn one<'a>(plan: &'a Plan, id: &str) -> &'a Planned {
    let mut all = plan.all();
    all.find(|one| one.case.id == id)
        .unwrap_or_else(|| unreachable!("`{id}` is planned"))
}

#[test]
fn every_operation_has_cases_and_nothing_is_left_out_silently() {
    let plan = plan(&CHAT, &[]);
    for at in 0..CHAT.api.operations.len() {
        assert!(plan.cases.iter().any(|one| one.case.operation == at));
    }
    let mut ids: Vec<&str> = plan.all().map(|one| one.case.id.as_str()).collect();
    let number = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), number, "ids are unique");
    let text = table(&CHAT.api, &plan);
    for operation in &CHAT.api.operations {
        assert!(text.contains(&operation.id.value));
    }
}

#[test]
fn nothing_that_writes_is_made_unless_it_is_allowed() {
    let plan = plan(&CHAT, &[]);
    for one in plan.all().filter(|one| one.left_out.is_none()) {
        assert_eq!(
            effect_of(&one.case, &plan.effects),
            Effect::Read,
            "{}",
            one.case.id
        );
    }
    let delete = one(
        &plan,
        "v1ChatSessionEntity_DeleteChatSessionEntity/required",
    );
    assert!(
        matches!(&delete.left_out, Some(Reason::NotAllowed(why)) if why.contains("--allow delete"))
    );
}

#[test]
fn identifiers_come_from_operations_that_answer_with_them() {
    let plan = plan(&CHAT, &[]);
    let read = one(&plan, "v1ChatSessionEntity_GetChatSessionEntity/required");
    let by = producers(&read.case.parameters[0].value);
    let names: Vec<&str> = by
        .iter()
        .map(|by| CHAT.api.operations[*by].id.value.as_str())
        .collect();
    assert!(names.contains(&"v1ChatSessionEntity_GetAll"), "{names:?}");
    for by in by {
        assert!(plan.levels[by] < plan.levels[read.case.operation]);
    }
}

#[test]
fn nothing_of_the_chat_pages_is_blocked_but_media_types_that_no_page_shows() {
    let all = [
        Effect::Create,
        Effect::Update,
        Effect::Delete,
        Effect::Action,
    ];
    let plan = plan(&CHAT, &all);
    for one in plan.all() {
        if matches!(one.case.kind, CaseKind::RequestMediaType(_)) {
            continue;
        }
        let is_blocked = matches!(one.left_out, Some(Reason::Blocked(_)));
        assert!(!is_blocked, "{}: {:?}", one.case.id, one.left_out);
    }
}

#[test]
fn what_agents_save_leads_a_life_only_where_it_may_be_created() {
    let mut api = CHAT.api.clone();
    let of = |id: &str| {
        let mut all = CHAT.api.operations.iter();
        all.find(|one| one.id.value == id).expect("there is one")
    };
    // The replacement of a session, as an agent would offer it.
    let mut save = of("v1ChatSessionEntity_PutChatSessionEntity").clone();
    "v1ChatAgent_SaveChatSessionEntity".clone_into(&mut save.id.value);
    "/api/v1/Agents/Chat/SaveChatSessionEntity".clone_into(&mut save.path.value);
    save.method.value = Method::Post;
    save.parameters.clear();
    let agent = of("v1ChatAgent_GetChatSessionEntity");
    save.resource.clone_from(&agent.resource);
    api.operations.push(save);
    let whole = [Effect::Create, Effect::Update, Effect::Delete];
    for (allowed, is_led) in [(&whole[..], true), (&whole[1..], false)] {
        let options = Options {
            allowed: allowed.iter().copied().collect(),
            ..Options::default()
        };
        let plan = Plan::new(&api, &options);
        let is_agent = |life: &&Vec<Planned>| {
            let operation = &api.operations[life[0].case.operation];
            operation.path.value.contains("/Agents/")
        };
        let life = plan.lives.iter().find(is_agent).expect("an agent saves");
        assert_eq!(life[0].left_out.is_none(), is_led, "{:?}", life[0].left_out);
        let steps: Vec<&CaseKind> = life.iter().map(|one| &one.case.kind).collect();
        use Step::{Create, Delete, Read, ReadGone, Save};
        let expected = [Create, Read, Save, Read, Delete, ReadGone].map(CaseKind::Lifecycle);
        assert_eq!(steps, expected.iter().collect::<Vec<_>>());
        let body = life[0].case.body.as_ref().expect("it has one");
        let Content::Json(_, sources) = &body.content else {
            unreachable!("it is JSON");
        };
        // Never with the identifier of somebody's object.
        assert!(matches!(sources[0].1, Source::Produced { .. }));
        assert_eq!(sources[1].1, Source::Absent);
        let by = life[0].case.operation;
        assert!(plan.removals.iter().any(|one| one.created_by == by));
    }
}

#[test]
fn an_object_leads_a_whole_life() {
    let all = [Effect::Create, Effect::Update, Effect::Delete];
    let plan = plan(&CHAT, &all);
    let life = plan.lives.first().expect("a session can be created");
    let steps: Vec<Step> = life
        .iter()
        .filter_map(|one| match one.case.kind {
            CaseKind::Lifecycle(step) => Some(step),
            _ => None,
        })
        .collect();
    use Step::{Create, Delete, Patch, Read, ReadGone, Replace, ReplaceAgain};
    assert_eq!(
        steps,
        [
            Create,
            Read,
            Replace,
            Read,
            ReplaceAgain,
            Read,
            Patch,
            Read,
            Delete,
            ReadGone
        ]
    );
    assert!(life.iter().all(|one| one.left_out.is_none()), "{life:#?}");
}

#[test]
fn updates_go_to_own_objects_only() {
    let plan = plan(
        &CHAT,
        &[
            Effect::Create,
            Effect::Update,
            Effect::Delete,
            Effect::Action,
        ],
    );
    for one in plan.cases.iter().filter(|one| one.left_out.is_none()) {
        let effect = effect_of(&one.case, &plan.effects);
        if !matches!(effect, Effect::Update | Effect::Delete | Effect::Action)
            || one.case.kind.is_negative()
        {
            continue;
        }
        let mut sources: Vec<&Source> = one.case.parameters.iter().map(|one| &one.value).collect();
        if let Some(body) = &one.case.body
            && let Content::Json(_, more) = &body.content
        {
            sources.extend(more.iter().map(|(_, source)| source));
        }
        let by: Vec<usize> = sources.into_iter().flat_map(producers).collect();
        let created = |by: &usize| plan.effects[*by].effect == Effect::Create;
        assert!(by.iter().any(created), "{:#?}", one.case);
    }
}

#[test]
fn shards_share_the_cases_without_loss() {
    let made = |only: &[&str], shard: Option<Shard>| -> BTreeSet<String> {
        let only: Vec<String> = only.iter().map(|one| (*one).to_owned()).collect();
        let options = Options {
            allowed: Effect::ALL.iter().copied().collect(),
            has_credentials: true,
            selection: Selection::new(&only, shard).expect("it is right"),
            ..Options::default()
        };
        let plan = Plan::new(&CHAT.api, &options);
        let all = plan.all().filter(|one| one.left_out.is_none());
        all.map(|one| one.case.id.clone()).collect()
    };
    // The last asks for steps of a life, but not for the one that creates its object.
    let steps = [
        "v1ChatSessionEntity_DeleteChatSessionEntity",
        "v1ChatSessionEntity_GetChatSessionEntity",
        "v1ChatSessionEntity_PutChatSessionEntity",
    ];
    for only in [&[][..], &["*Topic*"], &steps] {
        let whole = made(only, None);
        assert!(!whole.is_empty(), "{only:?}");
        let mut together = BTreeSet::new();
        for number in 1..=3 {
            for id in made(only, Some(Shard { number, of: 3 })) {
                assert!(together.insert(id.clone()), "{id} is in two shards");
            }
        }
        assert_eq!(together, whole, "{only:?}");
    }
    let is_step = |id: &String| id.contains("/life:");
    assert!(made(&steps, None).iter().any(is_step));
}

#[test]
fn every_operation_of_the_reference_is_planned() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = corpus.join("superoffice-2023/pages/rest");
    if !folder.is_dir() {
        return;
    }
    let pages = read(&folder);
    let plan = plan(&pages, &[]);
    assert!(pages.api.operations.len() > 300);
    for (at, operation) in pages.api.operations.iter().enumerate() {
        let any = plan.cases.iter().any(|one| one.case.operation == at);
        assert!(any, "{}", operation.id.value);
    }
}
