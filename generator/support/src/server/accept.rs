//! Media types that a request wants, and the one that it gets (RFC 9110 section 12.5.1).

/// One of `offers`, a list with commas as pages have it, for the field `Accept`; of several that are
/// wanted alike the first. `None` where none is wanted.
pub(crate) fn choose<'o>(
    accept: Option<&str>,
    offers: impl Iterator<Item = &'o str>,
) -> Option<&'o str> {
    let Some(accept) = accept.map(str::trim).filter(|text| !text.is_empty()) else {
        return offers.into_iter().next();
    };
    let ranges: Vec<Range> = split(accept, ',').filter_map(Range::new).collect();
    let mut best: Option<(u16, &str)> = None;
    for offer in offers {
        let fitting = ranges.iter().filter(|range| range.fits(offer));
        // The most specific range that fits says how much an offer is wanted.
        let quality = fitting
            .max_by_key(|range| range.specificity())
            .map_or(0, |range| range.quality);
        if quality > best.map_or(0, |(quality, _)| quality) {
            best = Some((quality, offer));
        }
    }
    best.map(|(_, offer)| offer)
}

/// The media types of a list with commas.
pub(crate) fn listed(list: &str) -> impl Iterator<Item = &str> {
    split(list, ',')
        .map(str::trim)
        .filter(|one| !one.is_empty())
}

/// A media type without its parameters, in lower case.
pub(crate) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or("");
    essence.trim().to_ascii_lowercase()
}

/// Whether a media type is XML (RFC 7303 section 4.2).
pub(crate) fn is_xml(media_type: &str) -> bool {
    let essence = essence(media_type);
    matches!(&*essence, "application/xml" | "text/xml") || essence.ends_with("+xml")
}

/// Whether a media type is that of an encoded form (WHATWG URL section 5.1).
pub(crate) fn is_form(media_type: &str) -> bool {
    essence(media_type) == "application/x-www-form-urlencoded"
}

/// Whether a media type is JSON (RFC 8259, RFC 6839).
pub(crate) fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    matches!(&*essence, "application/json" | "text/json") || essence.ends_with("+json")
}

/// A media range with its weight in thousandths.
struct Range {
    main: String,
    sub: String,
    quality: u16,
}

impl Range {
    fn new(text: &str) -> Option<Self> {
        let mut parts = split(text, ';').map(str::trim);
        let range = parts.next()?.to_ascii_lowercase();
        let (main, sub) = match range.split_once('/') {
            Some(parts) => parts,
            // Some clients send that for `*/*`.
            None if range == "*" => ("*", "*"),
            None => return None,
        };
        let weight = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim()
                .eq_ignore_ascii_case("q")
                .then(|| value.trim().to_owned())
        });
        let quality = weight.map_or(Some(1000), |text| weight_of(&text))?;
        let (main, sub) = (main.to_owned(), sub.to_owned());
        Some(Range { main, sub, quality })
    }

    fn fits(&self, offer: &str) -> bool {
        let offer = essence(offer);
        let (main, sub) = offer.split_once('/').unwrap_or((&offer, ""));
        (self.main == "*" || self.main == main) && (self.sub == "*" || self.sub == sub)
    }

    fn specificity(&self) -> u8 {
        u8::from(self.main != "*") + u8::from(self.sub != "*")
    }
}

/// A weight between 0 and 1 with at most three decimals (RFC 9110 section 12.4.2), in thousandths.
fn weight_of(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let is_short = decimals.len() <= 3 && decimals.bytes().all(|b| b.is_ascii_digit());
    let decimals: u16 = format!("{decimals:0<3}")
        .parse()
        .ok()
        .filter(|_| is_short)?;
    match whole {
        "0" => Some(decimals),
        "1" if decimals == 0 => Some(1000),
        _ => None,
    }
}

/// The parts of a list, of which a quoted string is not taken apart.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    text.split(move |c| {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            _ => {}
        }
        c == separator && !is_quoted
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERS: &str = "application/json, text/json, application/xml, text/xml";

    fn chosen(accept: &str) -> Option<&str> {
        choose(Some(accept), listed(OFFERS))
    }

    #[test]
    fn weights_and_ranges_decide() {
        let cases = [
            ("", Some("application/json")),
            ("*/*", Some("application/json")),
            ("*", Some("application/json")),
            ("text/*", Some("text/json")),
            ("text/xml;q=0.9, text/json;q=0.8", Some("text/xml")),
            ("application/json;q=0, */*;q=0.1", Some("text/json")),
            ("application/json;q=0.000", None),
            ("TEXT/XML; Q=0.5", Some("text/xml")),
            ("application/json; charset=utf-8", Some("application/json")),
            (
                "text/html, application/xml;q=0.9, */*;q=0.8",
                Some("application/xml"),
            ),
            ("image/png", None),
            (
                "image/png, garbage, text/xml;a=\"x,y;q=0\"",
                Some("text/xml"),
            ),
            ("text/xml;q=2", None),
            ("text/xml;q=0.1234", None),
            ("text/xml;q=", None),
            ("text/xml;q=-1", None),
            (",,,;;;", None),
        ];
        for (accept, expected) in cases {
            assert_eq!(chosen(accept), expected, "{accept}");
        }
        assert_eq!(choose(None, listed(OFFERS)), Some("application/json"));
    }
}
