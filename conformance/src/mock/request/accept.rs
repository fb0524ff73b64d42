//! Which of the documented media types is sent (RFC 9110 section 12.5.1).

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// Names and values of a form.
    Form,
    /// Anything else, as it is.
    Bytes,
}

/// How a value of a media type is written.
pub(crate) fn format_of(media_type: &str) -> Format {
    let essence = essence(media_type);
    let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
    match subtype.rsplit('+').next().unwrap_or("") {
        "json" => Format::Json,
        "xml" => Format::Xml,
        "x-www-form-urlencoded" => Format::Form,
        _ => Format::Bytes,
    }
}

/// A media type without its parameters, in lower case.
pub(crate) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or("");
    essence.trim().to_ascii_lowercase()
}

/// The documented media type that an `Accept` field wants most, as an index; `None` where it wants none
/// of them. Of equally wanted ones the client's order counts, then the page's.
pub(crate) fn choose(accept: Option<&str>, documented: &[String]) -> Option<usize> {
    let Some(accept) = accept.map(str::trim).filter(|accept| !accept.is_empty()) else {
        return (!documented.is_empty()).then_some(0);
    };
    // The common case, without taking anything apart.
    if accept == "*/*" {
        return (!documented.is_empty()).then_some(0);
    }
    if let Some(at) = documented.iter().position(|one| one == accept) {
        return Some(at);
    }
    let ranges: Vec<(String, f32)> = accept.split(',').map(range).collect();
    let wanted = |one: &String| {
        let one = essence(one);
        let of_kind = ranges
            .iter()
            .enumerate()
            .filter_map(|(at, (range, weight))| {
                let exactness = exactness(range, &one)?;
                Some((exactness, at, *weight))
            });
        // The most exact range says how much it is wanted (RFC 9110 section 12.5.1).
        let best = of_kind.max_by_key(|(exactness, at, _)| (*exactness, usize::MAX - at))?;
        (best.2 > 0.0).then_some((best.2, best.1))
    };
    let all = documented.iter().enumerate();
    let all = all.filter_map(|(at, one)| wanted(one).map(|(weight, range)| (at, weight, range)));
    let best = all.min_by(|a, b| b.1.total_cmp(&a.1).then(a.2.cmp(&b.2)).then(a.0.cmp(&b.0)));
    best.map(|(at, _, _)| at)
}

/// A media range and its weight, 1 where none is given.
fn range(text: &str) -> (String, f32) {
    let weight = text.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_weight = name.trim().eq_ignore_ascii_case("q");
        is_weight.then(|| value.trim().parse::<f32>().unwrap_or(0.0))
    });
    (essence(text), weight.unwrap_or(1.0).clamp(0.0, 1.0))
}

/// How exactly a range says a media type; `None` where it does not.
fn exactness(range: &str, media_type: &str) -> Option<u8> {
    if range == media_type {
        return Some(2);
    }
    if range == "*/*" {
        return Some(0);
    }
    let kind = range.strip_suffix("/*")?;
    let is_of_kind = media_type.split('/').next() == Some(kind);
    is_of_kind.then_some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_wanted_documented_media_type_is_chosen() {
        let documented = ["application/json", "text/json", "application/xml"].map(str::to_owned);
        let of = |accept| choose(accept, &documented);
        assert_eq!(of(None), Some(0));
        assert_eq!(of(Some("*/*")), Some(0));
        assert_eq!(of(Some("application/xml")), Some(2));
        assert_eq!(of(Some("application/JSON; charset=utf-8")), Some(0));
        assert_eq!(
            of(Some("application/xml;q=0.5, application/json;q=0.4")),
            Some(2)
        );
        assert_eq!(of(Some("image/png, text/*")), Some(1));
        assert_eq!(of(Some("*/*, application/json;q=0")), Some(1));
        assert_eq!(of(Some("image/png")), None);
        assert_eq!(of(Some("*/*;q=0")), None);
        assert_eq!(choose(None, &[]), None);
    }

    #[test]
    fn media_types_say_how_values_are_written() {
        assert_eq!(
            format_of("Application/Merge-Patch+JSON; charset=utf-8"),
            Format::Json
        );
        assert_eq!(format_of("text/xml"), Format::Xml);
        assert_eq!(format_of("application/x-www-form-urlencoded"), Format::Form);
        assert_eq!(format_of("image/png"), Format::Bytes);
        assert_eq!(format_of("json"), Format::Bytes);
    }
}
