//! The same over pages that are not in this repository.

use super::*;
use crate::values::misfit;
use std::path::PathBuf;

/// `BINDERY_PAGES=FOLDER cargo test -p bindery-conformance corpus -- --ignored`
#[test]
#[ignore = "wants a folder of pages in BINDERY_PAGES"]
fn every_operation_of_a_reference_is_answered_as_its_page_says() {
    let folder = std::env::var_os("BINDERY_PAGES").expect("BINDERY_PAGES names a folder");
    let pages = crate::testing::read(&PathBuf::from(folder));
    let (api, sources) = (Arc::new(pages.api), Arc::new(pages.sources));
    let mut wrong = Vec::new();
    for (answers, stateful) in [
        (Answers::Sample, false),
        (Answers::Generated, false),
        (Answers::Sample, true),
    ] {
        let options = Options {
            answers,
            stateful,
            ..Options::default()
        };
        let mock = Mock::new(Arc::clone(&api), Arc::clone(&sources), options);
        for operation in &api.operations {
            mock.forget();
            let (reply, _) = mock.reply(&good_of(&api, operation));
            let status = reply.status.as_u16();
            let id = &operation.id.value;
            let response = operation
                .responses
                .iter()
                .find(|one| one.status.value == status);
            let told = String::from_utf8_lossy(&reply.body);
            let told: String = told.chars().take(300).collect();
            let Some(body) = response.map(|one| &one.body).filter(|_| status < 400) else {
                wrong.push(format!("{answers:?} {stateful} {id}: {status} {told}"));
                continue;
            };
            let Some(body) = body else { continue };
            let value = serde_json::from_slice(&reply.body);
            let misfit = match &value {
                Ok(value) => misfit(&api, value, &body.value_type).map(|one| format!("{one:?}")),
                Err(_) if body.media_types[0].ends_with("json") => Some("no JSON".to_owned()),
                Err(_) => None,
            };
            wrong.extend(misfit.map(|one| format!("{answers:?} {stateful} {id}: {one} {told}")));
        }
    }
    let shown = wrong
        .iter()
        .take(20)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("\n");
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{shown}",
        wrong.len(),
        3 * api.operations.len()
    );
}
