//! The documents against the OpenAPI Initiative's JSON Schemas for them.

use super::super::{Options, Version};
use super::{document, form, written};
use bindery_model::SourceMap;
use jsonschema::{Registry, Validator};
use serde_json::{Value, json};
use std::path::Path;

fn parse(text: &str) -> Value {
    serde_json::from_str(text).expect("the schema is JSON")
}

/// The schema of 3.1 documents, Schema Objects included.
fn schema_3_1() -> Validator {
    let root = parse(include_str!("../../../../tests/schemas/openapi-3.1.json"));
    let base = parse(include_str!(
        "../../../../tests/schemas/openapi-3.1-base.json"
    ));
    let dialect = parse(include_str!(
        "../../../../tests/schemas/openapi-3.1-dialect.json"
    ));
    let meta = parse(include_str!(
        "../../../../tests/schemas/openapi-3.1-meta.json"
    ));
    let registry = Registry::new()
        .add("https://spec.openapis.org/oas/3.1/schema", root)
        .and_then(|all| all.add("https://spec.openapis.org/oas/3.1/dialect/base", dialect))
        .and_then(|all| all.add("https://spec.openapis.org/oas/3.1/meta/base", meta))
        .and_then(|all| all.prepare())
        .expect("the schemas have distinct ids");
    let options = jsonschema::options().with_registry(&registry).offline();
    options.build(&base).expect("the schema is a schema")
}

fn schema_3_0() -> Validator {
    let schema = parse(include_str!("../../../../tests/schemas/openapi-3.0.json"));
    jsonschema::options()
        .offline()
        .build(&schema)
        .expect("the schema is a schema")
}

fn errors(schema: &Validator, document: &Value) -> Vec<String> {
    let line =
        |error: jsonschema::ValidationError<'_>| format!("{}: {error}", error.instance_path());
    schema.iter_errors(document).map(line).collect()
}

#[test]
fn documents_are_valid() {
    for distinct_paths in [false, true] {
        let options = |version| Options {
            version,
            distinct_paths,
            ..Options::default()
        };
        let wrong = errors(&schema_3_1(), &document(&options(Version::V3_1)));
        assert_eq!(wrong, [""; 0]);
        let wrong = errors(&schema_3_0(), &document(&options(Version::V3_0)));
        assert_eq!(wrong, [""; 0]);
    }
}

/// The pages that were written for this project, of every layout.
#[test]
fn documents_of_whole_references_are_valid() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/pages");
    let mut sources = SourceMap::new();
    add_pages(&root, &root, &mut sources);
    let dialects = crate::dialect::builtin().expect("the dialects are right");
    let choice = crate::dialect::Choice::Auto(&dialects);
    let reference = crate::read_reference(&sources, choice);
    let is_read = |dialect: &&crate::dialect::Dialect| {
        let mut operations = reference.api.operations.iter();
        operations.any(|operation| operation.dialect == dialect.name())
    };
    let unseen = dialects.iter().filter(|dialect| !is_read(dialect));
    let unseen: Vec<&str> = unseen.map(|dialect| dialect.name()).collect();
    assert_eq!(unseen, [""; 0], "no page has these layouts");
    assert!(reference.api.operations.len() > 10 && reference.api.schemas.len() > 5);
    for (version, schema) in [(Version::V3_1, schema_3_1()), (Version::V3_0, schema_3_0())] {
        let document = written(&reference.api, &sources, &form(version));
        assert_eq!(errors(&schema, &document), [""; 0]);
    }
}

fn add_pages(root: &Path, folder: &Path, sources: &mut SourceMap) {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add_pages(root, &path, sources);
        } else if path.extension().is_some_and(|e| e == "md" || e == "txt") {
            let text = std::fs::read_to_string(&path).expect("the page can be read");
            let name = path
                .strip_prefix(root)
                .expect("it is below")
                .display()
                .to_string();
            sources.add(name, text);
        }
    }
}

/// A schema that accepts everything would prove nothing.
#[test]
fn what_is_not_valid_is_found() {
    for (version, schema) in [(Version::V3_1, schema_3_1()), (Version::V3_0, schema_3_0())] {
        let valid = document(&form(version));
        let places = [
            ("/info/title", json!(1)),
            ("/paths/~1contact/get/responses", json!([])),
            ("/paths/~1contact/get/parameters/0/in", json!("body")),
            ("/components/schemas/Contact/type", json!("thing")),
            ("/components/schemas/Contact/properties/Id/type", json!(7)),
            ("/components/securitySchemes/Ticket/in", json!(null)),
        ];
        for (place, wrong) in places {
            let mut broken = valid.clone();
            *broken.pointer_mut(place).expect("the place is there") = wrong;
            assert_ne!(errors(&schema, &broken), [""; 0], "{version} {place}");
        }
    }
}
