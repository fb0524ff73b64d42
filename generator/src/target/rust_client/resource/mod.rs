//! A module a resource: its operations, the optional parameters that they take, an example.

mod body;
mod call;
mod example;
mod options;
mod setter;
mod split;

use super::patches::Patches;
use crate::names::rust::ResourceNames;
use crate::names::scope::Scope;
use crate::render::Renderer;
use crate::target::OutputFile;
use crate::target::rust::context::Context;
use crate::target::rust::enumeration::Enumeration;
use crate::target::rust::shape::{self, Imports};
use call::Call;
use options::OptionSet;
use rayon::prelude::*;
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;
use std::collections::BTreeSet;

/// What `resource.rs.j2` sees: the module of a resource.
#[derive(JsonSchema, Serialize)]
struct ResourceFile<'a> {
    docs: Vec<String>,
    uses: Vec<String>,
    /// Modules below it, where it is split.
    modules: Vec<String>,
    /// What it shows of them.
    exports: Vec<String>,
    about: String,
    module: &'a str,
    name: &'a str,
    operations: Vec<Call<'a>>,
    options: Vec<OptionSet<'a>>,
    enums: Vec<Enumeration<'a>>,
}

/// What a part of a file needs from elsewhere.
#[derive(Clone, Default)]
struct Needs {
    /// Whole paths.
    imports: Imports,
    /// Names of the resource's own module.
    own: BTreeSet<String>,
}

impl Needs {
    fn of<'n>(all: impl Iterator<Item = &'n Needs>) -> Needs {
        let mut sum = Needs::default();
        for one in all {
            sum.imports.extend(one.imports.iter().cloned());
            sum.own.extend(one.own.iter().cloned());
        }
        sum
    }

    fn import(&mut self, path: &str) {
        self.imports.insert(path.to_owned());
    }

    /// Notes what a printed type needs besides.
    fn note(&mut self, shown: &str) {
        if shown.contains("types::") {
            self.import("crate::types");
        }
    }
}

/// The contexts of the templates that are filled in here.
pub(super) fn contexts() -> Vec<(&'static str, Schema)> {
    vec![
        ("rust_client/part.rs.j2", schema_for!(split::Part<'_>)),
        ("rust_client/resource.rs.j2", schema_for!(ResourceFile<'_>)),
    ]
}

pub(super) fn write(
    context: &Context<'_>,
    patches: &Patches,
    renderer: &Renderer,
    files: &mut Vec<OutputFile>,
) -> Result<(), String> {
    let made: Result<Vec<Vec<OutputFile>>, String> = context
        .names
        .resources
        .par_iter()
        .map(|resource| {
            let files = Builder::new(context, patches, resource).files(renderer);
            files.map_err(|error| format!("the resource {}: {error}", resource.wire))
        })
        .collect();
    files.extend(made?.into_iter().flatten());
    Ok(())
}

struct Builder<'a> {
    context: &'a Context<'a>,
    patches: &'a Patches,
    resource: &'a ResourceNames,
    /// Names of types that are free to take.
    scope: Scope,
    /// Names of methods that are free to take.
    methods: Scope,
    options: Vec<OptionSet<'a>>,
}

impl<'a> Builder<'a> {
    fn new(context: &'a Context<'a>, patches: &'a Patches, resource: &'a ResourceNames) -> Self {
        Builder {
            context,
            patches,
            resource,
            scope: resource.scope.clone(),
            methods: resource.methods.clone(),
            options: Vec::new(),
        }
    }

    fn files(mut self, renderer: &Renderer) -> Result<Vec<OutputFile>, String> {
        let resource = self.resource;
        let mut operations = Vec::new();
        for at in &resource.operations {
            operations.extend(self.calls(*at));
        }
        let about = format!("Operations of `{}`.", resource.wire.replace('`', "'"));
        let mut docs = vec![about.clone()];
        docs.extend(example::docs(self.context, resource, &operations));
        let lines = split::lines(&operations, &self.options, self.enums_lines());
        if lines > split::MOST_LINES {
            return split::write(self, docs, about, operations, renderer);
        }
        let enums = self.enums();
        let mut imports = base_imports();
        imports.extend(operations.iter().flat_map(|one| one.needs.imports.clone()));
        imports.extend(self.options.iter().flat_map(|one| one.needs().imports));
        if !enums.is_empty() {
            imports.insert("crate::support::Words".to_owned());
        }
        let file = ResourceFile {
            docs,
            uses: shape::uses(&imports),
            modules: Vec::new(),
            exports: Vec::new(),
            about,
            module: &resource.module,
            name: &resource.name,
            operations,
            options: self.options,
            enums: enums.into_iter().map(|(_, one)| one).collect(),
        };
        Ok(vec![OutputFile {
            path: format!("src/{}.rs", resource.module),
            text: renderer.rust("resource.rs.j2", file)?,
        }])
    }

    /// The enumerations of the module, each with its name.
    fn enums(&self) -> Vec<(&'a str, Enumeration<'a>)> {
        let all = &self.context.names.operations;
        let names = self.resource.operations.iter().map(|at| &all[*at]);
        let in_bodies = names.flat_map(|one| [one.body_enum, one.answer_enum]);
        let in_bodies: BTreeSet<usize> = in_bodies.flatten().collect();
        let enums = self.resource.enums.iter().enumerate();
        let docs = |words: &[String]| vec![format!("One of {} words.", words.len())];
        enums
            .map(|(at, one)| {
                let is_in_body = in_bodies.contains(&at);
                let shown = Enumeration::new(one, docs(&one.words), is_in_body);
                (&*one.name, shown)
            })
            .collect()
    }

    fn enums_lines(&self) -> usize {
        let lines = self.resource.enums.iter();
        lines.map(|one| 30 + 3 * one.words.len()).sum()
    }
}

/// What every file with operations imports.
fn base_imports() -> Imports {
    let mut imports = Imports::new();
    for path in ["Client", "Operation", "Request"] {
        imports.insert(format!("crate::support::{path}"));
    }
    imports.insert("reqwest::Method".to_owned());
    imports
}
