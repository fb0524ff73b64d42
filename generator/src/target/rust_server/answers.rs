//! Answers: the value where one is documented, or else an enumeration that operations share.

use super::Server;
use crate::names::rust::ResourceNames;
use crate::names::server::PartNames;
use crate::target::rust::docs::one_line;
use crate::target::rust::reach::is_raw_answer;
use crate::target::rust::shape::Imports;
use bindery_model::resolved::{Operation, Response};
use schemars::JsonSchema;
use serde::Serialize;

/// An enumeration of answers.
#[derive(JsonSchema, Serialize)]
pub(super) struct Answers<'a> {
    docs: Vec<String>,
    name: &'a str,
    members: Vec<Member<'a>>,
}

#[derive(JsonSchema, Serialize)]
struct Member<'a> {
    docs: Vec<String>,
    name: &'a str,
    status: u16,
    /// `value`, `bytes` or `empty`.
    kind: &'static str,
    #[serde(rename = "type")]
    value_type: String,
}

impl<'a> Server<'a> {
    pub(super) fn answers(
        &self,
        resource: &'a ResourceNames,
        names: &'a PartNames,
        imports: &mut Imports,
    ) -> Answers<'a> {
        for name in ["Answer", "IntoAnswer", "Problem"] {
            imports.insert(format!("crate::support::{name}"));
        }
        let operation = &self.context.api.operations[names.operation];
        let method = &self.context.names.operations[names.operation].method;
        let all = operation.responses.iter().zip(&names.parts);
        let member = |(response, name): (&Response, &'a String)| {
            let (value_type, kind) = self.body(response, imports);
            let told = response
                .description
                .as_ref()
                .map_or("", |told| &*told.value);
            let status = response.status.value;
            Member {
                docs: vec![
                    format!("{status}: {}", one_line(told))
                        .trim_end_matches([':', ' '])
                        .to_owned(),
                ],
                name,
                status,
                kind,
                value_type,
            }
        };
        Answers {
            docs: vec![format!(
                "Answers of [`{}::{method}`] and its like.",
                resource.name
            )],
            name: &names.name,
            members: all.map(member).collect(),
        }
    }

    /// The type of the body of an answer, and how it is written.
    pub(super) fn body(
        &self,
        response: &Response,
        imports: &mut Imports,
    ) -> (String, &'static str) {
        let Some(body) = &response.body else {
            return ("()".to_owned(), "empty");
        };
        if is_raw_answer(body) {
            imports.insert("crate::support::Body".to_owned());
            return ("Body".to_owned(), "bytes");
        }
        let held = self
            .context
            .owned(&body.value_type, None, "types::", imports);
        if held.contains("types::") {
            imports.insert("crate::types".to_owned());
        }
        (held, "value")
    }
}

/// The answer that a stub gives: the first that tells success, or else the first.
pub(super) fn shown(operation: &Operation) -> Option<(usize, &Response)> {
    let all = || operation.responses.iter().enumerate();
    let success = all().find(|(_, one)| (200..300).contains(&one.status.value));
    success.or_else(|| all().next())
}
