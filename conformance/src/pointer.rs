//! Tokens of JSON pointers (RFC 6901).

/// A name as a token (section 3).
pub(crate) fn token(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The name that a token stands for (section 4).
pub(crate) fn name(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_and_tildes_come_through() {
        for plain in ["a/b", "~1", "~", "m~n/o"] {
            assert_eq!(name(&token(plain)), plain);
            assert!(!token(plain).contains('/'));
        }
    }
}
