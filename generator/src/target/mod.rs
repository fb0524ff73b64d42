//! Output targets: what is generated from the model, one file a target.

pub mod openapi;
pub mod rust;
pub mod rust_client;
pub mod rust_server;

use bindery_model::{ResolvedApi, SourceMap};
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
    /// Only where we are wrong; never because of what a page says.
    pub fn generate(
        self,
        api: &ResolvedApi,
        sources: &SourceMap,
        options: &Options,
    ) -> Result<Vec<OutputFile>, TargetBug> {
        match self {
            Target::OpenApi => openapi::generate(api, sources, &options.openapi),
            Target::RustClient => rust_client::generate(api, sources, &options.rust_client),
            Target::RustServer => rust_server::generate(api, sources, &options.rust_server),
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
}

impl Default for Options {
    fn default() -> Self {
        Options {
            openapi: openapi::Options::default(),
            rust_client: rust::Options::of("api-client"),
            rust_server: rust_server::Options::default(),
        }
    }
}
