//! Dates and times that print as they came.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A date and time as the server writes it: an instant and an offset in one text.
///
/// The text is kept to the digit, so a value that is read and sent back does not change. It is
/// taken apart only when asked for, so a text that is no date-time never fails a whole response.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct DateTime(Box<str>);

/// A date as the server writes it.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Date(Box<str>);

/// A text that is no date, no date-time, or none with an offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateTimeError {
    text: Box<str>,
    reason: String,
}

impl DateTimeError {
    fn new(text: &str, reason: impl fmt::Display) -> Self {
        DateTimeError {
            text: text.into(),
            reason: reason.to_string(),
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for DateTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "failed to read `{}` as a date: {}",
            self.text, self.reason
        )
    }
}

impl std::error::Error for DateTimeError {}

macro_rules! text {
    ($name:ident) => {
        impl $name {
            /// A value of this text, whatever it says.
            pub fn from_text(text: impl Into<Box<str>>) -> Self {
                $name(text.into())
            }

            /// The text as it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Box::<str>::deserialize(deserializer).map($name)
            }
        }
    };
}

text!(Date);
text!(DateTime);

#[cfg(feature = "jiff")]
mod with_jiff {
    use super::{Date, DateTime, DateTimeError};
    use jiff::civil;
    use jiff::tz::{Offset, TimeZone};
    use jiff::{Timestamp, Zoned};

    impl DateTime {
        /// The instant.
        ///
        /// # Errors
        /// Where the text is no date-time, or has no offset.
        pub fn timestamp(&self) -> Result<Timestamp, DateTimeError> {
            let parsed: Result<Timestamp, _> = self.0.parse();
            parsed.map_err(|error| DateTimeError::new(&self.0, error))
        }

        /// The instant at the offset that the text gives.
        ///
        /// # Errors
        /// Where the text is no date-time, or has no offset.
        pub fn zoned(&self) -> Result<Zoned, DateTimeError> {
            let timestamp = self.timestamp()?;
            let wall = self.civil()?;
            let utc = Offset::UTC.to_datetime(timestamp);
            let offset = wall.duration_since(utc).as_secs();
            let offset = i32::try_from(offset).map_err(|error| DateTimeError::new(&self.0, error));
            let offset = Offset::from_seconds(offset?);
            let offset = offset.map_err(|error| DateTimeError::new(&self.0, error))?;
            Ok(timestamp.to_zoned(TimeZone::fixed(offset)))
        }

        /// What clocks show, without the offset.
        ///
        /// # Errors
        /// Where the text is no date-time.
        pub fn civil(&self) -> Result<civil::DateTime, DateTimeError> {
            // A civil date-time may not be followed by `Z`, which says that clocks show UTC.
            let text = self.0.strip_suffix(['Z', 'z']).unwrap_or(&self.0);
            text.parse()
                .map_err(|error| DateTimeError::new(&self.0, error))
        }
    }

    impl Date {
        /// The date.
        ///
        /// # Errors
        /// Where the text is no date.
        pub fn civil(&self) -> Result<civil::Date, DateTimeError> {
            let parsed: Result<civil::Date, _> = self.0.parse();
            parsed.map_err(|error| DateTimeError::new(&self.0, error))
        }
    }

    impl From<Timestamp> for DateTime {
        fn from(at: Timestamp) -> Self {
            DateTime(at.to_string().into())
        }
    }

    impl From<&Zoned> for DateTime {
        fn from(at: &Zoned) -> Self {
            let text = format!("{}{}", at.datetime(), Colon(at.offset()));
            DateTime(text.into())
        }
    }

    impl From<civil::Date> for Date {
        fn from(date: civil::Date) -> Self {
            Date(date.to_string().into())
        }
    }

    /// An offset as RFC 3339 section 5.6 writes it.
    struct Colon(Offset);

    impl std::fmt::Display for Colon {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            let minutes = self.0.seconds() / 60;
            let sign = if minutes < 0 { '-' } else { '+' };
            let minutes = minutes.unsigned_abs();
            write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    }
}

#[cfg(feature = "chrono")]
mod with_chrono {
    use super::{DateTime, DateTimeError};
    use chrono::{FixedOffset, SecondsFormat};

    impl DateTime {
        /// The instant at the offset that the text gives, for chrono.
        ///
        /// # Errors
        /// Where the text is no date-time, or has no offset.
        pub fn to_chrono(&self) -> Result<chrono::DateTime<FixedOffset>, DateTimeError> {
            let parsed = chrono::DateTime::parse_from_rfc3339(&self.0);
            parsed.map_err(|error| DateTimeError::new(&self.0, error))
        }
    }

    impl From<chrono::DateTime<FixedOffset>> for DateTime {
        fn from(at: chrono::DateTime<FixedOffset>) -> Self {
            DateTime(at.to_rfc3339_opts(SecondsFormat::AutoSi, false).into())
        }
    }
}

#[cfg(feature = "time")]
mod with_time {
    use super::{DateTime, DateTimeError};
    use time::OffsetDateTime;
    use time::format_description::well_known::Rfc3339;

    impl DateTime {
        /// The instant at the offset that the text gives, for time.
        ///
        /// # Errors
        /// Where the text is no date-time, or has no offset.
        pub fn to_time(&self) -> Result<OffsetDateTime, DateTimeError> {
            let parsed = OffsetDateTime::parse(&self.0, &Rfc3339);
            parsed.map_err(|error| DateTimeError::new(&self.0, error))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_as_it_was() {
        for text in [
            "2024-03-12T11:50:33.0070000+01:00",
            "0001-01-01T00:00:00",
            "",
            "soon",
        ] {
            let json = serde_json::to_string(text).expect("text is JSON");
            let at: DateTime = serde_json::from_str(&json).expect("any text will do");
            assert_eq!(serde_json::to_string(&at).expect("it is text"), json);
        }
    }

    #[cfg(feature = "jiff")]
    #[test]
    fn instant_and_offset_are_both_kept() {
        let at = DateTime::from_text("2024-03-12T11:50:33.0070000+05:30");
        let zoned = at.zoned().expect("it is a date-time");
        assert_eq!(zoned.offset().seconds(), 19_800);
        assert_eq!(
            at.timestamp().expect("it is"),
            "2024-03-12T06:20:33.007Z".parse().expect("so")
        );
        assert_eq!(
            DateTime::from(&zoned).as_str(),
            "2024-03-12T11:50:33.007+05:30"
        );
        let utc = DateTime::from_text("2024-03-12T11:50:33Z");
        assert_eq!(utc.zoned().expect("it is").offset().seconds(), 0);
        let lowest = DateTime::from_text("0001-01-01T00:00:00.0000000+00:00");
        assert!(lowest.zoned().is_ok());
        let local = DateTime::from_text("2024-03-12T11:50:33");
        assert!(local.civil().is_ok() && local.timestamp().is_err());
        let error = DateTime::from_text("soon")
            .timestamp()
            .expect_err("it is not");
        assert!(error.to_string().contains("`soon`"), "{error}");
    }
}
