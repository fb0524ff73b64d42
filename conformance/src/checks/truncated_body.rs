//! Bodies that end before their end.

use crate::body::Trouble;
use crate::check::{Check, Evidence, Group};
use crate::exchange::Cut;
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "truncated-body",
    group: Group::Media,
    page: include_str!("../../../specs/checks/truncated-body.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.answer() else {
        return;
    };
    let verdict = |ruling| {
        Verdict::new(CHECK.id, ruling, "the body is whole", evidence.statuses())
            .expected("a whole body")
    };
    let length = answer.body.len();
    let (ruling, actual, cause) = match &answer.cut {
        Some(Cut::EndedEarly) => {
            let told = format!("the connection ended behind {length} bytes");
            (Ruling::Failed, told, "connection ended")
        }
        Some(Cut::Timeout(limit)) => {
            let told = format!("{length} bytes in {} s, and no end", limit.as_secs_f64());
            (Ruling::Failed, told, "too slow")
        }
        Some(Cut::Limit(limit)) => {
            let told = format!("more than {limit} bytes, after which reading stopped");
            (Ruling::Warning, told, "too long")
        }
        Some(Cut::Coding(_) | Cut::NotRecorded) => return,
        None if evidence.reading.troubles.contains(&Trouble::EndsEarly) => {
            let told = format!("the value is not closed at the end of {length} bytes");
            (Ruling::Failed, told, "value not closed")
        }
        None if length == 0 => return,
        None => (Ruling::Passed, String::new(), ""),
    };
    verdicts.push(verdict(ruling).actual(actual).cause(cause));
}
