//! A run as it happens: how far it is, and failures at once.

use super::Reporter;
use crate::event::Event;
use crate::findings;
use crate::verdict::Ruling;
use bindery_model::{ResolvedApi, count};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::BTreeSet;

/// Shows progress on stderr.
pub struct Terminal<'a> {
    api: &'a ResolvedApi,
    bar: ProgressBar,
    /// Findings that were shown.
    shown: BTreeSet<String>,
    failures: usize,
}

/// How many failures are shown as they happen.
const SHOWN: usize = 50;

impl<'a> Terminal<'a> {
    /// `quiet`: nothing is shown.
    pub fn new(api: &'a ResolvedApi, quiet: bool) -> Self {
        let target = match quiet {
            true => ProgressDrawTarget::hidden(),
            false => ProgressDrawTarget::stderr(),
        };
        let bar = ProgressBar::with_draw_target(None, target);
        let style = "{bar:30} {pos}/{len} cases, {per_sec}, {eta} left, {msg}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        Terminal {
            api,
            bar,
            shown: BTreeSet::new(),
            failures: 0,
        }
    }
}

impl Reporter for Terminal<'_> {
    fn event(&mut self, event: &Event) {
        match event {
            Event::Started { planned, .. } => {
                self.bar.set_length(*planned as u64);
                self.bar.set_message("0 findings");
            }
            Event::Judged { case, verdicts, .. } => {
                for verdict in verdicts.iter().filter(|one| one.ruling == Ruling::Failed) {
                    if !self.shown.insert(findings::id(verdict)) {
                        continue;
                    }
                    self.failures += 1;
                    if self.failures <= SHOWN {
                        let id = &self.api.operations[case.operation].id.value;
                        let line = format!(
                            "failed {id} {}: expected {}, got {}",
                            verdict.check, verdict.expected, verdict.actual
                        );
                        // A server's words must not steer the terminal.
                        let plain = line.chars().map(|c| if c.is_control() { ' ' } else { c });
                        self.bar.println(plain.collect::<String>());
                    }
                }
                self.bar.set_message(count(self.failures, "finding"));
                self.bar.inc(1);
            }
            Event::LeftBehind { what, because } => {
                self.bar.println(format!("left behind: {what} ({because})"));
            }
            Event::LeftOut { .. } | Event::Ended { .. } => {}
        }
    }

    fn finish(&mut self) {
        self.bar.finish_and_clear();
    }
}
