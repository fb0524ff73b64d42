//! A fence whose mark is not known, and is nearly one that is.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::similar::nearest;
use bindery_model::Span;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for diagnostic in page
        .raw
        .diagnostics
        .iter()
        .filter(|d| d.code == "unread-fence")
    {
        let line = page.text()[diagnostic.span.range()]
            .lines()
            .next()
            .unwrap_or("");
        let mark = line.trim_start_matches(['`', '~']).trim();
        let fences = page.dialect.file.fences.iter();
        let known = fences
            .flat_map(|fence| fence.info.iter().flatten())
            .map(String::as_str);
        let known: Vec<&str> = known.filter(|one| *one != mark).collect();
        if mark.is_empty() || line.len() == line.trim_start_matches(['`', '~']).len() {
            continue;
        }
        if let Some(near) = nearest(mark, known) {
            let start = diagnostic.span.range().start + line.find(mark).unwrap_or(0);
            let span = Span::new(page.file, start..start + mark.len());
            sink.tell(
                span,
                format!("no fence marked `{mark}` is known here, but `{near}` is"),
            )
            .help(format!(
                "did you mean `{near}`? The fence is not read until then"
            ))
            .instead_of("unread-fence", diagnostic.span);
        }
    }
}
