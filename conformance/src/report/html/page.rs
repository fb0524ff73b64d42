//! The text of the page: the template, with style, script and data put in.

use super::data::Data;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::{Environment, context};
use serde::Serialize;
use sha2::{Digest, Sha256};

const TEMPLATE: &str = include_str!("page/report.html");

const STYLES: &[&str] = &[
    include_str!("page/colours.css"),
    include_str!("page/frame.css"),
    include_str!("page/views.css"),
];

/// In the order in which they are run.
const SCRIPTS: &[&str] = &[
    include_str!("page/dom.js"),
    include_str!("page/data.js"),
    include_str!("page/filter.js"),
    include_str!("page/detail.js"),
    include_str!("page/verdict.js"),
    include_str!("page/findings.js"),
    include_str!("page/matrix.js"),
    include_str!("page/treemap.js"),
    include_str!("page/coverage.js"),
    include_str!("page/latency.js"),
    include_str!("page/main.js"),
];

/// The page.
pub(super) fn page(data: &Data<'_>) -> String {
    let (style, script) = (STYLES.concat(), script());
    let mut environment = Environment::new();
    // The name makes it escape what it prints.
    let is_added = environment.add_template("report.html", TEMPLATE);
    let template = is_added.and_then(|()| environment.get_template("report.html"));
    let text = template.and_then(|template| {
        template.render(context! {
            headline => data.headline(),
            style_hash => hash(&style),
            script_hash => hash(&script),
            style,
            script,
            data => json(data),
        })
    });
    // The template is our own, and the tests print it.
    text.unwrap_or_default()
}

/// How many bytes a page has beside its data, at most.
pub(super) fn frame() -> usize {
    let parts = STYLES.iter().chain(SCRIPTS).map(|part| part.len());
    TEMPLATE.len() + parts.sum::<usize>() + 2_000
}

/// All scripts as one, which shows nothing to the outside.
fn script() -> String {
    format!("(() => {{\n'use strict';\n{}}})();\n", SCRIPTS.concat())
}

/// As Content Security Policy Level 3 section 6.7.3.3 compares it.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

/// JSON that no HTML parser takes for the end of a script or the start of a comment.
pub(super) fn json(value: &impl Serialize) -> String {
    // There are no keys but strings, so this cannot fail.
    let text = serde_json::to_string(value).unwrap_or_default();
    text.replace('&', "\\u0026")
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
}
