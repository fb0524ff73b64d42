//! An object in a sample with two members of one name.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::shown::name_span;
use bindery_model::{JsonNode, JsonValue, SampleBody};

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let samples = operation
            .stated
            .sample_requests
            .iter()
            .chain(&operation.stated.sample_responses);
        let roots = samples.filter_map(|sample| sample.body.as_ref().and_then(SampleBody::json));
        let mut open: Vec<&JsonNode> = roots.collect();
        while let Some(node) = open.pop() {
            match &node.value {
                JsonValue::Array(items) => open.extend(items),
                JsonValue::Object(members) => {
                    let mut seen = rustc_hash::FxHashMap::default();
                    for member in members {
                        let span = name_span(page, member);
                        if let Some(first) = seen.insert(&*member.name, span) {
                            sink.tell(
                                span,
                                format!("`{}` is there twice in one object", member.name),
                            )
                            .help("keep one of them: parsers differ in which of two they take")
                            .related(first, "the first");
                        }
                        open.push(&member.node);
                    }
                }
                _ => {}
            }
        }
    }
}
