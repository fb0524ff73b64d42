//! Which diagnostics mean that something on a page did not reach the model.

use bindery_model::Diagnostic;

/// The codes that say so besides those that start with `unread-`, in alphabetical order.
const LEFT_OUT: &[&str] = &[
    "duplicate-operation",
    "duplicate-parameter",
    "duplicate-property",
    "duplicate-status",
    "no-dialect",
    "no-endpoint",
    "path-part-not-in-path",
    "surplus-cell",
    "unknown-method",
    "unknown-status",
];

/// Whether a diagnostic means that something on a page was left unread.
pub(crate) fn is_left_unread(diagnostic: &Diagnostic) -> bool {
    diagnostic.code.starts_with("unread-") || LEFT_OUT.binary_search(&diagnostic.code).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bindery_model::{FileId, Severity, Span};

    #[test]
    fn every_code_is_one_that_the_generator_gives() {
        let mut sources = String::new();
        for entry in walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../generator/src"))
        {
            let entry = entry.expect("the generator is beside us");
            if entry.file_type().is_file() {
                sources.push_str(&std::fs::read_to_string(entry.path()).unwrap_or_default());
            }
        }
        for code in LEFT_OUT {
            assert!(
                sources.contains(&format!("\"{code}\"")),
                "nothing gives `{code}` any more"
            );
        }
    }

    #[test]
    fn codes_are_sorted_and_the_prefix_counts() {
        assert!(LEFT_OUT.is_sorted());
        let of = |code| Diagnostic::new(code, Severity::Warning, Span::file_start(FileId(0)), "");
        assert!(is_left_unread(&of("unread-anything")));
        assert!(is_left_unread(&of("surplus-cell")));
        assert!(is_left_unread(&of("no-endpoint")));
        assert!(!is_left_unread(&of("broken-row")));
    }
}
