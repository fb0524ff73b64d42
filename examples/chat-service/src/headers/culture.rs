//! `SO-Culture`: how dates are written for people.

use crate::storage::Instant;
use axum::http::HeaderMap;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

/// How a culture writes a date with a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Culture(&'static str);

/// By culture or language, the longer first.
const KNOWN: &[(&str, &str)] = &[
    ("de", "%d.%m.%Y %H:%M"),
    ("en-us", "%m/%d/%Y %I:%M %p"),
    ("en", "%d/%m/%Y %H:%M"),
    ("nb", "%d.%m.%Y %H:%M"),
];

impl Culture {
    /// That of nobody.
    pub(super) const PLAIN: Culture = Culture("%Y-%m-%d %H:%M");

    /// The culture of a request. It counts where a language is chosen, and then goes before it.
    pub(super) fn wanted(headers: &HeaderMap, languages: &[String]) -> Self {
        let Some(language) = languages.first() else {
            return Culture::PLAIN;
        };
        let own = headers.get("so-culture").and_then(|one| one.to_str().ok());
        let own = own.unwrap_or(language).trim().to_ascii_lowercase();
        let found = [&own, language].into_iter().find_map(|wanted| {
            let fits = |name: &str| {
                let rest = wanted.strip_prefix(name);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            };
            KNOWN.iter().find(|(name, _)| fits(name))
        });
        found.map_or(Culture::PLAIN, |(_, format)| Culture(format))
    }

    /// A moment for people; nothing where it has not come.
    pub(super) fn display(self, instant: Instant, zone: &TimeZone) -> String {
        if instant == Instant::NEVER {
            return String::new();
        }
        let zoned = instant.timestamp().to_zoned(zone.clone());
        strtime::format(self.0, &zoned).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_culture_counts_where_a_language_is_chosen() {
        let instant = Instant::parse("2024-03-05T21:07:00Z").expect("it is one");
        let shown = |culture: &'static str, languages: &[&str]| {
            let mut headers = HeaderMap::new();
            headers.insert("so-culture", HeaderValue::from_static(culture));
            let languages: Vec<String> = languages.iter().map(|&one| one.to_owned()).collect();
            Culture::wanted(&headers, &languages).display(instant, &TimeZone::UTC)
        };
        assert_eq!(shown("de-DE", &[]), "2024-03-05 21:07");
        assert_eq!(shown("de-DE", &["en"]), "05.03.2024 21:07");
        assert_eq!(shown("en-US", &["nb"]), "03/05/2024 09:07 PM");
        assert_eq!(shown("english", &["nb"]), "05.03.2024 21:07");
        assert_eq!(shown("xx", &["yy"]), "2024-03-05 21:07");
    }
}
