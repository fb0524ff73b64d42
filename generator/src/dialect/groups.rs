//! Groups that patterns of dialect files are read by: a pattern without them would match for nothing.

use super::file::DialectFile;
use super::pattern::{Pattern, Patterns};
use regex::Regex;

/// A pattern that lacks a group.
#[derive(Debug, thiserror::Error)]
#[error("`{key}`: the pattern `{pattern}` lacks the group `{group}`")]
pub(super) struct Lacking {
    /// The key that the pattern stands under, behind those that this one stands under.
    pub(super) key: &'static str,
    /// The pattern's source.
    pub(super) pattern: String,
    group: &'static str,
}

/// The first pattern that lacks a group which it is read by.
pub(super) fn first_lacking(file: &DialectFile) -> Option<Lacking> {
    let (types, names) = (&file.types, &file.names);
    let needs: [(&'static str, Vec<&Regex>, &[&'static str]); 9] = [
        ("request-line", one(&file.request_line), &["method", "path"]),
        ("status-line", one(&file.status_line), &["status"]),
        ("types.array-of", all(&types.array_of), &["items"]),
        ("types.map-of", all(&types.map_of), &["values"]),
        ("types.enumeration", all(&types.enumeration), &["members"]),
        ("types.schema", all(&types.schema), &["name"]),
        ("names.result", one(&names.result), &["name"]),
        (
            "names.operation-id",
            one(&names.operation_id),
            &["operation"],
        ),
        (
            "facts.response-time",
            one(&file.facts.response_time),
            &["milliseconds"],
        ),
    ];
    // A heading may leave the endpoint to a fence, but not half of it.
    let of_heading = |regex: &Regex| match (has(regex, "method"), has(regex, "path")) {
        (true, false) => Some(lacking("operation-heading", regex, "path")),
        (false, true) => Some(lacking("operation-heading", regex, "method")),
        _ => None,
    };
    let of_headings = file.operation_heading.regexes().find_map(of_heading);
    of_headings.or_else(|| {
        needs.iter().find_map(|(key, patterns, groups)| {
            patterns.iter().find_map(|regex| {
                let group = groups.iter().find(|group| !has(regex, group))?;
                Some(lacking(key, regex, group))
            })
        })
    })
}

fn all(patterns: &Patterns) -> Vec<&Regex> {
    patterns.regexes().collect()
}

fn one(pattern: &Option<Pattern>) -> Vec<&Regex> {
    pattern.iter().map(Pattern::regex).collect()
}

fn has(regex: &Regex, group: &str) -> bool {
    regex.capture_names().flatten().any(|name| name == group)
}

fn lacking(key: &'static str, regex: &Regex, group: &'static str) -> Lacking {
    Lacking {
        key,
        pattern: regex.as_str().to_owned(),
        group,
    }
}
