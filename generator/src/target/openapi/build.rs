//! The document as a whole.

use super::document::{
    Components, Document, Entries, Info, Operation, PathItem, SecurityScheme, SecuritySchemeKind,
    Server, Tag,
};
use super::example::Checker;
use super::names::Names;
use super::parameter::is_parameter;
use super::{Options, Version, path};
use bindery_model::resolved::{self, SecurityKind};
use bindery_model::{Method, ResolvedApi, SourceMap, Span};
use indexmap::IndexMap;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What every part of the document is made from.
pub(super) struct Context<'a> {
    pub(super) api: &'a ResolvedApi,
    pub(super) version: Version,
    pub(super) names: &'a Names,
    pub(super) checker: Checker<'a>,
    sources: &'a SourceMap,
}

impl Context<'_> {
    /// `path:line`
    pub(super) fn place(&self, span: Span) -> String {
        let file = self.sources.file(span.file);
        let mut place = String::with_capacity(file.path.len() + 6);
        place.push_str(&file.path);
        // Writing to a string cannot fail.
        let _ = write!(place, ":{}", file.line(span.start));
        place
    }
}

pub(super) fn document<'a>(
    api: &'a ResolvedApi,
    sources: &'a SourceMap,
    options: &'a Options,
    names: &'a Names,
) -> Document<'a> {
    let context = Context {
        api,
        version: options.version,
        names,
        checker: Checker::new(api, options.version),
        sources,
    };
    let (operations, schemas): (_, Vec<_>) = rayon::join(
        || {
            let operations = api.operations.par_iter().zip(&names.operations);
            operations
                .map(|(one, id)| context.operation(one, id))
                .collect()
        },
        || {
            api.schemas
                .par_iter()
                .map(|schema| context.component(schema))
                .collect()
        },
    );
    let tags: BTreeSet<&str> = api.operations.iter().map(|one| &*one.resource).collect();
    let tags = tags.into_iter().filter(|name| !name.is_empty());
    let headers = api.headers.iter().zip(&names.headers);
    let headers = headers.filter(|(header, _)| is_parameter(header));
    let headers = headers.map(|(header, name)| (&*name.key, context.header(header)));
    let schema_keys = names.schemas.iter().map(|name| &*name.key);
    Document {
        openapi: options.version.full(),
        info: info(api, options),
        servers: [Server {
            url: options.server_url.as_deref().unwrap_or("/"),
        }],
        tags: tags.map(|name| Tag { name }).collect(),
        paths: paths(api, operations, options.distinct_paths),
        components: Components {
            security_schemes: security_schemes(&context),
            parameters: Entries(headers.collect()),
            schemas: Entries(schema_keys.zip(schemas).collect()),
        },
    }
}

fn info<'a>(api: &ResolvedApi, options: &'a Options) -> Info<'a> {
    let operations = api.operations.len();
    let files: FxHashSet<_> = api.operations.iter().map(|one| one.file).collect();
    let pages = files.len();
    let mut description = format!(
        "Operations: {operations}. Reference pages that document them: {pages}. \
         `x-documented-at` names the page and the line that document a thing."
    );
    if options.version == Version::V3_0 {
        description.push_str(
            "\n\nThis is the form for readers of OpenAPI 3.0: each request body has one media \
             type only, and what else was left out is told where it would have stood.",
        );
    }
    Info {
        title: options.title.as_deref().unwrap_or("API"),
        version: options.api_version.as_deref().unwrap_or("1"),
        description,
    }
}

fn security_schemes<'a>(context: &Context<'a>) -> Entries<&'a str, SecurityScheme<'a>> {
    let scheme = |scheme: &'a resolved::SecurityScheme| SecurityScheme {
        kind: match &scheme.kind {
            SecurityKind::Basic => SecuritySchemeKind::Http { scheme: "basic" },
            SecurityKind::Bearer => SecuritySchemeKind::Http { scheme: "bearer" },
            SecurityKind::ApiKey { header } => SecuritySchemeKind::ApiKey {
                name: header,
                location: "header",
            },
        },
        description: scheme.description.as_deref(),
        documented_at: context.place(scheme.evidence.span),
    };
    let names = context.names.security.iter().map(String::as_str);
    Entries(names.zip(context.api.security.iter().map(scheme)).collect())
}

/// Operations by path. Two of one method and path cannot both stand there: the second is named by
/// the first.
fn paths<'a>(
    api: &'a ResolvedApi,
    operations: Vec<Operation<'a>>,
    distinct: bool,
) -> Entries<Cow<'a, str>, PathItem<'a>> {
    let mut items: IndexMap<Cow<'a, str>, Vec<(Method, Operation<'a>)>> = IndexMap::new();
    for (stated, operation) in api.operations.iter().zip(operations) {
        let item = items.entry(path::clean(&stated.path.value)).or_default();
        let method = stated.method.value;
        match item.iter_mut().find(|(other, _)| *other == method) {
            Some((_, first)) => first.also_documented_at.push(operation.documented_at),
            None => item.push((method, operation)),
        }
    }
    if distinct {
        items = respell_alike(items);
    }
    let items = items.into_iter().map(|(path, item)| (path, PathItem(item)));
    Entries(items.collect())
}

/// The same with other spellings of paths that are equal but for the names of parameters.
fn respell_alike<'a, T>(items: IndexMap<Cow<'a, str>, T>) -> IndexMap<Cow<'a, str>, T> {
    let mut taken: FxHashSet<String> = items.keys().map(|path| path::shape(path)).collect();
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    let respell = |path: Cow<'a, str>| {
        let others = seen.entry(path::shape(&path)).or_insert(0);
        *others += 1;
        if *others == 1 {
            return path;
        }
        let mut spellings = (1..).map(|number| path::respell(&path, number));
        let free = spellings.find(|other| taken.insert(path::shape(other)));
        free.map_or(path, Cow::Owned)
    };
    let (paths, items): (Vec<_>, Vec<_>) = items.into_iter().unzip();
    paths.into_iter().map(respell).zip(items).collect()
}
