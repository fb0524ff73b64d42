//! Error bodies that show the inside of the program.

use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "leaked-stack-trace",
    group: Group::Status,
    page: include_str!("../../../specs/checks/leaked-stack-trace.md"),
    judge,
};

/// How many bytes of a body are looked at.
const LOOKED_AT: usize = 64 * 1024;

/// Words that nothing but a trace has.
const SIGNS: &[&str] = &[
    "Traceback (most recent call last)",
    "--- End of inner exception stack trace ---",
    "goroutine 1 [running]",
    "stack backtrace:",
];

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.answer().filter(|answer| answer.status >= 400) else {
        return;
    };
    let start = &answer.body[..answer.body.len().min(LOOKED_AT)];
    let trace = trace(&String::from_utf8_lossy(start));
    let ruling = if trace.is_some() {
        Ruling::Failed
    } else {
        Ruling::Passed
    };
    let requirement = "a failure is told without the inside of the program";
    let verdict = Verdict::new(CHECK.id, ruling, requirement, evidence.statuses())
        .expected("no stack trace")
        .actual(trace.unwrap_or_default())
        .cause("stack trace");
    verdicts.push(verdict);
}

/// The first line of a stack trace.
fn trace(text: &str) -> Option<String> {
    let text = text
        .replace("\\r", "")
        .replace("\\n", "\n")
        .replace("\\t", "\t");
    let sign = SIGNS.iter().find(|sign| text.contains(**sign));
    if let Some(sign) = sign {
        return Some((*sign).to_owned());
    }
    let mut frames = text
        .split('\n')
        .map(str::trim)
        .filter(|line| is_frame(line));
    let first = frames.next()?;
    // One such line may be prose.
    frames.next().map(|_| first.to_owned())
}

/// `at Bakery.Oven.Heat(Int32 degrees)`, `at Object.heat (/app/oven.js:1:2)`, as .NET, Java and
/// JavaScript write it.
fn is_frame(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("at ") else {
        return false;
    };
    let before = rest.split('(').next().unwrap_or("").trim_end();
    rest.contains('(') && before.contains('.') && !before.contains(' ')
}
