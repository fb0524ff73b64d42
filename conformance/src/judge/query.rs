//! What a request asked for in its query.

use crate::check::Evidence;
use bindery_model::resolved::Parameter;
use percent_encoding::percent_decode_str;

/// The members of the query of an address, in their order, decoded; `+` is a blank, as forms have it.
pub(crate) fn query(url: &str) -> Vec<(String, String)> {
    let without_fragment = url.split('#').next().unwrap_or("");
    let Some((_, query)) = without_fragment.split_once('?') else {
        return Vec::new();
    };
    let decode = |text: &str| {
        let text = text.replace('+', " ");
        percent_decode_str(&text).decode_utf8_lossy().into_owned()
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

/// The value of a query option that the page documents and the request has, with the parameter.
/// `name` is written with its `$`; neither case nor the `$` matters (OData 4.01 part 2 section 5.1).
pub(crate) fn option<'a>(evidence: &Evidence<'a>, name: &str) -> Option<(String, &'a Parameter)> {
    let is_option = |one: &str| one.eq_ignore_ascii_case(name);
    let parameters = &evidence.operation.parameters;
    let parameter = parameters.iter().find(|one| is_option(&one.name.value))?;
    let sent = query(&evidence.exchange.request.url);
    let (_, value) = sent.into_iter().find(|(name, _)| is_option(name))?;
    (!value.trim().is_empty()).then_some((value, parameter))
}

/// The properties that a request selects, in lower case, each by the first name of its path.
pub(crate) fn selected(evidence: &Evidence<'_>) -> Option<Vec<String>> {
    let (value, _) = option(evidence, "$select")?;
    let first = |one: &str| {
        let name = one.split(['/', '.']).next().unwrap_or("");
        name.trim().to_lowercase()
    };
    Some(value.split(',').map(first).collect())
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn queries_are_taken_apart_and_decoded() {
        let of = |url: &str| {
            query(url)
                .into_iter()
                .map(|(n, v)| n + "=" + &v)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            of("http://h/p?%24top=5&a=b+c%20d&e#f?g=h"),
            ["$top=5", "a=b c d", "e="]
        );
        assert_eq!(of("http://h/p#?a=b"), [""; 0]);
    }
}
