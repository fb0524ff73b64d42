//! A section that starts twice on one page.

use crate::dialect::Section;
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let sections = &operation.raw.sections;
        for (at, (section, words)) in sections.iter().enumerate() {
            let first = sections[..at].iter().find(|(before, _)| before == section);
            let several =
                matches!(
                    section,
                    Section::Ignored | Section::SampleRequest | Section::SampleResponse
                ) || matches!(section, Section::QueryParameters | Section::PathParameters);
            if let Some((_, first)) = first.filter(|_| !several) {
                sink.tell(
                    words.span,
                    format!("the section `{}` starts a second time", words.text),
                )
                .help("make one section of the two; of bodies, the first heading counts")
                .related(first.span, "the first")
                .instead_of("duplicate-section", words.span);
            }
        }
    }
}
