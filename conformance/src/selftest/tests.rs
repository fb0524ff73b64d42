//! The chat pages.

use super::*;
use crate::judge;
use crate::testing::{CHAT, pages};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_is_caught_on_the_chat_pages_and_nothing_else() {
    let pages = pages();
    let options = Options {
        seed: 1,
        jobs: 8,
        selection: plan::Selection::default(),
        checks: judge::select(&[], &[]).expect("nothing is named"),
        patience: Duration::from_secs(1),
    };
    let proof = prove(
        Arc::new(pages.api),
        Arc::new(pages.sources),
        &options,
        &mut |_| {},
    )
    .await
    .expect("the mock is served");
    assert!(proof.is_whole(), "{}", table(&proof));
    assert!(proof.faults.len() >= 40);
    assert_eq!(CHAT.api.operations.len(), 36);
}
