//! YAML that others wrote: read within bounds, and what is wrong with it told with its place.

use serde::de::DeserializeOwned;

/// The deepest nesting that is handed to the parser. It reads no more than 128 levels itself, but
/// takes the square of the depth to find that out.
const DEEPEST: usize = 512;

/// What is wrong with a text, and where.
pub(crate) struct Trouble {
    pub(crate) message: String,
    /// Byte offset into the text, on a character.
    pub(crate) offset: usize,
    /// Line and column from 1, where the parser tells them.
    pub(crate) place: Option<(usize, usize)>,
}

/// Reads a text.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Trouble> {
    if let Some(offset) = too_deep(text) {
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before[line_start..].chars().count() + 1;
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        return Err(Trouble {
            message: format!("brackets are nested more than {DEEPEST} deep"),
            offset,
            place: Some((line, column)),
        });
    }
    serde_yaml::from_str(text).map_err(|error| {
        let place = error.location();
        let offset = place.as_ref().map_or(0, |at| at.index());
        Trouble {
            message: error.to_string(),
            offset: text.floor_char_boundary(offset.min(text.len())),
            place: place.map(|at| (at.line(), at.column())),
        }
    })
}

/// Where brackets that could open a collection have opened too many that none closed.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth: usize = 0;
    let mut before = b' ';
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            // Behind a letter, a bracket is a part of a word.
            b'[' | b'{' if !before.is_ascii_alphanumeric() => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(at);
        }
        before = byte;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trouble(text: &str) -> String {
        match parse::<serde_yaml::Value>(text) {
            Ok(_) => "none".to_owned(),
            Err(trouble) => format!("{:?} {}", trouble.place, trouble.message),
        }
    }

    #[test]
    fn deep_nesting_is_told_before_it_costs() {
        for open in ["[", "{a: ", "- [", "[a, "] {
            let found = trouble(&open.repeat(200_000));
            assert!(found.contains("more than 512 deep"), "{open}: {found}");
        }
        let flat = "- [a, {b: c}]\n".repeat(1000);
        assert_eq!(trouble(&flat), "none");
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        assert!(
            trouble("a: [b\n").starts_with("Some((2, 1))"),
            "{}",
            trouble("a: [b\n")
        );
    }
}
