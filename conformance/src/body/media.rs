//! What media types mean for reading.

/// Whether bodies of this media type (without parameters, in lower case) are JSON.
pub fn is_json(media_type: &str) -> bool {
    ends_in(media_type, "json")
}

/// Whether bodies of this media type are XML (RFC 7303).
pub fn is_xml(media_type: &str) -> bool {
    ends_in(media_type, "xml")
}

/// Whether bodies of this media type are text that can be read.
pub fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/") || is_json(media_type) || is_xml(media_type)
}

/// `.../json`, or the suffix `+json` (RFC 6839).
fn ends_in(media_type: &str, kind: &str) -> bool {
    let subtype = media_type
        .split_once('/')
        .map_or("", |(_, subtype)| subtype);
    subtype == kind || subtype.rsplit_once('+').is_some_and(|(_, end)| end == kind)
}

/// The value of the parameter `charset` of a `Content-Type` field, in lower case.
pub(super) fn charset(field: &str) -> Option<String> {
    let mut parameters = field.split(';').skip(1);
    parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| value.trim().trim_matches('"').to_ascii_lowercase())
    })
}
