//! From what is stored to what is answered.

mod carrier;
mod message;
mod rights;
mod session;
mod topic;

pub(crate) use carrier::{associate, contact, person, project, sale, ticket};
pub(crate) use message::message;
pub(crate) use session::{session, session_with_links};
pub(crate) use topic::{topic, topic_with_links};

use crate::caller::{Caller, Role};
use crate::headers::View;

/// Who sees something, and how.
#[derive(Clone, Debug)]
pub(crate) struct Beholder {
    pub(crate) caller: Caller,
    pub(crate) view: View,
}

impl Beholder {
    fn is_reader(&self) -> bool {
        self.caller.role == Role::Reader
    }
}
