//! What sends, retries and reads, for every operation of a client.

mod builder;
mod credentials;
mod error;
mod execute;
mod handle;
mod json_patch;
mod json_path;
mod multipart;
mod operation;
mod outcome;
mod pages;
mod read;
mod request;
mod retry;

pub use builder::{BuildError, ClientBuilder};
pub use error::{Error, ErrorKind};
pub use handle::{Answer, Client, RawRequest};
pub use json_patch::JsonPatch;
pub use multipart::{Body, Multipart};
pub use operation::Operation;
pub use outcome::Outcome;
pub use pages::{Page, Pages};
pub use request::Request;
pub use retry::RetryPolicy;
