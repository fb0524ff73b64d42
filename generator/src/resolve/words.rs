//! Words inside of names.

/// The singular of an English plural, by its ending; any other word as it is.
pub(super) fn singular(name: &str) -> String {
    let without = |count: usize| name[..name.len() - count].to_owned();
    match name {
        _ if name.ends_with("ies") => without(3) + "y",
        _ if ["sses", "tuses", "nuses", "xes"]
            .iter()
            .any(|ending| name.ends_with(ending)) =>
        {
            without(2)
        }
        // Status, analysis, class: these are one thing.
        _ if ["ss", "us", "is"]
            .iter()
            .any(|ending| name.ends_with(ending)) =>
        {
            name.to_owned()
        }
        _ if name.ends_with('s') => without(1),
        _ => name.to_owned(),
    }
}

/// The last word of a camel-case name.
pub(super) fn last_word(name: &str) -> &str {
    let bytes = name.as_bytes();
    let mut start = bytes.len();
    // Back over small letters and digits, and the capital before them; or over capitals alone.
    while start > 0 && (bytes[start - 1].is_ascii_lowercase() || bytes[start - 1].is_ascii_digit())
    {
        start -= 1;
    }
    let only_capitals = start == bytes.len();
    while start > 0 && bytes[start - 1].is_ascii_uppercase() {
        start -= 1;
        if !only_capitals {
            break;
        }
    }
    match name.get(start..) {
        Some(word) if !word.is_empty() => word,
        _ => name,
    }
}

/// The endings of a camel-case name that start with a capital, the longest first, itself included.
pub(super) fn tails(name: &str) -> impl Iterator<Item = &str> {
    let starts = name
        .char_indices()
        .filter(|(at, c)| *at == 0 || c.is_ascii_uppercase());
    starts.map(|(at, _)| &name[at..])
}

/// Whether a name has two or more camel-case words of which each has a small letter.
pub(super) fn is_compound(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.bytes().all(|b| b.is_ascii_alphabetic())
        && word.bytes().filter(u8::is_ascii_uppercase).count() >= 2
        && word.bytes().any(|b| b.is_ascii_lowercase())
}

/// The name with a capital first.
pub(super) fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// A name that can stand where names of schemas stand: letters, digits and `_`, words capitalised
/// where something else is taken out between them.
pub(super) fn as_schema_name(name: &str) -> String {
    let is_fine = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if starts_well && name.chars().all(|c| is_fine(c) || c == '.') {
        return name.to_owned();
    }
    let mut fixed = String::with_capacity(name.len() + 1);
    for part in name.split(|c| !is_fine(c)).filter(|part| !part.is_empty()) {
        let mut letters = part.chars();
        fixed.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        fixed.extend(letters);
    }
    if !fixed.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        fixed.insert_str(0, "Schema");
    }
    fixed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn singulars() {
        let cases = [
            "entities",
            "addresses",
            "boxes",
            "ids",
            "class",
            "item",
            "LicenseStatus",
            "statuses",
            "Analysis",
        ];
        let singulars = cases.map(singular);
        assert_eq!(
            singulars,
            [
                "entity",
                "address",
                "box",
                "id",
                "class",
                "item",
                "LicenseStatus",
                "status",
                "Analysis"
            ]
        );
    }

    #[test]
    fn last_words() {
        let cases = ["PersonIds", "URL", "fooBAR", "plain", "x1", ""];
        assert_eq!(
            cases.map(last_word),
            ["Ids", "URL", "BAR", "plain", "x1", ""]
        );
        let all: Vec<_> = tails("MotherAssociate").collect();
        assert_eq!(all, ["MotherAssociate", "Associate"]);
    }

    #[test]
    fn schema_names_are_made_of_anything() {
        let cases = ["Fine.One_2", "a b-c", "1st", "", "é"];
        let names = cases.map(as_schema_name);
        assert_eq!(
            names,
            ["Fine.One_2", "ABC", "Schema1st", "Schema", "Schema"]
        );
    }
}
