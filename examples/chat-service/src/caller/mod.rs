//! Who calls, and how that is proven.

mod authenticate;
mod cookie;
mod password;
mod verified;

pub(crate) use authenticate::Gate;
pub(crate) use password::hash_password;

/// Someone whose credentials were right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    pub(crate) id: i32,
    pub(crate) full_name: String,
    pub(crate) role: Role,
}

/// What a caller may do at all; what is allowed on a topic is said by the membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Everything, on topics that he or she belongs to.
    Administrator,
    /// Reading and writing; deleting only as a manager of the topic.
    Agent,
    /// Reading.
    Reader,
}
