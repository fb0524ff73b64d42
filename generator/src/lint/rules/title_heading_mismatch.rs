//! Front matter and first heading that give a page two titles.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let (Some(title), Some(heading)) = (operation.raw.title, operation.raw.heading) else {
            continue;
        };
        if title
            .text
            .split_whitespace()
            .ne(heading.text.split_whitespace())
        {
            sink.tell(
                heading.span,
                "the heading is not the title of the front matter",
            )
            .help("give the page one title: menus and searches show the one, readers the other")
            .related(title.span, "the title");
        }
    }
}
