//! bindery.yaml: what the project's pages are and what is made from them.

mod conform;
mod serve;

pub(crate) use conform::Conform;
pub(crate) use serve::{PORT, Serve};

use crate::exit::Failure;
use bindery_generator::target::Target;
use bindery_generator::target::{openapi, rust, rust_server};
use bindery_model::Severity;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use std::collections::BTreeMap;
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
    /// What to generate, and where to: a list of names, or a mapping from names to choices.
    pub(crate) targets: Targets,
    /// A folder of templates that stand in for ours.
    pub(crate) templates: Option<String>,
    /// Choices for the target `openapi`.
    pub(crate) openapi: OpenApi,
    /// Choices for the target `rust-client`.
    pub(crate) rust_client: RustCrate,
    /// Choices for `bindery check`.
    pub(crate) check: Check,
    /// Choices for `bindery conform`.
    pub(crate) conform: Conform,
    /// Choices for the target `rust-server`.
    pub(crate) rust_server: RustServer,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            pages: Vec::new(),
            dialect: "auto".to_owned(),
            out: "out".to_owned(),
            targets: Targets::default(),
            templates: None,
            openapi: OpenApi::default(),
            rust_client: RustCrate::default(),
            check: Check::default(),
            conform: Conform::default(),
            rust_server: RustServer::default(),
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

/// Choices for `bindery check`.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[serde(expecting = "keys with values, such as `ignore: [broken-row]`")]
pub(crate) struct Check {
    /// Only these rules: codes, names or groups.
    pub(crate) select: Vec<String>,
    /// None of these rules.
    pub(crate) ignore: Vec<String>,
    /// How much findings matter, by code, name or group.
    pub(crate) severity: BTreeMap<String, Level>,
    /// The file of findings that are known.
    pub(crate) baseline: Option<String>,
}

/// How much findings matter.
#[derive(Clone, Copy, Debug, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Level {
    Error,
    Warning,
    Info,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Info => Severity::Info,
        }
    }
}

/// Choices for a target that is a crate.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[serde(expecting = "keys with values, such as `package: pen-client`")]
pub(crate) struct RustCrate {
    /// The name of the crate.
    pub(crate) package: Option<String>,
    /// The version of the crate.
    pub(crate) version: Option<String>,
    /// Modules of resources that are default features.
    pub(crate) default_features: Option<Vec<String>>,
    /// The address below which the pages are published.
    pub(crate) page_url: Option<String>,
}

impl RustCrate {
    /// These choices, and `default` where none was made.
    pub(crate) fn options(&self, default: rust::Options) -> rust::Options {
        let chosen = self.clone();
        rust::Options {
            package: chosen.package.unwrap_or(default.package),
            version: chosen.version.unwrap_or(default.version),
            default_features: chosen.default_features,
            page_url: chosen.page_url,
        }
    }
}

/// Choices for the target `rust-server`.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[serde(expecting = "keys with values, such as `package: pen-server`")]
pub(crate) struct RustServer {
    /// The name of the crate.
    pub(crate) package: Option<String>,
    /// The version of the crate.
    pub(crate) version: Option<String>,
    /// Modules of resources that are default features.
    pub(crate) default_features: Option<Vec<String>>,
    /// The address below which the pages are published.
    pub(crate) page_url: Option<String>,
    /// The client of the same pages, for tests of both.
    pub(crate) client: Option<ClientCrate>,
}

/// A client crate: its name, and its folder as seen from that of the server.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(expecting = "`package` and `path`, such as `{package: pen-client, path: ../client}`")]
pub(crate) struct ClientCrate {
    pub(crate) package: String,
    pub(crate) path: String,
}

impl RustServer {
    /// These choices, and `default` where none was made.
    pub(crate) fn options(&self, default: rust_server::Options) -> rust_server::Options {
        let own = RustCrate {
            package: self.package.clone(),
            version: self.version.clone(),
            default_features: self.default_features.clone(),
            page_url: self.page_url.clone(),
        };
        let client = self.client.clone().map(|one| rust_server::ClientCrate {
            package: one.package,
            path: one.path,
        });
        rust_server::Options {
            own: own.options(default.own),
            client,
        }
    }
}

/// Targets in their order, each with the folder that is its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Targets(Vec<(Target, Option<String>)>);

impl Default for Targets {
    fn default() -> Self {
        Targets(vec![(Target::OpenApi, None)])
    }
}

impl Targets {
    /// The targets.
    pub(crate) fn names(&self) -> Vec<Target> {
        self.0.iter().map(|(target, _)| *target).collect()
    }

    /// The folder that is a target's own, if it has one.
    pub(crate) fn out(&self, target: Target) -> Option<&str> {
        let own = self.0.iter().find(|(one, _)| *one == target);
        own.and_then(|(_, out)| out.as_deref())
    }
}

/// What a target is told in the mapping.
#[derive(Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
#[serde(expecting = "keys with values, such as `out: docs`")]
struct TargetChoices {
    out: Option<String>,
}

impl<'de> Deserialize<'de> for Targets {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(TargetsVisitor)
    }
}

struct TargetsVisitor;

impl<'de> Visitor<'de> for TargetsVisitor {
    type Value = Targets;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of targets, or targets with choices, such as `openapi: {out: docs}`")
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Targets, A::Error> {
        let mut targets = Vec::new();
        while let Some(Word(target)) = list.next_element()? {
            targets.push((target, None));
        }
        Ok(Targets(targets))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Targets, A::Error> {
        let mut targets = Vec::new();
        while let Some(Word(target)) = map.next_key()? {
            let choices = map
                .next_value::<Option<TargetChoices>>()?
                .unwrap_or_default();
            targets.push((target, choices.out));
        }
        Ok(Targets(targets))
    }
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
            assert_eq!(config.targets.names(), [Target::OpenApi]);
        }
        let text = "pages: [a, b]\ntargets: []\nopenapi:\n  openapi-version: 3.0\n  title: Pens\n";
        let config = parse("bindery.yaml", text).expect("it is right");
        assert_eq!(config.pages, ["a", "b"]);
        assert_eq!(config.targets.names(), []);
        assert_eq!(config.openapi.openapi_version, openapi::Version::V3_0);
        assert_eq!(config.openapi.title.as_deref(), Some("Pens"));
    }

    #[test]
    fn targets_may_have_folders_of_their_own() {
        let text = "targets:\n  openapi:\n    out: docs\n  rust-client:\n";
        let targets = parse("bindery.yaml", text).expect("it is right").targets;
        assert_eq!(targets.names(), [Target::OpenApi, Target::RustClient]);
        assert_eq!(targets.out(Target::OpenApi), Some("docs"));
        assert_eq!(targets.out(Target::RustClient), None);
        let unknown = wrong("targets:\n  cobol:\n    out: docs\n");
        assert!(
            unknown.contains("bindery.yaml:2:3: ") && unknown.contains("`cobol` is no target"),
            "{unknown}"
        );
        let choice = wrong("targets:\n  openapi:\n    outt: docs\n");
        assert!(
            choice.contains("bindery.yaml:3:5: ") && choice.contains("unknown field `outt`"),
            "{choice}"
        );
        let form = wrong("targets: openapi\n");
        assert!(form.contains("a list of targets"), "{form}");
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
