//! What is asked for, and whether the pages allow it: one file a part of a request.

mod accept;
mod asked;
mod body;
mod credentials;
mod parameters;
mod prefer;

pub(super) use accept::{Format, choose, essence as essence_of, format_of};
pub use asked::Asked;
pub(super) use body::body;
pub(super) use credentials::credentials;
pub(super) use parameters::{find_parameter, fits_path, parameters};
pub(super) use prefer::Preference;
