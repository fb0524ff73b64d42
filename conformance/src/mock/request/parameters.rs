//! Whether parameters are there and of their type.

use super::Asked;
use crate::mock::faults::{Lax, Rule};
use crate::mock::problem::Problem;
use crate::path::Template;
use crate::values::misfit_of_text;
use axum::http::{HeaderName, StatusCode};
use bindery_model::resolved::{Operation, Parameter};
use bindery_model::{Location, ResolvedApi, Type};

/// What a request gives a parameter, decoded; `of_path` holds the values of the path's.
pub(crate) fn find_parameter(
    operation: &Operation,
    parameter: &Parameter,
    of_path: &[String],
    asked: &Asked,
) -> Option<String> {
    let name = &parameter.name.value;
    match parameter.location {
        Location::Path => {
            let template = Template::new(&operation.path.value);
            let at = template.names().position(|one| one == name)?;
            of_path.get(at).cloned()
        }
        Location::Query => {
            let values: Vec<&str> = asked.query(name).collect();
            (!values.is_empty()).then(|| values.join(","))
        }
        Location::Header => asked.header(&HeaderName::try_from(name.as_str()).ok()?),
    }
}

/// Whether the path's parameters are of their types.
pub(crate) fn fits_path(operation: &Operation, of_path: &[String], asked: &Asked) -> bool {
    let mut of_the_path = operation.parameters.iter();
    of_the_path.all(|parameter| {
        let is_path = parameter.location == Location::Path;
        let value = is_path.then(|| find_parameter(operation, parameter, of_path, asked));
        let misfit = value.flatten().map(|value| misfit(parameter, &value));
        misfit.flatten().is_none()
    })
}

/// Whether every required parameter and header is there, and every parameter of its type.
pub(crate) fn parameters(
    api: &ResolvedApi,
    operation: &Operation,
    of_path: &[String],
    asked: &Asked,
    lax: &Lax<'_>,
) -> Result<(), Problem> {
    for parameter in &operation.parameters {
        let value = find_parameter(operation, parameter, of_path, asked);
        let name = &parameter.name.value;
        let kind = kind(parameter.location);
        let Some(value) = value else {
            if let Some(evidence) = parameter.required
                && !lax.is(Rule::Required)
            {
                let detail = format!("the {kind} `{name}` is required and missing");
                let problem = Problem::new(StatusCode::BAD_REQUEST, detail);
                return Err(problem.part(kind, name).documented(evidence.span));
            }
            continue;
        };
        let rule = match parameter.value_type {
            Type::Enum(_) => Rule::EnumMember,
            _ => Rule::ParameterType,
        };
        if let Some(expected) = misfit(parameter, &value)
            && !lax.is(rule)
        {
            let detail = format!("the {kind} `{name}` must be {expected}");
            let problem = Problem::new(StatusCode::BAD_REQUEST, detail);
            let place = parameter.type_evidence.span;
            return Err(problem.part(kind, name).documented(place));
        }
    }
    let headers = operation
        .headers
        .iter()
        .filter_map(|at| api.headers.get(*at));
    for header in headers {
        let name = &header.name.value;
        let is_given =
            HeaderName::try_from(name.as_str()).is_ok_and(|name| asked.headers.contains_key(name));
        if let Some(evidence) = header.required
            && !is_given
            && !lax.is(Rule::Required)
        {
            let detail = format!("the header `{name}` is required and missing");
            let problem = Problem::new(StatusCode::BAD_REQUEST, detail);
            return Err(problem.part("header", name).documented(evidence.span));
        }
    }
    Ok(())
}

/// What should stand there. How many rows to give or to pass over is never negative (OData 4.01 part 1,
/// sections 11.2.6.3 and 11.2.6.4).
fn misfit(parameter: &Parameter, value: &str) -> Option<String> {
    let name = &parameter.name.value;
    let counts = ["$top", "$skip"]
        .iter()
        .any(|one| name.eq_ignore_ascii_case(one));
    if counts && value.starts_with('-') {
        return Some("no negative number".to_owned());
    }
    misfit_of_text(value, &parameter.value_type)
}

fn kind(location: Location) -> &'static str {
    match location {
        Location::Path => "path parameter",
        Location::Query => "query parameter",
        Location::Header => "header",
    }
}
