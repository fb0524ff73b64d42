//! A place in a JSON text as a path.

use super::super::value::json_steps::{self, Step};

/// The path of the value at `line` and `column` as serde_json counts them, such as
/// `$.value[3].Name`.
pub(crate) fn at(text: &[u8], line: usize, column: usize) -> String {
    print(&json_steps::at(text, line, column))
}

fn print(steps: &[Step]) -> String {
    let mut path = String::from("$");
    for step in steps {
        match step {
            Step::Member(name) if name.is_empty() => {}
            Step::Member(name) => {
                let is_plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
                if is_plain {
                    path.push('.');
                    path.push_str(name);
                } else {
                    path.push_str(&format!("[{name:?}]"));
                }
            }
            Step::Index(index) => path.push_str(&format!("[{index}]")),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use std::collections::BTreeMap;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only whether they can be read counts")]
    struct Outer {
        rows: Vec<BTreeMap<String, Inner>>,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only whether they can be read counts")]
    struct Inner {
        count: i32,
    }

    fn path(text: &str) -> String {
        let error = serde_json::from_str::<Outer>(text).expect_err("it cannot be read");
        at(text.as_bytes(), error.line(), error.column())
    }

    #[test]
    fn the_path_leads_to_the_value() {
        let row = |count: &str| {
            format!(
                "{{\n\"rows\": [{{}}, {{\"a\\\"}}\": {{\"count\": 1}},\n \"b\": {{\"count\": {count}}}}}]}}"
            )
        };
        assert_eq!(path(&row("\"x\"")), "$.rows[1].b.count");
        assert_eq!(path(&row("12.5")), "$.rows[1].b.count");
        assert_eq!(path(&row("{\"d\": [1, 2]}")), "$.rows[1].b.count");
        assert_eq!(
            path(r#"{"rows": [{"odd name": {"count": true}}]}"#),
            r#"$.rows[0]["odd name"].count"#
        );
        assert_eq!(path(r#"{"rows": 1}"#), "$.rows");
    }

    #[test]
    fn what_is_no_json_ends_the_walk() {
        for text in ["", "{", "[\"", "{\"a\\", "<html>"] {
            assert!(at(text.as_bytes(), 1, 99).starts_with('$'), "{text}");
            assert!(at(text.as_bytes(), 9, 9).starts_with('$'), "{text}");
        }
    }
}
