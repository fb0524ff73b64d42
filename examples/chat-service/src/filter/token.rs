//! Cuts a filter into words, texts and signs.

use super::error::FilterError;

/// A piece of a filter.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    /// The character that it starts at, counting from 1.
    pub(super) column: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    Close,
    Comma,
    Open,
    /// What stood between apostrophes, where two stand for one.
    Text(String),
    /// A name, a number, an operator.
    Word(String),
}

/// All of them, in their order.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, FilterError> {
    let mut tokens = Vec::new();
    let mut letters = text.chars().zip(1..).peekable();
    while let Some((letter, column)) = letters.next() {
        let kind = match letter {
            _ if letter.is_whitespace() => continue,
            '(' => TokenKind::Open,
            ')' => TokenKind::Close,
            ',' => TokenKind::Comma,
            '=' => TokenKind::Word("=".to_owned()),
            '\'' => {
                let mut value = String::new();
                loop {
                    match letters.next() {
                        None => return Err(FilterError::new(column, "this text has no end")),
                        Some(('\'', _)) if letters.next_if(|(c, _)| *c == '\'').is_none() => break,
                        Some((letter, _)) => value.push(letter),
                    }
                }
                TokenKind::Text(value)
            }
            _ => {
                let mut word = String::from(letter);
                while let Some((letter, _)) = letters.next_if(|(c, _)| !ends_word(*c)) {
                    word.push(letter);
                }
                TokenKind::Word(word)
            }
        };
        tokens.push(Token { kind, column });
    }
    Ok(tokens)
}

fn ends_word(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '(' | ')' | ',' | '\'' | '=')
}
