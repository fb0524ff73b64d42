//! Properties by name, found in one step whatever the number of properties.

use bindery_model::{ResolvedApi, SchemaId};
use std::collections::HashMap;

/// The properties of every schema by name.
#[derive(Debug)]
pub struct Names {
    schemas: Vec<SchemaNames>,
}

#[derive(Debug, Default)]
struct SchemaNames {
    exact: HashMap<String, usize>,
    folded: HashMap<String, usize>,
}

/// How a name was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// As it is.
    Exact(usize),
    /// In another case.
    OtherCase(usize),
}

impl Names {
    /// The names of every property of a model.
    pub fn new(api: &ResolvedApi) -> Self {
        let schemas = api.schemas.iter().map(|schema| {
            let mut names = SchemaNames::default();
            for (at, property) in schema.properties.iter().enumerate() {
                names.exact.entry(property.name.clone()).or_insert(at);
                let folded = property.name.to_lowercase();
                names.folded.entry(folded).or_insert(at);
            }
            names
        });
        Names {
            schemas: schemas.collect(),
        }
    }

    /// The place of a property of `schema`.
    pub(super) fn find(&self, schema: SchemaId, name: &str) -> Option<Found> {
        let names = self.schemas.get(schema.0 as usize)?;
        if let Some(at) = names.exact.get(name) {
            return Some(Found::Exact(*at));
        }
        let folded = names.folded.get(&name.to_lowercase());
        folded.map(|at| Found::OtherCase(*at))
    }
}
