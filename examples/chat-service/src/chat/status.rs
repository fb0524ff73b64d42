//! Stages of a chat.

pub(super) const PRE_CHAT_FORM: &str = "PreChatForm";
pub(super) const IN_QUEUE: &str = "InQueue";
pub(super) const CUSTOMER_LAST: &str = "CustomerLast";
pub(super) const USER_LAST: &str = "UserLast";
pub(super) const CLOSED: &str = "Closed";

pub(super) const ALL: &[&str] = &[PRE_CHAT_FORM, IN_QUEUE, CUSTOMER_LAST, USER_LAST, CLOSED];
