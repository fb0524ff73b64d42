//! Keys of components and ids of operations: in the letters that OpenAPI allows, no two the same.

use super::Version;
use super::narrow;
use bindery_model::ResolvedApi;
use rustc_hash::FxHashSet;

/// The names of a model's things, each list in the order of the model's.
pub(super) struct Names {
    pub(super) operations: Vec<String>,
    pub(super) schemas: Vec<Key>,
    pub(super) headers: Vec<Key>,
    pub(super) security: Vec<String>,
}

/// A component's key and the reference to it.
pub(super) struct Key {
    pub(super) key: String,
    pub(super) reference: String,
}

impl Names {
    pub(super) fn new(api: &ResolvedApi, version: Version) -> Self {
        let same = |name: &str| name.to_owned();
        let snake: fn(&str) -> String = match version {
            Version::V3_0 => narrow::snake_case,
            Version::V3_1 => same,
        };
        let pascal: fn(&str) -> String = match version {
            Version::V3_0 => narrow::pascal_case,
            Version::V3_1 => same,
        };
        let ids = api
            .operations
            .iter()
            .map(|one| clean(&one.id.value, may_stand_in_id));
        let reserved = match version {
            // A generated client's constructor has this name.
            Version::V3_0 => &["new"][..],
            Version::V3_1 => &[],
        };
        let schemas = api
            .schemas
            .iter()
            .map(|one| clean(&one.name, may_stand_in_key));
        let headers = api
            .headers
            .iter()
            .map(|one| clean(&one.name.value, may_stand_in_key));
        let security = api
            .security
            .iter()
            .map(|one| clean(&one.name, may_stand_in_key));
        Names {
            operations: distinct(ids, snake, reserved),
            schemas: keys("schemas", distinct(schemas, pascal, &[])),
            headers: keys("parameters", distinct(headers, same, &[])),
            security: distinct(security, same, &[]),
        }
    }
}

fn keys(section: &str, names: Vec<String>) -> Vec<Key> {
    let names = names.into_iter();
    let key = |key| Key {
        reference: format!("#/components/{section}/{key}"),
        key,
    };
    names.map(key).collect()
}

/// OpenAPI 3.1 section 4.8.7: keys of components.
fn may_stand_in_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')
}

/// What needs no escape in a URI (RFC 3986 section 2.3), so that a link can name the operation.
fn may_stand_in_id(c: char) -> bool {
    may_stand_in_key(c) || c == '~'
}

fn clean(name: &str, may_stand: fn(char) -> bool) -> String {
    match name {
        "" => "_".to_owned(),
        _ => name.replace(|c| !may_stand(c), "_"),
    }
}

/// The names, with a number behind each that is spelt as one before it.
fn distinct(
    names: impl Iterator<Item = String>,
    spelling: impl Fn(&str) -> String,
    reserved: &[&str],
) -> Vec<String> {
    let mut taken: FxHashSet<String> = reserved.iter().map(|name| (*name).to_owned()).collect();
    let make_distinct = |name: String| {
        if taken.insert(spelling(&name)) {
            return name;
        }
        let mut numbered = (2_usize..).map(|number| format!("{name}_{number}"));
        // One of them is free, since there are more numbers than names.
        numbered
            .find(|name| taken.insert(spelling(name)))
            .unwrap_or(name)
    };
    names.map(make_distinct).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(names: &[&str], spelling: fn(&str) -> String, reserved: &[&str]) -> Vec<String> {
        let names = names.iter().map(|name| clean(name, may_stand_in_key));
        distinct(names, spelling, reserved)
    }

    #[test]
    fn names_are_clean_and_distinct() {
        let names = ["A b", "A_b", "", "a.b-c", "é"];
        let made = made(&names, str::to_owned, &[]);
        assert_eq!(made, ["A_b", "A_b_2", "_", "a.b-c", "__2"]);
    }

    #[test]
    fn names_that_a_program_spells_alike_are_distinct() {
        let names = ["Foo_Bar", "FooBar", "Foobar", "Foo.Bar", "FooBar_2"];
        let pascal = made(&names, narrow::pascal_case, &[]);
        assert_eq!(
            pascal,
            ["Foo_Bar", "FooBar_2", "Foobar", "Foo.Bar_3", "FooBar_2_2"]
        );
        assert_eq!(
            made(&["New", "a"], narrow::snake_case, &["new"]),
            ["New_2", "a"]
        );
    }
}
