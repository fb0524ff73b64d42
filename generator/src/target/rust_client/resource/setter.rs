//! How a parameter gets into a request.

use super::Needs;
use crate::target::rust::context::Context;
use crate::target::rust::shape::is_names;
use bindery_model::resolved::Parameter;
use bindery_model::{Location, Type};
use quote::{format_ident, quote};

/// The type of the argument for a parameter.
pub(super) fn value_type(
    context: &Context<'_>,
    parameter: &Parameter,
    enumeration: Option<&str>,
    needs: &mut Needs,
) -> String {
    if is_names(parameter) {
        return "impl IntoIterator<Item = impl AsRef<str>>".to_owned();
    }
    let imports = &mut needs.imports;
    let shown = context.argument(&parameter.value_type, enumeration, "types::", imports);
    needs.note(&shown);
    shown
}

/// What puts the value `name` of a parameter into the request.
pub(super) fn setter(parameter: &Parameter, name: &str) -> String {
    let wire = &parameter.name.value;
    let ident = format_ident!("{name}");
    if is_names(parameter) {
        return quote!(.with_names(#wire, #ident)).to_string();
    }
    let is_word = |one: &Type| matches!(one, Type::Scalar(_) | Type::Enum(_));
    let is_list = matches!(&parameter.value_type, Type::Array(items) if is_word(items));
    if !is_list && !is_word(&parameter.value_type) {
        return match parameter.location {
            Location::Path => quote!(.with_path_json(#wire, #ident)),
            _ => quote!(.with_query_json(#wire, #ident)),
        }
        .to_string();
    }
    let call = match (parameter.location, is_list) {
        // As OpenAPI 3.1 section 4.8.12.2.1 has it where nothing else is said: with commas between.
        (Location::Path, true) => {
            let joined = quote!(#ident.iter().map(ToString::to_string).collect::<Vec<_>>());
            quote!(.with_path(#wire, &#joined.join(",")))
        }
        (Location::Path, false) => quote!(.with_path(#wire, &#ident)),
        (Location::Header, _) => {
            let wire = wire.to_ascii_lowercase();
            quote!(.with_header(#wire, &#ident.to_string()))
        }
        (_, true) => quote!(.with_list(#wire, #ident)),
        _ => quote!(.with_query(#wire, &#ident)),
    };
    call.to_string()
}
