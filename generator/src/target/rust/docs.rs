//! Text of pages as lines of doc comments.

use super::context::Context;
use bindery_model::{Span, Stated};

impl Context<'_> {
    /// Where something is documented: `page.md:12`, with a link where pages are published.
    pub(in crate::target) fn place(&self, span: Span) -> String {
        let path = &self.sources.file(span.file).path;
        let line = self.sources.position(span).line;
        let name = path.rsplit('/').next().unwrap_or(path);
        match &self.options.page_url {
            Some(url) => {
                let url = url.trim_end_matches('/');
                let path = path.replace(' ', "%20");
                format!("[`{name}:{line}`]({url}/{path}#L{line})")
            }
            None => format!("`{name}:{line}`"),
        }
    }

    /// A description in one paragraph, with the place that documents it at its end.
    pub(in crate::target) fn line(&self, text: Option<&Stated<String>>, span: Span) -> Vec<String> {
        let told = text.map_or("", |text| &*text.value);
        let mut lines = lines(told);
        let place = self.place(span);
        match lines.last_mut() {
            Some(last) if !last.starts_with("```") => {
                last.push_str(&format!(" ({place})"));
            }
            _ => lines.push(format!("See {place}.")),
        }
        lines
    }
}

/// CommonMark as lines that rustdoc reads in the same way, and in which it finds no code of ours.
pub(in crate::target) fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut is_fenced = false;
    for line in text.trim().lines() {
        let line = line.trim_end();
        let start = line.trim_start();
        if start.starts_with("```") || start.starts_with("~~~") {
            // What stands in a fence is the vendor's, and no test.
            let marker = if is_fenced { "```" } else { "```text" };
            lines.push(marker.to_owned());
            is_fenced = !is_fenced;
        } else if is_fenced {
            lines.push(line.to_owned());
        } else if line.is_empty() && lines.last().is_none_or(String::is_empty) {
            // One blank line parts as well as several.
        } else {
            // Four spaces would make it code.
            let indent = (line.len() - start.len()).min(3);
            lines.push(format!("{}{start}", " ".repeat(indent)).replace('\t', " "));
        }
    }
    if is_fenced {
        lines.push("```".to_owned());
    }
    lines
}

/// Text in one line.
pub(in crate::target) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
