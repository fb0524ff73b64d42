//! The crate as a whole.
