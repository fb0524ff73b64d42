//! `SO-Language` and `Accept-Language`: which of the languages of a text is shown.
//!
//! A text of several languages is stored as `en:"High";nb:"Høy"`.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

/// Languages that this service's own texts are in; the first where none is wanted.
const SPOKEN: &[&str] = &["en", "nb", "de"];
/// As many languages of a request are looked at.
const MOST: usize = 10;

/// The languages that a request wants, the best first; each is the two letters of a language tag.
/// What is no language is passed over, as RFC 9110 section 12.5.4 lets a server do.
pub(super) fn wanted(headers: &HeaderMap) -> Vec<String> {
    let own = headers.get("so-language").and_then(|one| one.to_str().ok());
    let mut languages: Vec<String> = own.and_then(two_letters).into_iter().collect();
    let fields = headers.get_all(ACCEPT_LANGUAGE).iter();
    let mut weighted: Vec<(u16, String)> = fields
        .filter_map(|field| field.to_str().ok())
        .flat_map(|field| field.split(','))
        .filter_map(|range| {
            let (tag, weight) = range.split_once(';').unwrap_or((range, ""));
            let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
            let weight: f32 = weight.trim().parse().ok()?;
            let thousandths = (weight.clamp(0.0, 1.0) * 1000.0) as u16;
            Some((thousandths, two_letters(tag)?)).filter(|_| thousandths > 0)
        })
        .take(MOST)
        .collect();
    weighted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    languages.extend(weighted.into_iter().map(|(_, language)| language));
    languages
}

/// The language that this service's own texts come in.
pub(super) fn spoken(wanted: &[String]) -> &'static str {
    let mut known = wanted
        .iter()
        .filter_map(|one| SPOKEN.iter().find(|spoken| *spoken == one));
    known.next().copied().unwrap_or(SPOKEN[0])
}

fn two_letters(tag: &str) -> Option<String> {
    let first = tag.trim().split('-').next()?.to_ascii_lowercase();
    let is_language = first.len() == 2 && first.bytes().all(|b| b.is_ascii_lowercase());
    // Norwegian is mostly Bokmål.
    let first = if first == "no" {
        "nb".to_owned()
    } else {
        first
    };
    is_language.then_some(first)
}

/// Whether a stored text is of several languages.
pub(super) fn is_of_several(text: &str) -> bool {
    let head = text.as_bytes();
    head.len() > 4
        && head[0].is_ascii_lowercase()
        && head[1].is_ascii_lowercase()
        && &head[2..4] == b":\""
}

/// A text of several languages in the best of those that it has, or in its first.
pub(super) fn one_of<'t>(text: &'t str, languages: &[String]) -> &'t str {
    if !is_of_several(text) {
        return text;
    }
    let one = |part: &'t str| -> Option<(&'t str, &'t str)> {
        let (language, text) = part.split_once(":\"")?;
        Some((language, text.strip_suffix('"')?))
    };
    let texts: Vec<(&str, &str)> = text.split(';').filter_map(one).collect();
    let named = |language: &String| texts.iter().find(|(one, _)| one == language);
    let best = languages.iter().find_map(named).or(texts.first());
    best.map_or(text, |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_best_language_that_is_there_is_taken() {
        let text = "en:\"High\";nb:\"Høy\";de:\"Hoch\"";
        let shown = |own: &'static str, accept: &'static str| {
            let mut headers = HeaderMap::new();
            if !own.is_empty() {
                headers.insert("so-language", HeaderValue::from_static(own));
            }
            headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(accept));
            one_of(text, &wanted(&headers))
        };
        for (own, accept, expected) in [
            ("", "", "High"),
            ("", "de", "Hoch"),
            ("", "fr, no-NO;q=0.8, de;q=0.9", "Hoch"),
            ("nb", "de", "Høy"),
            ("xx", "de;q=0", "High"),
            ("%%%", "*;q=x, ;;", "High"),
        ] {
            assert_eq!(shown(own, accept), expected, "{own} {accept}");
        }
        assert_eq!(one_of("plain; text", &[]), "plain; text");
    }
}
