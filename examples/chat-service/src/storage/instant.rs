//! Moments to the tenth of a microsecond.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

/// Tenths of a microsecond since the start of the year 1 in UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Instant(pub(crate) i64);

/// From the start of the year 1 to that of 1970, in seconds.
const TO_1970: i64 = 62_135_596_800;
const PER_SECOND: i64 = 10_000_000;

impl Instant {
    /// What documented samples show where something has not happened.
    pub(crate) const NEVER: Instant = Instant(0);

    pub(crate) fn now() -> Self {
        Timestamp::now().into()
    }

    /// The moment that a text says; without an offset it is in UTC.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let timestamp: Result<Timestamp, _> = text.parse();
        let civil = || -> Option<Timestamp> {
            let civil: DateTime = text.parse().ok()?;
            Offset::UTC.to_timestamp(civil).ok()
        };
        let instant: Instant = timestamp.ok().or_else(civil)?.into();
        (instant >= Instant::NEVER).then_some(instant)
    }

    pub(crate) fn timestamp(self) -> Timestamp {
        let seconds = self.0.div_euclid(PER_SECOND) - TO_1970;
        let rest = self.0.rem_euclid(PER_SECOND) * 100;
        let rest = i32::try_from(rest).unwrap_or(0);
        Timestamp::new(seconds, rest).unwrap_or(Timestamp::MAX)
    }
}

impl From<Timestamp> for Instant {
    fn from(timestamp: Timestamp) -> Self {
        let ticks = (timestamp.as_second() + TO_1970) * PER_SECOND;
        Instant(ticks + i64::from(timestamp.subsec_nanosecond()).div_euclid(100))
    }
}

impl ToSql for Instant {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for Instant {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        i64::column_result(value).map(Instant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_keep_seven_decimals() {
        for text in [
            "0001-01-01T00:00:00Z",
            "1969-12-31T23:59:59.9999999Z",
            "2024-02-29T12:00:00.1234567Z",
            "9999-12-30T00:00:00.0000001Z",
        ] {
            let instant = Instant::parse(text).expect(text);
            assert_eq!(instant.timestamp().to_string(), text);
        }
        assert_eq!(Instant::parse("0001-01-01T00:00:00"), Some(Instant::NEVER));
        let there = Instant::parse("2024-05-01T14:00:00+02:00");
        assert_eq!(there, Instant::parse("2024-05-01T12:00:00Z"));
        for text in [
            "",
            "soon",
            "0001-01-01T00:00:00+01:00",
            "2024-02-30T00:00:00Z",
        ] {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
    }
}
