//! Where in a JSON text something stands, as a path of names and indices.
//!
//! serde_json tells line and column of what it cannot read. The path is found from there, by one
//! walk over the text, so that readers of types need not keep it.

/// The path of the value at `line` and `column` as serde_json counts them, such as
/// `$.value[3].Name`.
pub(crate) fn at(text: &[u8], line: usize, column: usize) -> String {
    let before = text.split_inclusive(|byte| *byte == b'\n');
    let start: usize = before.take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    // The error is told behind the value, or at its last byte.
    let end = start.saturating_add(column).min(text.len());
    walk(&text[..end])
}

enum Step {
    Member(String),
    Index(usize),
}

fn walk(text: &[u8]) -> String {
    let mut steps: Vec<Step> = Vec::new();
    let mut at = 0;
    let mut is_name = false;
    while let Some(byte) = text.get(at) {
        match byte {
            b'{' => {
                steps.push(Step::Member(String::new()));
                is_name = true;
            }
            b'[' => {
                steps.push(Step::Index(0));
                is_name = false;
            }
            // A container that ends where the text ends is the one that could not be read.
            b'}' | b']' if at + 1 < text.len() => {
                steps.pop();
                is_name = false;
            }
            b',' => match steps.last_mut() {
                Some(Step::Index(index)) => *index += 1,
                Some(Step::Member(_)) => is_name = true,
                None => {}
            },
            b'"' => {
                let end = string_end(text, at);
                if let (true, Some(Step::Member(name))) = (is_name, steps.last_mut()) {
                    let quoted = &text[at..end.min(text.len())];
                    *name = serde_json::from_slice(quoted).unwrap_or_default();
                    is_name = false;
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    print(&steps)
}

/// The offset behind the string that opens at `start`.
fn string_end(text: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = text.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    at
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
