//! The part of `$filter` that this mock knows (OData 4.01 part 1 section 11.2.6.1): comparisons, `contains`,
//! `startswith`, `endswith`, `and`, `or`, `not` and brackets.

use super::rows::member;
use serde_json::Value;
use std::cmp::Ordering;

/// Conditions nest no deeper.
const DEEPEST: usize = 64;

/// A condition that a row keeps or not.
#[derive(Debug)]
pub(super) enum Condition {
    And(Vec<Condition>),
    Or(Vec<Condition>),
    Not(Box<Condition>),
    /// A property, how it must compare, and with what.
    Compare(String, Comparison, Value),
    /// A test of text, a property, and with what.
    Text(Test, String, String),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Comparison {
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Test {
    Contains,
    StartsWith,
    EndsWith,
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Open,
    Close,
    Comma,
}

impl Condition {
    /// Reads a condition; says what it does not know.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut reader = Reader {
            tokens: tokens(text)?,
            at: 0,
        };
        let condition = reader.or(0)?;
        match reader.tokens.get(reader.at) {
            None => Ok(condition),
            Some(_) => Err("something is behind its end".to_owned()),
        }
    }

    /// Whether a row keeps it. A property that the row does not have is null.
    pub(super) fn holds(&self, row: &Value) -> bool {
        match self {
            Condition::And(all) => all.iter().all(|one| one.holds(row)),
            Condition::Or(all) => all.iter().any(|one| one.holds(row)),
            Condition::Not(a) => !a.holds(row),
            Condition::Compare(name, comparison, wanted) => {
                let value = member(row, name).unwrap_or(&Value::Null);
                let order = compare(value, wanted);
                let is = |orders: &[Ordering]| order.is_some_and(|order| orders.contains(&order));
                use Ordering::{Equal, Greater, Less};
                match comparison {
                    Comparison::Eq => is(&[Equal]),
                    Comparison::Ne => !is(&[Equal]),
                    Comparison::Gt => is(&[Greater]),
                    Comparison::Ge => is(&[Greater, Equal]),
                    Comparison::Lt => is(&[Less]),
                    Comparison::Le => is(&[Less, Equal]),
                }
            }
            Condition::Text(test, name, wanted) => {
                let text = member(row, name).and_then(Value::as_str);
                text.is_some_and(|text| match test {
                    Test::Contains => text.contains(wanted),
                    Test::StartsWith => text.starts_with(wanted),
                    Test::EndsWith => text.ends_with(wanted),
                })
            }
        }
    }
}

/// How two values compare; `None` where they do not. Texts that are both date-times compare as those.
pub(super) fn compare(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Null, Value::Null) => Some(Ordering::Equal),
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        (Value::Number(a), Value::Number(b)) => match (a.as_i64(), b.as_i64()) {
            (Some(a), Some(b)) => Some(a.cmp(&b)),
            _ => a.as_f64()?.partial_cmp(&b.as_f64()?),
        },
        (Value::String(a), Value::String(b)) => {
            let time = |text: &str| text.parse::<jiff::Timestamp>().ok();
            Some(match (time(a), time(b)) {
                (Some(a), Some(b)) => a.cmp(&b),
                _ => a.cmp(b),
            })
        }
        _ => None,
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '(' | ')' | ',' => {
                tokens.push(match first {
                    '(' => Token::Open,
                    ')' => Token::Close,
                    _ => Token::Comma,
                });
                1
            }
            '\'' => {
                let (value, length) = quoted(rest)?;
                tokens.push(Token::Text(value));
                length
            }
            _ => {
                let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '\'');
                let length = rest.find(ends).unwrap_or(rest.len());
                tokens.push(Token::Word(rest[..length].to_owned()));
                length
            }
        };
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

/// A text between apostrophes, in which two stand for one, and how long it is with them.
fn quoted(text: &str) -> Result<(String, usize), String> {
    let mut value = String::new();
    let mut rest = &text[1..];
    loop {
        let end = rest.find('\'').ok_or("an apostrophe has no partner")?;
        value.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        let Some(more) = rest.strip_prefix('\'') else {
            return Ok((value, text.len() - rest.len()));
        };
        value.push('\'');
        rest = more;
    }
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
}

impl Reader {
    fn next(&mut self) -> Option<Token> {
        self.at += 1;
        self.tokens.get(self.at - 1).cloned()
    }

    fn takes_word(&mut self, wanted: &str) -> bool {
        let is = matches!(self.tokens.get(self.at), Some(Token::Word(word)) if word.eq_ignore_ascii_case(wanted));
        self.at += usize::from(is);
        is
    }

    fn expect(&mut self, wanted: Token) -> Result<(), String> {
        match self.next() {
            Some(token) if token == wanted => Ok(()),
            _ => Err("a bracket or comma is missing".to_owned()),
        }
    }

    fn or(&mut self, depth: usize) -> Result<Condition, String> {
        let mut all = vec![self.and(depth)?];
        while self.takes_word("or") {
            all.push(self.and(depth)?);
        }
        Ok(Condition::Or(all))
    }

    fn and(&mut self, depth: usize) -> Result<Condition, String> {
        let mut all = vec![self.one(depth)?];
        while self.takes_word("and") {
            all.push(self.one(depth)?);
        }
        Ok(Condition::And(all))
    }

    fn one(&mut self, depth: usize) -> Result<Condition, String> {
        if depth > DEEPEST {
            return Err(format!(
                "more than {DEEPEST} conditions inside of one another"
            ));
        }
        if self.takes_word("not") {
            return Ok(Condition::Not(Box::new(self.one(depth + 1)?)));
        }
        match self.next() {
            Some(Token::Open) => {
                let condition = self.or(depth + 1)?;
                self.expect(Token::Close)?;
                Ok(condition)
            }
            Some(Token::Word(name)) if self.tokens.get(self.at) == Some(&Token::Open) => {
                self.function(&name)
            }
            Some(Token::Word(name)) => self.comparison(name),
            _ => Err("a property is missing".to_owned()),
        }
    }

    fn function(&mut self, name: &str) -> Result<Condition, String> {
        self.expect(Token::Open)?;
        let first = self.next();
        self.expect(Token::Comma)?;
        let second = self.next();
        self.expect(Token::Close)?;
        let test = match name.to_ascii_lowercase().as_str() {
            // `substringof` is that of OData 2, the other way round.
            "contains" | "substringof" => Test::Contains,
            "startswith" => Test::StartsWith,
            "endswith" => Test::EndsWith,
            _ => return Err(format!("`{name}` is not known here")),
        };
        match (first, second) {
            (Some(Token::Word(property)), Some(Token::Text(text)))
            | (Some(Token::Text(text)), Some(Token::Word(property))) => {
                Ok(Condition::Text(test, property, text))
            }
            _ => Err(format!("`{name}` takes a property and a text")),
        }
    }

    fn comparison(&mut self, property: String) -> Result<Condition, String> {
        let Some(Token::Word(word)) = self.next() else {
            return Err("a comparison is missing".to_owned());
        };
        let comparison = match word.to_ascii_lowercase().as_str() {
            "eq" | "=" => Comparison::Eq,
            "ne" => Comparison::Ne,
            "gt" => Comparison::Gt,
            "ge" => Comparison::Ge,
            "lt" => Comparison::Lt,
            "le" => Comparison::Le,
            _ => return Err(format!("`{word}` is not known here")),
        };
        let value = match self.next() {
            Some(Token::Text(text)) => Value::String(text),
            // A date-time stands without apostrophes.
            Some(Token::Word(word)) => {
                let literal = serde_json::from_str(&word.to_ascii_lowercase());
                literal.unwrap_or(Value::String(word))
            }
            _ => return Err("a value is missing".to_owned()),
        };
        Ok(Condition::Compare(property, comparison, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn conditions_hold_or_not() {
        let row = json!({
            "id": 7, "name": "O'Neill", "on": true, "none": null, "who": {"age": 3.5},
            "at": "2024-01-02T01:00:00+01:00",
        });
        for (text, expected) in [
            ("id eq 7", true),
            ("ID ne 7", false),
            ("id gt 6 and id lt 8", true),
            ("id ge 8 or id le 7", true),
            ("name eq 'O''Neill'", true),
            ("startswith(name,'O') and contains(name, 'Neil')", true),
            ("endswith(name, 'x') or substringof('eil', name)", true),
            ("not (on eq true)", false),
            ("none eq null", true),
            ("other eq null", true),
            ("other eq 'x'", false),
            ("who/age gt 3", true),
            ("at eq 2024-01-02T00:00:00Z", true),
            ("name gt 5", false),
            ("id eq 1 or id eq 7 and on eq false", false),
        ] {
            let condition = Condition::parse(text).expect(text);
            assert_eq!(condition.holds(&row), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_known_is_told() {
        let deep = "(".repeat(100_000);
        for wrong in [
            "",
            "id",
            "id between 1",
            "x(a,'b')",
            "id eq 'x",
            "(id eq 1",
            "id eq 1 id",
            &deep,
        ] {
            assert!(Condition::parse(wrong).is_err());
        }
    }
}
