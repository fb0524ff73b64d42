//! What a departure is.

use bindery_model::{Evidence, EvidenceKind, SchemaId, Type};

/// A place of a body that is not what its type says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// Where (RFC 6901), the first place where there are several.
    pub pointer: String,
    /// How it departs.
    pub kind: Kind,
    /// What the type says, for people.
    pub expected: String,
    /// What is there, for people.
    pub actual: String,
    /// What it is about, the same in every body: `Loaf/Name`, `Loaf/Tags[]`.
    pub subject: String,
    /// The type that the value should have; none where no type is documented.
    pub value_type: Option<Type>,
    /// The schema that does not list it, where it is undocumented.
    pub holder: Option<SchemaId>,
    /// What promises it.
    pub promise: Promise,
    /// In how many places of the body.
    pub times: usize,
}

/// What promises a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// The weightiest evidence.
    pub evidence: Evidence,
    /// Whether anything but a sample says it.
    pub firm: bool,
    /// The property that it is about: the schema and an index into its properties.
    pub property: Option<(SchemaId, usize)>,
}

impl Promise {
    /// What `evidence` promises, without a property.
    pub(super) fn of(evidence: Evidence) -> Self {
        Promise {
            evidence,
            firm: evidence.kind != EvidenceKind::Sample,
            property: None,
        }
    }
}

/// How a value departs from its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The body as a whole is of another kind.
    BodyKind,
    /// The value of a property is of another kind.
    Type,
    /// An item of an array is of another kind.
    ItemType,
    /// A value of a map is of another kind.
    MapValue,
    /// An integer that its type cannot hold.
    OutOfRange,
    /// Text that is no date or date-time.
    DateTime,
    /// A date-time without an offset, which .NET writes where it does not know one.
    NoOffset,
    /// Text that is no Base64.
    Bytes,
    /// A word that is no member of its enumeration.
    Member,
    /// A word that is a member but for its case.
    MemberCase,
    /// Null where a value of this type is never null.
    Null,
    /// Null where the page says nothing of null, of a type that languages let be null.
    PerhapsNull,
    /// A documented property is not there.
    Missing,
    /// A documented property that may be null is not there.
    PerhapsMissing,
    /// A property that is not documented.
    Undocumented,
    /// A documented property whose name is spelt in another case.
    OtherCase,
    /// A name that stands twice in one object.
    Repeated,
}

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u32);

impl Kinds {
    /// Whether `kind` is in it.
    pub fn has(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u32) != 0
    }

    pub(super) fn add(&mut self, kind: Kind) {
        self.0 |= 1 << kind as u32;
    }
}
