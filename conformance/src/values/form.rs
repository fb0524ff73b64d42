//! The forms of text that have one: dates, date-times, Base64.

/// Whether a text is a `date-time` of RFC 3339 section 5.6, with its offset.
pub fn is_date_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let stands = |at: usize, marks: &[u8]| bytes.get(at).is_some_and(|byte| marks.contains(byte));
    // What jiff takes beyond the RFC: other separators, minutes alone, annotations in brackets.
    let is_strict = stands(10, b"Tt ")
        && stands(13, b":")
        && stands(16, b":")
        && text.get(..10).is_some_and(is_date)
        && (stands(bytes.len().wrapping_sub(1), b"Zz")
            || (stands(bytes.len().wrapping_sub(6), b"+-")
                && stands(bytes.len().wrapping_sub(3), b":")));
    is_strict && text.parse::<jiff::Timestamp>().is_ok()
}

/// Whether a text is a `full-date` of RFC 3339 section 5.6.
pub fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.as_bytes()[4] == b'-'
        && text.as_bytes()[7] == b'-'
        && text.parse::<jiff::civil::Date>().is_ok()
}

/// Whether a text is Base64 of RFC 4648 section 4, with padding.
pub fn is_base64(text: &str) -> bool {
    let text = text.as_bytes();
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len().is_multiple_of(4)
        && padding <= 2
        && text[..text.len() - padding].iter().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_time_has_all_its_parts() {
        for fine in [
            "2020-02-29T23:59:59Z",
            "0001-01-01T00:00:00.0000000+00:00",
            "2020-01-01t00:00:00.1234567+02:00",
            "2020-01-01T00:00:00-01:00",
        ] {
            assert!(is_date_time(fine), "{fine}");
        }
        for wrong in [
            "",
            "Z",
            "2020-01-01",
            "2020-01-01T00:00:00",
            "2020-02-30T00:00:00Z",
            "2020-01-01T00:00Z",
            "2020-01-01T25:00:00Z",
            "2020-01-01T00:00:00+0200",
            "2020-01-01T00:00:00Z[UTC]",
            "äöüäöüäöüäöüäöüäöü",
        ] {
            assert!(!is_date_time(wrong), "{wrong}");
        }
    }

    #[test]
    fn dates_and_base64_have_their_form() {
        assert!(is_date("2020-02-29") && !is_date("2021-02-29") && !is_date("2020-2-29"));
        assert!(is_base64("") && is_base64("aGk=") && is_base64("+/+/"));
        assert!(!is_base64("hello") && !is_base64("a===") && !is_base64("a-_="));
    }
}
