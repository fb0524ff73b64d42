//! `If-Unmodified-Since` and `Last-Modified` (RFC 9110 sections 13.1.4 and 8.8.2). Both are in whole
//! seconds, so of two changes in one second the second is not noticed.

use crate::storage::Instant;
use axum::http::header::IF_UNMODIFIED_SINCE;
use axum::http::{HeaderMap, HeaderValue};
use jiff::fmt::rfc2822::{DateTimeParser, DateTimePrinter};

/// Whether a request may change what was changed last at `changed`. A field that is no date does not
/// count.
pub(crate) fn unmodified_since(headers: &HeaderMap, changed: Instant) -> bool {
    let field = headers.get(IF_UNMODIFIED_SINCE);
    let text = field.and_then(|one| one.to_str().ok());
    let since = text.and_then(|text| DateTimeParser::new().parse_timestamp(text).ok());
    since.is_none_or(|since| changed.timestamp().as_second() <= since.as_second())
}

/// The value of `Last-Modified`.
pub(crate) fn last_modified(changed: Instant) -> Option<HeaderValue> {
    let printer = DateTimePrinter::new();
    let text = printer.timestamp_to_rfc9110_string(&changed.timestamp());
    HeaderValue::from_str(&text.ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_change_is_noticed() {
        let changed = Instant::parse("2024-03-05T09:12:44.183Z").expect("it is one");
        let may = |text: &str| {
            let mut headers = HeaderMap::new();
            let value = HeaderValue::from_str(text).expect("it is a value");
            headers.insert(IF_UNMODIFIED_SINCE, value);
            unmodified_since(&headers, changed)
        };
        let own = last_modified(changed).expect("it has one");
        assert_eq!(own, "Tue, 05 Mar 2024 09:12:44 GMT");
        assert!(may("Tue, 05 Mar 2024 09:12:44 GMT"));
        assert!(!may("Tue, 05 Mar 2024 09:12:43 GMT"));
        assert!(may("yesterday"));
        assert!(unmodified_since(&HeaderMap::new(), changed));
    }
}
