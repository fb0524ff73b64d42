//! `If-Unmodified-Since` and `Last-Modified` (RFC 9110 sections 13.1.4 and 8.8.2). Both are in whole
//! seconds, so of two changes in one second the second is not noticed.

use crate::storage::{Failure, Instant};
use axum::http::header::IF_UNMODIFIED_SINCE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use jiff::civil::DateTime;
use jiff::fmt::rfc2822::{DateTimeParser, DateTimePrinter};
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

/// Forms that are not to be written any more, but read (RFC 9110 section 5.6.7): that of RFC 850 and
/// that of asctime.
const OBSOLETE: &[&str] = &["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];
/// A year of two digits is at the most so far ahead.
const AHEAD: i64 = 50;

/// Whether a request may change what was changed last at `changed`. A field that is no date does not
/// count.
pub(crate) fn unmodified_since(headers: &HeaderMap, changed: Instant) -> bool {
    let field = headers.get(IF_UNMODIFIED_SINCE);
    let text = field.and_then(|one| one.to_str().ok());
    let since = text.and_then(http_date);
    since.is_none_or(|since| changed.timestamp().as_second() <= since.as_second())
}

/// 412 where a request may not change what was changed last at `changed`.
pub(crate) fn check_unmodified(headers: &HeaderMap, changed: Instant) -> Result<(), Failure> {
    if unmodified_since(headers, changed) {
        return Ok(());
    }
    let detail = "it was changed after the time given in If-Unmodified-Since";
    Err(Failure::refused(StatusCode::PRECONDITION_FAILED, detail))
}

fn http_date(text: &str) -> Option<Timestamp> {
    let usual = DateTimeParser::new().parse_timestamp(text);
    usual.ok().or_else(|| {
        let mut forms = OBSOLETE.iter();
        let civil = forms.find_map(|form| DateTime::strptime(form, text).ok())?;
        let latest = Offset::UTC
            .to_datetime(Timestamp::now())
            .checked_add(AHEAD.years())
            .ok()?;
        let has_century = !text.contains('-');
        let is_past = has_century || civil <= latest;
        let civil = if is_past {
            civil
        } else {
            civil.checked_sub(100.years()).ok()?
        };
        Offset::UTC.to_timestamp(civil).ok()
    })
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
        assert!(may("Tuesday, 05-Mar-24 09:12:44 GMT"));
        assert!(!may("Tuesday, 05-Mar-24 09:12:43 GMT"));
        assert!(!may("Wednesday, 07-Mar-79 09:12:43 GMT"));
        assert!(may("Tue Mar  5 09:12:44 2024"));
        assert!(!may("Tue Mar  5 09:12:43 2024"));
        assert!(may("yesterday"));
        assert!(unmodified_since(&HeaderMap::new(), changed));
    }
}
