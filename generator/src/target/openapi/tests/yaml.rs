//! The YAML, for readers of YAML 1.2 and of 1.1.

use super::model::{api, node, sources};
use super::{Options, generate, written};
use bindery_model::SampleBody;
use serde_json::{Value, json};

/// Text that a reader of YAML 1.1 or 1.2 takes for something else where it is not quoted.
#[rustfmt::skip]
const AMBIGUOUS: &[&str] = &[
    "on", "On", "off", "OFF", "yes", "Yes", "no", "NO", "y", "Y", "n", "N", "true", "False", "null",
    "Null", "~", "", "=", "<<", "2024-01-01", "2024-01-01T10:20:30Z", "2024-1-1 10:20:30 +1",
    "12:30:00", "1:30", "190:20:30.15", "0o7", "017", "007", "09", "0x1F", "0b11", "1_000", "1e3",
    "1E+3", "1.", ".5", "+1", "-1", "1.5", ".inf", "-.INF", ".NaN",
];

/// Text whose form YAML must keep.
#[rustfmt::skip]
const ODD: &[&str] = &[
    "two\nlines", "ends with a break\n", "\nstarts with one", "\n", " \n x\n", "  two\n one\n",
    "three\n\n\n", "a\r\nb", "tab\tin it", "\t", "trailing ", "trailing  \nin lines \n ", " leading",
    "\u{1f600} emoji", "\u{e9}", "\0", "\u{1b}[31m", "\u{85}\u{2028}\u{feff}", "a: b", "a #b", "#a",
    "&a", "*a", "!a", "|", "> x", "%a", "@a", "`a`", "{a}", "[a]", "a, b", "?", "? a", "-", "- a",
    "---", "...", "a:", "\"q\"", "'q'", "it's", "back\\slash",
];

/// A document with these in a sample: as values and as keys.
fn with(words: &[&str]) -> (Value, String) {
    let keys = words.iter().map(|word| ((*word).to_owned(), json!(1)));
    let keys: serde_json::Map<String, Value> = keys.collect();
    let long = "long words ".repeat(60);
    let sample = json!({"Id": 7, "Extra": {"values": words, "keys": keys, "long": long}});
    let mut api = api();
    let body = node(&sample.to_string());
    api.operations[1].sample_requests[1].body = Some(SampleBody::Json(body));
    let document = written(&api, &sources(), &Options::default());
    let body = &document["paths"]["/contact"]["post"]["requestBody"];
    let told = &body["content"]["application/json"]["examples"]["sample"]["value"];
    assert_eq!(*told, sample, "the sample is an example");
    let files = generate(&api, &sources(), &Options::default()).expect("it can be written");
    (document, files[1].text.clone())
}

fn read(text: &str) -> Value {
    serde_yaml::from_str(text).expect("it is YAML")
}

#[test]
fn what_readers_of_yaml_would_mistake_is_quoted() {
    let (document, text) = with(AMBIGUOUS);
    assert_eq!(read(&text), document);
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    for word in AMBIGUOUS {
        let quoted = |form: &str| [format!("- \"{form}\""), format!("- '{form}'")];
        let value = quoted(word);
        assert!(value.iter().any(|one| lines.contains(&&**one)), "{word}");
        let key = [format!("\"{word}\": 1"), format!("'{word}': 1")];
        assert!(key.iter().any(|one| lines.contains(&&**one)), "{word}");
    }
    assert!(lines.contains(&"openapi: \"3.1.0\""));
}

#[test]
fn text_of_every_form_stays_as_it_is() {
    let (document, text) = with(ODD);
    assert_eq!(read(&text), document);
}

#[test]
fn what_nobody_mistakes_is_plain() {
    let (_, text) = with(&["plain", "two words", "Contact.Name"]);
    for line in [
        "- plain\n",
        "- two words\n",
        "- Contact.Name\n",
        "plain: 1\n",
    ] {
        assert!(text.contains(line), "{line}");
    }
}
