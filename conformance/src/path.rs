//! Paths and queries: templates, and what a request gives the parameters in them.

use percent_encoding::percent_decode_str;

/// A path with parameters, taken apart (OpenAPI 3.1 section 4.8.8.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    segments: Vec<Segment>,
}

/// What stands between two slashes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// This text.
    Fixed(String),
    /// A parameter of this name, in brackets on the page, with text before and behind it.
    Parameter {
        /// The text before it.
        before: String,
        /// The name.
        name: String,
        /// The text behind it.
        behind: String,
    },
}

impl Segment {
    /// What a segment of a request, as it is sent, gives the parameter: `None` where it does not fit,
    /// and nothing for a fixed one that does. A segment with several parameters is read as the first
    /// of them.
    pub fn value(&self, sent: &str) -> Option<Option<String>> {
        let sent = percent_decode_str(sent).decode_utf8().ok()?;
        match self {
            Segment::Fixed(text) => (*text == sent).then_some(None),
            Segment::Parameter { before, behind, .. } => {
                let value = sent.strip_prefix(&**before)?.strip_suffix(&**behind)?;
                (!value.is_empty()).then(|| Some(value.to_owned()))
            }
        }
    }
}

impl Template {
    /// Takes a template apart; a bracket without its partner is text.
    pub fn new(template: &str) -> Self {
        let segments = template.trim_start_matches('/').split('/');
        Template {
            segments: segments.map(segment).collect(),
        }
    }

    /// Its segments.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The names of its parameters, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Fixed(_) => None,
            Segment::Parameter { name, .. } => Some(&**name),
        })
    }

    /// What a path gives the parameters, percent-decoded, in their order; `None` where it is not of
    /// this template.
    pub fn values(&self, path: &str) -> Option<Vec<String>> {
        let mut sent = path.trim_start_matches('/').split('/');
        let mut values = Vec::new();
        for segment in &self.segments {
            values.extend(segment.value(sent.next()?)?);
        }
        sent.next().is_none().then_some(values)
    }
}

fn segment(text: &str) -> Segment {
    let parts = text
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
    match parts {
        Some((before, (name, behind))) => Segment::Parameter {
            before: before.to_owned(),
            name: name.to_owned(),
            behind: behind.to_owned(),
        },
        None => Segment::Fixed(text.to_owned()),
    }
}

/// The names and values of a query, decoded (WHATWG URL section 5.1, `application/x-www-form-urlencoded`).
pub fn query(query: &str) -> impl Iterator<Item = (String, String)> + '_ {
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        percent_decode_str(&text).decode_utf8_lossy().into_owned()
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(move |pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name), decode(value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_gives_its_parameters() {
        let template = Template::new("/a/{id}/b/v{n}.json");
        assert_eq!(template.names().collect::<Vec<_>>(), ["id", "n"]);
        let values = template.values("/a/x%2Fy/b/v2.json").expect("it fits");
        assert_eq!(values, ["x/y", "2"]);
        for wrong in [
            "/a/1/b",
            "/a//b/v2.json",
            "/a/1/b/v2.xml",
            "/a/1/b/v2.json/",
            "/a/%FF/b/v2.json",
        ] {
            assert_eq!(template.values(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_query_is_decoded() {
        let pairs: Vec<_> = query("a=b+c&%24top=1&&flag&x=%zz").collect();
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            pairs,
            [
                pair("a", "b c"),
                pair("$top", "1"),
                pair("flag", ""),
                pair("x", "%zz")
            ]
        );
    }
}
