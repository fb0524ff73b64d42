//! Compares a JSON value with a resolved type: every place where it is not what the type says.
//!
//! One walk over the value, linear in its size whatever the type, with a bounded list at its end.

mod departure;
mod names;
mod place;
mod scalar;
mod walk;

pub(crate) use scalar::is_of;
pub(crate) use walk::describe;

pub use departure::{Departure, Kind, Kinds, Promise};
pub use names::Names;

use crate::body::Json;
use bindery_model::{Evidence, ResolvedApi, Type};

/// The most departures that are kept of one body. Each is of another kind or another property, and a
/// body with more is wrong as a whole.
pub const MOST: usize = 200;

/// How strictly a body is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The request asked for some of the properties, so others may be null or missing.
    pub partial: bool,
}

/// A type that a body should have.
#[derive(Clone, Copy, Debug)]
pub struct Root<'a> {
    /// The type.
    pub value_type: &'a Type,
    /// What states it.
    pub evidence: Evidence,
    /// What the body is called in causes, where no schema gives it a name.
    pub subject: &'a str,
}

/// What a comparison gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Where the value departs from its type, in the order of the body; of what has the same cause the
    /// first, with how many there are. At most [`MOST`].
    pub departures: Vec<Departure>,
    /// The ways to depart that a value of the body could have taken.
    pub tested: Kinds,
}

/// Compares `value` with the type of `root`.
pub fn compare(
    api: &ResolvedApi,
    names: &Names,
    root: Root<'_>,
    value: &Json,
    options: Options,
) -> Comparison {
    let mut walk = walk::Walk::new(api, names, root, options);
    walk.value(value, root.value_type, 0);
    walk.comparison()
}

#[cfg(test)]
mod tests;
