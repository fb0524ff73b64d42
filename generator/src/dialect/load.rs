//! From the text of dialect files to dialects: what a file leaves out is taken from the one that it
//! extends, and every mistake is told with its line and column.

use super::file::{DialectFile, Form, Section};
use super::{BUILTIN, groups, pattern};
use crate::yaml;
use bindery_model::Position;
use regex::RegexSet;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as KeyError, StrDeserializer};
use serde_yaml::{Mapping, Value};

/// The deepest chain of `extends` that is followed.
const DEEPEST_CHAIN: usize = 8;

/// A dialect that is ready to read pages.
#[derive(Clone, Debug)]
pub struct Dialect {
    /// What its file says, completed by the files that it extends.
    pub file: DialectFile,
    /// Every heading or line that starts a section, for the front end of copied text.
    pub(super) headings: RegexSet,
    /// The furniture of copied text.
    pub(super) furniture: RegexSet,
    /// What any of the rewrites finds.
    pub(crate) rewritten: RegexSet,
    pub(super) has_line_sections: bool,
}

/// Why a dialect file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", self.place())]
pub struct DialectError {
    /// The file's path.
    pub path: String,
    /// Where in the file.
    pub position: Option<Position>,
    /// What is wrong.
    pub message: String,
}

impl DialectError {
    fn place(&self) -> String {
        match self.position {
            Some(position) => format!("{}:{position}", self.path),
            None => self.path.clone(),
        }
    }
}

/// The dialects that are compiled in, without those that only serve to be extended.
///
/// # Errors
/// Only where a compiled-in file is wrong, which a test rules out.
pub fn builtin() -> Result<Vec<Dialect>, DialectError> {
    let all = BUILTIN.iter().map(|(path, text)| load(path, text));
    let all: Vec<Dialect> = all.collect::<Result<_, _>>()?;
    Ok(all.into_iter().filter(|d| !d.file.is_abstract).collect())
}

/// Reads one dialect file; it may extend a compiled-in one.
///
/// # Errors
/// The first mistake in the file: what is no YAML, a key that there is not, a value of the wrong
/// form, a pattern that does not compile, a dialect to extend that there is not.
pub fn load(path: &str, text: &str) -> Result<Dialect, DialectError> {
    let own: DialectFile = parse(path, text)?;
    let mut file = match own.extends {
        None => own,
        Some(_) => {
            let merged = merged_values(path, text, DEEPEST_CHAIN)?;
            let wrong = |error: serde_yaml::Error| fault(path, None, error.to_string());
            serde_yaml::from_value(merged).map_err(wrong)?
        }
    };
    for (key, start) in &mut file.sections {
        if start.role.is_none() {
            let role = role_of_key(key).map_err(|roles| {
                let message = format!(
                    "section `{key}` has no `role`, and its key is none either; the roles are {roles}"
                );
                fault(path, place_of(text, &format!("{key}:")), message)
            })?;
            start.role = Some(role);
        }
    }
    let dialect = Dialect::new(file).map_err(|message| fault(path, None, message))?;
    match groups::first_lacking(&dialect.file) {
        None => Ok(dialect),
        Some(lacking) => {
            let position = place_behind(text, lacking.key, &lacking.pattern);
            Err(fault(path, position, lacking.to_string()))
        }
    }
}

fn parse<T: serde::de::DeserializeOwned>(path: &str, text: &str) -> Result<T, DialectError> {
    yaml::parse(text).map_err(|trouble| {
        let position = trouble.place.map(|(line, column)| Position {
            line: line as u32,
            column: column as u32,
        });
        let message = trouble.message;
        let position = place_of_pattern(text, &message).or(position);
        // The message ends with the place, which is told before it.
        let message = match message.rfind(" at line ") {
            Some(end) => message[..end].to_owned(),
            None => message,
        };
        fault(path, position, message)
    })
}

fn fault(path: &str, position: Option<Position>, message: String) -> DialectError {
    DialectError {
        path: path.to_owned(),
        position,
        message,
    }
}

/// The file's values over those of the files that it extends.
fn merged_values(path: &str, text: &str, deepest: usize) -> Result<Value, DialectError> {
    let own: Value = parse(path, text)?;
    let Some(base) = own.get("extends").and_then(Value::as_str) else {
        return Ok(own);
    };
    let found = BUILTIN
        .iter()
        .find(|(file, _)| file.strip_suffix(".yaml") == Some(base));
    let Some((base_path, base_text)) = found else {
        let names: Vec<_> = BUILTIN
            .iter()
            .map(|(file, _)| file.trim_end_matches(".yaml"))
            .collect();
        let message = format!("extends `{base}`, which is none of {}", names.join(", "));
        return Err(fault(path, place_of(text, "extends:"), message));
    };
    if deepest == 0 {
        return Err(fault(
            path,
            place_of(text, "extends:"),
            "extends itself".to_owned(),
        ));
    }
    let mut merged = merged_values(base_path, base_text, deepest - 1)?;
    // What says what a single file is does not pass on.
    if let Value::Mapping(base) = &mut merged {
        for key in ["abstract", "extends"] {
            base.remove(key);
        }
    }
    merge(&mut merged, own);
    Ok(merged)
}

/// Lays `over` onto `base`: mappings key by key, anything else as a whole.
fn merge(base: &mut Value, over: Value) {
    match (base, over) {
        (Value::Mapping(base), Value::Mapping(over)) => merge_mappings(base, over),
        (base, over) => *base = over,
    }
}

fn merge_mappings(base: &mut Mapping, over: Mapping) {
    for (key, value) in over {
        match base.get_mut(&key) {
            Some(there) => merge(there, value),
            None => {
                base.insert(key, value);
            }
        }
    }
}

/// Where the pattern stands that a message is about. The parser only knows of the list or mapping
/// that holds it.
fn place_of_pattern(text: &str, message: &str) -> Option<Position> {
    let (_, quoted) = message.split_once("pattern `")?;
    let (source, _) = quoted.rsplit_once("`: ")?;
    let at = text.find(source.trim_end_matches('…'))?;
    Some(position(text, at))
}

fn place_of(text: &str, key: &str) -> Option<Position> {
    let mut lines = text.lines().enumerate();
    let (at, line) = lines.find(|(_, line)| line.trim_start().starts_with(key))?;
    Some(Position {
        line: at as u32 + 1,
        column: (line.len() - line.trim_start().len()) as u32 + 1,
    })
}

/// Where a pattern stands behind its key, which may be a path of keys.
fn place_behind(text: &str, key: &str, pattern: &str) -> Option<Position> {
    let mut at = 0;
    for key in key.split('.') {
        let key = format!("{key}:");
        at += text[at..].find(&key)? + key.len();
    }
    at += text[at..].find(pattern)?;
    Some(position(text, at))
}

fn position(text: &str, at: usize) -> Position {
    let before = &text[..at];
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    Position {
        line: before.matches('\n').count() as u32 + 1,
        column: column as u32,
    }
}

impl Dialect {
    fn new(file: DialectFile) -> Result<Self, String> {
        let starts = file.sections.values();
        let sources = starts.flat_map(|start| start.heading.sources().chain(start.line.sources()));
        let headings = pattern::set(sources)?;
        let furniture = pattern::set(file.furniture.sources())?;
        let rewritten = file.rewrites.iter().map(|rewrite| rewrite.find.regex());
        let rewritten = pattern::set(rewritten.map(|regex| regex.as_str()))?;
        if file.form == Form::CopiedText
            && (file.request_line.is_none() || file.status_line.is_none())
        {
            return Err("copied text needs `request-line` and `status-line`".to_owned());
        }
        let has_line_sections = file.sections.values().any(|start| !start.line.is_empty());
        Ok(Dialect {
            file,
            headings,
            furniture,
            rewritten,
            has_line_sections,
        })
    }

    /// The name by which `--dialect` knows it.
    pub fn name(&self) -> &str {
        &self.file.name
    }
}

/// The role that a key under `sections` names when it has no `role`; else all roles that there are.
fn role_of_key(key: &str) -> Result<Section, String> {
    let key: StrDeserializer<'_, KeyError> = key.into_deserializer();
    Section::deserialize(key).map_err(|error| {
        let message = error.to_string();
        let roles = message.split_once("expected one of ");
        roles.map_or_else(|| message.clone(), |(_, roles)| roles.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        match load("mine.yaml", text) {
            Ok(_) => "no error".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn every_compiled_in_dialect_loads() {
        let names: Vec<_> = builtin()
            .map(|all| all.iter().map(|d| d.name().to_owned()).collect())
            .expect("they load");
        assert!(names.len() >= 4, "{names:?}");
    }

    #[test]
    fn mistakes_are_told_with_line_and_column() {
        let expected = "mine.yaml:2:1: unknown field `furnitur`";
        assert!(
            error("name: mine\nfurnitur: []\n").starts_with(expected),
            "{}",
            error("name: mine\nfurnitur: []\n")
        );
        let wrong = error("name: mine\nrewrites:\n  - find: 'a('\n    replace: b\n");
        assert!(wrong.contains("pattern `a(`: unclosed group"), "{wrong}");
        assert!(wrong.starts_with("mine.yaml:3:"), "{wrong}");
        let wrong = error("name: mine\nextends: nobody\n");
        assert!(
            wrong.starts_with("mine.yaml:2:1: extends `nobody`"),
            "{wrong}"
        );
        let wrong = error("name: mine\nsections:\n  colour: {heading: [x]}\n");
        assert_eq!(
            wrong,
            "mine.yaml:3:3: section `colour` has no `role`, and its key is none either; the roles \
             are `description`, `path-parameters`, `query-parameters`, `headers`, `request-body`, \
             `responses`, `response-body`, `sample-request`, `sample-response`, `ignored`"
        );
        let wrong = error("name: [mine\n");
        assert!(wrong.starts_with("mine.yaml:"), "{wrong}");
    }

    #[test]
    fn patterns_lack_no_group_that_they_are_read_by() {
        let of = |rest: &str| error(&format!("name: mine\n{rest}\n"));
        let lacks = |place: &str, key: &str, pattern: &str, group: &str| {
            format!("mine.yaml:{place}: `{key}`: the pattern `{pattern}` lacks the group `{group}`")
        };
        for (text, place, key, pattern, group) in [
            (
                "request-line: '^GET (?<path>.*)'",
                "2:16",
                "request-line",
                "^GET (?<path>.*)",
                "method",
            ),
            (
                "request-line: '(?<method>A)'",
                "2:16",
                "request-line",
                "(?<method>A)",
                "path",
            ),
            (
                "status-line: '^HTTP'",
                "2:15",
                "status-line",
                "^HTTP",
                "status",
            ),
            (
                "operation-heading: [b, '(?<method>A)']",
                "2:25",
                "operation-heading",
                "(?<method>A)",
                "path",
            ),
            (
                "operation-heading: ['(?<path>A)']",
                "2:22",
                "operation-heading",
                "(?<path>A)",
                "method",
            ),
            (
                "furniture: ['a']\ntypes:\n  array-of: ['a']",
                "4:15",
                "types.array-of",
                "a",
                "items",
            ),
            (
                "types:\n  map-of: ['a']",
                "3:13",
                "types.map-of",
                "a",
                "values",
            ),
            (
                "types:\n  enumeration: ['a']",
                "3:18",
                "types.enumeration",
                "a",
                "members",
            ),
            (
                "types:\n  schema: ['a']",
                "3:13",
                "types.schema",
                "a",
                "name",
            ),
            ("names:\n  result: 'a'", "3:12", "names.result", "a", "name"),
            (
                "names:\n  operation-id: 'a'",
                "3:18",
                "names.operation-id",
                "a",
                "operation",
            ),
            (
                "facts:\n  response-time: 'a'",
                "3:19",
                "facts.response-time",
                "a",
                "milliseconds",
            ),
        ] {
            assert_eq!(of(text), lacks(place, key, pattern, group));
        }
        assert_eq!(of("operation-heading: ['^Call']"), "no error");
        // Of what another file says there is no place in this one.
        let of_base = error("name: mine\nextends: superoffice\nrequest-line: \"\\x41\"\n");
        assert!(
            of_base.starts_with("mine.yaml: `request-line`: "),
            "{of_base}"
        );
    }

    #[test]
    fn what_a_file_leaves_out_is_taken_from_its_base() {
        let dialect = load(
            "mine.yaml",
            "name: mine\nextends: superoffice\nfront-matter: {id: [key]}\n",
        );
        let dialect = dialect.expect("it is right");
        assert_eq!(dialect.file.front_matter.id, ["key"]);
        assert!(!dialect.file.front_matter.title.is_empty());
        assert!(!dialect.file.is_abstract);
        assert!(!dialect.file.tables.is_empty());
    }
}
