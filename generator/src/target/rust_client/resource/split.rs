//! A resource that is too long for one file, in several: operations by what their paths add, or by
//! the verb that they begin with; optional parameters; a file an enumeration.

use super::call::Call;
use super::options::OptionSet;
use super::{Builder, Needs, ResourceFile, base_imports};
use crate::names::scope::Scope;
use crate::names::words::{Case, words};
use crate::render::Renderer;
use crate::target::OutputFile;
use crate::target::rust::enumeration::Enumeration;
use crate::target::rust::shape::{self, Imports};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is longer is split.
pub(super) const MOST_LINES: usize = 540;

/// So many operations are worth a file of their own.
const WORTH_A_FILE: usize = 3;

/// What `part.rs.j2` sees: a part of a resource.
#[derive(JsonSchema, Serialize)]
pub(super) struct Part<'a> {
    docs: Vec<String>,
    uses: Vec<String>,
    modules: Vec<String>,
    exports: Vec<String>,
    name: &'a str,
    operations: Vec<Call<'a>>,
    options: Vec<OptionSet<'a>>,
    enums: Vec<Enumeration<'a>>,
}

/// About how many lines it all takes.
pub(super) fn lines(calls: &[Call<'_>], options: &[OptionSet<'_>], enums: usize) -> usize {
    let calls = calls.iter().map(Call::lines).sum::<usize>();
    calls + options.iter().map(OptionSet::lines).sum::<usize>() + enums + 20
}

pub(super) fn write<'a>(
    builder: Builder<'a>,
    docs: Vec<String>,
    about: String,
    operations: Vec<Call<'a>>,
    renderer: &Renderer,
) -> Result<Vec<OutputFile>, String> {
    let resource = builder.resource;
    let (module, name) = (&resource.module, &*resource.name);
    let enums = builder.enums();
    let mut files = Vec::new();
    let mut write = |path: &str, part: Part<'a>| -> Result<(), String> {
        files.push(OutputFile {
            path: format!("src/{module}/{path}.rs"),
            text: renderer.rust("part.rs.j2", part)?,
        });
        Ok(())
    };
    let mut modules = Vec::new();
    let mut exports = Vec::new();
    let mut scope = Scope::new(
        Case::Snake,
        "part",
        &[
            "enums",
            "mod",
            "options",
            "options_2",
            "options_3",
            "options_4",
            "options_5",
        ],
    );
    let (main, groups) = groups(operations);
    for (title, calls) in groups {
        let path = scope.claim(&words(&title));
        let needs = Needs::of(calls.iter().map(|one| &one.needs));
        let mut imports = base_imports();
        imports.remove("crate::support::Client");
        imports.extend(needs.imports);
        imports.insert(format!("super::{name}"));
        imports.extend(needs.own.iter().map(|one| format!("super::{one}")));
        let title = title.replace('`', "'");
        let part = Part {
            docs: vec![format!(
                "Operations of `{}`: `{title}`.",
                resource.wire.replace('`', "'")
            )],
            operations: calls,
            ..Part::new(name, &imports)
        };
        write(&path, part)?;
        modules.push(path);
    }
    let options = builder.options.into_iter();
    let pieces = options.flat_map(|set| set.pieces(MOST_LINES));
    for (at, sets) in chunks(pieces.collect(), OptionSet::lines)
        .into_iter()
        .enumerate()
    {
        let path = if at == 0 {
            "options".to_owned()
        } else {
            format!("options_{}", at + 1)
        };
        let (mut imports, mut own) = (Imports::new(), BTreeSet::new());
        for set in &sets {
            let needs = set.needs();
            imports.extend(needs.imports);
            own.extend(needs.own);
            if !set.is_first {
                own.insert(set.name.clone());
            }
        }
        imports.insert("crate::support::Request".to_owned());
        imports.extend(own.iter().map(|one| format!("super::{one}")));
        let first = sets.iter().filter(|set| set.is_first);
        let names: Vec<&str> = first.map(|set| &*set.name).collect();
        if !names.is_empty() {
            exports.push(format!("{path}::{{{}}}", names.join(", ")));
        }
        let part = Part {
            docs: vec!["Optional parameters.".to_owned()],
            options: sets,
            ..Part::new(name, &imports)
        };
        write(&path, part)?;
        modules.push(path);
    }
    if !enums.is_empty() {
        let mut scope = Scope::new(Case::Snake, "words", &["mod"]);
        let mut inner = Part {
            docs: vec!["Enumerations.".to_owned()],
            ..Part::new(name, &Imports::new())
        };
        let names: Vec<&str> = enums.iter().map(|(name, _)| *name).collect();
        exports.push(format!("enums::{{{}}}", names.join(", ")));
        for (own, one) in enums {
            let path = scope.claim(&words(own));
            let imports = Imports::from(["crate::support::Words".to_owned()]);
            let part = Part {
                docs: vec![format!("`{own}`.")],
                enums: vec![one],
                ..Part::new(name, &imports)
            };
            write(&format!("enums/{path}"), part)?;
            inner.exports.push(format!("{path}::{own}"));
            inner.modules.push(path);
        }
        write("enums/mod", inner)?;
        modules.push("enums".to_owned());
    }
    modules.sort();
    let mut imports = Imports::from(["crate::support::Client".to_owned()]);
    if !main.is_empty() {
        imports.extend(base_imports());
        imports.extend(Needs::of(main.iter().map(|one| &one.needs)).imports);
    }
    let file = ResourceFile {
        docs,
        uses: shape::uses(&imports),
        modules,
        exports,
        about,
        module,
        name,
        operations: main,
        options: Vec::new(),
        enums: Vec::new(),
    };
    files.push(OutputFile {
        path: format!("src/{module}/mod.rs"),
        text: renderer.rust("resource.rs.j2", file)?,
    });
    Ok(files)
}

impl<'a> Part<'a> {
    fn new(name: &'a str, imports: &Imports) -> Self {
        Part {
            docs: Vec::new(),
            uses: shape::uses(imports),
            modules: Vec::new(),
            exports: Vec::new(),
            name,
            operations: Vec::new(),
            options: Vec::new(),
            enums: Vec::new(),
        }
    }
}

type Groups<'a> = Vec<(String, Vec<Call<'a>>)>;

/// The operations that stay, and those that get a file each group. What group an operation is of
/// depends on its own path and name, so that a new one moves few others.
fn groups(calls: Vec<Call<'_>>) -> (Vec<Call<'_>>, Groups<'_>) {
    let base = common(calls.iter().map(segments));
    let (mut main, mut groups) = apart(calls, |call| segments(call).into_iter().nth(base));
    if main.iter().map(Call::lines).sum::<usize>() > MOST_LINES {
        let verb = |call: &Call<'_>| words(&call.method).into_iter().next();
        let (rest, by_verb) = apart(main, verb);
        main = rest;
        groups.extend(by_verb);
    }
    let chunks = groups.into_iter().flat_map(|(title, calls)| {
        let chunks = chunks(calls, Call::lines).into_iter();
        chunks.map(move |chunk| (title.clone(), chunk))
    });
    (main, chunks.collect())
}

/// Groups by a key, of those that are worth a file; the others are the rest.
fn apart<'a>(
    calls: Vec<Call<'a>>,
    key: impl Fn(&Call<'a>) -> Option<String>,
) -> (Vec<Call<'a>>, Groups<'a>) {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for one in calls.iter().filter_map(&key) {
        *count.entry(one).or_default() += 1;
    }
    let mut groups: BTreeMap<String, Vec<Call<'a>>> = BTreeMap::new();
    let mut rest = Vec::new();
    for call in calls {
        match key(&call).filter(|key| count[key] >= WORTH_A_FILE) {
            Some(key) => groups.entry(key).or_default().push(call),
            None => rest.push(call),
        }
    }
    (rest, groups.into_iter().collect())
}

/// Items in groups that are short enough each.
fn chunks<T>(items: Vec<T>, lines_of: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut chunks: Vec<Vec<T>> = Vec::new();
    let mut lines = 0;
    for item in items {
        let own = lines_of(&item);
        match chunks.last_mut() {
            Some(chunk) if lines + own <= MOST_LINES => chunk.push(item),
            _ => {
                lines = 0;
                chunks.push(vec![item]);
            }
        }
        lines += own;
    }
    chunks
}

/// The segments of a path that are no parameters.
fn segments(call: &Call<'_>) -> Vec<String> {
    let path = call.operation.path.value.split('?').next().unwrap_or("");
    let segments = path
        .split('/')
        .filter(|one| !one.is_empty() && !one.contains('{'));
    segments.map(str::to_owned).collect()
}

/// With how many equal segments all paths begin.
fn common(paths: impl Iterator<Item = Vec<String>>) -> usize {
    let paths: Vec<Vec<String>> = paths.collect();
    let at = |place: usize| -> BTreeSet<Option<&String>> {
        paths.iter().map(|path| path.get(place)).collect()
    };
    (0..)
        .take_while(|place| at(*place).len() == 1 && !at(*place).contains(&None))
        .count()
}
