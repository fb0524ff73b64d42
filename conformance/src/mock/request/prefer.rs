//! `Prefer` (RFC 7240) as Prism understands it: `code=404`, `example=2`, `dynamic=true`.

use super::Asked;
use axum::http::HeaderName;

/// What a request prefers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Preference {
    /// The answer of this status.
    pub(crate) code: Option<u16>,
    /// The sample of this number, from 1, as they stand on the page.
    pub(crate) example: Option<usize>,
    /// Values that are made up, or documented ones.
    pub(crate) dynamic: Option<bool>,
}

impl Preference {
    /// What the request says. Preferences that are not known here are passed over (RFC 7240 section 2).
    pub(crate) fn new(asked: &Asked) -> Self {
        let mut preference = Preference::default();
        if !asked.headers.contains_key("prefer") {
            return preference;
        }
        let text = asked
            .header(&HeaderName::from_static("prefer"))
            .unwrap_or_default();
        for part in text.split([',', ';']) {
            let (name, value) = part.split_once('=').unwrap_or((part, "true"));
            let value = value.trim().trim_matches('"');
            match name.trim().to_ascii_lowercase().as_str() {
                "code" => preference.code = value.parse().ok(),
                "example" => preference.example = value.parse().ok(),
                "dynamic" => preference.dynamic = value.parse().ok(),
                _ => {}
            }
        }
        preference
    }

    /// What the answer says of it (RFC 7240 section 3).
    pub(crate) fn applied(&self) -> Option<String> {
        let code = self.code.map(|code| format!("code={code}"));
        let example = self.example.map(|example| format!("example={example}"));
        let dynamic = self.dynamic.map(|dynamic| format!("dynamic={dynamic}"));
        let all: Vec<String> = [code, example, dynamic].into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join(", "))
    }
}
