//! Requests to which no answer comes.

use crate::check::{Check, Evidence, Group};
use crate::exchange::{Outcome, Phase};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "no-answer",
    group: Group::Status,
    page: include_str!("../../../specs/checks/no-answer.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let requirement = "a request is answered";
    let tell = |ruling| Verdict::new(CHECK.id, ruling, requirement, evidence.endpoint());
    let lost = match &evidence.exchange.outcome {
        Outcome::Answer(_) => return verdicts.push(tell(Ruling::Passed)),
        Outcome::Lost(lost) => lost,
    };
    let (ruling, what) = match lost.phase {
        // Before a connection stands, the page has promised nothing yet.
        Phase::Connect => (Ruling::Skipped, "no connection"),
        Phase::Tls => (Ruling::Skipped, "no agreement on TLS"),
        Phase::Send => (
            Ruling::Failed,
            "the connection ended while the request was sent",
        ),
        Phase::Wait => (Ruling::Failed, "no status came"),
        Phase::Parse => (Ruling::Failed, "what came is no HTTP"),
    };
    let verdict = tell(ruling)
        .expected("a status")
        .actual(format!("{what}: {}", lost.message))
        .cause(what);
    verdicts.push(verdict);
}
