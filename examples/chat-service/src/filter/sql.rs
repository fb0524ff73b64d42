//! From an expression to SQL as SQLite has it. Its text is made of our own words alone.

use super::column::{self, Column, Kind};
use super::error::FilterError;
use super::expression::{Comparison, Expression, Literal, Test, Value};
use super::parse::moment;
use jiff::Timestamp;

/// The longest text that a row may be searched for, in characters: the time grows with it.
const LONGEST: usize = 255;

/// A condition for a WHERE clause.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Condition {
    /// SQL with a `?` for each of `bound`.
    pub(crate) sql: String,
    /// The values to bind, in their order.
    pub(crate) bound: Vec<Bound>,
}

/// A value to bind.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Bound {
    Boolean(bool),
    Integer(i64),
    /// A moment; whoever binds it spells it as the column does.
    Moment(Timestamp),
    Number(f64),
    Text(String),
}

/// The condition that `expression` is over `columns`.
pub(super) fn emit(expression: &Expression, columns: &[Column]) -> Result<Condition, FilterError> {
    let mut condition = Condition::default();
    condition.add(expression, columns)?;
    Ok(condition)
}

impl Condition {
    fn add(&mut self, expression: &Expression, columns: &[Column]) -> Result<(), FilterError> {
        match expression {
            Expression::And(all) => self.join(all, " AND ", columns),
            Expression::Or(all) => self.join(all, " OR ", columns),
            // What SQL does not know (it compares with null) is false in OData, so its opposite is true.
            Expression::Not(inner) => {
                self.sql.push_str("NOT COALESCE(");
                self.add(inner, columns)?;
                self.sql.push_str(", 0)");
                Ok(())
            }
            Expression::Compare(property, comparison, literal) => {
                let column = column::find(property, columns)?;
                self.compare(column, *comparison, literal)
            }
            Expression::Text(property, test, literal) => {
                let column = column::find(property, columns)?;
                self.text(column, *test, literal)
            }
        }
    }

    fn join(
        &mut self,
        all: &[Expression],
        word: &str,
        columns: &[Column],
    ) -> Result<(), FilterError> {
        self.sql.push('(');
        for (at, one) in all.iter().enumerate() {
            if at > 0 {
                self.sql.push_str(word);
            }
            self.add(one, columns)?;
        }
        self.sql.push(')');
        Ok(())
    }

    fn compare(
        &mut self,
        column: &Column,
        comparison: Comparison,
        literal: &Literal,
    ) -> Result<(), FilterError> {
        let bound = bound(column, literal)?;
        let is_ordered = !matches!(comparison, Comparison::Eq | Comparison::Ne);
        if is_ordered && (bound.is_none() || column.kind == Kind::Boolean) {
            let message = "this has no order: compare it with eq or ne";
            return Err(FilterError::new(literal.column, message));
        }
        // IS and IS NOT know null as a value, as eq and ne do.
        let sign = match comparison {
            Comparison::Eq => " IS ",
            Comparison::Ne => " IS NOT ",
            Comparison::Gt => " > ",
            Comparison::Ge => " >= ",
            Comparison::Lt => " < ",
            Comparison::Le => " <= ",
        };
        self.sql.push_str(column.sql);
        self.sql.push_str(sign);
        match bound {
            None => self.sql.push_str("NULL"),
            Some(bound) => self.bind(bound),
        }
        Ok(())
    }

    fn text(&mut self, column: &Column, test: Test, literal: &Literal) -> Result<(), FilterError> {
        let Some(Bound::Text(text)) = bound(column, literal)? else {
            let message = format!("`{}` holds no text", column.name);
            return Err(FilterError::new(literal.column, message));
        };
        if text.chars().count() > LONGEST {
            let message = format!("a text to look for may have {LONGEST} characters");
            return Err(FilterError::new(literal.column, message));
        }
        if test == Test::Contains {
            self.sql
                .push_str(&format!("instr(lower({}), lower(", column.sql));
            self.bind(Bound::Text(text));
            self.sql.push_str(")) > 0");
            return Ok(());
        }
        let text = escaped(&text);
        self.sql.push_str(column.sql);
        self.sql.push_str(" LIKE ");
        self.bind(Bound::Text(match test {
            Test::Contains | Test::EndsWith => format!("%{text}"),
            Test::StartsWith => format!("{text}%"),
        }));
        self.sql.push_str(" ESCAPE '\\'");
        Ok(())
    }

    fn bind(&mut self, bound: Bound) {
        self.sql.push('?');
        self.bound.push(bound);
    }
}

/// A literal as the column's values are; `None` is null.
fn bound(column: &Column, literal: &Literal) -> Result<Option<Bound>, FilterError> {
    let bound = match (column.kind, &literal.value) {
        (_, Value::Null) => return Ok(None),
        (Kind::Boolean, Value::Boolean(value)) => Some(Bound::Boolean(*value)),
        (Kind::DateTime, Value::Moment(value)) => Some(Bound::Moment(*value)),
        // Many clients write every value between apostrophes.
        (Kind::DateTime, Value::Text(text)) => moment(text).map(Bound::Moment),
        (Kind::Number, Value::Integer(value)) => Some(Bound::Integer(*value)),
        (Kind::Number, Value::Number(value)) => Some(Bound::Number(*value)),
        (Kind::Text, Value::Text(text)) => Some(Bound::Text(text.clone())),
        _ => None,
    };
    let wrong = || {
        let (name, kind) = (column.name, column.kind.name());
        let hint = match column.kind {
            Kind::Text => ", which stands between apostrophes",
            _ => "",
        };
        let message = format!("`{name}` is {kind}{hint}, and this is not");
        FilterError::new(literal.column, message)
    };
    bound.map(Some).ok_or_else(wrong)
}

/// Text as it stands in a pattern of LIKE.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
