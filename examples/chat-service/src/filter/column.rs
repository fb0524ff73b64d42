//! The columns that callers may filter and sort by.

use super::error::{FilterError, shown};
use super::expression::Property;

/// A column under the name that callers use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    /// What callers call it, in any case: `chatSessionId`, `category/id`.
    pub(crate) name: &'static str,
    /// What SQL calls it: `s.id`. It is our own text, so that no caller's can get into a statement.
    pub(crate) sql: &'static str,
    /// What it holds.
    pub(crate) kind: Kind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `0` or `1`.
    Boolean,
    /// A moment, as the caller of this module stores it: see [`super::Bound::Moment`].
    DateTime,
    /// A whole number or one with a fraction.
    Number,
    /// Text.
    Text,
}

impl Kind {
    /// What it is called in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Boolean => "true or false",
            Kind::DateTime => "a date-time",
            Kind::Number => "a number",
            Kind::Text => "text",
        }
    }
}

/// The column that `property` names.
pub(super) fn find<'a>(
    property: &Property,
    columns: &'a [Column],
) -> Result<&'a Column, FilterError> {
    let is_named = |one: &&Column| one.name.eq_ignore_ascii_case(&property.name);
    columns.iter().find(is_named).ok_or_else(|| {
        let message = format!("there is no column {}", shown(&property.name));
        FilterError::new(property.column, message)
    })
}
