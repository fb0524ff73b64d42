//! What a program prints: read to its end so that it never has to wait, of which the last lines and the
//! first address are kept.

use super::group::{Group, TICK};
use crate::terminal::{DIM, printable};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How many lines are kept.
const KEPT: usize = 20;
/// The most bytes of a line that are kept.
const LONGEST: u64 = 1024;
/// How long to wait for what it printed last. A child that it left behind may hold the pipe for ever.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// What a program printed.
#[derive(Debug, Default)]
pub(super) struct Output {
    kept: Arc<Mutex<Kept>>,
    readers: Vec<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Kept {
    lines: VecDeque<String>,
    address: Option<String>,
}

impl Output {
    /// What `group` prints from here on; `is_shown`: each line is also printed to stderr.
    pub(super) fn of(group: &mut Group, is_shown: bool) -> Self {
        let mut output = Output::default();
        let (out, err) = group.outputs();
        if let Some(out) = out {
            output.follow(out, is_shown);
        }
        if let Some(err) = err {
            output.follow(err, is_shown);
        }
        output
    }

    fn follow(&mut self, from: impl Read + Send + 'static, is_shown: bool) {
        let kept = Arc::clone(&self.kept);
        self.readers.push(std::thread::spawn(move || {
            let mut from = BufReader::new(from);
            let mut bytes = Vec::new();
            while let Ok(1..) = from.by_ref().take(LONGEST).read_until(b'\n', &mut bytes) {
                let line = String::from_utf8_lossy(&bytes);
                let line = printable(line.trim_end(), false).into_owned();
                bytes.clear();
                if is_shown {
                    // Where stderr is closed nobody is there to read it.
                    let _ = writeln!(anstream::stderr().lock(), "{DIM}service{DIM:#} {line}");
                }
                let mut kept = lock(&kept);
                if kept.address.is_none() {
                    kept.address = address(&line);
                }
                kept.lines.push_back(line);
                if kept.lines.len() > KEPT {
                    kept.lines.pop_front();
                }
            }
        }));
    }

    /// The first address of this machine that it printed.
    pub(super) fn address(&self) -> Option<String> {
        lock(&self.kept).address.clone()
    }

    /// The last lines of a program that has ended, or is given up.
    pub(super) fn last_lines(&self) -> String {
        let until = Instant::now() + LAST_WORDS;
        while !self.readers.iter().all(JoinHandle::is_finished) && Instant::now() < until {
            std::thread::sleep(TICK);
        }
        let kept = lock(&self.kept);
        if kept.lines.is_empty() {
            return "; it printed nothing".to_owned();
        }
        let lines = kept.lines.iter().map(|line| format!("\n  | {line}"));
        format!("; the last that it printed:{}", lines.collect::<String>())
    }
}

fn lock(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The first address in a line at which a server of this machine can be. Others are passed over: what
/// is sent is meant for the service that was started and nobody else.
fn address(line: &str) -> Option<String> {
    let starts = line.match_indices("http").map(|(at, _)| &line[at..]);
    starts.into_iter().find_map(|rest| {
        let ends =
            |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>' | ',' | ')');
        let word = rest.split(ends).next()?;
        let mut url = url::Url::parse(word.trim_end_matches('.')).ok()?;
        match url.host()? {
            url::Host::Domain("localhost") => {}
            url::Host::Ipv4(ip) if ip.is_loopback() => {}
            url::Host::Ipv6(ip) if ip.is_loopback() => {}
            // It listens on all addresses, of which this is one.
            url::Host::Ipv4(ip) if ip.is_unspecified() => url.set_host(Some("127.0.0.1")).ok()?,
            url::Host::Ipv6(ip) if ip.is_unspecified() => url.set_host(Some("[::1]")).ok()?,
            _ => return None,
        }
        matches!(url.scheme(), "http" | "https")
            .then(|| url.as_str().trim_end_matches('/').to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_this_machine_are_found_in_lines() {
        for (line, expected) in [
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            (
                "listening on http://0.0.0.0:80/api/, ready",
                Some("http://127.0.0.1/api"),
            ),
            (
                "{\"url\":\"https://localhost:8443/\"}",
                Some("https://localhost:8443"),
            ),
            (
                "see https://example.com, or http://[::1]:9.",
                Some("http://[::1]:9"),
            ),
            ("http://[::]:9", Some("http://[::1]:9")),
            ("https://crm.example.com", None),
            ("http://127.0.0.1.example.com/", None),
            ("http server on 8080", None),
            ("", None),
        ] {
            assert_eq!(address(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn the_last_lines_are_kept_and_long_ones_are_cut() {
        let mut output = Output::default();
        let text = (0..30).map(|n| format!("line {n}\n")).collect::<String>();
        output.follow(std::io::Cursor::new(text), false);
        let lines = output.last_lines();
        assert!(
            !lines.contains("line 9\n") && lines.ends_with("  | line 29"),
            "{lines}"
        );
        assert_eq!(lines.matches('|').count(), KEPT);
        let mut output = Output::default();
        output.follow(
            std::io::Cursor::new("\u{1b}[2J".to_owned() + &"x".repeat(5000)),
            false,
        );
        let lines = output.last_lines();
        assert!(!lines.contains('\u{1b}'), "{lines}");
        assert!(lines.lines().all(|line| line.len() < 1100), "{lines}");
        assert_eq!(Output::default().last_lines(), "; it printed nothing");
    }
}
