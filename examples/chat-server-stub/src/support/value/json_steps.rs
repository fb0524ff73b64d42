//! Where in a JSON text something stands, as steps of names and indices.
//!
//! serde_json tells line and column of what it cannot read. The steps are found from there, by one
//! walk over the text, so that readers of types need not keep them.

/// A step from a value to one that it holds.
pub(crate) enum Step {
    /// The member of this name; empty before the first name of an object.
    Member(String),
    /// The item at this index.
    Index(usize),
}

/// The steps to the value at `line` and `column` as serde_json counts them.
pub(crate) fn at(text: &[u8], line: usize, column: usize) -> Vec<Step> {
    let before = text.split_inclusive(|byte| *byte == b'\n');
    let start: usize = before.take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    // The error is told behind the value, or at its last byte.
    let end = start.saturating_add(column).min(text.len());
    walk(&text[..end])
}

fn walk(text: &[u8]) -> Vec<Step> {
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
    steps
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
