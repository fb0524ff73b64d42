//! `$orderby`: columns with a direction each (OData 4.01 part 2, section 5.1.8).

use super::column::{self, Column};
use super::error::{FilterError, shown};
use super::expression::Property;
use super::token::{Token, TokenKind, tokens};

/// The longest order, in bytes.
const LONGEST: usize = 1024;
/// As many columns an order may name.
const MOST: usize = 16;

/// `text` as what stands behind ORDER BY, over `columns`: `s.requested DESC, s.id ASC`. A text that
/// names nothing gives an empty one. Null goes before all values, and behind them under `desc`.
///
/// # Errors
/// Where the text is no order, is too long, or names a column that is not among `columns`.
pub(crate) fn order_by(text: &str, columns: &[Column]) -> Result<String, FilterError> {
    if text.len() > LONGEST {
        let message = format!("an order may have {LONGEST} bytes, not {}", text.len());
        return Err(FilterError::new(1, message));
    }
    let end = text.chars().count() + 1;
    let mut sql = String::new();
    let mut tokens = tokens(text)?.into_iter().peekable();
    let mut named = 0;
    while let Some(token) = tokens.next() {
        let TokenKind::Word(name) = token.kind else {
            let message = "the name of a column is missing";
            return Err(FilterError::new(token.column, message));
        };
        named += 1;
        if named > MOST {
            let message = format!("an order may name {MOST} columns");
            return Err(FilterError::new(token.column, message));
        }
        let property = Property {
            name,
            column: token.column,
        };
        let column = column::find(&property, columns)?;
        let mut direction = "ASC";
        if let Some(Token {
            kind: TokenKind::Word(word),
            column,
        }) = tokens.peek()
        {
            if word.eq_ignore_ascii_case("desc") {
                direction = "DESC";
            } else if !word.eq_ignore_ascii_case("asc") {
                let message = format!("{} is neither asc nor desc", shown(word));
                return Err(FilterError::new(*column, message));
            }
            tokens.next();
        }
        if !sql.is_empty() {
            sql.push_str(", ");
        }
        sql.push_str(column.sql);
        sql.push(' ');
        sql.push_str(direction);
        match tokens.next() {
            None => break,
            Some(token) if token.kind == TokenKind::Comma => {
                if tokens.peek().is_none() {
                    return Err(FilterError::new(
                        end,
                        "a column is missing behind the comma",
                    ));
                }
            }
            Some(token) => return Err(FilterError::new(token.column, "a comma is missing")),
        }
    }
    Ok(sql)
}
