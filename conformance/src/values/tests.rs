//! Values over all pages of `specs/pages`, and of types that are hard to fill.

use super::*;
use crate::testing::CHAT;
use bindery_model::resolved::{Property, Schema};
use bindery_model::{Evidence, EvidenceKind, FileId, ResolvedApi, Scalar, SchemaId, Span, Type};
use serde_json::json;

#[test]
fn every_documented_body_gets_a_value_of_its_type() {
    let values = Values::new(&CHAT.api, 1);
    let mut bodies = 0;
    for operation in &CHAT.api.operations {
        for response in &operation.responses {
            let Some(body) = &response.body else { continue };
            bodies += 1;
            let shown = values
                .response_body(operation, response)
                .map(|(value, _)| value);
            let made = values.generated_response_body(operation, response);
            for value in [shown, made].into_iter().flatten() {
                let wrong = misfit(&CHAT.api, &value, &body.value_type);
                assert_eq!(wrong, None, "{}: {value}", operation.id.value);
            }
        }
        let Some(body) = &operation.request else {
            continue;
        };
        let shown = values.request_body(operation).map(|(value, _)| value);
        let made = values.generated_request_body(operation);
        for value in [shown, made].into_iter().flatten() {
            let wrong = misfit(&CHAT.api, &value, &body.value_type);
            assert_eq!(wrong, None, "{}: {value}", operation.id.value);
        }
    }
    assert!(bodies > 30, "{bodies}");
}

#[test]
fn every_parameter_gets_a_value_of_its_type_and_never_a_placeholder() {
    let values = Values::new(&CHAT.api, 1);
    let mut from_samples = 0;
    for operation in &CHAT.api.operations {
        for parameter in &operation.parameters {
            let (value, source) = values.parameter(operation, parameter);
            let text = text(&value);
            let wrong = misfit_of_text(&text, &parameter.value_type);
            let at = format!("{} {}", operation.id.value, parameter.name.value);
            assert_eq!(wrong, None, "{at}: {text}");
            assert!(!text.contains('{'), "{at}: {text}");
            from_samples += usize::from(source == Source::Sample);
        }
    }
    assert!(from_samples > 10, "{from_samples}");
}

#[test]
fn a_documented_sample_is_kept_where_it_fits() {
    let operation = CHAT.operation("v1ChatSessionEntity_PatchChatSessionEntity");
    let values = Values::new(&CHAT.api, 1);
    let (value, source) = values
        .response_body(operation, &operation.responses[0])
        .expect("it has a body");
    assert_eq!(source, Source::Sample);
    let sample = operation.sample_responses[0].body.as_ref();
    let sample = sample.and_then(|body| body.json()).expect("it is JSON");
    assert_eq!(value, super::json(sample));
}

#[test]
fn a_seed_gives_the_same_again_and_another_seed_something_else() {
    let operation = CHAT.operation("v1ChatSessionEntity_GetAll");
    let made = |seed| {
        let values = Values::new(&CHAT.api, seed);
        values.generated_response_body(operation, &operation.responses[0])
    };
    assert_eq!(made(7), made(7));
    assert_ne!(made(7), made(8));
}

fn property(name: &str, value_type: Type, is_nullable: bool) -> Property {
    let span = Span::new(FileId(0), 3..4);
    let evidence = Evidence::new(EvidenceKind::TableCell, span);
    Property {
        name: name.to_owned(),
        value_type,
        evidence: vec![evidence],
        nullable: is_nullable.then_some(evidence),
        required: None,
        description: None,
    }
}

fn model(properties: Vec<Property>) -> ResolvedApi {
    let name_evidence = Evidence::new(EvidenceKind::Heading, Span::new(FileId(0), 0..1));
    ResolvedApi {
        schemas: vec![Schema {
            name: "Node".to_owned(),
            name_evidence,
            description: None,
            properties,
            recursive: true,
            evidence: Vec::new(),
        }],
        ..ResolvedApi::default()
    }
}

#[test]
fn a_type_that_holds_itself_ends() {
    let node = Type::Schema(SchemaId(0));
    let list = |of: &Type| Type::Array(Box::new(of.clone()));
    let finite = model(vec![
        property("next", node.clone(), true),
        property("children", list(&node), false),
        property("name", Type::Scalar(Scalar::String), false),
    ]);
    let value = Values::new(&finite, 1).generate(&node, "x");
    assert_eq!(misfit(&finite, &value, &node), None, "{value}");
    assert_eq!(value["next"], json!(null));
    assert_eq!(value["children"], json!([]));
    let names = ["a", "b", "c", "d", "e"].map(|name| property(name, node.clone(), false));
    let endless = model(names.to_vec());
    let value = Values::new(&endless, 1).generate(&node, "x");
    assert!(value.to_string().len() < 1 << 20, "it is bounded");
}

#[test]
fn a_sample_is_corrected_where_it_breaks_the_page() {
    let node = Type::Schema(SchemaId(0));
    let scalar = Type::Scalar;
    let api = model(vec![
        property("id", scalar(Scalar::Int32), false),
        property("at", scalar(Scalar::DateTime), false),
        property("word", Type::Enum(vec!["Slim".to_owned()]), false),
        property("none", scalar(Scalar::String), false),
        property("gone", scalar(Scalar::Boolean), false),
        property("empty", scalar(Scalar::String), true),
    ]);
    let values = Values::new(&api, 1);
    let broken = json!({
        "id": "7", "at": "2024-01-02T03:04:05", "word": "slim", "none": null, "empty": null,
        "more": 1,
    });
    let answer = values.correct(broken.clone(), &node, "x", sample::Needs::All);
    assert_eq!(misfit(&api, &answer, &node), None, "{answer}");
    assert_eq!(answer["id"], 7);
    assert_eq!(answer["at"], "2024-01-02T03:04:05Z");
    assert_eq!(answer["word"], "Slim");
    assert_eq!(answer["empty"], json!(null));
    assert!(answer["gone"].is_boolean() && answer["none"].is_string());
    assert!(answer.get("more").is_none());
    let request = values.correct(broken, &node, "x", sample::Needs::Required);
    assert!(request.get("gone").is_none(), "it is not required");
}

#[test]
fn a_misfit_says_where_and_what_and_never_the_value() {
    let node = Type::Schema(SchemaId(0));
    let list = Type::Array(Box::new(node.clone()));
    let api = model(vec![property("a/b", Type::Scalar(Scalar::Int32), false)]);
    let wrong = misfit(&api, &json!([{"a/b": 1}, {"a/b": "secret"}]), &list).expect("it is wrong");
    assert_eq!(wrong.pointer, "/1/a~1b");
    assert_eq!(wrong.expected, "an int32");
    assert_eq!(wrong.actual, "a string");
    assert_eq!(wrong.documented, Some(Span::new(FileId(0), 3..4)));
    for (value, wanted) in [
        (json!(2_147_483_648_i64), Type::Scalar(Scalar::Int32)),
        (json!(1.5), Type::Scalar(Scalar::Int64)),
        (json!("a"), Type::Enum(vec!["A".to_owned()])),
        (json!("2024-01-01"), Type::Scalar(Scalar::DateTime)),
        (json!({}), list),
        (json!([]), node),
        (
            json!({"k": 1}),
            Type::Map(Box::new(Type::Scalar(Scalar::String))),
        ),
    ] {
        assert!(
            misfit(&api, &value, &wanted).is_some(),
            "{value} {wanted:?}"
        );
    }
}
