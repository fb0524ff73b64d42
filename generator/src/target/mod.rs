//! Output targets: what is generated from the model, one file a target.

pub mod openapi;
pub mod rust;
pub mod rust_client;
pub mod rust_server;

use crate::names::lock::{LockError, NamesLock};
use crate::render::{RenderError, Settings, Templates};
use bindery_model::{ResolvedApi, SourceMap};
use schemars::Schema;
use std::fmt;

/// A file that a target wants written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Relative to the output folder, with `/` between its parts.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// A bug of ours: what a target printed cannot be read back, or the model breaks a promise.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{target}: {message}")]
pub struct TargetBug {
    /// The target.
    pub target: &'static str,
    /// What went wrong, and at which operation or schema.
    pub message: String,
}

/// Why a target gives no files.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// We are wrong.
    #[error(transparent)]
    Bug(#[from] TargetBug),
    /// The lock file of names gives one that cannot be given.
    #[error(transparent)]
    Names(#[from] LockError),
    /// A template of the user's is wrong.
    #[error("{0}")]
    Template(String),
}

impl TargetError {
    /// What went wrong with a template of this target.
    fn of_template(target: &'static str, error: RenderError) -> Self {
        if error.is_users_fault {
            return TargetError::Template(error.message);
        }
        TargetError::Bug(TargetBug {
            target,
            message: error.message,
        })
    }
}

/// Every template, by folder: the name of one is `FOLDER/NAME`.
pub const TEMPLATES: &[(&str, Templates)] = &[
    ("rust", rust::TEMPLATES),
    ("rust_client", rust_client::TEMPLATES),
    ("rust_server", rust_server::TEMPLATES),
];

/// The version of what templates see. It grows when something is taken away or changes its meaning,
/// and not when something is added.
pub const CONTEXT_VERSION: u32 = 1;

/// The JSON Schema of what a template sees, by the template's name; `None` where there is no such
/// template, or it sees nothing.
pub fn context_schema(template: &str) -> Option<Schema> {
    let all = [
        rust::contexts(),
        rust_client::contexts(),
        rust_server::contexts(),
    ];
    let mut all = all.into_iter().flatten();
    let (_, mut schema) = all.find(|(name, _)| *name == template)?;
    schema.insert("x-context-version".to_owned(), CONTEXT_VERSION.into());
    Some(schema)
}

/// What is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// An OpenAPI document, as JSON and as YAML.
    OpenApi,
    /// A client crate in Rust.
    RustClient,
    /// A server crate in Rust.
    RustServer,
}

impl Target {
    /// Every target, by name.
    pub const ALL: &'static [Target] = &[Target::OpenApi, Target::RustClient, Target::RustServer];

    /// The name by which `--target` knows it.
    pub fn name(self) -> &'static str {
        match self {
            Target::OpenApi => "openapi",
            Target::RustClient => "rust-client",
            Target::RustServer => "rust-server",
        }
    }

    /// The target of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|target| target.name() == name)
    }

    /// What it wants written.
    ///
    /// # Errors
    /// Where we are wrong, or a template or a lock file of the user's is; never because of what a
    /// page says.
    pub fn generate(
        self,
        api: &ResolvedApi,
        sources: &SourceMap,
        options: &Options,
    ) -> Result<Vec<OutputFile>, TargetError> {
        let shared = &options.shared;
        match self {
            Target::OpenApi => Ok(openapi::generate(api, sources, &options.openapi)?),
            Target::RustClient => rust_client::generate(api, sources, &options.rust_client, shared),
            Target::RustServer => rust_server::generate(api, sources, &options.rust_server, shared),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What the user chose for each target.
#[derive(Clone, Debug)]
pub struct Options {
    /// For [`Target::OpenApi`].
    pub openapi: openapi::Options,
    /// For [`Target::RustClient`].
    pub rust_client: rust::Options,
    /// For [`Target::RustServer`].
    pub rust_server: rust_server::Options,
    /// For every target.
    pub shared: Shared,
}

/// What every target that prints programs heeds.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// Names that were chosen before, in the folder that is written to.
    pub names: NamesLock,
    /// How templates are filled in.
    pub render: Settings,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            openapi: openapi::Options::default(),
            rust_client: rust::Options::of("api-client"),
            rust_server: rust_server::Options::default(),
            shared: Shared::default(),
        }
    }
}
