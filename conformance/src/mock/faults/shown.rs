//! Which cases can show a fault: a rule that is not enforced shows only where a request breaks it, and
//! a broken answer where a request is right.

use super::{How, Rule};
use crate::case::CaseKind as Kind;

/// Those that can show what breaks a promise in this way.
pub(super) fn by(how: How) -> fn(&Kind) -> bool {
    match how {
        How::Lax(rule) => breaking(rule),
        How::Value(_) | How::Reply(_) => good,
        How::Keeping(_) => |kind| matches!(kind, Kind::Lifecycle(_)),
    }
}

/// Those that break a rule, or ask for what the rule gives.
fn breaking(rule: Rule) -> fn(&Kind) -> bool {
    match rule {
        Rule::Acceptable => |kind| *kind == Kind::UnacceptableMediaType,
        Rule::AcceptChoice => |kind| matches!(kind, Kind::MediaType(_)),
        Rule::BodyShape => |kind| *kind == Kind::WrongTypes,
        Rule::BodySyntax => |kind| *kind == Kind::BrokenBody,
        Rule::Credentials => |kind| *kind == Kind::NoCredentials,
        Rule::EnumMember => |kind| matches!(kind, Kind::OutsideEnum(_)),
        Rule::Filter => |kind| is_option(kind, "$filter"),
        Rule::OrderBy => |kind| is_option(kind, "$orderby"),
        Rule::ParameterType => |kind| matches!(kind, Kind::Malformed(_)),
        Rule::RequestMediaType => |kind| *kind == Kind::WrongMediaType,
        Rule::Required => |kind| matches!(kind, Kind::Missing(_)),
        Rule::RightCredentials => |kind| *kind == Kind::WrongCredentials,
        Rule::Select => |kind| is_option(kind, "$select"),
        Rule::Skip => |kind| is_option(kind, "$skip"),
        Rule::Top => |kind| is_option(kind, "$top"),
        Rule::UnknownMethod => |kind| *kind == Kind::UnknownMethod,
        Rule::UnknownPath => |kind| *kind == Kind::UnknownPath,
    }
}

fn is_option(kind: &Kind, wanted: &str) -> bool {
    matches!(kind, Kind::QueryOption(name) if name.eq_ignore_ascii_case(wanted))
}

/// Requests as the page has them.
fn good(kind: &Kind) -> bool {
    matches!(kind, Kind::Required | Kind::Sample)
}

/// Requests whose parameters or bodies are wrong.
pub(super) fn bad_input(kind: &Kind) -> bool {
    kind.is_negative() && !refused_at_the_door(kind) && *kind != Kind::UnacceptableMediaType
}

/// Requests that are refused whatever they hold.
pub(super) fn refused_at_the_door(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::NoCredentials | Kind::WrongCredentials | Kind::UnknownMethod | Kind::UnknownPath
    )
}

/// Requests with credentials that are refused.
pub(super) fn refused(kind: &Kind) -> bool {
    kind.is_negative() && *kind != Kind::NoCredentials
}
