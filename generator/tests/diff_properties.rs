//! What must be no change between two publications, whatever their pages: other sample values, other
//! setting. Runs on the pages in `specs/pages`, and on the corpus beside the project where it is there.

use bindery_generator::dialect::{Choice, Dialect, builtin};
use bindery_generator::diff::{Kind, diff};
use bindery_generator::{Reference, read_reference};
use bindery_model::resolved::Operation;
use bindery_model::{FileId, JsonNode, JsonValue, SampleBody, SourceMap};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static DIALECTS: LazyLock<Vec<Dialect>> =
    LazyLock::new(|| builtin().expect("the compiled-in dialects load"));

static CHAT: LazyLock<Publication> =
    LazyLock::new(|| Publication::read(&below("../specs/pages")).expect("specs/pages is there"));

struct Publication {
    sources: SourceMap,
    reference: Reference,
}

impl Publication {
    fn read(folder: &Path) -> Option<Self> {
        let mut sources = SourceMap::new();
        for path in files(folder)? {
            let bytes = std::fs::read(&path).ok()?;
            sources.add(path.to_string_lossy(), String::from_utf8_lossy(&bytes));
        }
        Some(Publication::of(sources))
    }

    fn of(sources: SourceMap) -> Self {
        let reference = read_reference(&sources, Choice::Auto(&DIALECTS));
        Publication { sources, reference }
    }

    /// The same pages, each as `edit` makes it, in the opposite order.
    fn edited(&self, mut edit: impl FnMut(FileId, &str) -> String) -> Self {
        let mut edited: Vec<(String, String)> = Vec::new();
        for (id, file) in self.sources.files() {
            edited.push((file.path.clone(), edit(id, &file.text)));
        }
        let mut sources = SourceMap::new();
        for (path, text) in edited.into_iter().rev() {
            sources.add(path, text);
        }
        Publication::of(sources)
    }

    /// Replacements for the values of every sample: offsets and text, by file.
    fn other_values(&self, seed: u64) -> Vec<(FileId, usize, usize, String)> {
        let mut values = Values {
            seed,
            found: Vec::new(),
        };
        for operation in &self.reference.api.operations {
            for node in samples(operation) {
                values.replace(operation.file, node, 0);
            }
        }
        values.found.sort();
        values.found.dedup_by_key(|one| (one.0, one.1));
        values.found
    }
}

fn below(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn files(folder: &Path) -> Option<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).ok()? {
            let path = entry.ok()?.path();
            match path.is_dir() {
                true => open.push(path),
                false => found.push(path),
            }
        }
    }
    found.sort();
    Some(found)
}

fn samples(operation: &Operation) -> impl Iterator<Item = &JsonNode> {
    let all = operation
        .sample_requests
        .iter()
        .chain(&operation.sample_responses);
    all.filter_map(|sample| sample.body.as_ref().and_then(SampleBody::json))
}

/// Other values of the same kind, some of them null.
struct Values {
    seed: u64,
    found: Vec<(FileId, usize, usize, String)>,
}

impl Values {
    /// xorshift64 (Marsaglia 2003): what is random here is the same for a seed.
    fn next(&mut self, below: u64) -> u64 {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        self.seed % below
    }

    fn replace(&mut self, file: FileId, node: &JsonNode, depth: usize) {
        let other = match &node.value {
            // What a page shows at all it still shows; what is nested may be null now.
            JsonValue::Object(_) | JsonValue::Array(_) if depth > 1 && self.next(20) == 0 => {
                "null".to_owned()
            }
            JsonValue::Object(members) => {
                for member in members {
                    self.replace(file, &member.node, depth + 1);
                }
                return;
            }
            JsonValue::Array(items) => {
                for item in items {
                    self.replace(file, item, depth + 1);
                }
                return;
            }
            JsonValue::Null => return,
            _ if depth > 0 && self.next(10) == 0 => "null".to_owned(),
            JsonValue::Bool(value) => (!value).to_string(),
            JsonValue::Number(_) => match self.next(4) {
                0 => format!("{}.5", self.next(1000)),
                1 => (1_u64 << 40).to_string(),
                _ => self.next(1000).to_string(),
            },
            JsonValue::String(_) => match self.next(6) {
                0 => "\"2001-02-03T04:05:06+07:00\"".to_owned(),
                _ => format!("\"words {}\"", self.next(100_000)),
            },
        };
        self.found
            .push((file, node.start as usize, node.end as usize, other));
    }
}

fn with_values(publication: &Publication, seed: u64) -> Publication {
    let all = publication.other_values(seed);
    publication.edited(|id, text| {
        let mut edited = text.to_owned();
        for (_, start, end, other) in all.iter().filter(|one| one.0 == id).rev() {
            edited.replace_range(*start..*end, other);
        }
        edited
    })
}

/// Blank lines, padding of cells, the order of properties: what a new rendering changes.
fn set_otherwise(text: &str) -> String {
    let is_row = |line: &str| line.starts_with('|') && line.trim_end().ends_with('|');
    let mut inside = false;
    let mut edited = String::new();
    for line in text.lines() {
        if line.starts_with("```") {
            inside = !inside;
        }
        match is_row(line) && !inside {
            true => edited.push_str(&line.replace("| ", "|  ").replace(" |", "   |")),
            false => edited.push_str(line),
        }
        edited.push('\n');
        if line.starts_with('#') && !inside {
            edited.push('\n');
        }
    }
    edited
}

/// What differs, in words.
fn changes(old: &Publication, new: &Publication) -> Vec<String> {
    let found = diff(&old.reference.api, &new.reference.api);
    let told = |change: &bindery_generator::diff::Change| {
        let (before, after) = (&change.before, &change.after);
        format!(
            "{} {}: {before:?} -> {after:?}",
            change.kind.as_str(),
            change.cause
        )
    };
    found.changes.iter().map(told).collect()
}

const NOTHING: Vec<String> = Vec::new();

#[test]
fn setting_is_no_change() {
    let new = CHAT.edited(|_, text| set_otherwise(text));
    assert_eq!(changes(&CHAT, &CHAT), NOTHING);
    assert_eq!(changes(&CHAT, &new), NOTHING);
    assert_eq!(changes(&new, &CHAT), NOTHING);
}

#[test]
fn other_values_on_the_corpus_are_no_change() {
    for year in ["superoffice-2022", "superoffice-2023"] {
        let folder = below("../../shared/corpus").join(year).join("pages");
        let Some(old) = Publication::read(&folder) else {
            println!("no corpus at ../shared, passed over");
            return;
        };
        let seed = 0x9E37_79B9_7F4A_7C15;
        assert!(old.other_values(seed).len() > 10_000, "{year} has values");
        let new = with_values(&old, seed);
        assert_eq!(changes(&old, &new), NOTHING, "{year}");
        assert_eq!(changes(&new, &old), NOTHING, "{year}");
    }
}

#[test]
fn one_side_may_be_empty() {
    let empty = Publication::of(SourceMap::new());
    let removed = diff(&CHAT.reference.api, &empty.reference.api);
    assert_eq!(removed.changes.len(), CHAT.reference.api.operations.len());
    assert!(
        removed
            .changes
            .iter()
            .all(|one| one.kind == Kind::OperationRemoved)
    );
    assert_eq!(diff(&empty.reference.api, &empty.reference.api).changes, []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn other_values_are_no_change(seed in 1..u64::MAX) {
        let new = with_values(&CHAT, seed);
        prop_assert_eq!(changes(&CHAT, &new), NOTHING);
        prop_assert_eq!(changes(&new, &CHAT), NOTHING);
    }
}
