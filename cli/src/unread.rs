//! Which diagnostics mean that something on a page did not reach the model.

use bindery_model::Diagnostic;

/// The codes that say so, in alphabetical order.
const LEFT_OUT: &[&str] = &[
    "duplicate-operation",
    "duplicate-parameter",
    "duplicate-property",
    "duplicate-status",
    "more-findings",
    "no-dialect",
    "no-endpoint",
    "path-part-not-in-path",
    "sample-not-http",
    "sample-not-json",
    "surplus-cell",
    "too-many-breaks",
    "unknown-method",
    "unknown-status",
    "unknown-type",
    "unread-column",
    "unread-fence",
    "unread-header",
    "unread-heading",
    "unread-page",
    "unread-query",
    "unread-row",
    "unread-table",
    "unread-text",
];

/// Whether a diagnostic means that something on a page was left unread.
pub(crate) fn is_left_unread(diagnostic: &Diagnostic) -> bool {
    LEFT_OUT.binary_search(&diagnostic.code).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bindery_model::{FileId, Severity, Span};
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    /// The other codes, in alphabetical order: what they tell was read all the same, or does not
    /// stand on the page at all.
    const TOLD: &[&str] = &[
        "broken-path-part",
        "broken-row",
        "contradicted-sample",
        "contradicted-type",
        "duplicate-id",
        "duplicate-section",
        "front-matter-not-yaml",
        "missing-cell",
        "no-success-status",
        "not-utf8",
        "runaway-rewrite",
        "schema-name-taken",
        "table-delimiter-mismatch",
        "table-without-delimiter",
        "toc-not-yaml",
        "unclosed-fence",
        "undocumented-path-part",
        "unsure-dialect",
    ];

    #[test]
    fn every_code_is_in_one_of_the_lists() {
        assert!(LEFT_OUT.is_sorted() && TOLD.is_sorted());
        let given = all_codes();
        let listed = |code: &&String| LEFT_OUT.contains(&&***code) != TOLD.contains(&&***code);
        let unlisted: Vec<&String> = given.iter().filter(|code| !listed(code)).collect();
        assert!(
            unlisted.is_empty(),
            "these codes are in neither list of cli/src/unread.rs, or in both: {unlisted:?}"
        );
        let is_stale = |code: &&&str| !given.contains(**code);
        let stale: Vec<&&str> = LEFT_OUT.iter().chain(TOLD).filter(is_stale).collect();
        assert!(stale.is_empty(), "nothing gives these any more: {stale:?}");
    }

    #[test]
    fn only_the_listed_codes_count() {
        let of = |code| Diagnostic::new(code, Severity::Warning, Span::file_start(FileId(0)), "");
        assert!(is_left_unread(&of("unread-heading")));
        assert!(is_left_unread(&of("surplus-cell")));
        assert!(is_left_unread(&of("no-endpoint")));
        assert!(!is_left_unread(&of("broken-row")));
    }

    /// Every code that the generator and we ourselves give. Where a diagnostic is made its code is
    /// a literal, or goes by the name `code`: then it is a literal in `let code = ...;`, or in the
    /// calls of a function whose first argument it is.
    fn all_codes() -> BTreeSet<String> {
        let programs = programs();
        let mut functions = BTreeSet::from(["Diagnostic::new"]);
        for (_, program) in &programs {
            functions.extend(behind(program, "fn ").filter_map(takes_code));
        }
        let mut codes = BTreeSet::new();
        for (path, program) in &programs {
            for function in &functions {
                for call in behind(program, &format!("{function}(")) {
                    codes.extend(code_of(call, path));
                }
            }
            for statement in behind(program, "let code = ") {
                let statement = statement.split(';').next().unwrap_or_default();
                let literals = statement.split('"').skip(1).step_by(2);
                codes.extend(literals.map(str::to_owned));
            }
        }
        codes
    }

    /// The sources, without their tests.
    fn programs() -> Vec<(PathBuf, String)> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folders = ["../generator/src", "src"].map(|folder| root.join(folder));
        let entries = folders.into_iter().flat_map(walkdir::WalkDir::new);
        let paths = entries.map(|entry| entry.expect("the sources are beside us").into_path());
        // The rules of `check` have their own test of codes: `generator/tests/rules.rs`.
        let is_rule = |path: &Path| path.starts_with(root.join("../generator/src/lint"));
        let is_source = |path: &PathBuf| path.extension().is_some_and(|e| e == "rs");
        let sources = paths.filter(|path| is_source(path) && !is_rule(path));
        let program = |path: PathBuf| {
            let text = std::fs::read_to_string(&path).expect("the source can be read");
            let end = text.find("#[cfg(test)]").unwrap_or(text.len());
            (path, text[..end].to_owned())
        };
        sources.map(program).collect()
    }

    /// What follows each place where a text stands that is not the end of a longer name.
    fn behind<'t>(program: &'t str, text: &str) -> impl Iterator<Item = &'t str> {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let places = program.match_indices(text);
        let places = places.filter(move |(at, _)| !program[..*at].ends_with(is_name));
        let ends: Vec<usize> = places.map(|(at, found)| at + found.len()).collect();
        ends.into_iter().map(|end| &program[end..])
    }

    /// The name of the function that is declared here, if its first argument is a code.
    fn takes_code(declared: &str) -> Option<&str> {
        let (name, arguments) = declared.split_once('(')?;
        let first = arguments.trim_start();
        let receivers = ["&mut self,", "&self,", "self,"];
        let mut all = receivers.iter();
        let behind_receiver = all.find_map(|receiver| first.strip_prefix(receiver));
        let first = behind_receiver.unwrap_or(first).trim_start();
        first.starts_with("code: ").then_some(name)
    }

    /// The code in a call; none where it goes by its name.
    fn code_of(call: &str, path: &Path) -> Option<String> {
        let first = call.trim_start();
        if let Some(literal) = first.strip_prefix('"') {
            return literal.split_once('"').map(|(code, _)| code.to_owned());
        }
        let is_named = ["code,", "code:", "&mut self", "&self", "self,"];
        assert!(
            is_named.iter().any(|name| first.starts_with(name)),
            "{}: write the code of this diagnostic as a literal, or call it `code`: {}",
            path.display(),
            first.lines().next().unwrap_or_default()
        );
        None
    }
}
