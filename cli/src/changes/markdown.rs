//! An entry for a changelog (keepachangelog.com 1.1.0), ready to paste.

use super::{Changes, Entry};
use crate::terminal::printable;
use bindery_generator::diff::Nature;
use std::fmt::Write;

pub(crate) fn report(changes: &Changes<'_>) -> String {
    let mut text = String::from("## API changes\n");
    // Writing to a string cannot fail.
    let _ = write!(text, "\nVersion step: **{}**.\n", changes.step.as_str());
    let of = |nature: Nature| {
        let all = changes.entries.iter();
        let those = all.filter(move |one| !one.breaking && one.change.kind.nature() == nature);
        those.collect::<Vec<_>>()
    };
    let breaking: Vec<&Entry<'_>> = changes.entries.iter().filter(|one| one.breaking).collect();
    section(&mut text, "Breaking", &breaking);
    section(&mut text, "Added", &of(Nature::Added));
    section(&mut text, "Changed", &of(Nature::Changed));
    section(&mut text, "Removed", &of(Nature::Removed));
    text
}

fn section(text: &mut String, heading: &str, entries: &[&Entry<'_>]) {
    if entries.is_empty() {
        return;
    }
    let _ = write!(text, "\n### {heading}\n\n");
    for entry in entries {
        let kind = entry.change.kind.as_str().replace('-', " ");
        let mut line = format!("- {kind}: {}", code(entry.subject()));
        if let (Some(before), Some(after)) = (&entry.change.before, &entry.change.after) {
            let _ = write!(line, ", from {} to {}", code(before), code(after));
        } else if let Some(one) = entry.value() {
            let _ = write!(line, " ({})", code(one));
        }
        let _ = write!(line, ": {}", printable(&entry.change.why, false));
        if !entry.is_of_operation() {
            let _ = write!(line, " ({})", entry.operations("`"));
        }
        text.push_str(&line);
        text.push('\n');
    }
}

/// A code span that holds any text (CommonMark 0.31 section 6.1).
fn code(text: &str) -> String {
    let text = printable(text, false);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_spans_hold_backticks() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`a\nb"), "`` `a b ``");
    }
}
