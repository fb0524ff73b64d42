//! What sends, retries and reads, for every operation of a client.

mod builder;
mod credentials;
mod error;
mod execute;
mod handle;
mod json_path;
mod operation;
mod request;
mod retry;

pub use builder::{BuildError, ClientBuilder};
pub use error::{Error, ErrorKind};
pub use handle::{Answer, Client, RawRequest};
pub use operation::Operation;
pub use request::{Body, Request};
pub use retry::RetryPolicy;
