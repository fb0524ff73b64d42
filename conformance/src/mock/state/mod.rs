//! What requests create, replace, change and delete, kept so that later requests see it.
//!
//! An object that nobody created or deleted is the documented one, whatever its id: so every documented
//! request is answered, and what a run creates lives beside it.

mod change;
mod keep;
mod resources;
mod store;

pub(super) use keep::{Doing, Keeping, Kept};
pub(super) use resources::Resources;
pub(super) use store::Store;
