//! The section `serve:` below `conform:`: a service that is started to be asked.

use indexmap::IndexMap;

/// Stands for the free port that was found.
pub(crate) const PORT: &str = "{port}";

/// How a service is started. `{port}` in `command` and `env` stands for a port that is free.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[serde(expecting = "keys with values, such as `command: [my-service, --port, '{port}']`")]
pub(crate) struct Serve {
    /// The program and its arguments; no shell reads them. It runs in the folder of bindery.yaml.
    pub(crate) command: Vec<String>,
    /// A program that makes it, with its arguments. It may take as long as it wants.
    #[serde(default)]
    pub(crate) build: Vec<String>,
    /// More of its environment.
    #[serde(default)]
    pub(crate) env: IndexMap<String, String>,
    /// A path that is answered with 2xx once it is ready; where none is given, any answer will do.
    pub(crate) ready: Option<String>,
    /// How many seconds it may take until it is ready.
    #[serde(default = "half_a_minute")]
    pub(crate) timeout: f64,
}

fn half_a_minute() -> f64 {
    30.0
}

impl Serve {
    /// Whether a free port has to be found for it. `url`: where it is said to be.
    pub(crate) fn needs_port(&self, url: Option<&str>) -> bool {
        let mut words = self.command.iter().chain(self.env.values());
        words.any(|word| word.contains(PORT)) || url.is_some_and(|url| url.contains(PORT))
    }
}
