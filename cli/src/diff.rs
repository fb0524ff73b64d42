//! What `--check` prints: how files on disk differ from what would be written.

use crate::exit::Failure;
use crate::terminal::{CYAN, GREEN, PLAIN, RED, stdout};
use crate::write::{Compared, State};
use similar::TextDiff;
use std::fmt::Write;
use std::time::Duration;

/// Past this the difference is not made any shorter; it is right all the same.
const LONG_ENOUGH: Duration = Duration::from_secs(2);

/// Prints a unified diff of every file that differs, to stdout; whether any does.
pub(crate) fn print(all: &[Compared<'_>]) -> Result<bool, Failure> {
    let mut differs = false;
    for one in all.iter().filter(|one| one.state() != State::Unchanged) {
        differs = true;
        let text = unified(one);
        stdout(|out| out.write_all(text.as_bytes()))?;
    }
    Ok(differs)
}

fn unified(one: &Compared<'_>) -> String {
    let before = String::from_utf8_lossy(one.before.as_deref().unwrap_or_default());
    // Folders `a` and `b` are what `patch -p1` takes away, so nothing may be absolute below them.
    let shown = one.shown.trim_start_matches('/');
    let (old, new) = (format!("a/{shown}"), format!("b/{shown}"));
    let old = if one.state() == State::New {
        "/dev/null"
    } else {
        &old
    };
    let diff = TextDiff::configure()
        .timeout(LONG_ENOUGH)
        .diff_lines(&*before, one.file.text.as_str());
    let plain = diff
        .unified_diff()
        .context_radius(3)
        .header(old, &new)
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
    use bindery_generator::target::OutputFile;

    fn plain(before: Option<&str>, after: &str) -> String {
        let file = OutputFile {
            path: "a.yaml".to_owned(),
            text: after.to_owned(),
        };
        let compared = Compared {
            file: &file,
            path: "out/a.yaml".into(),
            shown: "out/a.yaml".to_owned(),
            before: before.map(|text| text.as_bytes().to_vec()),
        };
        anstream::adapter::strip_str(&unified(&compared)).to_string()
    }

    #[test]
    fn the_difference_can_be_applied() {
        let expected = "--- a/out/a.yaml\n+++ b/out/a.yaml\n@@ -1,2 +1,2 @@\n a: 1\n-b: 2\n+b: 3\n";
        assert_eq!(plain(Some("a: 1\nb: 2\n"), "a: 1\nb: 3\n"), expected);
        let expected = "--- /dev/null\n+++ b/out/a.yaml\n@@ -0,0 +1 @@\n+a: 1\n";
        assert_eq!(plain(None, "a: 1\n"), expected);
    }
}
