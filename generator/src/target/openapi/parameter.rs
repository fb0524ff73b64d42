//! Parameters of an operation, and the headers that operations share.

use super::Version;
use super::build::Context;
use super::document::{Parameter, ParameterOrReference};
use super::shape::of_kind;
use super::{example, narrow, path};
use bindery_model::resolved::{self, Header, Operation};
use bindery_model::{Location, Type};
use rustc_hash::FxHashSet;
use std::borrow::Cow;

impl<'a> Context<'a> {
    /// A shared header.
    pub(super) fn header(&self, header: &'a Header) -> Parameter<'a> {
        Parameter {
            name: Cow::Borrowed(&header.name.value),
            location: Location::Header.as_str(),
            required: header.required.is_some(),
            description: header.description.as_ref().map(|told| &*told.value),
            schema: of_kind("string"),
            example: None,
            documented_at: self.place(header.name.span()),
        }
    }

    /// All parameters of an operation; what has no place is added to `left_out`.
    pub(super) fn parameters(
        &self,
        operation: &'a Operation,
        left_out: &mut Vec<String>,
    ) -> Vec<ParameterOrReference<'a>> {
        let mut own = self.own_parameters(operation, left_out);
        let mut headers = operation.headers.clone();
        headers.retain(|at| self.api.headers.get(*at).is_some_and(is_parameter));
        let mut seen = FxHashSet::default();
        headers.retain(|at| seen.insert(*at));
        if self.version == Version::V3_0 {
            // A request cannot be without those of its path, so the names are theirs first.
            let is_in_path = |one: &Parameter<'_>| one.location == Location::Path.as_str();
            let of_path = own.iter().filter(|one| is_in_path(one));
            let mut taken: FxHashSet<String> =
                of_path.map(|one| narrow::snake_case(&one.name)).collect();
            if operation.request.is_some() {
                taken.insert("body".to_owned());
            }
            let mut take = |name: &str, location: &str| {
                let is_free = taken.insert(narrow::snake_case(name));
                if !is_free {
                    left_out.push(format!("the {location} parameter `{name}`"));
                }
                is_free
            };
            own.retain(|one| is_in_path(one) || take(&one.name, one.location));
            headers.retain(|at| take(&self.api.headers[*at].name.value, "header"));
        }
        let own = own
            .into_iter()
            .map(|one| ParameterOrReference::Own(Box::new(one)));
        let shared = headers.into_iter().map(|at| ParameterOrReference::Shared {
            reference: &self.names.headers[at].reference,
        });
        own.chain(shared).collect()
    }

    /// Those of path and query: each name of the path once, and no two of one name and place.
    fn own_parameters(
        &self,
        operation: &'a Operation,
        left_out: &mut Vec<String>,
    ) -> Vec<Parameter<'a>> {
        let mut missing: Vec<&str> = Vec::new();
        for name in path::names(&operation.path.value) {
            if !missing.contains(&name) {
                missing.push(name);
            }
        }
        let mut seen = FxHashSet::default();
        let mut made = Vec::with_capacity(operation.parameters.len());
        for parameter in &operation.parameters {
            let mut name = &*parameter.name.value;
            if parameter.location == Location::Path {
                let exact = missing.iter().position(|other| *other == name);
                let alike = || {
                    missing
                        .iter()
                        .position(|other| other.eq_ignore_ascii_case(name))
                };
                let Some(at) = exact.or_else(alike) else {
                    left_out.push(format!("the path parameter `{name}`"));
                    continue;
                };
                name = missing.remove(at);
            }
            if seen.insert((parameter.location, name)) {
                made.push(self.parameter(parameter, name));
            }
        }
        let undocumented = missing.into_iter().map(|name| Parameter {
            name: path::clean_name(name),
            location: Location::Path.as_str(),
            required: true,
            description: None,
            schema: of_kind("string"),
            example: None,
            documented_at: self.place(operation.path.span()),
        });
        made.extend(undocumented);
        made
    }

    fn parameter(&self, parameter: &'a resolved::Parameter, name: &'a str) -> Parameter<'a> {
        let is_in_path = parameter.location == Location::Path;
        let value_type = &parameter.value_type;
        let has_parts = matches!(
            value_type,
            Type::Array(_) | Type::Map(_) | Type::Object | Type::Schema(_)
        );
        let mut schema = match self.version {
            // 3.0's readers have no form for lists and objects in a path.
            Version::V3_0 if is_in_path && has_parts => of_kind("string"),
            _ => self.shape(value_type),
        };
        let value = |text: &'a Option<bindery_model::Stated<String>>| {
            text.as_ref()
                .and_then(|text| example::literal(&text.value, value_type))
        };
        schema.default = value(&parameter.default);
        Parameter {
            name: match is_in_path {
                true => path::clean_name(name),
                false => Cow::Borrowed(name),
            },
            location: parameter.location.as_str(),
            required: is_in_path || parameter.required.is_some(),
            description: parameter.description.as_ref().map(|told| &*told.value),
            schema,
            example: value(&parameter.example),
            documented_at: self.place(parameter.name.span()),
        }
    }
}

/// Whether OpenAPI lets a header be a parameter (3.1 section 4.8.12.2.1).
pub(super) fn is_parameter(header: &Header) -> bool {
    let told_elsewhere = ["Accept", "Content-Type", "Authorization"];
    !told_elsewhere
        .iter()
        .any(|name| name.eq_ignore_ascii_case(&header.name.value))
}
