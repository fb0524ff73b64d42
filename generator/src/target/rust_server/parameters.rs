//! Parameters: types that operations share, and what is documented of each.

use super::Server;
use crate::names::rust::ResourceNames;
use crate::names::server::PartNames;
use crate::target::rust::shape::Imports;
use bindery_model::resolved::{Operation, Parameter};
use bindery_model::{Location, Scalar, Type};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use schemars::JsonSchema;
use serde::Serialize;

/// A type for parameters.
#[derive(JsonSchema, Serialize)]
pub(super) struct ParameterSet<'a> {
    docs: Vec<String>,
    name: &'a str,
    fields: Vec<Field<'a>>,
}

#[derive(JsonSchema, Serialize)]
struct Field<'a> {
    docs: Vec<String>,
    serde: String,
    name: &'a str,
    #[serde(rename = "type")]
    field_type: String,
}

impl<'a> Server<'a> {
    pub(super) fn parameter_set(
        &self,
        resource: &'a ResourceNames,
        names: &'a PartNames,
        imports: &mut Imports,
    ) -> ParameterSet<'a> {
        let context = self.context;
        let operation = &context.api.operations[names.operation];
        let of_operation = &context.names.operations[names.operation];
        let all = operation.parameters.iter().zip(&names.parts).enumerate();
        let field = |(place, (parameter, name)): (usize, (&Parameter, &'a String))| {
            let enumeration = of_operation
                .enums
                .get(&place)
                .map(|at| &*resource.enums[*at].name);
            let held = context.owned(&parameter.value_type, enumeration, "types::", imports);
            if held.contains("types::") {
                imports.insert("crate::types".to_owned());
            }
            let wire = &parameter.name.value;
            Field {
                docs: context.line(parameter.description.as_ref(), parameter.name.span()),
                serde: if wire == name {
                    String::new()
                } else {
                    quote!(rename = #wire).to_string()
                },
                name,
                field_type: if is_required(parameter) {
                    held
                } else {
                    format!("Option<{held}>")
                },
            }
        };
        ParameterSet {
            docs: vec![format!(
                "Parameters of [`{}::{}`] and its like.",
                resource.name, of_operation.method
            )],
            name: &names.name,
            fields: all.map(field).collect(),
        }
    }

    /// What is documented of an operation's parameters, as code.
    pub(super) fn parameters(&self, operation: &Operation) -> Vec<String> {
        let one = |parameter: &Parameter| {
            let wire = &parameter.name.value;
            let kind = kind(&parameter.value_type);
            let line = self.line(parameter.name.span());
            let required = (is_required(parameter) && parameter.location != Location::Path)
                .then(|| quote!(.required()));
            let made = match parameter.location {
                Location::Path => quote!(Parameter::path(#wire, #kind, #line)),
                Location::Query => quote!(Parameter::query(#wire, #kind, #line)),
                Location::Header => quote!(Parameter::header(#wire, #kind, #line)),
            };
            quote!(#made #required).to_string()
        };
        operation.parameters.iter().map(one).collect()
    }

    /// The line of a span, as a literal.
    pub(super) fn line(&self, span: bindery_model::Span) -> Literal {
        Literal::u32_unsuffixed(self.context.sources.position(span).line)
    }
}

fn is_required(parameter: &Parameter) -> bool {
    parameter.required.is_some() || parameter.location == Location::Path
}

/// What the text of a parameter must be, as code.
fn kind(value_type: &Type) -> TokenStream {
    match value_type {
        Type::Any => quote!(Kind::Text),
        Type::Enum(words) => quote!(Kind::Word(&[#(#words),*])),
        Type::Array(items) if matches!(**items, Type::Scalar(_) | Type::Enum(_)) => {
            let items = kind(items);
            quote!(Kind::List(&#items))
        }
        Type::Array(_) | Type::Map(_) | Type::Object | Type::Schema(_) => quote!(Kind::Json),
        Type::Scalar(scalar) => match scalar {
            Scalar::Int32 => quote!(Kind::Int32),
            Scalar::Int64 => quote!(Kind::Int64),
            Scalar::Double => quote!(Kind::Double),
            Scalar::Boolean => quote!(Kind::Boolean),
            Scalar::String => quote!(Kind::Text),
            Scalar::DateTime => quote!(Kind::DateTime),
            Scalar::Date => quote!(Kind::Date),
            Scalar::Byte | Scalar::Binary => quote!(Kind::Bytes),
        },
    }
}
