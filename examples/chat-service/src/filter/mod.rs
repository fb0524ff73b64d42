//! `$filter` and `$orderby` (OData 4.01 part 2, sections 5.1.1 and 5.1.8): from text to a typed
//! expression, and from that to SQL in which everything that a caller wrote is a bound parameter.
//!
//! ```text
//! status eq 'InQueue' and startswith(customerName, 'In')   a filter
//! whenRequested desc, chatSessionId                         an order
//! ```

mod column;
mod error;
mod expression;
mod order;
mod parse;
mod sql;
#[cfg(test)]
mod tests;
mod token;

pub(crate) use column::{Column, Kind};
pub(crate) use error::FilterError;
pub(crate) use order::order_by;
pub(crate) use sql::{Bound, Condition};

/// The condition that `text` says, over `columns`.
///
/// # Errors
/// Where the text is no filter, is too long or too deep, names a column that is not among `columns`,
/// or compares a column with what it cannot hold.
pub(crate) fn condition(text: &str, columns: &[Column]) -> Result<Condition, FilterError> {
    sql::emit(&parse::expression(text)?, columns)
}
