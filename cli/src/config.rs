//! bindery.yaml: what the project's pages are and what is made from them.

use crate::exit::Failure;
use bindery_generator::target::Target;
use bindery_generator::target::openapi;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use std::fmt;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

/// The name under which the configuration is looked for.
pub(crate) const FILE_NAME: &str = "bindery.yaml";

/// What bindery.yaml says. Paths are relative to its folder.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[serde(expecting = "keys with values, such as `pages: [docs]`")]
pub(crate) struct Config {
    /// Files and folders of pages.
    pub(crate) pages: Vec<String>,
    /// A dialect's name, the path of a dialect file, or `auto`.
    pub(crate) dialect: String,
    /// The folder to write to.
    pub(crate) out: String,
    /// What to generate.
    #[serde(deserialize_with = "targets")]
    pub(crate) targets: Vec<Target>,
    /// Choices for the target `openapi`.
    pub(crate) openapi: OpenApi,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            pages: Vec::new(),
            dialect: "auto".to_owned(),
            out: "out".to_owned(),
            targets: Target::ALL.to_vec(),
            openapi: OpenApi::default(),
        }
    }
}

/// Choices for the target `openapi`.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[serde(expecting = "keys with values, such as `title: Pens`")]
pub(crate) struct OpenApi {
    /// The title of the API.
    pub(crate) title: Option<String>,
    /// The version of the API.
    pub(crate) version: Option<String>,
    /// The URL of the server.
    pub(crate) server: Option<String>,
    /// The version of OpenAPI: 3.0 or 3.1.
    #[serde(deserialize_with = "openapi_version")]
    pub(crate) openapi_version: openapi::Version,
    /// Whether paths that are equal but for the names of their parameters are told apart.
    pub(crate) distinct_paths: bool,
}

fn targets<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Target>, D::Error> {
    let words = Vec::<Word<Target>>::deserialize(from)?;
    Ok(words.into_iter().map(|word| word.0).collect())
}

fn openapi_version<'de, D: Deserializer<'de>>(from: D) -> Result<openapi::Version, D::Error> {
    Ok(Word::deserialize(from)?.0)
}

/// A value that is spelt with one word. Mistakes are told while the word is read, because only then
/// is its line known.
struct Word<T>(T);

trait Spelt: Sized {
    const EXPECTED: &'static str;
    fn read(word: &str) -> Result<Self, String>;
}

impl Spelt for Target {
    const EXPECTED: &'static str = "a target";
    fn read(word: &str) -> Result<Self, String> {
        target(word)
    }
}

impl Spelt for openapi::Version {
    const EXPECTED: &'static str = "a version of OpenAPI";
    fn read(word: &str) -> Result<Self, String> {
        let all: Vec<&str> = openapi::Version::ALL
            .iter()
            .map(|one| one.as_str())
            .collect();
        let all = all.join(", ");
        let unknown = || format!("`{word}` is no version of OpenAPI that we write; there is {all}");
        openapi::Version::parse(word).ok_or_else(unknown)
    }
}

impl<'de, T: Spelt> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(WordVisitor(PhantomData))
    }
}

struct WordVisitor<T>(PhantomData<T>);

impl<T: Spelt> Visitor<'_> for WordVisitor<T> {
    type Value = Word<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<Word<T>, E> {
        T::read(word).map(Word).map_err(E::custom)
    }

    // YAML reads 3.1 as a number where it is not quoted.
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Word<T>, E> {
        self.visit_str(&format!("{number:?}"))
    }
}

/// The target of this name, or a message that lists them.
pub(crate) fn target(name: &str) -> Result<Target, String> {
    let all: Vec<&str> = Target::ALL.iter().map(|target| target.name()).collect();
    let all = all.join(", ");
    Target::parse(name).ok_or_else(|| format!("`{name}` is no target; there is {all}"))
}

/// The configuration that holds in the folder `current`: its bindery.yaml or the nearest above.
pub(crate) fn find(current: &Path) -> Option<PathBuf> {
    let candidates = current.ancestors().map(|folder| folder.join(FILE_NAME));
    candidates.into_iter().find(|path| path.is_file())
}

/// Reads the configuration at `path`, which is shown as `shown`.
pub(crate) fn read(path: &Path, shown: &str) -> Result<Config, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::io("read", shown, error))?;
    parse(shown, &text)
}

fn parse(shown: &str, text: &str) -> Result<Config, Failure> {
    // A file of comments says nothing, so the defaults hold.
    match serde_yaml::from_str::<Option<Config>>(text) {
        Ok(config) => Ok(config.unwrap_or_default()),
        Err(error) => {
            let place = error
                .location()
                .map(|at| format!(":{}:{}", at.line(), at.column()));
            let place = place.unwrap_or_default();
            let message = error.to_string();
            // The message ends with the place, which is told before it.
            let message = message
                .rfind(" at line ")
                .map_or(&*message, |end| &message[..end]);
            Err(Failure::usage(
                "read the configuration",
                format!("{shown}{place}: {message}"),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> String {
        parse("bindery.yaml", text).map_or_else(|error| error.to_string(), |_| "right".to_owned())
    }

    #[test]
    fn what_is_left_out_has_a_default() {
        for text in ["", "# nothing\n", "{}\n"] {
            let config = parse("bindery.yaml", text).expect("it is right");
            assert_eq!(
                (config.dialect.as_str(), config.out.as_str()),
                ("auto", "out")
            );
            assert_eq!(config.targets, Target::ALL);
        }
        let text = "pages: [a, b]\ntargets: []\nopenapi:\n  openapi-version: 3.0\n  title: Pens\n";
        let config = parse("bindery.yaml", text).expect("it is right");
        assert_eq!(config.pages, ["a", "b"]);
        assert_eq!(config.targets, []);
        assert_eq!(config.openapi.openapi_version, openapi::Version::V3_0);
        assert_eq!(config.openapi.title.as_deref(), Some("Pens"));
    }

    #[test]
    fn mistakes_are_told_with_line_and_column() {
        let place = "failed to read the configuration: bindery.yaml:2:1: unknown field `page`";
        assert!(
            wrong("out: x\npage: [a]\n").starts_with(place),
            "{}",
            wrong("out: x\npage: [a]\n")
        );
        let target = wrong("out: x\ntargets: [openapi, cobol]\n");
        assert!(target.contains("bindery.yaml:2:20: "), "{target}");
        assert!(
            target.contains("`cobol` is no target; there is openapi"),
            "{target}"
        );
        let version = wrong("openapi:\n  openapi-version: 2.0\n");
        assert!(version.contains("bindery.yaml:2:20: "), "{version}");
        assert!(
            version.contains("`2.0` is no version of OpenAPI"),
            "{version}"
        );
        let form = wrong("[pages]\n");
        assert!(
            form.contains("expected keys with values, such as `pages: [docs]`"),
            "{form}"
        );
        let syntax = wrong("pages: [a\n");
        assert!(syntax.contains("bindery.yaml:"), "{syntax}");
    }
}
