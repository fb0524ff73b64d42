//! What `--check` prints: how files on disk differ from what would be written.

use super::plan::{Planned, State};
use crate::exit::Failure;
use crate::terminal::{CYAN, GREEN, PLAIN, RED, stdout};
use similar::TextDiff;
use std::fmt::Write;
use std::time::Duration;

/// Past this the difference is not made any shorter; it is right all the same.
const LONG_ENOUGH: Duration = Duration::from_secs(2);

/// Prints a unified diff of every file, to stdout.
pub(crate) fn print<'a>(files: impl Iterator<Item = &'a Planned>) -> Result<(), Failure> {
    for one in files {
        let text = unified(one);
        stdout(|out| out.write_all(text.as_bytes()))?;
    }
    Ok(())
}

fn unified(one: &Planned) -> String {
    let before = String::from_utf8_lossy(one.before.as_deref().unwrap_or_default());
    // Line endings do not count.
    let before = before.replace("\r\n", "\n");
    let after = one
        .after
        .as_deref()
        .unwrap_or_default()
        .replace("\r\n", "\n");
    // Folders `a` and `b` are what `patch -p1` takes away, so nothing may be absolute below them.
    let shown = one.shown.trim_start_matches('/');
    let (old, new) = (format!("a/{shown}"), format!("b/{shown}"));
    let (old, new) = match one.state {
        State::New => ("/dev/null", &*new),
        State::Orphan | State::EditedOrphan => (&*old, "/dev/null"),
        _ => (&*old, &*new),
    };
    between(old, new, &before, &after)
}

/// A unified diff of two texts, coloured; empty where they are the same.
pub(crate) fn between(old: &str, new: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::configure()
        .timeout(LONG_ENOUGH)
        .diff_lines(before, after);
    let plain = diff
        .unified_diff()
        .context_radius(3)
        .header(old, new)
        .to_string();
    let mut text = String::with_capacity(plain.len());
    for line in plain.split_inclusive('\n') {
        let (words, end) = match line.strip_suffix('\n') {
            Some(words) => (words, "\n"),
            None => (line, ""),
        };
        let style = match words.as_bytes() {
            [b'-', ..] => RED,
            [b'+', ..] => GREEN,
            [b'@', ..] => CYAN,
            _ => PLAIN,
        };
        // Writing to a string cannot fail.
        let _ = write!(text, "{style}{words}{style:#}{end}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(before: Option<&str>, after: Option<&str>, state: State) -> String {
        let planned = Planned {
            path: "out/a.yaml".into(),
            shown: "out/a.yaml".to_owned(),
            before: before.map(|text| text.as_bytes().to_vec()),
            after: after.map(str::to_owned),
            state,
        };
        anstream::adapter::strip_str(&unified(&planned)).to_string()
    }

    #[test]
    fn the_difference_can_be_applied() {
        let expected = "--- a/out/a.yaml\n+++ b/out/a.yaml\n@@ -1,2 +1,2 @@\n a: 1\n-b: 2\n+b: 3\n";
        let (one, other) = ("a: 1\r\nb: 2\r\n", "a: 1\nb: 3\n");
        assert_eq!(plain(Some(one), Some(other), State::Changed), expected);
        let expected = "--- /dev/null\n+++ b/out/a.yaml\n@@ -0,0 +1 @@\n+a: 1\n";
        assert_eq!(plain(None, Some("a: 1\n"), State::New), expected);
        let expected = "--- a/out/a.yaml\n+++ /dev/null\n@@ -1 +0,0 @@\n-a: 1\n";
        assert_eq!(plain(Some("a: 1\n"), None, State::Orphan), expected);
    }
}
