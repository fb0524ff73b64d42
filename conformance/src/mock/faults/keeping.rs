//! What is kept otherwise than asked for.

use super::{Fault, How, fault};
use crate::mock::state::Keeping;

pub(super) fn all() -> Vec<Fault> {
    use How::Keeping as Keeps;
    vec![
        fault(
            "create-forgotten",
            "created-not-readable",
            "forgets what was created",
            Keeps(Keeping::CreateForgotten),
        ),
        fault(
            "delete-ignored",
            "deleted-still-there",
            "keeps what was deleted",
            Keeps(Keeping::DeleteIgnored),
        ),
        fault(
            "patch-changes-more",
            "patch-changes-more",
            "changes more than a patch names",
            Keeps(Keeping::PatchChangesMore),
        ),
        fault(
            "patch-ignored",
            "patch-changes-less",
            "changes nothing",
            Keeps(Keeping::PatchIgnored),
        ),
        fault(
            "put-counts",
            "put-not-idempotent",
            "gives another object each time that it is replaced",
            Keeps(Keeping::PutCounts),
        ),
        fault(
            "put-merges",
            "put-not-replacing",
            "keeps what a replacement leaves out",
            Keeps(Keeping::PutMerges),
        ),
    ]
}
