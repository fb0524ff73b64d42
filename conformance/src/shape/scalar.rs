//! Scalars and words.

use super::departure::Kind;
use crate::body::Json;
use bindery_model::{Scalar, Type};
use serde_json::Number;

/// How `value`, which is not null, departs from `scalar`; `wrong` is what another kind of value is.
pub(super) fn scalar(value: &Json, scalar: Scalar, wrong: Kind) -> Option<Kind> {
    match (scalar, value) {
        (Scalar::Int32, Json::Number(number)) => {
            integer(number, i64::from(i32::MIN), i64::from(i32::MAX), wrong)
        }
        (Scalar::Int64, Json::Number(number)) => integer(number, i64::MIN, i64::MAX, wrong),
        (Scalar::Double, Json::Number(_))
        | (Scalar::Boolean, Json::Bool(_))
        | (Scalar::String | Scalar::Binary, Json::String(_)) => None,
        (Scalar::DateTime, Json::String(text)) => date_time(text),
        (Scalar::Date, Json::String(text)) => {
            let midnight = text
                .get(10..)
                .is_some_and(|rest| rest.starts_with("T00:00"));
            let date = if midnight {
                text.get(..10)
            } else {
                Some(text.as_str())
            };
            let good = date.is_some_and(|date| is_date(date.as_bytes()));
            (!good).then_some(Kind::DateTime)
        }
        (Scalar::Byte, Json::String(text)) => (!is_base64(text)).then_some(Kind::Bytes),
        _ => Some(wrong),
    }
}

/// Whether a value without parts is what a scalar or an enumeration asks for; date-times may lack their
/// offset.
pub(crate) fn is_of(value: &Json, value_type: &Type) -> bool {
    let departure = match value_type {
        Type::Scalar(one) => scalar(value, *one, Kind::Type),
        Type::Enum(members) => member(value, members, Kind::Type),
        _ => return false,
    };
    matches!(departure, None | Some(Kind::NoOffset))
}

/// An integer may be written with a fraction of nought (JSON Schema 2020-12 section 6.1.1).
fn integer(number: &Number, least: i64, most: i64, wrong: Kind) -> Option<Kind> {
    if let Some(value) = number.as_i64() {
        return (!(least..=most).contains(&value)).then_some(Kind::OutOfRange);
    }
    if number.is_u64() {
        return Some(Kind::OutOfRange);
    }
    let value = number.as_f64().unwrap_or(f64::NAN);
    if value.fract() != 0.0 {
        return Some(wrong);
    }
    let fits = (least as f64..=most as f64).contains(&value);
    (!fits).then_some(Kind::OutOfRange)
}

/// RFC 3339 section 5.6, with as many digits of a second as a server likes; .NET leaves the offset
/// out where it knows none.
fn date_time(text: &str) -> Option<Kind> {
    let bytes = text.as_bytes();
    let (Some(date), Some(b'T' | b't'), Some(time)) =
        (bytes.get(..10), bytes.get(10), bytes.get(11..))
    else {
        return Some(Kind::DateTime);
    };
    let clock = time.get(..8).is_some_and(is_clock);
    if !is_date(date) || !clock {
        return Some(Kind::DateTime);
    }
    let mut rest = &time[8..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let digits = fraction.iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 {
            return Some(Kind::DateTime);
        }
        rest = &fraction[digits..];
    }
    match rest {
        b"" => Some(Kind::NoOffset),
        b"Z" | b"z" => None,
        [b'+' | b'-', offset @ ..] if is_offset(offset) => None,
        _ => Some(Kind::DateTime),
    }
}

fn number(digits: &[u8]) -> Option<i16> {
    let mut value = 0_i16;
    for digit in digits {
        let digit = char::from(*digit).to_digit(10)?;
        value = value.checked_mul(10)?.checked_add(digit as i16)?;
    }
    Some(value)
}

/// `full-date`, of a day that the calendar has.
fn is_date(text: &[u8]) -> bool {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
        return false;
    };
    let year = number(&[*y1, *y2, *y3, *y4]);
    let month = number(&[*m1, *m2]).and_then(|month| i8::try_from(month).ok());
    let day = number(&[*d1, *d2]).and_then(|day| i8::try_from(day).ok());
    match (year, month, day) {
        (Some(year), Some(month), Some(day)) => jiff::civil::Date::new(year, month, day).is_ok(),
        _ => false,
    }
}

/// `hh:mm:ss`; a minute may have a leap second.
fn is_clock(text: &[u8]) -> bool {
    let [h1, h2, b':', m1, m2, b':', s1, s2] = text else {
        return false;
    };
    let below = |digits: [u8; 2], most| number(&digits).is_some_and(|value| value <= most);
    below([*h1, *h2], 23) && below([*m1, *m2], 59) && below([*s1, *s2], 60)
}

/// `hh:mm`
fn is_offset(text: &[u8]) -> bool {
    let [h1, h2, b':', m1, m2] = text else {
        return false;
    };
    let below = |digits: [u8; 2], most| number(&digits).is_some_and(|value| value <= most);
    below([*h1, *h2], 23) && below([*m1, *m2], 59)
}

/// RFC 4648 section 4, with its padding.
fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let in_alphabet = |b: u8| b.is_ascii_alphanumeric() || b == b'+' || b == b'/';
    text.len().is_multiple_of(4) && text.len() - body.len() <= 2 && body.bytes().all(in_alphabet)
}

/// How `value`, which is not null, departs from one of `members`. A word may be several members with
/// commas between them, as .NET writes flags.
pub(super) fn member(value: &Json, members: &[String], wrong: Kind) -> Option<Kind> {
    let text = match value {
        Json::String(text) => text.as_str(),
        Json::Number(number) => {
            let digits = number.to_string();
            return (!members.contains(&digits)).then_some(wrong);
        }
        _ => return Some(wrong),
    };
    let is_member = |word: &str| members.iter().any(|one| one == word);
    let is_folded = |word: &str| members.iter().any(|one| one.eq_ignore_ascii_case(word));
    // A list is no longer than there are members, so a long text costs no more than a short one.
    let most = members.len();
    let all = |test: &dyn Fn(&str) -> bool| {
        test(text)
            || (text.split(", ").take(most + 1).count() <= most && text.split(", ").all(test))
    };
    if all(&is_member) {
        None
    } else if all(&is_folded) {
        Some(Kind::MemberCase)
    } else {
        Some(Kind::Member)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_times_of_rfc_3339_and_of_dotnet() {
        for good in [
            "2024-03-07T16:20:55Z",
            "2024-03-07T16:20:55.6180000+01:00",
            "0001-01-01T00:00:00.0000000+00:00",
            "2024-02-29t23:59:60z",
            "2016-12-31T23:59:60.123456789-00:00",
        ] {
            assert_eq!(date_time(good), None, "{good}");
        }
        for loose in ["0001-01-01T00:00:00", "2024-03-07T16:20:55.618"] {
            assert_eq!(date_time(loose), Some(Kind::NoOffset), "{loose}");
        }
        for bad in [
            "",
            "2024-03-07",
            "2023-02-29T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-03-07 16:20:55Z",
            "2024-03-07T24:00:00Z",
            "2024-03-07T16:20Z",
            "2024-03-07T16:20:55.Z",
            "2024-03-07T16:20:55+0100",
            "/Date(1709824855000)/",
            "07.03.2024",
            "2024-03-07T16:20:5é",
        ] {
            assert_eq!(date_time(bad), Some(Kind::DateTime), "{bad}");
        }
    }

    #[test]
    fn integers_have_a_range_and_no_fraction() {
        let of = |text: &str, scalar| {
            let (value, _) = Json::read(text).expect("it is JSON");
            super::scalar(&value, scalar, Kind::Type)
        };
        for good in ["0", "-2147483648", "2147483647", "1.0", "1e3"] {
            assert_eq!(of(good, Scalar::Int32), None, "{good}");
        }
        for big in [
            "2147483648",
            "-2147483649",
            "99999999999999999999999",
            "1e300",
        ] {
            assert_eq!(of(big, Scalar::Int32), Some(Kind::OutOfRange), "{big}");
        }
        assert_eq!(of("1.5", Scalar::Int32), Some(Kind::Type));
        assert_eq!(of("9223372036854775807", Scalar::Int64), None);
        assert_eq!(
            of("9223372036854775808", Scalar::Int64),
            Some(Kind::OutOfRange)
        );
        assert_eq!(of("\"1\"", Scalar::Int32), Some(Kind::Type));
    }

    #[test]
    fn base64_is_padded() {
        for good in ["", "QQ==", "QUI=", "QUJD", "+/+/"] {
            assert!(is_base64(good), "{good}");
        }
        for bad in ["Q", "QQ", "Q===", "QQ=A", "-_-_", "QU JD"] {
            assert!(!is_base64(bad), "{bad}");
        }
    }

    #[test]
    fn words_are_members_alone_or_as_flags() {
        let members = ["Red".to_owned(), "Green".to_owned(), "7".to_owned()];
        let of = |text: &str| {
            let (value, _) = Json::read(text).expect("it is JSON");
            member(&value, &members, Kind::Type)
        };
        assert_eq!(of("\"Red\""), None);
        assert_eq!(of("\"Red, Green\""), None);
        assert_eq!(of("7"), None);
        assert_eq!(of("\"red\""), Some(Kind::MemberCase));
        assert_eq!(of("\"Blue\""), Some(Kind::Member));
        assert_eq!(of("\"\""), Some(Kind::Member));
        assert_eq!(of("\"Red, Red, Red, Red\""), Some(Kind::Member));
        assert_eq!(of("8"), Some(Kind::Type));
        assert_eq!(of("true"), Some(Kind::Type));
    }
}
