//! A place in a JSON text as a JSON pointer (RFC 6901).

use super::super::value::json_steps::{self, Step};

/// The pointer to the value at `line` and `column` as serde_json counts them, such as `/value/3`.
pub(crate) fn at(text: &[u8], line: usize, column: usize) -> String {
    let mut pointer = String::new();
    for step in json_steps::at(text, line, column) {
        match step {
            Step::Member(name) if name.is_empty() => {}
            Step::Member(name) => {
                pointer.push('/');
                pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
            }
            Step::Index(index) => pointer.push_str(&format!("/{index}")),
        }
    }
    pointer
}
