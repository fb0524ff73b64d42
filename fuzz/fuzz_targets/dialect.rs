//! Any bytes as a dialect file, which then reads a page.

#![no_main]

use bindery_generator::dialect::{Choice, load};
use bindery_generator::read_reference;
use bindery_model::SourceMap;
use libfuzzer_sys::fuzz_target;

const PAGE: &str =
    include_str!("../../specs/pages/chat/rest/ChatTopic/v1ChatTopicEntity_ChatTopicsForUser.md");

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let Ok(dialect) = load("fuzz.yaml", &text) else {
        return;
    };
    let mut sources = SourceMap::new();
    sources.add("page.md", PAGE);
    let reference = read_reference(&sources, Choice::Given(&dialect));
    for diagnostic in reference.all_diagnostics() {
        assert!(
            PAGE.get(diagnostic.span.range()).is_some(),
            "{diagnostic:?}"
        );
    }
});
