//! One HTML file that holds everything: style, script and data. It loads nothing and sends nothing.
//!
//! ```text
//! Document ─ data ─▶ Data ─ evidence ─▶ Data below LARGEST bytes ─ page ─▶ text
//! ```
//!
//! What servers and pages say reaches the page as JSON in a block that is never run, and from there
//! as text alone (`page/dom.js`). The policy of the page forbids every other script and style.

mod data;
mod evidence;
mod headline;
mod latency;
mod page;
mod run;
mod strings;

use super::Document;

/// The most bytes that a report may have. What shows findings on operations stays out when it is
/// full: it stands in the JSON report.
const LARGEST: usize = 5_000_000;

/// A run to report on.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// What to call it beside another run, such as the name of its file.
    pub label: &'a str,
    /// What came of it.
    pub document: &'a Document,
}

/// The text of the report: of one run, or of two side by side.
pub fn html(runs: &[Run<'_>]) -> String {
    let (mut data, sources) = data::Data::new(runs);
    let bare = page::json(&data).len() + page::frame();
    evidence::add(&mut data, &sources, LARGEST.saturating_sub(bare));
    page::page(&data)
}

#[cfg(test)]
mod tests;
