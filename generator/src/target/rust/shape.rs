//! Types of the model as types of Rust.

use super::context::Context;
use bindery_model::resolved::Parameter;
use bindery_model::{Location, Scalar, SchemaId, Type};
use std::collections::{BTreeMap, BTreeSet};

/// What a file must import: whole paths.
pub(in crate::target) type Imports = BTreeSet<String>;

impl Context<'_> {
    /// The type of a value that is owned. `enumeration` is what an enumeration in it is called, and
    /// `schemas` what goes before the name of a schema.
    pub(in crate::target) fn owned(
        &self,
        value_type: &Type,
        enumeration: Option<&str>,
        schemas: &str,
        imports: &mut Imports,
    ) -> String {
        let mut inner = |one: &Type| self.owned(one, enumeration, schemas, imports);
        match value_type {
            Type::Array(items) => format!("Vec<{}>", inner(items)),
            Type::Map(values) => {
                let values = inner(values);
                imports.insert("std::collections::BTreeMap".to_owned());
                format!("BTreeMap<String, {values}>")
            }
            Type::Schema(id) => format!("{schemas}{}", self.schema_name(*id)),
            Type::Enum(_) => enumeration.unwrap_or("String").to_owned(),
            Type::Any => {
                imports.insert("serde_json::Value".to_owned());
                "Value".to_owned()
            }
            Type::Object => {
                imports.insert("serde_json::Map".to_owned());
                imports.insert("serde_json::Value".to_owned());
                "Map<String, Value>".to_owned()
            }
            Type::Scalar(scalar) => owned_scalar(*scalar, imports).to_owned(),
        }
    }

    /// The type of an argument: borrowed where that saves a copy.
    pub(in crate::target) fn argument(
        &self,
        value_type: &Type,
        enumeration: Option<&str>,
        schemas: &str,
        imports: &mut Imports,
    ) -> String {
        match value_type {
            Type::Scalar(Scalar::String) => "&str".to_owned(),
            Type::Enum(_) => enumeration.unwrap_or("&str").to_owned(),
            Type::Array(items) => {
                let items = self.owned(items, enumeration, schemas, imports);
                format!("&[{items}]")
            }
            Type::Scalar(Scalar::Int32 | Scalar::Int64 | Scalar::Double | Scalar::Boolean) => {
                self.owned(value_type, enumeration, schemas, imports)
            }
            other => format!("&{}", self.owned(other, enumeration, schemas, imports)),
        }
    }

    pub(in crate::target) fn schema_name(&self, id: SchemaId) -> &str {
        &self.names.schemas[id.0 as usize].name
    }
}

/// Imports as they stand in a file: those of one module together, those of this crate last.
pub(in crate::target) fn uses(imports: &Imports) -> Vec<String> {
    let mut modules: BTreeMap<(u8, &str), Vec<&str>> = BTreeMap::new();
    for path in imports {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        let rank = match module.split("::").next() {
            Some("crate") => 1,
            Some("super") => 2,
            _ => 0,
        };
        modules.entry((rank, module)).or_default().push(name);
    }
    let line = |((_, module), names): ((u8, &str), Vec<&str>)| match *names {
        [name] => format!("{module}::{name}"),
        _ => format!("{module}::{{{}}}", names.join(", ")),
    };
    modules.into_iter().map(line).collect()
}

fn owned_scalar(scalar: Scalar, imports: &mut Imports) -> &'static str {
    let (name, import) = match scalar {
        Scalar::Int32 => ("i32", None),
        Scalar::Int64 => ("i64", None),
        Scalar::Double => ("f64", None),
        Scalar::Boolean => ("bool", None),
        Scalar::String => ("String", None),
        Scalar::DateTime => ("DateTime", Some("crate::support::DateTime")),
        Scalar::Date => ("Date", Some("crate::support::Date")),
        Scalar::Byte | Scalar::Binary => ("Base64Bytes", Some("crate::support::Base64Bytes")),
    };
    imports.extend(import.map(str::to_owned));
    name
}

/// Whether a media type is JSON that serde_json reads and writes (RFC 8259, RFC 6839).
pub(in crate::target) fn is_json(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or("")
        .trim()
        .to_ascii_lowercase();
    matches!(&*essence, "application/json" | "text/json") || essence.ends_with("+json")
}

/// The media type in which JSON is sent or asked for, if there is one: plain JSON before others.
pub(in crate::target) fn json_type(media_types: &[String]) -> Option<&str> {
    let all = || media_types.iter().map(String::as_str);
    let plain = all().find(|one| is_json(one) && !one.contains('+'));
    plain.or_else(|| all().find(|one| is_json(one)))
}

/// Whether a body of this type is sent as it is, and not as JSON.
pub(in crate::target) fn is_raw(value_type: &Type, media_types: &[String]) -> bool {
    match value_type {
        Type::Scalar(Scalar::Binary) => true,
        // Bytes that may come as an image are an image.
        Type::Scalar(Scalar::Byte) => media_types.iter().any(|one| {
            let is_text = one.contains("json") || one.contains("xml") || one.contains("urlencoded");
            !is_text
        }),
        _ => json_type(media_types).is_none(),
    }
}

/// Whether a parameter is one of those in which OData has a list with commas between its items
/// (OData 4.01 Part 2, sections 5.1.3 to 5.1.5).
pub(in crate::target) fn is_names(parameter: &Parameter) -> bool {
    let wire = &parameter.name.value;
    let lists = ["$expand", "$orderby", "$select"];
    parameter.location == Location::Query
        && parameter.value_type == Type::Scalar(Scalar::String)
        && lists.iter().any(|one| one.eq_ignore_ascii_case(wire))
}
