//! An operation as a method.

use super::body::BodyForm;
use super::setter::{setter, value_type};
use super::{Builder, Needs};
use crate::target::rust::docs::{self, one_line};
use crate::target::rust::reach::{answer, is_raw_answer};
use crate::target::rust::shape::json_type;
use bindery_model::resolved::Operation;
use bindery_model::{Location, Type};
use schemars::JsonSchema;
use serde::Serialize;

/// An operation as a method.
#[derive(JsonSchema, Serialize)]
pub(super) struct Call<'a> {
    docs: Vec<String>,
    pub(super) method: String,
    pub(super) arguments: Vec<Argument>,
    answer: String,
    options: Option<String>,
    id: &'a str,
    pub(super) http: &'static str,
    path: &'a str,
    accept: String,
    statuses: Vec<Status>,
    read: &'static str,
    calls: Vec<String>,
    #[serde(skip)]
    pub(super) needs: Needs,
    #[serde(skip)]
    pub(super) operation: &'a Operation,
}

impl Call<'_> {
    /// About how many lines it takes.
    pub(super) fn lines(&self) -> usize {
        let arguments = self.arguments.len();
        14 + self.docs.len() + self.statuses.len() + 2 * arguments
    }
}

#[derive(Clone, JsonSchema, Serialize)]
pub(super) struct Argument {
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) argument_type: String,
}

#[derive(JsonSchema, Serialize)]
struct Status {
    code: u16,
    meaning: String,
}

/// What a call gives, how it is read, and what it asks for.
struct Answer {
    answer_type: String,
    read: &'static str,
    accept: String,
    /// What is said of it behind `read`.
    then: Vec<String>,
}

impl<'a> Builder<'a> {
    /// The methods of an operation: one, or one a form of its body.
    pub(super) fn calls(&mut self, at: usize) -> Vec<Call<'a>> {
        let operation = &self.context.api.operations[at];
        let names = &self.context.names.operations[at];
        match self.body_forms(at) {
            Some(forms) => {
                let forms = forms.into_iter();
                forms.map(|form| self.call(at, Some(form))).collect()
            }
            None if operation.request.is_some() && names.body.is_some() => {
                let form = self.whole_body(at);
                vec![self.call(at, form)]
            }
            None => vec![self.call(at, None)],
        }
    }

    fn call(&mut self, at: usize, body: Option<BodyForm>) -> Call<'a> {
        let context = self.context;
        let operation = &context.api.operations[at];
        let names = &context.names.operations[at];
        let mut needs = Needs::default();
        let mut arguments = Vec::new();
        let mut calls = Vec::new();
        let all = operation.parameters.iter().zip(&names.parameters);
        for (place, (parameter, name)) in all.enumerate() {
            if parameter.required.is_none() && parameter.location != Location::Path {
                continue;
            }
            let enumeration = self.enumeration(names.enums.get(&place), &mut needs);
            arguments.push(Argument {
                name: name.clone(),
                argument_type: value_type(context, parameter, enumeration, &mut needs),
            });
            calls.push(setter(parameter, name));
        }
        let is_second = body.as_ref().is_some_and(|form| form.method.is_some());
        let mut docs = self.docs(operation, is_second);
        let mut method = names.method.clone();
        if let Some(form) = body {
            method = form.method.unwrap_or(method);
            docs.extend(form.docs);
            arguments.push(form.argument);
            calls.push(form.call);
            needs.imports.extend(form.imports);
        }
        let answer_enum = self.enumeration(names.answer_enum.as_ref(), &mut needs);
        let answer = self.answer(operation, answer_enum, &mut needs);
        calls.splice(0..0, answer.then);
        let options = self.option_set(operation, names);
        needs.own.extend(options.clone());
        let statuses = operation.responses.iter().map(|response| {
            let told = response.description.as_ref();
            Status {
                code: response.status.value,
                meaning: one_line(told.map_or("", |told| &*told.value)),
            }
        });
        Call {
            docs,
            method,
            arguments,
            answer: answer.answer_type,
            options,
            id: &operation.id.value,
            http: operation.method.value.as_str(),
            path: operation.path.value.split('?').next().unwrap_or(""),
            accept: answer.accept,
            statuses: statuses.collect(),
            read: answer.read,
            calls,
            needs,
            operation,
        }
    }

    /// The name of an enumeration of this module.
    pub(super) fn enumeration(&self, at: Option<&usize>, needs: &mut Needs) -> Option<&'a str> {
        let name = &*self.resource.enums[*at?].name;
        needs.own.insert(name.to_owned());
        Some(name)
    }

    fn answer(
        &self,
        operation: &Operation,
        enumeration: Option<&str>,
        needs: &mut Needs,
    ) -> Answer {
        let (mut answer_type, read, accept) = match answer(operation) {
            None => ("()".to_owned(), "empty", "*/*"),
            Some(body) if is_raw_answer(body) => {
                needs.import("bytes::Bytes");
                ("Bytes".to_owned(), "bytes", "*/*")
            }
            Some(body) => {
                let accept = json_type(&body.media_types).unwrap_or("application/json");
                let imports = &mut needs.imports;
                let held = self
                    .context
                    .owned(&body.value_type, enumeration, "types::", imports);
                needs.note(&held);
                let is_container = matches!(body.value_type, Type::Array(_) | Type::Map(_));
                (held, if is_container { "items" } else { "json" }, accept)
            }
        };
        let has = |statuses: &[u16]| {
            let mut all = operation.responses.iter();
            all.any(|one| statuses.contains(&one.status.value))
        };
        let mut then = Vec::new();
        if has(&[204]) && read != "empty" {
            answer_type = format!("Option<{answer_type}>");
            then.push(".or_empty()".to_owned());
        }
        if has(&[304, 409, 412]) {
            needs.import("crate::support::Outcome");
            answer_type = format!("Outcome<{answer_type}>");
            then.push(".or_outcome()".to_owned());
        }
        Answer {
            answer_type,
            read,
            accept: accept.to_owned(),
            then,
        }
    }

    /// What is said of an operation; in short where another method says it too.
    fn docs(&self, operation: &Operation, is_short: bool) -> Vec<String> {
        let summary = operation.summary.as_ref().or(operation.title.as_ref());
        let mut docs = docs::lines(summary.map_or("", |told| &*told.value));
        for part in operation.description.iter().filter(|_| !is_short) {
            docs.push(String::new());
            docs.extend(docs::lines(&part.value));
        }
        if !docs.is_empty() {
            docs.push(String::new());
        }
        let path = operation.path.value.replace('`', "'");
        let place = self.context.place(operation.span);
        docs.push(format!(
            "`{} {path}`, documented at {place}.",
            operation.method.value
        ));
        docs
    }
}
