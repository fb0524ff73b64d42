//! Reads a filter: `or` binds weakest, then `and`, then `not` (OData 4.01 part 2, section 5.1.1.16).

use super::error::{FilterError, shown};
use super::expression::{Comparison, Expression, Literal, Property, Test, Value};
use super::token::{Token, TokenKind, tokens};
use jiff::{Timestamp, civil, tz::TimeZone};

/// The longest filter, in bytes.
const LONGEST: usize = 8 * 1024;
/// Conditions nest no deeper.
const DEEPEST: usize = 32;
/// As many comparisons a filter may hold.
const MOST: usize = 100;

/// What `text` says.
pub(super) fn expression(text: &str) -> Result<Expression, FilterError> {
    if text.len() > LONGEST {
        let message = format!("a filter may have {LONGEST} bytes, not {}", text.len());
        return Err(FilterError::new(1, message));
    }
    let mut reader = Reader {
        tokens: tokens(text)?,
        at: 0,
        end: text.chars().count() + 1,
        comparisons: 0,
    };
    let expression = reader.or(0)?;
    match reader.tokens.get(reader.at) {
        None => Ok(expression),
        Some(more) => Err(FilterError::new(
            more.column,
            "the condition before this is complete; join the next with `and` or `or`",
        )),
    }
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
    /// One behind the last character.
    end: usize,
    comparisons: usize,
}

impl Reader {
    fn column(&self) -> usize {
        self.tokens.get(self.at).map_or(self.end, |one| one.column)
    }

    fn wrong<T>(&self, message: impl Into<String>) -> Result<T, FilterError> {
        Err(FilterError::new(self.column(), message))
    }

    fn word(&self) -> Option<&str> {
        match &self.tokens.get(self.at)?.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    fn takes_word(&mut self, wanted: &str) -> bool {
        let is = self
            .word()
            .is_some_and(|word| word.eq_ignore_ascii_case(wanted));
        self.at += usize::from(is);
        is
    }

    fn takes(&mut self, wanted: &TokenKind) -> bool {
        let is = self
            .tokens
            .get(self.at)
            .is_some_and(|one| one.kind == *wanted);
        self.at += usize::from(is);
        is
    }

    fn or(&mut self, depth: usize) -> Result<Expression, FilterError> {
        let first = self.and(depth)?;
        let mut all = vec![first];
        while self.takes_word("or") {
            all.push(self.and(depth)?);
        }
        Ok(only(all).unwrap_or_else(Expression::Or))
    }

    fn and(&mut self, depth: usize) -> Result<Expression, FilterError> {
        let first = self.not(depth)?;
        let mut all = vec![first];
        while self.takes_word("and") {
            all.push(self.not(depth)?);
        }
        Ok(only(all).unwrap_or_else(Expression::And))
    }

    fn not(&mut self, depth: usize) -> Result<Expression, FilterError> {
        if depth > DEEPEST {
            return self.wrong(format!("conditions may nest {DEEPEST} deep"));
        }
        if self.takes_word("not") {
            return Ok(Expression::Not(Box::new(self.not(depth + 1)?)));
        }
        if self.takes(&TokenKind::Open) {
            let inner = self.or(depth + 1)?;
            if !self.takes(&TokenKind::Close) {
                return self.wrong("a `)` is missing");
            }
            return Ok(inner);
        }
        self.comparisons += 1;
        if self.comparisons > MOST {
            return self.wrong(format!("a filter may hold {MOST} comparisons"));
        }
        let next = self.tokens.get(self.at + 1).map(|one| &one.kind);
        match next {
            Some(TokenKind::Open) if self.word().is_some() => self.function(),
            _ => self.comparison(),
        }
    }

    /// `contains(name, 'text')`
    fn function(&mut self) -> Result<Expression, FilterError> {
        let name = self.word().unwrap_or_default().to_ascii_lowercase();
        let test = match name.as_str() {
            // `substringof` is that of OData 2, with the text first.
            "contains" | "substringof" => Test::Contains,
            "endswith" => Test::EndsWith,
            "startswith" => Test::StartsWith,
            _ => {
                return self.wrong(format!(
                    "there is no function {}, but contains, endswith, startswith and substringof",
                    shown(&name)
                ));
            }
        };
        self.at += 2;
        let (property, text) = if name == "substringof" {
            let text = self.text(&name)?;
            self.comma()?;
            (self.property()?, text)
        } else {
            let property = self.property()?;
            self.comma()?;
            (property, self.text(&name)?)
        };
        if !self.takes(&TokenKind::Close) {
            return self.wrong("a `)` is missing");
        }
        Ok(Expression::Text(property, test, text))
    }

    fn comma(&mut self) -> Result<(), FilterError> {
        match self.takes(&TokenKind::Comma) {
            true => Ok(()),
            false => self.wrong("a comma is missing"),
        }
    }

    fn text(&mut self, function: &str) -> Result<Literal, FilterError> {
        let literal = self.literal()?;
        match literal.value {
            Value::Text(_) => Ok(literal),
            _ => Err(FilterError::new(
                literal.column,
                format!("`{function}` compares with text, between apostrophes"),
            )),
        }
    }

    /// `name eq 5`
    fn comparison(&mut self) -> Result<Expression, FilterError> {
        let property = self.property()?;
        let Some(word) = self.word() else {
            return self.wrong("a comparison is missing: eq, ne, gt, ge, lt or le");
        };
        let comparison = match word.to_ascii_lowercase().as_str() {
            "eq" | "=" | "equals" | "is" => Comparison::Eq,
            "ne" | "unequals" | "isnot" => Comparison::Ne,
            "gt" | "greater" => Comparison::Gt,
            "ge" => Comparison::Ge,
            "lt" | "less" => Comparison::Lt,
            "le" => Comparison::Le,
            _ => {
                let message = format!(
                    "{} is no comparison; there is eq, ne, gt, ge, lt and le",
                    shown(word)
                );
                return self.wrong(message);
            }
        };
        self.at += 1;
        let literal = self.literal()?;
        Ok(Expression::Compare(property, comparison, literal))
    }

    fn property(&mut self) -> Result<Property, FilterError> {
        let starts_name = |c: char| c.is_alphabetic() || c == '_';
        match self.word() {
            Some(word) if word.starts_with(starts_name) => {
                let property = Property {
                    name: word.to_owned(),
                    column: self.column(),
                };
                self.at += 1;
                Ok(property)
            }
            _ => self.wrong("the name of a column is missing"),
        }
    }

    fn literal(&mut self) -> Result<Literal, FilterError> {
        let column = self.column();
        let value = match self.tokens.get(self.at).map(|one| &one.kind) {
            Some(TokenKind::Text(text)) => Some(Value::Text(text.clone())),
            Some(TokenKind::Word(word)) => value(word),
            _ => return self.wrong("a value is missing"),
        };
        let Some(value) = value else {
            return self
                .wrong("this is no value: write 'text', 12.5, true, null or 2024-03-12T11:50:33Z");
        };
        self.at += 1;
        Ok(Literal { value, column })
    }
}

/// The only one of them, or all of them again.
fn only(mut all: Vec<Expression>) -> Result<Expression, Vec<Expression>> {
    match all.pop() {
        Some(one) if all.is_empty() => Ok(one),
        Some(last) => {
            all.push(last);
            Err(all)
        }
        None => Err(all),
    }
}

/// A value that stands without apostrophes.
fn value(word: &str) -> Option<Value> {
    match word.to_ascii_lowercase().as_str() {
        "null" => return Some(Value::Null),
        "true" => return Some(Value::Boolean(true)),
        "false" => return Some(Value::Boolean(false)),
        _ => {}
    }
    // `inf` and `nan` are numbers to Rust, but not to OData clients of this API.
    let is_number = word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+'));
    if !is_number {
        return None;
    }
    if let Ok(number) = word.parse::<i64>() {
        return Some(Value::Integer(number));
    }
    match word.parse::<f64>() {
        Ok(number) => number.is_finite().then_some(Value::Number(number)),
        Err(_) => moment(word).map(Value::Moment),
    }
}

/// A date-time with an offset; without one it is UTC, and a date alone is its first moment.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment);
    }
    let local = text.parse::<civil::DateTime>().ok();
    let local = local.or_else(|| Some(text.parse::<civil::Date>().ok()?.at(0, 0, 0, 0)))?;
    Some(local.to_zoned(TimeZone::UTC).ok()?.timestamp())
}
