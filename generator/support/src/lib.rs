//! What every generated client and server carries.
//!
//! This code is the same in every one of them. It is written and tested in the repository of the
//! generator, and copied from there, folder by folder: `value` and either `client` or `server`.

#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "server")]
pub mod server;
pub mod value;
