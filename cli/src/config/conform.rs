//! The section `conform:` of bindery.yaml.

use super::serve::Serve;
use indexmap::IndexMap;

/// What `bindery conform` does unless arguments say otherwise.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[serde(expecting = "keys with values, such as `url: https://crm.example.com`")]
pub(crate) struct Conform {
    /// The address of the server; with `serve`, where that is then found.
    pub(crate) url: Option<String>,
    /// A service to start.
    pub(crate) serve: Option<Serve>,
    /// Where credentials stand. Secrets themselves belong into no file that is shared.
    pub(crate) auth: Option<String>,
    /// Headers of every request.
    pub(crate) headers: IndexMap<String, String>,
    /// Hosts that requests may go to.
    pub(crate) hosts: Vec<String>,
    /// What may be sent beside reads.
    pub(crate) allow: Vec<String>,
    /// Whether updates and deletes may go to objects that the run did not create.
    pub(crate) allow_foreign: bool,
    /// Values by parameter, by identifier of a schema (`ChatSession/id`), or by glob.
    pub(crate) values: IndexMap<String, serde_json::Value>,
    /// How many requests are under way at once.
    pub(crate) jobs: Option<usize>,
    /// Made-up values depend on it.
    pub(crate) seed: Option<u64>,
    /// The most requests a second.
    pub(crate) rate: Option<f64>,
    /// Only these checks or groups.
    pub(crate) select: Vec<String>,
    /// All but these.
    pub(crate) ignore: Vec<String>,
    /// What properties that no page documents mean.
    pub(crate) undocumented: Option<String>,
    /// Statuses that every operation may answer with though no page lists them.
    pub(crate) common_statuses: Option<Vec<u16>>,
    /// By how many percent a documented response time may be exceeded.
    pub(crate) slack_percent: Option<u32>,
    /// A file with findings that are known.
    pub(crate) baseline: Option<String>,
    /// How much must be seen.
    pub(crate) min_coverage: Option<String>,
    /// The file for the report as JSON.
    pub(crate) json: Option<String>,
    /// The file for the report as JUnit.
    pub(crate) junit: Option<String>,
    /// The file for the findings as SARIF.
    pub(crate) sarif: Option<String>,
    /// The file for the report as HTML.
    pub(crate) html: Option<String>,
}
