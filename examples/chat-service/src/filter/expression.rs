//! What a filter says, before any column is known.

use jiff::Timestamp;

/// A condition that a row meets or not.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {
    /// All of them.
    And(Vec<Expression>),
    /// One of them.
    Or(Vec<Expression>),
    /// Not this one.
    Not(Box<Expression>),
    /// How a property compares with a value.
    Compare(Property, Comparison, Literal),
    /// What a property's text holds.
    Text(Property, Test, Literal),
}

/// A property by its name, such as `category/id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Property {
    /// As the caller spelt it.
    pub(crate) name: String,
    /// The character that it starts at, counting from 1.
    pub(crate) column: usize,
}

/// A value that stands in the filter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Literal {
    /// The value.
    pub(crate) value: Value,
    /// The character that it starts at, counting from 1.
    pub(crate) column: usize,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Boolean(bool),
    Integer(i64),
    Number(f64),
    Moment(Timestamp),
    Text(String),
}

/// How a property must compare with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

/// What a text must hold of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    Contains,
    EndsWith,
    StartsWith,
}
