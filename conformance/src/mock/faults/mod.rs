//! Named ways to break a promise, each with the check that is meant to notice.
//!
//! A fault is a small pure function on a value or an answer, or a rule that is not enforced. One file a
//! group, one line a fault in its list; [`ALL`] holds them all.

mod body;
mod input;
mod keeping;
mod media;
mod place;
mod shape;
mod shown;
mod status;
mod wire;

use super::reply::Reply;
use super::state::Keeping;
use crate::case::CaseKind;
use bindery_model::resolved::Operation;
use bindery_model::{ResolvedApi, Type};
use serde_json::Value;
use std::sync::LazyLock;

/// A way to break a promise.
#[derive(Debug)]
pub struct Fault {
    /// Stable kebab-case id.
    pub id: &'static str,
    /// The id of the check that is meant to notice.
    pub check: &'static str,
    /// What the server does, in a phrase.
    pub breaks: &'static str,
    /// What can be seen of it only in a mock with [`Options::stateful`](super::Options::stateful).
    pub needs_state: bool,
    /// Whether it keeps every request waiting, or makes every answer large: a few requests are enough.
    pub is_costly: bool,
    /// Which cases can show it.
    pub shown_by: fn(&CaseKind) -> bool,
    how: How,
}

/// How a promise is broken.
#[derive(Clone, Copy, Debug)]
pub(super) enum How {
    /// A rule is not enforced.
    Lax(Rule),
    /// The value of an answer is changed: says whether there was anything to change.
    Value(fn(&Scene<'_>, &mut Value) -> bool),
    /// An answer is changed.
    Reply(fn(&Scene<'_>, &mut Reply)),
    /// Something is kept otherwise than asked for.
    Keeping(Keeping),
}

/// Rules that requests must keep to, and what a query asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// A media type that the page does not list is refused.
    Acceptable,
    /// Of those that it lists the one that is asked for is sent.
    AcceptChoice,
    /// A body is of its type.
    BodyShape,
    /// A body parses.
    BodySyntax,
    /// There are credentials.
    Credentials,
    /// A parameter is one of its members.
    EnumMember,
    /// `$filter` is honoured.
    Filter,
    /// `$orderby` is honoured.
    OrderBy,
    /// A parameter is of its type.
    ParameterType,
    /// A body is in a documented media type.
    RequestMediaType,
    /// What is required is there.
    Required,
    /// Credentials are the right ones.
    RightCredentials,
    /// `$select` is honoured.
    Select,
    /// `$skip` is honoured.
    Skip,
    /// `$top` is honoured.
    Top,
    /// A method that the page does not list is refused.
    UnknownMethod,
    /// A path that no page documents is refused.
    UnknownPath,
}

/// What a fault may look at.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) api: &'a ResolvedApi,
    /// The operation; none where the path is of none.
    pub(super) operation: Option<&'a Operation>,
    /// The documented type of the answer's body.
    pub(super) wanted: Option<&'a Type>,
    /// The request.
    pub(super) asked: &'a super::Asked,
    /// Whether the mock refuses the request.
    pub(super) is_refusal: bool,
}

/// The rules that are not enforced.
pub(super) struct Lax<'a>(pub(super) &'a [&'static Fault]);

impl Lax<'_> {
    pub(super) fn is(&self, rule: Rule) -> bool {
        let mut all = self.0.iter();
        all.any(|fault| matches!(fault.how, How::Lax(one) if one == rule))
    }
}

impl Fault {
    /// Whether answers are whole, and only later than promised.
    pub(crate) fn is_late(&self) -> bool {
        self.check == "slower-than-documented"
    }

    pub(super) fn keeping(&self) -> Option<Keeping> {
        match self.how {
            How::Keeping(keeping) => Some(keeping),
            _ => None,
        }
    }

    /// Whether it changes values.
    pub(super) fn is_of_values(&self) -> bool {
        matches!(self.how, How::Value(_))
    }

    /// Changes the value of an answer.
    pub(super) fn break_value(&self, scene: &Scene<'_>, value: &mut Value) -> bool {
        match self.how {
            How::Value(change) => change(scene, value),
            _ => false,
        }
    }

    /// Changes an answer.
    pub(super) fn break_reply(&self, scene: &Scene<'_>, reply: &mut Reply) {
        if let How::Reply(change) = self.how {
            change(scene, reply);
        }
    }
}

/// Every fault, by id.
pub static ALL: LazyLock<Vec<Fault>> = LazyLock::new(|| {
    let groups = [
        body::all(),
        input::all(),
        keeping::all(),
        media::all(),
        shape::all(),
        status::all(),
        wire::all(),
    ];
    let mut all: Vec<Fault> = groups.into_iter().flatten().collect();
    all.sort_by_key(|fault| fault.id);
    all
});

/// The fault of an id.
pub fn find(id: &str) -> Option<&'static Fault> {
    ALL.iter().find(|fault| fault.id == id)
}

/// A fault in the list of its group.
fn fault(id: &'static str, check: &'static str, breaks: &'static str, how: How) -> Fault {
    Fault {
        id,
        check,
        breaks,
        needs_state: matches!(how, How::Keeping(_)),
        is_costly: false,
        shown_by: shown::by(how),
        how,
    }
}

impl Fault {
    fn costly(self) -> Self {
        Fault {
            is_costly: true,
            ..self
        }
    }

    fn shown_by(self, shown_by: fn(&CaseKind) -> bool) -> Self {
        Fault { shown_by, ..self }
    }
}

#[cfg(test)]
mod tests;
