//! Any bytes as a page of every kind, read with every compiled-in dialect.

#![no_main]

use bindery_generator::dialect::{Choice, Dialect, builtin};
use bindery_generator::read_reference;
use bindery_model::SourceMap;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static DIALECTS: LazyLock<Vec<Dialect>> =
    LazyLock::new(|| builtin().expect("the compiled-in dialects load"));

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    // One reading an input: the last byte chooses which, so that the fuzzer can.
    let choice = bytes.last().map_or(0, |byte| usize::from(*byte));
    match choice % (DIALECTS.len() + 3) {
        0 => read("page.md", &text, Choice::Auto(&DIALECTS)),
        1 => read("index.md", &text, Choice::Auto(&DIALECTS)),
        2 => read("toc.yml", &text, Choice::Auto(&DIALECTS)),
        at => read("page.md", &text, Choice::Given(&DIALECTS[at - 3])),
    }
});

fn read(path: &str, text: &str, choice: Choice<'_>) {
    let mut sources = SourceMap::new();
    sources.add(path, text);
    let reference = read_reference(&sources, choice);
    for diagnostic in reference.all_diagnostics() {
        assert!(
            text.get(diagnostic.span.range()).is_some(),
            "{diagnostic:?}"
        );
    }
    for schema in &reference.api.schemas {
        assert!(!schema.name.is_empty());
        for property in &schema.properties {
            assert!(!property.evidence.is_empty(), "{}", property.name);
        }
    }
}
