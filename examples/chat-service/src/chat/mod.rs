//! What chat sessions do: each function works on one connection, all or not at all.

pub(crate) mod access;
pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod defaults;
pub(crate) mod entity;
pub(crate) mod list;
pub(crate) mod opening;
pub(crate) mod pick_up;
pub(crate) mod remove;
pub(crate) mod replace;
pub(crate) mod say;
mod status;
pub(crate) mod transfer;
