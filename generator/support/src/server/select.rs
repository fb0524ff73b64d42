//! `$select`: which properties of an answer are kept (OData 4.01 part 1, section 11.2.5.1).

use super::Problem;
use axum::http::StatusCode;
use serde_json::Value;
use std::collections::BTreeSet;

/// As many names a list may hold, counting each once: the time grows with them.
const MOST: usize = 100;

/// Sets all properties to null but those that `list` names, regardless of case; in an array, those
/// of its items. `a/b` keeps only `b` of `a`.
pub(crate) fn keep(value: &mut Value, list: &str) {
    let names = names(list);
    let paths: Vec<Vec<&str>> = names
        .iter()
        .filter(|name| *name != "*")
        .map(|name| name.split('/').collect())
        .collect();
    if paths.is_empty() {
        return;
    }
    let paths: Vec<&[&str]> = paths.iter().map(Vec::as_slice).collect();
    keep_paths(value, &paths);
}

/// Refuses a list of more names than are looked at.
pub(crate) fn check(list: &str) -> Result<(), Problem> {
    if names(list).len() <= MOST {
        return Ok(());
    }
    let detail = format!("`$select` may name {MOST} properties");
    let problem = Problem::new(StatusCode::BAD_REQUEST, detail);
    Err(problem.with("parameter", "$select").with("in", "query"))
}

/// Each name once, in lower case.
fn names(list: &str) -> BTreeSet<String> {
    let names = list.split(',').map(str::trim);
    names
        .filter(|name| !name.is_empty())
        .map(str::to_ascii_lowercase)
        .collect()
}

fn keep_paths(value: &mut Value, paths: &[&[&str]]) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| keep_paths(item, paths)),
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                let is_named = |path: &&&[&str]| {
                    path.first()
                        .is_some_and(|first| first.eq_ignore_ascii_case(name))
                };
                let below: Vec<&[&str]> = paths
                    .iter()
                    .filter(is_named)
                    .map(|path| &path[1..])
                    .collect();
                if below.is_empty() {
                    *member = Value::Null;
                } else if below.iter().all(|path| !path.is_empty()) {
                    keep_paths(member, &below);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn many_names_are_refused_and_repeated_ones_count_once() {
        let list =
            |count: usize| -> String { (0..count).map(|at| format!("a{at},A{at},")).collect() };
        assert!(check(&list(100)).is_ok());
        let problem = check(&list(101)).expect_err("it is long");
        assert_eq!(problem.status(), StatusCode::BAD_REQUEST);
        assert_eq!(names("a, A,a,").len(), 1);
    }

    #[test]
    fn what_is_not_named_is_null() {
        let cases = [
            ("a", json!({"A": 1, "b": null, "c": null})),
            (
                "B/x, a",
                json!({"A": 1, "b": {"X": 2, "y": null}, "c": null}),
            ),
            (
                "b/x,b",
                json!({"A": null, "b": {"X": 2, "y": 3}, "c": null}),
            ),
            (
                "c/y",
                json!({"A": null, "b": null, "c": [{"y": 1, "z": null}]}),
            ),
            ("none", json!({"A": null, "b": null, "c": null})),
            (
                " , *",
                json!({"A": 1, "b": {"X": 2, "y": 3}, "c": [{"y": 1, "z": 2}]}),
            ),
        ];
        for (list, expected) in cases {
            let mut value = json!({"A": 1, "b": {"X": 2, "y": 3}, "c": [{"y": 1, "z": 2}]});
            keep(&mut value, list);
            assert_eq!(value, expected, "{list}");
        }
    }
}
