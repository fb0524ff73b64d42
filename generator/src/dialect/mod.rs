//! Dialects: how a vendor's pages are laid out, as data. This is the only place that knows vendors,
//! and it knows them by their files.

mod detect;
mod file;
mod groups;
mod layout;
mod load;
mod pattern;
mod raw;

pub use detect::{Choice, Reading, read_page};
pub use file::{
    Columns, DialectFile, FamilyRule, Form, NameRule, PathRule, Rewrite, Section, SecurityKind,
    SecurityRule, TableRole, TypeWords,
};
pub use load::{Dialect, DialectError, builtin, load};
pub use pattern::{Pattern, Patterns};
pub use raw::{RawBody, RawEndpoint, RawKind, RawLink, RawOperation, RawPage, RawRow, Text};

/// What a comment starts with that speaks to `bindery check` and to nobody else.
pub(crate) const SUPPRESSION: &str = "<!-- bindery-ignore:";

/// How the message ends on a table without delimiter row that no dialect knows the header of.
pub(crate) const READ_AS_TEXT: &str = "it is read as text";

/// How the message ends on rows that an empty line parts from their table.
pub(crate) const BEHIND_EMPTY_LINE: &str =
    "an empty line parts them from their table, so Markdown takes them for text";

/// How the message ends on a table that has its delimiter row and is a part of another block.
pub(crate) const IN_LIST: &str = "it is no table of the page, but a part of its list";

/// The dialect files that are compiled in, by file name. Order matters only between dialects that
/// fit a page equally well: the first wins.
const BUILTIN: &[(&str, &str)] = &[
    (
        "superoffice.yaml",
        include_str!("../../../specs/dialects/superoffice.yaml"),
    ),
    (
        "superoffice-2022.yaml",
        include_str!("../../../specs/dialects/superoffice-2022.yaml"),
    ),
    (
        "superoffice-2023.yaml",
        include_str!("../../../specs/dialects/superoffice-2023.yaml"),
    ),
    (
        "superoffice-agent.yaml",
        include_str!("../../../specs/dialects/superoffice-agent.yaml"),
    ),
    (
        "superoffice-copied.yaml",
        include_str!("../../../specs/dialects/superoffice-copied.yaml"),
    ),
];
