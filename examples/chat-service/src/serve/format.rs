//! `$format`, which counts for more than the field `Accept`.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::ACCEPT;
use axum::middleware::Next;
use axum::response::Response;
use percent_encoding::percent_decode_str;

/// Lets the query parameter `$format` say what `Accept` would.
pub(super) async fn prefer_format(mut request: Request, next: Next) -> Response {
    if let Some(media_type) = request.uri().query().and_then(wanted) {
        let value = HeaderValue::from_static(media_type);
        request.headers_mut().insert(ACCEPT, value);
    }
    next.run(request).await
}

fn wanted(query: &str) -> Option<&'static str> {
    let decoded = |text| percent_decode_str(text).decode_utf8_lossy();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let mut formats = pairs.filter(|(name, _)| decoded(name) == "$format");
    let format = decoded(formats.next()?.1).to_ascii_lowercase();
    match &*format {
        "json" => Some("application/json"),
        "xml" => Some("application/xml"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_format_is_a_media_type() {
        assert_eq!(wanted("$top=1&%24format=XML"), Some("application/xml"));
        assert_eq!(wanted("$format=json"), Some("application/json"));
        assert_eq!(wanted("$format=atom&format=xml"), None);
    }
}
