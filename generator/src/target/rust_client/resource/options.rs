//! Optional parameters that operations share, each a method.

use super::setter::{setter, value_type};
use super::{Builder, Needs};
use crate::names::rust::OperationNames;
use crate::names::words::words;
use bindery_model::Location;
use bindery_model::resolved::Operation;
use schemars::JsonSchema;
use serde::Serialize;

/// Optional parameters that operations share, each a method.
#[derive(JsonSchema, Serialize)]
pub(super) struct OptionSet<'a> {
    docs: Vec<String>,
    pub(super) name: String,
    /// Whether the type itself stands here, and not in the file of an earlier piece.
    pub(super) is_first: bool,
    parameters: Vec<OptionMethod<'a>>,
    #[serde(skip)]
    key: Vec<(&'a str, String, &'a str)>,
}

impl<'a> OptionSet<'a> {
    /// The set in pieces of about so many lines.
    pub(super) fn pieces(self, most: usize) -> Vec<OptionSet<'a>> {
        let mut pieces: Vec<OptionSet<'a>> = Vec::new();
        let mut lines = 0;
        for method in self.parameters {
            let own = method.lines();
            match pieces.last_mut() {
                Some(piece) if lines + own <= most => piece.parameters.push(method),
                _ => {
                    lines = 0;
                    pieces.push(OptionSet {
                        docs: self.docs.clone(),
                        name: self.name.clone(),
                        is_first: pieces.is_empty(),
                        parameters: vec![method],
                        key: Vec::new(),
                    });
                }
            }
            lines += own;
        }
        pieces
    }

    /// What its methods need from elsewhere.
    pub(super) fn needs(&self) -> Needs {
        Needs::of(self.parameters.iter().map(|one| &one.needs))
    }

    /// About how many lines it takes.
    pub(super) fn lines(&self) -> usize {
        7 + self
            .parameters
            .iter()
            .map(OptionMethod::lines)
            .sum::<usize>()
    }
}

#[derive(JsonSchema, Serialize)]
struct OptionMethod<'a> {
    docs: Vec<String>,
    name: &'a str,
    #[serde(rename = "type")]
    value_type: String,
    call: String,
    #[serde(skip)]
    needs: Needs,
}

impl OptionMethod<'_> {
    fn lines(&self) -> usize {
        5 + self.docs.len()
    }
}

impl<'a> Builder<'a> {
    /// The set of an operation's optional parameters; operations that take the same share it.
    pub(super) fn option_set(
        &mut self,
        operation: &'a Operation,
        names: &'a OperationNames,
    ) -> Option<String> {
        let (context, resource) = (self.context, self.resource);
        let all = operation.parameters.iter().zip(&names.parameters);
        let mut methods = Vec::new();
        let mut key = Vec::new();
        for (place, (parameter, name)) in all.enumerate() {
            if parameter.required.is_some() || parameter.location == Location::Path {
                continue;
            }
            let mut needs = Needs::default();
            let enumeration = self.enumeration(names.enums.get(&place), &mut needs);
            let value_type = value_type(context, parameter, enumeration, &mut needs);
            let told = parameter.description.as_ref();
            let wire = &*parameter.name.value;
            let description = told.map_or("", |told| &*told.value);
            key.push((wire, value_type.clone(), description));
            let mut docs = context.line(told, parameter.name.span());
            let shown = wire.replace('`', "'");
            docs.extend([String::new(), format!("The parameter `{shown}`.")]);
            methods.push(OptionMethod {
                docs,
                name,
                value_type,
                call: format!("self{}", setter(parameter, "value")),
                needs,
            });
        }
        let first = key.first()?.0;
        if let Some(set) = self.options.iter().find(|set| set.key == key) {
            return Some(set.name.clone());
        }
        let mut wanted = if key.len() == 1 {
            words(first)
        } else {
            words(&names.method)
        };
        if key.len() > 1 {
            wanted.push("options".to_owned());
        }
        let name = self.scope.claim(&wanted);
        let what = if key.len() == 1 {
            "The optional parameter"
        } else {
            "Optional parameters"
        };
        let (holder, method) = (&resource.name, &names.method);
        self.options.push(OptionSet {
            docs: vec![format!("{what} of [`{holder}::{method}`] and its like.")],
            name: name.clone(),
            is_first: true,
            parameters: methods,
            key,
        });
        Some(name)
    }
}
