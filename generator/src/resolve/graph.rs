//! What resolution works on: shapes, which are objects that pages show, and all that is said of
//! their members. Passes add to it; nothing is taken away until types are settled.

use bindery_model::api::{Body, Operation, Property};
use bindery_model::{
    Evidence, EvidenceKind, FileId, JsonNode, JsonValue, Span, Stated, StatedType,
};
use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

/// The name of a property, interned.
pub(super) type Symbol = u32;

/// A shape: an index into [`Graph::shapes`].
pub(super) type ShapeId = usize;

/// The names of an object's properties, sorted.
pub(super) type Keys = Box<[Symbol]>;

/// Property names, each once.
#[derive(Default)]
pub(super) struct Symbols<'a> {
    ids: FxHashMap<&'a str, Symbol>,
    names: Vec<&'a str>,
}

impl<'a> Symbols<'a> {
    pub(super) fn intern(&mut self, name: &'a str) -> Symbol {
        *self.ids.entry(name).or_insert_with(|| {
            self.names.push(name);
            self.names.len() as Symbol - 1
        })
    }

    pub(super) fn get(&self, name: &str) -> Option<Symbol> {
        self.ids.get(name).copied()
    }

    pub(super) fn name(&self, symbol: Symbol) -> &'a str {
        self.names[symbol as usize]
    }
}

/// A value of a sample and the file in which it stands.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) file: FileId,
    pub(super) node: &'a JsonNode,
}

impl<'a> Shown<'a> {
    pub(super) fn evidence(self) -> Evidence {
        Evidence::new(EvidenceKind::Sample, self.node.span(self.file))
    }

    /// The members of an object; none for any other value.
    pub(super) fn members(self) -> impl Iterator<Item = (&'a str, Shown<'a>)> {
        let members: &[_] = match &self.node.value {
            JsonValue::Object(members) => members,
            _ => &[],
        };
        let shown = move |member: &'a bindery_model::JsonMember| {
            (
                &*member.name,
                Shown {
                    file: self.file,
                    node: &member.node,
                },
            )
        };
        members.iter().map(shown)
    }

    /// The items of an array, and of arrays inside it, to any depth; none for any other value.
    pub(super) fn items(self) -> Vec<Shown<'a>> {
        let mut flat = Vec::new();
        let mut open = vec![self];
        while let Some(shown) = open.pop() {
            let JsonValue::Array(items) = &shown.node.value else {
                flat.push(shown);
                continue;
            };
            open.extend(items.iter().rev().map(|node| Shown {
                file: shown.file,
                node,
            }));
        }
        match self.node.value {
            JsonValue::Array(_) => flat,
            _ => Vec::new(),
        }
    }

    pub(super) fn is_filled_object(self) -> bool {
        matches!(&self.node.value, JsonValue::Object(members) if !members.is_empty())
    }
}

/// A row of a table that speaks of a member.
#[derive(Clone, Copy)]
pub(super) struct Cell<'a> {
    pub(super) property: &'a Property,
    pub(super) in_request: bool,
}

/// A property of a shape and all that is said of it.
#[derive(Default)]
pub(super) struct Member<'a> {
    pub(super) cells: Vec<Cell<'a>>,
    pub(super) samples: Vec<Shown<'a>>,
    /// How many of the samples were looked into.
    pub(super) looked_into: usize,
}

/// Where a shape comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin<'a> {
    /// A page calls it by this name.
    Named(&'a str),
    /// A page shows it without a name.
    Shown,
    /// It is the request body of this operation and of no other.
    OwnRequest(usize),
}

/// How often something is said, and the first place that says it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim {
    pub(super) weight: u32,
    pub(super) evidence: Evidence,
}

/// Names with how often each is given.
pub(super) type Claims = IndexMap<String, Claim, FxBuildHasher>;

/// Adds to how often a name is given.
pub(super) fn claim(claims: &mut Claims, name: &str, weight: u32, evidence: Evidence) {
    match claims.get_mut(name) {
        Some(claim) => claim.weight += weight,
        None => {
            claims.insert(name.to_owned(), Claim { weight, evidence });
        }
    }
}

/// The name that is given most often, the first in the alphabet of several.
pub(super) fn strongest(claims: &Claims) -> Option<(&str, Claim)> {
    let order = |(a, x): &(&String, &Claim), (b, y): &(&String, &Claim)| {
        x.weight.cmp(&y.weight).then_with(|| b.cmp(a))
    };
    claims
        .iter()
        .max_by(order)
        .map(|(name, claim)| (name.as_str(), *claim))
}

/// An object that pages show.
pub(super) struct Shape<'a> {
    pub(super) origin: Origin<'a>,
    pub(super) members: IndexMap<Symbol, Member<'a>, FxBuildHasher>,
    /// Names that pages give to the shape itself.
    pub(super) names: Claims,
    /// Names of what answers with it, told from the ids of operations.
    pub(super) result_names: Claims,
    /// Whether a table lists its properties: then samples add none.
    pub(super) has_table: bool,
    /// Tables and samples that show it, the first of each.
    pub(super) evidence: Vec<Evidence>,
    pub(super) description: Option<&'a Stated<String>>,
}

impl Shape<'_> {
    pub(super) fn is_named_by_pages(&self) -> bool {
        !self.names.is_empty()
    }

    pub(super) fn keys(&self) -> Keys {
        sorted(self.members.keys().copied())
    }
}

/// A body of an operation.
pub(super) struct BodyUse<'a> {
    /// Index into the operations.
    pub(super) operation: usize,
    pub(super) in_request: bool,
    pub(super) body: &'a Body,
    /// What its samples show, as far as they are JSON.
    pub(super) samples: Vec<Shown<'a>>,
    /// Whether its sample is text of another kind.
    pub(super) is_text: bool,
    /// Whether it is an array of what its table describes.
    pub(super) is_array: bool,
    /// The shape that its table describes.
    pub(super) shape: Option<ShapeId>,
}

impl<'a> BodyUse<'a> {
    /// The first of its samples.
    pub(super) fn sample(&self) -> Option<Shown<'a>> {
        self.samples.first().copied()
    }

    /// The objects that the samples show for the table.
    pub(super) fn objects(&self) -> Vec<Shown<'a>> {
        let of_sample = |sample: &Shown<'a>| match &sample.node.value {
            JsonValue::Array(_) => sample.items(),
            _ => vec![*sample],
        };
        self.samples.iter().flat_map(of_sample).collect()
    }
}

/// Shapes and bodies, and what was learned about the pages as a whole.
pub(super) struct Graph<'a> {
    pub(super) operations: &'a [Operation],
    pub(super) bodies: Vec<BodyUse<'a>>,
    pub(super) symbols: Symbols<'a>,
    pub(super) shapes: Vec<Shape<'a>>,
    by_name: FxHashMap<&'a str, ShapeId>,
    by_keys: FxHashMap<Keys, Vec<ShapeId>>,
    /// Names that pages print where they have no name to print: they say nothing.
    pub(super) placeholders: FxHashSet<&'a str>,
    /// Properties that requests leave out of every object that has them.
    pub(super) omitted: FxHashSet<Symbol>,
    /// Properties that more cells call a map than anything else.
    pub(super) maps: FxHashSet<Symbol>,
    /// Keys that samples show in maps: they stand for any key and belong to no table.
    pub(super) map_keys: FxHashSet<Symbol>,
    /// The shape that cells name most often for the properties of each name: it decides between
    /// shapes with the same keys where a place names none.
    pub(super) usual: FxHashMap<Symbol, &'a str>,
    /// Shapes that turned out to be another, and which.
    pub(super) replaced: FxHashMap<ShapeId, ShapeId>,
    /// How samples spell bytes.
    pub(super) byte_samples: Vec<&'a regex::Regex>,
}

impl<'a> Graph<'a> {
    pub(super) fn new(
        operations: &'a [Operation],
        bodies: Vec<BodyUse<'a>>,
        byte_samples: Vec<&'a regex::Regex>,
    ) -> Self {
        Graph {
            operations,
            bodies,
            byte_samples,
            symbols: Symbols::default(),
            shapes: Vec::new(),
            by_name: FxHashMap::default(),
            by_keys: FxHashMap::default(),
            placeholders: FxHashSet::default(),
            omitted: FxHashSet::default(),
            maps: FxHashSet::default(),
            map_keys: FxHashSet::default(),
            usual: FxHashMap::default(),
            replaced: FxHashMap::default(),
        }
    }

    /// The name that a stated type gives, unless that name says nothing.
    pub(super) fn told_schema<'s>(&self, stated: &'s StatedType) -> Option<&'s str> {
        match stated {
            StatedType::Named(name) if !self.placeholders.contains(name.as_str()) => Some(name),
            _ => None,
        }
    }

    /// The name that a stated type gives to what it holds, inside of arrays and maps or itself.
    pub(super) fn told_inside<'s>(&self, stated: &'s StatedType) -> Option<&'s str> {
        match stated {
            StatedType::Array(Some(inner)) | StatedType::Map(Some(inner)) => {
                self.told_inside(inner)
            }
            other => self.told_schema(other),
        }
    }

    /// The name that a stated type gives to what a table below it describes: the type itself, or
    /// the items where it is an array.
    pub(super) fn told_described<'s>(&self, stated: &'s StatedType) -> Option<&'s str> {
        match stated {
            StatedType::Array(Some(items)) => self.told_described(items),
            other => self.told_schema(other),
        }
    }

    /// The shape of a name; made, if there is none yet.
    pub(super) fn named(&mut self, name: &'a str) -> ShapeId {
        if let Some(id) = self.by_name.get(name) {
            return *id;
        }
        let id = self.add(Origin::Named(name));
        self.by_name.insert(name, id);
        id
    }

    /// The shape that a page calls by this name, if one does.
    pub(super) fn find_named(&self, name: &str) -> Option<ShapeId> {
        self.by_name.get(name).copied()
    }

    /// A new shape.
    pub(super) fn add(&mut self, origin: Origin<'a>) -> ShapeId {
        self.shapes.push(Shape {
            origin,
            members: IndexMap::default(),
            names: Claims::default(),
            result_names: Claims::default(),
            has_table: false,
            evidence: Vec::new(),
            description: None,
        });
        self.shapes.len() - 1
    }

    /// The shape that has just these keys and no name; made, if there is none yet.
    pub(super) fn shown(&mut self, keys: &Keys) -> ShapeId {
        let unnamed = |id: &&ShapeId| self.shapes[**id].origin == Origin::Shown;
        if let Some(id) = self
            .by_keys
            .get(keys)
            .and_then(|all| all.iter().find(unnamed))
        {
            return *id;
        }
        let id = self.add(Origin::Shown);
        self.by_keys.entry(keys.clone()).or_default().push(id);
        id
    }

    /// Makes a shape known by these keys.
    pub(super) fn index(&mut self, keys: Keys, id: ShapeId) {
        let known = self.by_keys.entry(keys).or_default();
        if !known.contains(&id) {
            known.push(id);
        }
    }

    /// Keys without those that requests leave out, unless nothing would be left.
    pub(super) fn canonical(&self, keys: &[Symbol]) -> Keys {
        let kept = keys
            .iter()
            .copied()
            .filter(|key| !self.omitted.contains(key));
        let kept: Keys = kept.collect();
        match kept.is_empty() {
            true => keys.into(),
            false => kept,
        }
    }

    /// Whether a value of a member is a map, as far as the member's name or the value's keys tell.
    pub(super) fn is_map(&self, member: Symbol, value: Shown<'a>) -> bool {
        let is_made_up = |name: &str| {
            let symbol = self.symbols.get(name);
            symbol.is_some_and(|symbol| self.map_keys.contains(&symbol))
        };
        self.maps.contains(&member)
            || (value.is_filled_object() && value.members().all(|(name, _)| is_made_up(name)))
    }

    /// The sorted names of an object's members.
    pub(super) fn keys_of(&mut self, object: Shown<'a>) -> Keys {
        let symbols = &mut self.symbols;
        sorted(object.members().map(|(name, _)| symbols.intern(name)))
    }

    /// The sorted names of a body's table.
    pub(super) fn table_keys(&mut self, body: &'a Body) -> Keys {
        let symbols = &mut self.symbols;
        sorted(
            body.properties
                .iter()
                .map(|p| symbols.intern(&p.name.value)),
        )
    }

    /// The shape with these keys, give or take those that requests leave out: one that claims the
    /// name that is said, then one with a name, then the one with the fewest differences.
    pub(super) fn pick(&self, keys: &[Symbol], said: Option<&str>) -> Option<ShapeId> {
        let canonical = self.canonical(keys);
        let candidates = self.by_keys.get(&canonical)?;
        if let [only] = candidates.as_slice() {
            return Some(*only);
        }
        // A shape that stands under these keys has them all, unless another took its members.
        let other = keys
            .iter()
            .filter(|key| canonical.binary_search(key).is_err());
        let other: Vec<Symbol> = other.copied().collect();
        let rank = |id: &ShapeId| {
            let shape = &self.shapes[*id];
            let claims_it = said.is_some_and(|name| shape.names.contains_key(name));
            let is_named = matches!(shape.origin, Origin::Named(_));
            let common = match shape.members.is_empty() {
                true => 0,
                false => {
                    let shared = other.iter().filter(|key| shape.members.contains_key(*key));
                    canonical.len() + shared.count()
                }
            };
            let differences = shape.members.len() + keys.len() - 2 * common;
            (!claims_it, !is_named, differences, *id)
        };
        candidates.iter().min_by_key(|id| rank(id)).copied()
    }

    /// Adds a body's table and samples to a shape.
    pub(super) fn feed(&mut self, id: ShapeId, body: usize) {
        let used = &self.bodies[body];
        let shape = &mut self.shapes[id];
        shape.has_table = true;
        for property in &used.body.properties {
            let symbol = self.symbols.intern(&property.name.value);
            let in_request = used.in_request;
            let member = shape.members.entry(symbol).or_default();
            member.cells.push(Cell {
                property,
                in_request,
            });
        }
        for object in used.objects() {
            for (name, value) in object.members() {
                let symbol = self.symbols.intern(name);
                if let Some(member) = shape.members.get_mut(&symbol) {
                    member.samples.push(value);
                }
            }
        }
        let evidence = Evidence::new(EvidenceKind::TableCell, used.body.opening);
        add_evidence(&mut shape.evidence, evidence);
        if !used.in_request && shape.description.is_none() {
            shape.description = used.body.description.as_ref();
        }
        self.bodies[body].shape = Some(id);
    }
}

/// Keeps the first evidence of each kind and file, and few of them.
pub(super) fn add_evidence(all: &mut Vec<Evidence>, new: Evidence) {
    const MOST: usize = 4;
    let same = |e: &Evidence| e.kind == new.kind && e.span.file == new.span.file;
    if all.len() < MOST && !all.iter().any(same) {
        all.push(new);
    }
}

/// Sorted and without doubles.
pub(super) fn sorted(keys: impl Iterator<Item = Symbol>) -> Keys {
    let mut keys: Vec<Symbol> = keys.collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into_boxed_slice()
}

/// How many keys only one of two sorted lists has.
pub(super) fn differences(a: &[Symbol], b: &[Symbol]) -> usize {
    let common = a.iter().filter(|key| b.binary_search(key).is_ok()).count();
    a.len() + b.len() - 2 * common
}

/// Whether every key of the sorted list `a` is in the sorted list `b`.
pub(super) fn is_within(a: &[Symbol], b: &[Symbol]) -> bool {
    a.iter().all(|key| b.binary_search(key).is_ok())
}

/// The file's start, for what no place of a page states.
pub(super) fn nowhere(file: FileId) -> Evidence {
    Evidence::new(EvidenceKind::Agreement, Span::file_start(file))
}
