//! Paths: the form that OpenAPI wants, and other spellings of the same URI.

use std::borrow::Cow;

/// A piece of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'p> {
    Literal(&'p str),
    /// The name between braces.
    Name(&'p str),
}

fn pieces(mut rest: &str) -> impl Iterator<Item = Piece<'_>> {
    std::iter::from_fn(move || {
        if let Some((name, behind)) = rest.strip_prefix('{').and_then(|open| open.split_once('}'))
            && !name.is_empty()
            && !name.contains(['{', '/'])
        {
            rest = behind;
            return Some(Piece::Name(name));
        }
        // A brace that opens nothing is a letter like others.
        let first = rest.chars().next()?;
        let end = rest[first.len_utf8()..]
            .find('{')
            .map_or(rest.len(), |at| at + first.len_utf8());
        let (literal, behind) = rest.split_at(end);
        rest = behind;
        Some(Piece::Literal(literal))
    })
}

/// The names of a path's parameters, in their order.
pub(super) fn names(path: &str) -> impl Iterator<Item = &str> {
    pieces(path).filter_map(|piece| match piece {
        Piece::Name(name) => Some(name),
        Piece::Literal(_) => None,
    })
}

/// The name of a parameter in the letters that tools read between braces.
pub(super) fn clean_name(name: &str) -> Cow<'_, str> {
    let may_stand = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    match name.chars().all(may_stand) {
        true => Cow::Borrowed(name),
        false => Cow::Owned(name.replace(|c| !may_stand(c), "_")),
    }
}

/// The path with a slash before it, without query and fragment, in letters that a path may hold.
pub(super) fn clean(path: &str) -> Cow<'_, str> {
    let cut = path.split(['?', '#']).next().unwrap_or("");
    let is_clean = |piece| match piece {
        Piece::Name(name) => matches!(clean_name(name), Cow::Borrowed(_)),
        Piece::Literal(text) => !text.contains(['{', '}', ' ']),
    };
    if cut.starts_with('/') && pieces(cut).all(is_clean) {
        return Cow::Borrowed(cut);
    }
    let mut cleaned = String::with_capacity(cut.len() + 1);
    if !cut.starts_with('/') {
        cleaned.push('/');
    }
    for piece in pieces(cut) {
        match piece {
            Piece::Name(name) => {
                cleaned.push('{');
                cleaned.push_str(&clean_name(name));
                cleaned.push('}');
            }
            Piece::Literal(text) => {
                let escaped = text
                    .replace('{', "%7B")
                    .replace('}', "%7D")
                    .replace(' ', "%20");
                cleaned.push_str(&escaped);
            }
        }
    }
    Cow::Owned(cleaned)
}

/// The path without the names: equal for paths that OpenAPI 3.1 section 4.8.8 calls identical.
pub(super) fn shape(path: &str) -> String {
    let text = |piece| match piece {
        Piece::Literal(text) => text,
        Piece::Name(_) => "{}",
    };
    pieces(path).map(text).collect()
}

/// The `number`th other spelling of the same URI, from 1: with that many segments that are a dot,
/// which whoever sends the request takes out (RFC 3986 section 6.2.2.3).
///
/// A letter that is percent-encoded (section 6.2.2.2) would do as well, but linters that follow
/// references by JSON Pointer (RFC 6901 section 6) decode the path on the way.
pub(super) fn respell(path: &str, number: usize) -> String {
    "/.".repeat(number) + path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_between_braces() {
        assert_eq!(names("/a/{b}/c{d}").collect::<Vec<_>>(), ["b", "d"]);
        assert_eq!(names("/a/{b/c}/{}/{").count(), 0);
        assert_eq!(shape("/a/{b}/c{d}"), "/a/{}/c{}");
        assert_eq!(shape("/é/{b}"), "/é/{}");
    }

    #[test]
    fn paths_become_clean() {
        assert!(matches!(clean("/a/{b}"), Cow::Borrowed("/a/{b}")));
        assert!(matches!(clean("/a/{b}?c={d}"), Cow::Borrowed("/a/{b}")));
        assert_eq!(clean("a/{b.c}/{/x y"), "/a/{b_c}/%7B/x%20y");
        assert_eq!(clean(""), "/");
    }

    #[test]
    fn another_spelling_is_the_same_uri() {
        assert_eq!(respell("/api/{id}", 1), "/./api/{id}");
        assert_eq!(respell("/api/{id}", 2), "/././api/{id}");
        for (path, number) in [("/a/{b}", 1), ("/a/{b}", 3), ("/", 2)] {
            assert_eq!(without_dots(&respell(path, number)), path);
        }
    }

    /// RFC 3986 section 5.2.4, as far as single dots go.
    fn without_dots(path: &str) -> String {
        let segments = path.split('/').filter(|segment| *segment != ".");
        segments.collect::<Vec<_>>().join("/")
    }
}
