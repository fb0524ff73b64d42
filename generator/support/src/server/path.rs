//! Paths of operations, and which of them a request means.

use percent_encoding::percent_decode_str;

/// A path as a list of segments.
#[derive(Debug)]
pub(crate) struct PathPattern(Vec<Segment>);

#[derive(Debug, PartialEq, Eq)]
enum Segment {
    Fixed(&'static str),
    /// A parameter, and what stands before and behind it.
    Parameter {
        before: &'static str,
        name: &'static str,
        after: &'static str,
    },
}

impl PathPattern {
    pub(crate) fn new(path: &'static str) -> Self {
        let segments = path.trim_start_matches('/').split('/');
        let segment = |text: &'static str| {
            let parts = text
                .split_once('{')
                .and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
            match parts {
                Some((before, (name, after))) => Segment::Parameter {
                    before,
                    name,
                    after,
                },
                None => Segment::Fixed(text),
            }
        };
        PathPattern(segments.map(segment).collect())
    }

    /// What makes a path go before another that fits as well: fixed segments, the earlier the better.
    pub(crate) fn rank(&self) -> Vec<bool> {
        let is_open = |one: &Segment| matches!(one, Segment::Parameter { .. });
        self.0.iter().map(is_open).collect()
    }

    /// The values of the parameters, where the path fits.
    pub(crate) fn values<'p>(&self, path: &'p [String]) -> Option<Vec<(&'static str, &'p str)>> {
        if path.len() != self.0.len() {
            return None;
        }
        let mut values = Vec::new();
        for (segment, text) in self.0.iter().zip(path) {
            match segment {
                Segment::Fixed(fixed) if fixed == text => {}
                Segment::Fixed(_) => return None,
                Segment::Parameter {
                    before,
                    name,
                    after,
                } => {
                    let value = text.strip_prefix(before)?.strip_suffix(after)?;
                    values.push((*name, value));
                    if value.is_empty() {
                        return None;
                    }
                }
            }
        }
        Some(values)
    }
}

/// The segments of the path of a request; `None` where one is not percent-encoded UTF-8.
pub(crate) fn segments(path: &str) -> Option<Vec<String>> {
    let segments = path.strip_prefix('/').unwrap_or(path).split('/');
    segments.map(decode).collect()
}

/// Text without percent-encoding (RFC 3986 section 2.1); `None` where that is broken or no UTF-8.
pub(crate) fn decode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let is_whole = |(at, byte): (usize, &u8)| *byte != b'%' || is_hex(at + 1) && is_hex(at + 2);
    if !bytes.iter().enumerate().all(is_whole) {
        return None;
    }
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_fits_or_not() {
        let pattern = PathPattern::new("/a/{id}/b({name}).json");
        let path = segments("/a/5%2F6/b(%C3%B8).json").expect("it is UTF-8");
        assert_eq!(
            pattern.values(&path),
            Some(vec![("id", "5/6"), ("name", "ø")])
        );
        for other in [
            "/a/5",
            "/a/5/b().json",
            "/b/5/b(1).json",
            "/a//b(1).json",
            "/a/5/b(1).json/",
        ] {
            let path = segments(other).expect("it is UTF-8");
            assert_eq!(pattern.values(&path), None, "{other}");
        }
        assert!(PathPattern::new("/a/b").rank() < PathPattern::new("/a/{b}").rank());
    }

    #[test]
    fn broken_encoding_is_told() {
        for path in ["/a%", "/a%2", "/%zz", "/%ff", "/%+1"] {
            assert_eq!(segments(path), None, "{path}");
        }
    }
}
