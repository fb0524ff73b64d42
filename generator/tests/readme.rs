//! The README's reference of dialect files against the code that reads them: every key and every
//! word that a dialect file may have is in the section "The dialect file", in backticks.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use syn::{Attribute, Item, LitStr};

const SECTION: &str = "## The dialect file";

#[test]
fn the_reference_of_dialect_files_is_complete() {
    let readme = read("../README.md");
    let told = told_words(&readme);
    let mut expected = words_of("src/dialect/file.rs", |_| true);
    // Its words are the keys of `scalars`.
    expected.append(&mut words_of("../model/src/schema.rs", |name| {
        name == "Scalar"
    }));
    assert!(expected.len() > 100, "only {} words", expected.len());
    let missing: Vec<String> = expected
        .into_iter()
        .filter(|(_, word)| !told.contains(word))
        .map(|(place, word)| format!("`{word}` ({place})"))
        .collect();
    assert!(
        missing.is_empty(),
        "README.md does not tell of these in its section \"The dialect file\":\n  {}",
        missing.join("\n  ")
    );
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(path).expect("the file can be read")
}

/// The code spans of the section; of one such as `key: value` the key.
fn told_words(readme: &str) -> BTreeSet<String> {
    let (_, section) = readme.split_once(SECTION).expect("the section is there");
    let end = section.find("\n## ").unwrap_or(section.len());
    let spans = section[..end].split('`').skip(1).step_by(2);
    let words = spans.map(|span| span.split_once(':').map_or(span, |(key, _)| key));
    words.map(str::to_owned).collect()
}

/// Every name that a source gives to serde, with the place where it is declared.
fn words_of(path: &str, wanted: impl Fn(&str) -> bool) -> BTreeMap<String, String> {
    let file = syn::parse_file(&read(path)).expect("the source is Rust");
    let mut words = BTreeMap::new();
    for item in file.items {
        match item {
            Item::Struct(item) if is_read(&item.attrs) && wanted(&item.ident.to_string()) => {
                for field in item.fields {
                    let name = field.ident.map(|name| name.to_string()).unwrap_or_default();
                    let word = renamed(&field.attrs).unwrap_or_else(|| name.replace('_', "-"));
                    words.insert(format!("{}::{name}", item.ident), word);
                }
            }
            Item::Enum(item) if is_read(&item.attrs) && wanted(&item.ident.to_string()) => {
                for variant in item.variants {
                    let name = variant.ident.to_string();
                    let word = renamed(&variant.attrs).unwrap_or_else(|| kebab_case(&name));
                    words.insert(format!("{}::{name}", item.ident), word);
                }
            }
            _ => {}
        }
    }
    words
}

/// Whether serde reads it.
fn is_read(attributes: &[Attribute]) -> bool {
    let mut derives = false;
    for attribute in attributes
        .iter()
        .filter(|one| one.path().is_ident("derive"))
    {
        let found = attribute.parse_nested_meta(|meta| {
            let last = meta.path.segments.last();
            derives |= last.is_some_and(|segment| segment.ident == "Deserialize");
            Ok(())
        });
        found.expect("`derive` takes paths");
    }
    derives
}

/// The name that `#[serde(rename = "...")]` gives.
fn renamed(attributes: &[Attribute]) -> Option<String> {
    let mut name = None;
    for attribute in attributes.iter().filter(|one| one.path().is_ident("serde")) {
        let found = attribute.parse_nested_meta(|meta| {
            if let Ok(value) = meta.value() {
                let value: LitStr = value.parse()?;
                if meta.path.is_ident("rename") {
                    name = Some(value.value());
                }
            }
            Ok(())
        });
        found.expect("`serde` takes names and texts");
    }
    name
}

/// As `rename_all = "kebab-case"` has it.
fn kebab_case(name: &str) -> String {
    let mut word = String::new();
    for (at, letter) in name.char_indices() {
        if letter.is_uppercase() && at > 0 {
            word.push('-');
        }
        word.extend(letter.to_lowercase());
    }
    word
}
