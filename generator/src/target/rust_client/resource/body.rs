//! The body of a request as an argument.

use super::call::Argument;
use super::{Builder, Needs};
use crate::target::rust::patch;
use crate::target::rust::shape::{Imports, is_raw, json_type};
use quote::{format_ident, quote};

/// A form in which a body may be sent.
pub(super) struct BodyForm {
    /// The method, where it is not the operation's.
    pub(super) method: Option<String>,
    pub(super) docs: Vec<String>,
    pub(super) argument: Argument,
    /// What puts it into the request.
    pub(super) call: String,
    pub(super) imports: Imports,
}

impl Builder<'_> {
    /// A body that is sent as it is documented: as JSON, or as bytes.
    pub(super) fn whole_body(&self, at: usize) -> Option<BodyForm> {
        let operation = &self.context.api.operations[at];
        let names = &self.context.names.operations[at];
        let (request, name) = operation.request.as_ref().zip(names.body.as_ref())?;
        let ident = format_ident!("{name}");
        let mut needs = Needs::default();
        let mut docs = Vec::new();
        let (argument_type, call) = if is_raw(&request.value_type, &request.media_types) {
            needs.import("crate::support::Body");
            let listed: Vec<String> = request.media_types.iter().map(|one| code(one)).collect();
            let listed = listed.join(", ");
            docs = vec![String::new(), format!("The body is sent as {listed}.")];
            ("Body".to_owned(), quote!(.with_body(#ident)))
        } else {
            let media_type = json_type(&request.media_types).unwrap_or("application/json");
            let enumeration = self.enumeration(names.body_enum.as_ref(), &mut needs);
            let imports = &mut needs.imports;
            let value_type = &request.value_type;
            let argument = self
                .context
                .argument(value_type, enumeration, "types::", imports);
            needs.note(&argument);
            let is_borrowed = argument.starts_with('&');
            let value = if is_borrowed {
                quote!(#ident)
            } else {
                quote!(&#ident)
            };
            (argument, quote!(.with_json(#media_type, #value)))
        };
        Some(BodyForm {
            method: None,
            docs,
            argument: Argument {
                name: name.clone(),
                argument_type,
            },
            call: call.to_string(),
            imports: needs.imports,
        })
    }

    /// The patches that an operation takes, each with a method of its own.
    pub(super) fn body_forms(&mut self, at: usize) -> Option<Vec<BodyForm>> {
        let operation = &self.context.api.operations[at];
        let names = &self.context.names.operations[at];
        let forms = patch::forms(self.context.api, operation)?;
        let name = names.body.as_ref()?;
        let ident = format_ident!("{name}");
        let form = |method, what: &str, media_type: &str, argument_type: String, import: &str| {
            let call = quote!(.with_json(#media_type, #ident));
            BodyForm {
                method,
                docs: vec![
                    String::new(),
                    format!("Sends {what} ({}).", code(media_type)),
                ],
                argument: Argument {
                    name: name.clone(),
                    argument_type,
                },
                call: call.to_string(),
                imports: Imports::from([import.to_owned()]),
            }
        };
        let mut all = Vec::new();
        if let Some(media_type) = forms.json {
            let (what, import) = ("a JSON Patch", "crate::support::JsonPatch");
            all.push(form(
                None,
                what,
                media_type,
                "&JsonPatch".to_owned(),
                import,
            ));
        }
        if let Some((media_type, schema)) = forms.merge {
            let both = forms.json.is_some();
            let method = both.then(|| self.methods.claim(&patch::merge_words(&names.method)));
            let patch = schema.and_then(|id| self.patches.name(id));
            let (argument_type, import) = match patch {
                Some(patch) => (format!("&types::{patch}"), "crate::types"),
                None => ("&Value".to_owned(), "serde_json::Value"),
            };
            let what = "a JSON Merge Patch";
            all.push(form(method, what, media_type, argument_type, import));
        }
        Some(all)
    }
}

/// Text of a page as code in a doc comment.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}
