//! Reads the cases of a page, and exchanges as they travel.

use bindery_conformance::case::{self, CaseKind, Credentials, Step};
use bindery_conformance::check::{Policy, Undocumented};
use bindery_conformance::exchange::{Answer, Cut, Exchange, Header, Lost, Outcome, Phase, Request};
use bindery_conformance::har::Routes;
use bindery_model::ResolvedApi;
use bytes::Bytes;
use std::ops::Range;
use std::time::Duration;

const MARK: &str = "````";

/// A case of a page.
pub(crate) struct Case<'t> {
    pub(crate) title: &'t str,
    /// Name and text.
    pub(crate) pages: Vec<(&'t str, &'t str)>,
    /// What stands behind `exchange`, and the text.
    pub(crate) exchanges: Vec<(&'t str, &'t str)>,
    /// Where the expected verdicts stand.
    pub(crate) verdicts: Range<usize>,
}

/// The cases of a page in their order.
pub(crate) fn cases(text: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    let (mut title, mut pages, mut exchanges) = ("", Vec::new(), Vec::new());
    let mut were_used = false;
    let mut fence: Option<(&str, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        match (line.trim_end().strip_prefix(MARK), fence) {
            (Some(""), Some((info, from))) => {
                fence = None;
                let inside = &text[from..start];
                match info.split_once(' ').unwrap_or((info, "")) {
                    ("page", name) => {
                        if std::mem::take(&mut were_used) {
                            pages.clear();
                        }
                        pages.push((name, inside));
                    }
                    ("exchange", info) => exchanges.push((info, inside)),
                    ("verdicts", _) => {
                        were_used = true;
                        cases.push(Case {
                            title,
                            pages: pages.clone(),
                            exchanges: std::mem::take(&mut exchanges),
                            verdicts: from..start,
                        });
                    }
                    _ => panic!("a fence marked `{info}` in the case `{title}`"),
                }
            }
            (Some(info), None) => fence = Some((info.trim(), at)),
            (Some(_), Some((info, _))) => panic!("a fence in the fence `{info}` of `{title}`"),
            (None, Some(_)) => {}
            (None, None) => title = line.strip_prefix("### ").map_or(title, str::trim),
        }
    }
    assert!(
        fence.is_none(),
        "a fence of the case `{title}` is not closed"
    );
    assert!(exchanges.is_empty(), "the case `{title}` has no verdicts");
    cases
}

/// An exchange, and the case that it is of; `info` may set the policy.
pub(crate) fn recorded(
    api: &ResolvedApi,
    info: &str,
    text: &str,
    policy: &mut Policy,
) -> (case::Case, Exchange) {
    let mut words = info.split(' ');
    let kind = kind(words.next().unwrap_or(""));
    let options: Vec<&str> = words.collect();
    let option = |name: &str| {
        let mut named = options.iter().filter_map(|one| one.split_once('='));
        named.find(|(one, _)| *one == name).map(|(_, value)| value)
    };
    set_policy(policy, &option);
    let text = text.strip_suffix('\n').unwrap_or(text);
    let at = text
        .find("\nHTTP/")
        .or_else(|| text.find("\nlost "))
        .expect("an answer, or `lost`");
    let (request, answer) = (&text[..at], &text[at + 1..]);
    let request = request_of(request);
    let outcome = match answer.strip_prefix("lost ") {
        Some(lost) => Outcome::Lost(lost_of(lost)),
        None => {
            let mut answer = answer_of(answer, &options);
            answer.elapsed = option("elapsed").map_or(Duration::ZERO, milliseconds);
            answer.cut = option("cut").map(cut);
            Outcome::Answer(answer)
        }
    };
    let path = request.url.trim_start_matches("https://shop.test");
    let path = path.split('?').next().unwrap_or("");
    let is_other = matches!(kind, CaseKind::UnknownPath | CaseKind::UnknownMethod);
    let found = Routes::new(api).find(&request.method, path);
    let operation = match found {
        Some(found) if !is_other => found.operation,
        _ if is_other => 0,
        _ => panic!("no operation is `{} {path}`", request.method),
    };
    let case = case::Case {
        id: "case".to_owned(),
        operation,
        method: (kind == CaseKind::UnknownMethod).then(|| request.method.clone()),
        path: (kind == CaseKind::UnknownPath).then(|| path.to_owned()),
        kind,
        parameters: Vec::new(),
        body: None,
        accept: Vec::new(),
        credentials: Credentials::Given,
    };
    (
        case,
        Exchange {
            request,
            outcome,
            wire: None,
        },
    )
}

fn set_policy<'o>(policy: &mut Policy, option: &dyn Fn(&str) -> Option<&'o str>) {
    if let Some(word) = option("undocumented") {
        policy.undocumented = match word {
            "strict" => Undocumented::Strict,
            "additive" => Undocumented::Additive,
            "learn" => Undocumented::Learn,
            _ => panic!("`undocumented={word}`"),
        };
    }
    if let Some(percent) = option("slack") {
        policy.slack_percent = percent.parse().expect("a percentage");
    }
}

fn kind(word: &str) -> CaseKind {
    let (word, rest) = word.split_once(':').unwrap_or((word, ""));
    let rest = rest.to_owned();
    match word {
        "boundary" => CaseKind::Boundary(rest),
        "sample" => CaseKind::Sample,
        "required" => CaseKind::Required,
        "optional" => CaseKind::Optional(rest),
        "media-type" => CaseKind::MediaType(rest),
        "option" => CaseKind::QueryOption(rest),
        "no-credentials" => CaseKind::NoCredentials,
        "wrong-credentials" => CaseKind::WrongCredentials,
        "missing" => CaseKind::Missing(rest),
        "malformed" => CaseKind::Malformed(rest),
        "outside-enum" => CaseKind::OutsideEnum(rest),
        "broken-body" => CaseKind::BrokenBody,
        "wrong-types" => CaseKind::WrongTypes,
        "wrong-media-type" => CaseKind::WrongMediaType,
        "unacceptable" => CaseKind::UnacceptableMediaType,
        "unknown-method" => CaseKind::UnknownMethod,
        "unknown-path" => CaseKind::UnknownPath,
        "recorded" => CaseKind::Recorded,
        "create" => CaseKind::Lifecycle(Step::Create),
        "read" => CaseKind::Lifecycle(Step::Read),
        "replace" => CaseKind::Lifecycle(Step::Replace),
        "replace-again" => CaseKind::Lifecycle(Step::ReplaceAgain),
        "patch" => CaseKind::Lifecycle(Step::Patch),
        "delete" => CaseKind::Lifecycle(Step::Delete),
        "read-gone" => CaseKind::Lifecycle(Step::ReadGone),
        _ => panic!("no kind of case is `{word}`"),
    }
}

fn request_of(text: &str) -> Request {
    let (first, headers, body) = message(text);
    let (method, target) = first.split_once(' ').expect("method and target");
    Request {
        method: method.to_owned(),
        url: format!("https://shop.test{target}"),
        headers,
        body: (!body.is_empty()).then(|| Bytes::copy_from_slice(body.as_bytes())),
    }
}

fn answer_of(text: &str, options: &[&str]) -> Answer {
    let (first, headers, body) = message(text);
    let status = first.split(' ').nth(1).and_then(|word| word.parse().ok());
    let mut bytes: Vec<u8> = match options.contains(&"latin1") {
        true => body
            .chars()
            .map(|c| u8::try_from(c).expect("a character of Latin-1"))
            .collect(),
        false => body.as_bytes().to_vec(),
    };
    if options.contains(&"bom") {
        bytes.splice(0..0, *b"\xEF\xBB\xBF");
    }
    Answer {
        status: status.expect("a status"),
        headers,
        body: Bytes::from(bytes),
        cut: None,
        elapsed: Duration::ZERO,
    }
}

/// First line, header fields, body.
fn message(text: &str) -> (&str, Vec<Header>, &str) {
    let text = text.trim_start_matches('\n');
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let first = lines.next().unwrap_or("");
    let field = |line: &str| {
        let (name, value) = line.split_once(": ").expect("a header field");
        Header::new(name, value)
    };
    (
        first,
        lines.map(field).collect(),
        body.trim_end_matches('\n'),
    )
}

fn lost_of(text: &str) -> Lost {
    let (phase, message) = text.split_once(": ").expect("a phase and a message");
    let phase = match phase {
        "connect" => Phase::Connect,
        "tls" => Phase::Tls,
        "send" => Phase::Send,
        "wait" => Phase::Wait,
        "parse" => Phase::Parse,
        _ => panic!("no phase is `{phase}`"),
    };
    let message = message.to_owned();
    Lost { phase, message }
}

fn milliseconds(text: &str) -> Duration {
    let number = text
        .strip_suffix("ms")
        .and_then(|digits| digits.parse().ok());
    Duration::from_millis(number.expect("a number of milliseconds"))
}

fn cut(text: &str) -> Cut {
    let (word, rest) = text.split_once(':').unwrap_or((text, ""));
    match word {
        "ended-early" => Cut::EndedEarly,
        "limit" => Cut::Limit(rest.parse().expect("a number of bytes")),
        "timeout" => Cut::Timeout(Duration::from_secs(rest.parse().expect("seconds"))),
        "coding" => Cut::Coding(rest.to_owned()),
        _ => panic!("no cut is `{text}`"),
    }
}
