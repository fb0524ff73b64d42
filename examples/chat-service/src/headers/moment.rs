//! Moments as text.

use crate::storage::Instant;
use jiff::tz::{Offset, TimeZone};

/// `2024-03-05T09:12:44.1830000+01:00`: seven decimals, as the documented samples have it.
pub(super) fn in_zone(instant: Instant, zone: &TimeZone) -> String {
    let timestamp = instant.timestamp();
    // What has not happened has not happened anywhere; and what RFC 3339 cannot write, as offsets
    // with seconds and the year 0, is told in UTC.
    let offset = zone.to_offset(timestamp);
    let year = offset.to_datetime(timestamp).year();
    let is_plain = instant != Instant::NEVER && offset.seconds() % 60 == 0 && year >= 1;
    let offset = if is_plain { offset } else { Offset::UTC };
    let at = offset.to_datetime(timestamp);
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.abs();
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:07}{sign}{:02}:{:02}",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute(),
        at.second(),
        at.subsec_nanosecond() / 100,
        minutes / 60,
        minutes % 60,
    )
}

/// The moment that a stored text is, where it is one from head to foot.
pub(super) fn stored(text: &str) -> Option<Instant> {
    let bytes = text.as_bytes();
    let is_long = (20..=40).contains(&bytes.len());
    if !is_long || bytes[4] != b'-' || bytes[7] != b'-' || bytes[10] != b'T' || bytes[13] != b':' {
        return None;
    }
    Instant::parse(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_move_to_a_zone() {
        let oslo = TimeZone::get("Europe/Oslo").expect("it is there");
        let new_york = TimeZone::get("America/New_York").expect("it is there");
        let summer = stored("2024-07-05T09:12:44.1834567Z").expect("it is one");
        assert_eq!(in_zone(summer, &oslo), "2024-07-05T11:12:44.1834567+02:00");
        assert_eq!(
            in_zone(summer, &new_york),
            "2024-07-05T05:12:44.1834567-04:00"
        );
        let never = "0001-01-01T00:00:00.0000000+00:00";
        assert_eq!(in_zone(Instant::NEVER, &new_york), never);
        // Local mean time, 4:56:02 behind.
        let old = stored("1850-01-01T00:00:00Z").expect("it is one");
        assert_eq!(in_zone(old, &new_york), "1850-01-01T00:00:00.0000000+00:00");
        assert_eq!(stored("1970-01-01T08 is not one"), None);
    }
}
