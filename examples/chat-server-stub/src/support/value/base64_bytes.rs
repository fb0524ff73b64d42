//! Bytes that travel as Base64 text.

use base64::Engine;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Bytes that are Base64 text in JSON (RFC 4648 section 4).
///
/// The text is kept, and decoded only when asked for, so a text that is no Base64 never fails a
/// whole response.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Base64Bytes(Box<str>);

/// A text that is no Base64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base64Error(String);

impl fmt::Display for Base64Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "failed to read Base64: {}", self.0)
    }
}

impl std::error::Error for Base64Error {}

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl Base64Bytes {
    /// A value of this text, whatever it says.
    pub fn from_text(text: impl Into<Box<str>>) -> Self {
        Base64Bytes(text.into())
    }

    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes. Padding may be missing.
    ///
    /// # Errors
    /// Where the text is no Base64.
    pub fn bytes(&self) -> Result<Vec<u8>, Base64Error> {
        let bytes = LENIENT.decode(self.0.as_bytes());
        bytes.map_err(|error| Base64Error(error.to_string()))
    }
}

impl fmt::Debug for Base64Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64Bytes({} characters)", self.0.len())
    }
}

impl fmt::Display for Base64Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<Vec<u8>> for Base64Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Base64Bytes::from(&*bytes)
    }
}

impl From<&[u8]> for Base64Bytes {
    fn from(bytes: &[u8]) -> Self {
        Base64Bytes(STANDARD.encode(bytes).into())
    }
}

impl Serialize for Base64Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Base64Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<str>::deserialize(deserializer).map(Base64Bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_base64() {
        let bytes: Base64Bytes = serde_json::from_str("\"AP8=\"").expect("it is text");
        assert_eq!(bytes.bytes(), Ok(vec![0, 255]));
        assert_eq!(bytes, Base64Bytes::from(vec![0, 255]));
        let text = serde_json::to_string(&bytes).expect("it can be written");
        assert_eq!(text, "\"AP8=\"");
        assert_eq!(Base64Bytes::from_text("AP8").bytes(), Ok(vec![0, 255]));
    }

    #[test]
    fn what_is_none_is_told_when_it_is_asked_for() {
        let text = "\"Ipsum.\"";
        let bytes: Base64Bytes = serde_json::from_str(text).expect("it is text");
        assert!(bytes.bytes().is_err());
        assert_eq!(
            serde_json::to_string(&bytes).expect("it can be written"),
            text
        );
        assert_eq!(format!("{bytes:?}"), "Base64Bytes(6 characters)");
    }
}
