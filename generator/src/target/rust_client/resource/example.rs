//! An example of a resource, which compiles as a doctest.

use super::call::{Argument, Call};
use crate::names::rust::ResourceNames;
use crate::target::rust::context::Context;
use bindery_model::api::Method;

/// A call of the operation that asks for least, of those that only read if there are any.
pub(super) fn docs(
    context: &Context<'_>,
    resource: &ResourceNames,
    calls: &[Call<'_>],
) -> Vec<String> {
    let weight = |call: &&Call<'_>| {
        let reads = call.operation.method.value == Method::Get;
        (!reads, call.arguments.len())
    };
    let Some(call) = calls.iter().min_by_key(weight) else {
        return Vec::new();
    };
    let package = context.options.package.replace('-', "_");
    let arguments = call.arguments.iter();
    let arguments: Vec<String> = arguments
        .map(|one| value(one, &package, resource))
        .collect();
    let (module, method, arguments) = (&resource.module, &call.method, arguments.join(", "));
    vec![
        String::new(),
        "```no_run".to_owned(),
        format!("# async fn example(client: {package}::Client) -> Result<(), {package}::Error> {{"),
        format!("let answer = client.{module}().{method}({arguments}).send().await?;"),
        "# drop(answer); Ok(()) }".to_owned(),
        "```".to_owned(),
    ]
}

/// A value of an argument's type.
fn value(argument: &Argument, package: &str, resource: &ResourceNames) -> String {
    let of_type = &*argument.argument_type;
    let is_it = |one: &&crate::names::rust::EnumNames| one.name == of_type;
    if let Some(one) = resource.enums.iter().find(is_it) {
        let (module, name) = (&resource.module, &one.name);
        return match one.members.first() {
            Some(member) => format!("{package}::{module}::{name}::{member}"),
            None => format!("{package}::{module}::{name}::{}(\"\".into())", one.other),
        };
    }
    match of_type {
        "&str" => "\"text\"".to_owned(),
        "bool" => "true".to_owned(),
        "f64" => "1.5".to_owned(),
        "Body" => format!("{package}::Body::new(\"text/plain\", \"text\")"),
        "&JsonPatch" => format!("&{package}::JsonPatch::new()"),
        list if list.starts_with("&[") => "&[]".to_owned(),
        list if list.starts_with("impl ") => "[\"name\"]".to_owned(),
        held if held.starts_with("&types::") => {
            format!(
                "&{package}::types::{}::default()",
                &held["&types::".len()..]
            )
        }
        held if held.starts_with('&') => "&Default::default()".to_owned(),
        _ => "1".to_owned(),
    }
}
