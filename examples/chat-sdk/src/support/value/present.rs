//! Lists and maps without the nulls that servers put in them.

use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// A list or map that is read as `Raw` and then loses its nulls.
pub trait Present: Sized {
    /// The same with room for nulls.
    type Raw;

    /// Drops them.
    fn present(raw: Self::Raw) -> Self;
}

impl<T> Present for Vec<T> {
    type Raw = Vec<Option<T>>;

    fn present(raw: Self::Raw) -> Self {
        raw.into_iter().flatten().collect()
    }
}

impl<T> Present for BTreeMap<String, T> {
    type Raw = BTreeMap<String, Option<T>>;

    fn present(raw: Self::Raw) -> Self {
        let value = |(name, value): (String, Option<T>)| Some((name, value?));
        raw.into_iter().filter_map(value).collect()
    }
}

/// A field that is absent, null, or a list or map of which some items may be null.
///
/// # Errors
/// Where an item can neither be read nor is null.
#[allow(dead_code, reason = "a crate whose types have no lists does without")]
pub fn present<'de, D, C>(deserializer: D) -> Result<Option<C>, D::Error>
where
    D: Deserializer<'de>,
    C: Present,
    C::Raw: Deserialize<'de>,
{
    Ok(Option::<C::Raw>::deserialize(deserializer)?.map(C::present))
}

/// The same, of which the items are lists or maps in turn.
///
/// # Errors
/// Where an item can neither be read nor is null.
#[allow(dead_code, reason = "a crate whose types have no lists does without")]
pub fn present_in<'de, D, C>(deserializer: D) -> Result<Option<Vec<C>>, D::Error>
where
    D: Deserializer<'de>,
    C: Present,
    C::Raw: Deserialize<'de>,
{
    let raw = Option::<Vec<Option<C::Raw>>>::deserialize(deserializer)?;
    Ok(raw.map(|raw| raw.into_iter().flatten().map(C::present).collect()))
}
