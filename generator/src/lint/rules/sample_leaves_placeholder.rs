//! A sample request with `{id}` where the value of a path part belongs.

use super::request_lines;
use crate::lint::context::{Documented, PageContext};
use crate::lint::finding::Sink;
use crate::lint::invent::value;
use bindery_model::Location;
use bindery_model::api::Parameter;
use std::ops::Range;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        for line in request_lines(operation) {
            let path = line.target.split('?').next().unwrap_or("");
            let Some(open) = path.find('{') else { continue };
            let Some(close) = path[open..].find('}').map(|at| open + at + 1) else {
                continue;
            };
            let part = &path[open..close];
            let count = path.matches('{').count();
            let span = line.part(open..close);
            let more = if count > 1 { " and others" } else { "" };
            let told = sink
                .tell(
                    span,
                    format!("this sample leaves `{part}`{more} in the path"),
                )
                .help("put a value there, so that the sample can be sent as it stands")
                .cause("samples leave parts of the path open");
            for part in parts(path) {
                let name = &path[part.start + 1..part.end - 1];
                told.fix(line.part(part.clone()), value(documented(operation, name)));
            }
        }
    }
}

/// The parts in braces.
fn parts(path: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(open) = path[at..].find('{').map(|found| at + found) {
        let Some(close) = path[open..].find('}').map(|found| open + found + 1) else {
            break;
        };
        all.push(open..close);
        at = close;
    }
    all
}

fn documented<'a>(operation: &Documented<'a>, name: &str) -> Option<&'a Parameter> {
    let mut parameters = operation.stated.parameters.iter();
    parameters
        .find(|one| one.location == Location::Path && one.name.value.eq_ignore_ascii_case(name))
}
