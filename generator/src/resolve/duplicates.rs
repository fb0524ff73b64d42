//! Before the passes: operations in a fixed order, and each once.

use bindery_model::{Api, Diagnostic, Severity, SourceMap};

/// Sorts the operations by path, method, id and file, and takes out those of a method and path that
/// another page documents too.
pub(super) fn remove(api: &mut Api, sources: &SourceMap) -> Vec<Diagnostic> {
    let file_name = |operation: &bindery_model::api::Operation| &sources.file(operation.file).path;
    api.operations.sort_by(|a, b| {
        (&a.path.value, a.method.value, &a.id.value)
            .cmp(&(&b.path.value, b.method.value, &b.id.value))
            .then_with(|| file_name(a).cmp(file_name(b)))
            .then_with(|| a.span.start.cmp(&b.span.start))
    });
    let mut diagnostics = Vec::new();
    api.operations.dedup_by(|second, first| {
        let same =
            first.path.value == second.path.value && first.method.value == second.method.value;
        if same {
            let message = format!(
                "{} {} is documented twice; this one is left out",
                second.method.value, second.path.value
            );
            let diagnostic = Diagnostic::new(
                "duplicate-operation",
                Severity::Warning,
                second.path.span(),
                message,
            )
            .help("keep one of the pages, or correct the endpoint of the other")
            .related(first.path.span(), "the one that counts");
            diagnostics.push(diagnostic);
        }
        same
    });
    diagnostics
}
