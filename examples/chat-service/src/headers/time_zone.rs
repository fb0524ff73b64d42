//! `SO-TimeZone`: the zone that date-times are moved to.

use axum::http::{HeaderMap, StatusCode};
use chat_server_stub::Problem;
use jiff::tz::TimeZone;

const NAME: &str = "so-timezone";
/// No zone has a longer name.
const LONGEST: usize = 64;

/// The zone that a request wants; UTC where it does not say.
pub(super) fn wanted(headers: &HeaderMap) -> Result<TimeZone, Problem> {
    let Some(field) = headers.get(NAME) else {
        return Ok(TimeZone::UTC);
    };
    let name = field
        .to_str()
        .ok()
        .map(str::trim)
        .filter(|name| is_name(name));
    let zone = name.and_then(|name| TimeZone::get(name).ok());
    zone.ok_or_else(|| {
        let detail = "the header field `SO-TimeZone` must be a zone such as `Europe/Oslo` or `UTC`";
        Problem::new(StatusCode::BAD_REQUEST, detail)
            .with("parameter", NAME)
            .with("in", "header")
    })
}

fn is_name(name: &str) -> bool {
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-' | b'+');
    let starts = name.bytes().next().is_some_and(|b| b.is_ascii_alphabetic());
    starts && name.len() <= LONGEST && name.bytes().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn zones_are_known_or_told() {
        let zone = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(NAME, HeaderValue::from_static(text));
            wanted(&headers)
        };
        for text in ["UTC", "Europe/Oslo", " America/New_York ", "europe/oslo"] {
            assert!(zone(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "Mars/Base",
            "../../etc/passwd",
            "Europe/../Europe/Oslo",
            "/",
            "x\\y",
        ] {
            let problem = zone(text).expect_err(text);
            assert_eq!(problem.status(), StatusCode::BAD_REQUEST, "{text}");
        }
        assert_eq!(
            wanted(&HeaderMap::new()).expect("none is fine"),
            TimeZone::UTC
        );
    }
}
