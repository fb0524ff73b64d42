//! What every model promises, and what of it is looked at.

use bindery_generator::Reference;
use bindery_model::resolved::{Parameter, Property};
use bindery_model::{Evidence, FileId, ResolvedApi, Sample, SourceMap, Span, Stated, Type};
use proptest::prelude::*;
use std::collections::HashSet;

/// Every place that a resolved model names.
pub(crate) fn places(api: &ResolvedApi) -> Vec<Span> {
    let mut all = Places(Vec::new());
    for operation in &api.operations {
        all.0.push(operation.span);
        all.stated(&Some(operation.id.clone()));
        all.stated(&Some(operation.path.clone()));
        all.stated(&Some(operation.method.clone()));
        all.stated(&operation.title);
        all.stated(&operation.summary);
        all.stated(&operation.description);
        all.stated(&operation.response_time);
        operation.parameters.iter().for_each(|p| all.parameter(p));
        if let Some(request) = &operation.request {
            all.stated(&request.name);
            all.stated(&request.description);
            all.evidence([request.type_evidence]);
        }
        for response in &operation.responses {
            all.stated(&Some(response.status.clone()));
            all.stated(&response.description);
            all.evidence(response.body.iter().map(|body| body.type_evidence));
        }
        let samples = operation
            .sample_requests
            .iter()
            .chain(&operation.sample_responses);
        samples.for_each(|sample| all.sample(sample, operation.file));
    }
    for schema in &api.schemas {
        all.evidence([schema.name_evidence]);
        all.evidence(schema.evidence.iter().copied());
        all.stated(&schema.description);
        schema.properties.iter().for_each(|p| all.property(p));
    }
    for header in &api.headers {
        all.stated(&Some(header.name.clone()));
        all.stated(&header.description);
        all.evidence(header.required);
    }
    all.evidence(api.security.iter().map(|scheme| scheme.evidence));
    all.0
}

pub(crate) struct Places(Vec<Span>);

impl Places {
    fn evidence(&mut self, all: impl IntoIterator<Item = Evidence>) {
        self.0.extend(all.into_iter().map(|evidence| evidence.span));
    }

    fn stated<T>(&mut self, stated: &Option<Stated<T>>) {
        self.0.extend(stated.iter().map(Stated::span));
    }

    fn parameter(&mut self, parameter: &Parameter) {
        self.stated(&Some(parameter.name.clone()));
        self.stated(&parameter.default);
        self.stated(&parameter.description);
        self.stated(&parameter.example);
        self.evidence([parameter.type_evidence]);
        self.evidence(parameter.required);
    }

    fn property(&mut self, property: &Property) {
        self.evidence(property.evidence.iter().copied());
        self.evidence(property.nullable.into_iter().chain(property.required));
        self.stated(&property.description);
    }

    fn sample(&mut self, sample: &Sample, file: FileId) {
        self.0.push(sample.span);
        self.0
            .extend(sample.headers.iter().map(|header| header.span));
        let mut open: Vec<_> = sample.body.iter().filter_map(|body| body.json()).collect();
        while let Some(node) = open.pop() {
            self.0.push(node.span(file));
            match &node.value {
                bindery_model::JsonValue::Array(items) => open.extend(items),
                bindery_model::JsonValue::Object(members) => {
                    for member in members {
                        self.0.push(Span {
                            file,
                            start: member.name_start,
                            end: member.node.end,
                        });
                        open.push(&member.node);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The spans that do not lie on characters inside their file.
pub(crate) fn wild(sources: &SourceMap, spans: impl IntoIterator<Item = Span>) -> Vec<Span> {
    let is_wild = |span: &Span| {
        let known = (span.file.0 as usize) < sources.files().len();
        !known || sources.file(span.file).text.get(span.range()).is_none()
    };
    spans.into_iter().filter(is_wild).collect()
}

pub(crate) fn told_places(reference: &Reference) -> Vec<Span> {
    let all = reference.all_diagnostics();
    all.flat_map(|d| d.related.iter().map(|r| r.span).chain([d.span]))
        .collect()
}

pub(crate) fn schema_ids(value_type: &Type) -> Option<usize> {
    value_type.schema().map(|id| id.0 as usize)
}

/// What every resolved model promises, whatever the pages are.
pub(crate) fn keeps_its_promises(
    sources: &SourceMap,
    reference: &Reference,
) -> Result<(), TestCaseError> {
    let api = &reference.api;
    prop_assert_eq!(wild(sources, places(api)), vec![]);
    prop_assert_eq!(wild(sources, told_places(reference)), vec![]);
    let properties = || api.schemas.iter().flat_map(|schema| &schema.properties);
    let parameters = api
        .operations
        .iter()
        .flat_map(|o| &o.parameters)
        .map(|p| &p.value_type);
    let requests = api.operations.iter().filter_map(|o| o.request.as_ref());
    let responses = api.operations.iter().flat_map(|o| &o.responses);
    let bodies = responses.filter_map(|r| r.body.as_ref());
    let types = properties().map(|p| &p.value_type).chain(parameters);
    let types = types
        .chain(requests.map(|r| &r.value_type))
        .chain(bodies.map(|b| &b.value_type));
    for id in types.filter_map(schema_ids) {
        prop_assert!(id < api.schemas.len());
    }
    let mut names = HashSet::new();
    for schema in &api.schemas {
        prop_assert!(!schema.name.is_empty());
        prop_assert!(
            names.insert(schema.name.to_lowercase()),
            "two schemas `{}`",
            schema.name
        );
        let mut properties = HashSet::new();
        for property in &schema.properties {
            prop_assert!(
                properties.insert(&property.name),
                "{} has {} twice",
                schema.name,
                property.name
            );
            prop_assert!(
                !property.evidence.is_empty(),
                "{}.{}",
                schema.name,
                property.name
            );
        }
    }
    let sorted = api
        .schemas
        .is_sorted_by_key(|schema| schema.name.to_lowercase());
    prop_assert!(sorted);
    let mut ids = HashSet::new();
    let mut endpoints = HashSet::new();
    for operation in &api.operations {
        prop_assert!(
            ids.insert(&operation.id.value),
            "two operations `{}`",
            operation.id.value
        );
        prop_assert!(endpoints.insert((&operation.path.value, operation.method.value)));
        prop_assert!(operation.headers.iter().all(|at| *at < api.headers.len()));
        prop_assert!(operation.security.iter().all(|at| *at < api.security.len()));
        let statuses: Vec<u16> = operation.responses.iter().map(|r| r.status.value).collect();
        prop_assert!(statuses.is_sorted_by(|a, b| a < b), "{statuses:?}");
        prop_assert!(statuses.iter().any(|status| (200..300).contains(status)));
        let mut parameters = HashSet::new();
        for parameter in &operation.parameters {
            prop_assert!(parameters.insert((&parameter.name.value, parameter.location)));
        }
    }
    // A schema is recursive if, and only if, it is among what it holds.
    for (at, schema) in api.schemas.iter().enumerate() {
        let mut seen = HashSet::new();
        let mut open = vec![at];
        while let Some(holder) = open.pop() {
            let held = api.schemas[holder].properties.iter();
            let held = held.filter_map(|p| schema_ids(&p.value_type));
            open.extend(held.filter(|id| seen.insert(*id)));
        }
        prop_assert_eq!(schema.recursive, seen.contains(&at), "{}", schema.name);
    }
    Ok(())
}
