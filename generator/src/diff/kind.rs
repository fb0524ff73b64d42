//! The kinds of changes, and whom each breaks: the policy of `specs/diff/`.

use super::change::Audience;

/// A kind of change. Each has a section in a page of `specs/diff/`, whose examples run as tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // Their names say it, and `specs/diff/` the rest.
pub enum Kind {
    OperationAdded,
    OperationIdChanged,
    OperationMoved,
    OperationRemoved,
    OperationRenamed,
    ParameterAdded,
    ParameterDefaultChanged,
    ParameterMoved,
    ParameterOptional,
    ParameterRemoved,
    ParameterRenamed,
    ParameterRequired,
    ParameterTypeChanged,
    RequiredParameterAdded,
    HeaderAdded,
    HeaderOptional,
    HeaderRemoved,
    HeaderRequired,
    RequiredHeaderAdded,
    SecurityAdded,
    SecurityRemoved,
    SecurityRequired,
    StatusAdded,
    StatusRemoved,
    BodyAdded,
    BodyRemoved,
    BodyTypeChanged,
    MediaTypeAdded,
    MediaTypeRemoved,
    PropertyAdded,
    PropertyNotNullable,
    PropertyNullable,
    PropertyOptional,
    PropertyRemoved,
    PropertyRenamed,
    PropertyRequired,
    PropertyTypeChanged,
    RequiredPropertyAdded,
    EnumMemberAdded,
    EnumMemberRemoved,
    SchemaRenamed,
    DescriptionChanged,
}

/// What a changelog files a change under (keepachangelog.com 1.1.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// Something new.
    Added,
    /// Something is otherwise.
    Changed,
    /// Something is gone.
    Removed,
}

/// What of a message a change is seen in, and how the old and the new fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// In requests.
    pub(super) in_request: bool,
    /// In responses.
    pub(super) in_response: bool,
    /// What was right before is right after.
    pub(super) old_fits_new: bool,
    /// What is right after was right before.
    pub(super) new_fits_old: bool,
}

impl Kind {
    /// Every kind, in the order in which changes are told.
    pub const ALL: [Kind; 42] = [
        Kind::OperationRemoved,
        Kind::OperationRenamed,
        Kind::OperationMoved,
        Kind::OperationIdChanged,
        Kind::OperationAdded,
        Kind::ParameterRemoved,
        Kind::ParameterRenamed,
        Kind::ParameterMoved,
        Kind::ParameterTypeChanged,
        Kind::ParameterRequired,
        Kind::ParameterOptional,
        Kind::ParameterDefaultChanged,
        Kind::RequiredParameterAdded,
        Kind::ParameterAdded,
        Kind::HeaderRemoved,
        Kind::HeaderRequired,
        Kind::HeaderOptional,
        Kind::RequiredHeaderAdded,
        Kind::HeaderAdded,
        Kind::SecurityRemoved,
        Kind::SecurityRequired,
        Kind::SecurityAdded,
        Kind::StatusRemoved,
        Kind::StatusAdded,
        Kind::BodyRemoved,
        Kind::BodyTypeChanged,
        Kind::BodyAdded,
        Kind::MediaTypeRemoved,
        Kind::MediaTypeAdded,
        Kind::PropertyRemoved,
        Kind::PropertyRenamed,
        Kind::PropertyTypeChanged,
        Kind::PropertyRequired,
        Kind::PropertyOptional,
        Kind::PropertyNotNullable,
        Kind::PropertyNullable,
        Kind::RequiredPropertyAdded,
        Kind::PropertyAdded,
        Kind::EnumMemberRemoved,
        Kind::EnumMemberAdded,
        Kind::SchemaRenamed,
        Kind::DescriptionChanged,
    ];

    /// The kind in kebab case, as it is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::OperationAdded => "operation-added",
            Kind::OperationIdChanged => "operation-id-changed",
            Kind::OperationMoved => "operation-moved",
            Kind::OperationRemoved => "operation-removed",
            Kind::OperationRenamed => "operation-renamed",
            Kind::ParameterAdded => "parameter-added",
            Kind::ParameterDefaultChanged => "parameter-default-changed",
            Kind::ParameterMoved => "parameter-moved",
            Kind::ParameterOptional => "parameter-optional",
            Kind::ParameterRemoved => "parameter-removed",
            Kind::ParameterRenamed => "parameter-renamed",
            Kind::ParameterRequired => "parameter-required",
            Kind::ParameterTypeChanged => "parameter-type-changed",
            Kind::RequiredParameterAdded => "required-parameter-added",
            Kind::HeaderAdded => "header-added",
            Kind::HeaderOptional => "header-optional",
            Kind::HeaderRemoved => "header-removed",
            Kind::HeaderRequired => "header-required",
            Kind::RequiredHeaderAdded => "required-header-added",
            Kind::SecurityAdded => "security-added",
            Kind::SecurityRemoved => "security-removed",
            Kind::SecurityRequired => "security-required",
            Kind::StatusAdded => "status-added",
            Kind::StatusRemoved => "status-removed",
            Kind::BodyAdded => "body-added",
            Kind::BodyRemoved => "body-removed",
            Kind::BodyTypeChanged => "body-type-changed",
            Kind::MediaTypeAdded => "media-type-added",
            Kind::MediaTypeRemoved => "media-type-removed",
            Kind::PropertyAdded => "property-added",
            Kind::PropertyNotNullable => "property-not-nullable",
            Kind::PropertyNullable => "property-nullable",
            Kind::PropertyOptional => "property-optional",
            Kind::PropertyRemoved => "property-removed",
            Kind::PropertyRenamed => "property-renamed",
            Kind::PropertyRequired => "property-required",
            Kind::PropertyTypeChanged => "property-type-changed",
            Kind::RequiredPropertyAdded => "required-property-added",
            Kind::EnumMemberAdded => "enum-member-added",
            Kind::EnumMemberRemoved => "enum-member-removed",
            Kind::SchemaRenamed => "schema-renamed",
            Kind::DescriptionChanged => "description-changed",
        }
    }

    /// What a changelog files it under.
    pub fn nature(self) -> Nature {
        let name = self.as_str();
        if name.ends_with("-added") {
            Nature::Added
        } else if name.ends_with("-removed") {
            Nature::Removed
        } else {
            Nature::Changed
        }
    }

    /// The place in [`Kind::ALL`].
    pub(super) fn rank(self) -> usize {
        let mut all = Kind::ALL.iter();
        all.position(|kind| *kind == self).unwrap_or(usize::MAX)
    }

    /// Whom a change of this kind breaks, and why; `specs/diff/` gives the reasons at length.
    pub(super) fn policy(self, seen: Seen) -> (Vec<Audience>, &'static str) {
        use Audience::{Caller, Rust, Server};
        let mut breaks = Vec::new();
        let mut add = |who: Audience, does: bool| {
            if does {
                breaks.push(who);
            }
        };
        let why = match self {
            Kind::OperationAdded => {
                add(Server, true);
                "a server has one operation more to offer"
            }
            Kind::OperationRemoved => {
                add(Caller, true);
                add(Rust, true);
                "calls of it are no longer answered"
            }
            Kind::OperationMoved => {
                add(Caller, true);
                add(Server, true);
                "calls at the old place are no longer answered"
            }
            Kind::OperationRenamed => {
                add(Caller, true);
                add(Server, true);
                add(Rust, true);
                "calls at the old place are no longer answered, and its method is called otherwise"
            }
            Kind::OperationIdChanged => {
                add(Rust, true);
                "calls stay right, but the generated method is called otherwise"
            }
            Kind::ParameterAdded | Kind::HeaderAdded => {
                add(Server, true);
                "calls without it stay right"
            }
            Kind::RequiredParameterAdded | Kind::RequiredHeaderAdded => {
                add(Caller, true);
                add(Server, true);
                add(Rust, true);
                "calls that were right lack it"
            }
            Kind::ParameterRemoved | Kind::HeaderRemoved => {
                add(Caller, true);
                add(Rust, true);
                "what calls say with it is no longer heeded"
            }
            Kind::ParameterRenamed => {
                add(Caller, seen.in_request);
                add(Server, seen.in_request);
                add(Rust, true);
                if seen.in_request {
                    "calls under the old name are no longer heeded"
                } else {
                    "the path of a call stays the same, but the generated argument is called \
                     otherwise"
                }
            }
            Kind::ParameterMoved => {
                add(Caller, true);
                add(Server, true);
                "calls send it where it is no longer looked for"
            }
            Kind::ParameterTypeChanged => {
                add(Caller, !seen.old_fits_new);
                add(Server, !seen.new_fits_old);
                add(Rust, true);
                if seen.old_fits_new {
                    "every value that was right still is, but generated code has another type"
                } else {
                    "values that were right no longer are"
                }
            }
            Kind::ParameterRequired | Kind::HeaderRequired => {
                add(Caller, true);
                add(Rust, true);
                "calls without it were right and no longer are"
            }
            Kind::ParameterOptional | Kind::HeaderOptional => {
                add(Server, true);
                add(Rust, true);
                "a server must do without it"
            }
            Kind::ParameterDefaultChanged => {
                add(Caller, true);
                add(Server, true);
                "calls that leave it out mean something else"
            }
            Kind::SecurityAdded => {
                add(Server, true);
                "one way more to sign in; the others stay"
            }
            Kind::SecurityRemoved => {
                add(Caller, true);
                add(Rust, true);
                "callers that sign in this way are refused"
            }
            Kind::SecurityRequired => {
                add(Caller, true);
                add(Server, true);
                "calls without credentials were right and no longer are"
            }
            Kind::StatusAdded => "callers already meet statuses that no page lists",
            Kind::StatusRemoved => {
                add(Caller, seen.in_response);
                add(Server, true);
                if seen.in_response {
                    "a caller that waits for this success no longer sees it"
                } else {
                    "a caller that handles this failure no longer needs to"
                }
            }
            Kind::BodyAdded => {
                add(Caller, seen.in_request);
                add(Server, true);
                add(Rust, true);
                if seen.in_request {
                    "calls that were right lack the body"
                } else {
                    "callers may leave the body unread"
                }
            }
            Kind::BodyRemoved => {
                add(Caller, true);
                add(Server, true);
                add(Rust, true);
                if seen.in_request {
                    "what calls say in the body is no longer heeded"
                } else {
                    "callers miss the body"
                }
            }
            Kind::MediaTypeAdded => {
                add(Server, true);
                "one form more to choose from"
            }
            Kind::MediaTypeRemoved => {
                add(Caller, true);
                "callers that use this form are refused"
            }
            Kind::BodyTypeChanged | Kind::PropertyTypeChanged => {
                let caller =
                    seen.in_request && !seen.old_fits_new || seen.in_response && !seen.new_fits_old;
                add(Caller, caller);
                let server =
                    seen.in_request && !seen.new_fits_old || seen.in_response && !seen.old_fits_new;
                add(Server, server);
                add(Rust, true);
                if caller {
                    "values that were right no longer are, or there are values of a new kind"
                } else {
                    "callers stay right, but generated code has another type"
                }
            }
            Kind::PropertyAdded => {
                add(Server, true);
                "callers may pass over it"
            }
            Kind::RequiredPropertyAdded => {
                add(Caller, true);
                add(Server, true);
                "calls that were right lack it"
            }
            Kind::PropertyRemoved => {
                add(Caller, true);
                add(Rust, true);
                if seen.in_response {
                    "callers that read it miss it"
                } else {
                    "what calls say with it is no longer heeded"
                }
            }
            Kind::PropertyRenamed => {
                add(Caller, true);
                add(Server, true);
                add(Rust, true);
                "the old name is no longer there"
            }
            Kind::PropertyRequired => {
                add(Caller, seen.in_request);
                add(Server, seen.in_response);
                if seen.in_request {
                    "calls without it were right and no longer are"
                } else {
                    "callers that can do without it still can"
                }
            }
            Kind::PropertyOptional => {
                add(Caller, seen.in_response);
                add(Server, seen.in_request);
                if seen.in_response {
                    "callers that rely on it may miss it"
                } else {
                    "calls that send it stay right"
                }
            }
            Kind::PropertyNullable => {
                add(Caller, seen.in_response);
                add(Server, seen.in_request);
                if seen.in_response {
                    "callers that rely on a value may find null"
                } else {
                    "calls that send a value stay right"
                }
            }
            Kind::PropertyNotNullable => {
                add(Caller, seen.in_request);
                add(Server, seen.in_response);
                if seen.in_request {
                    "calls that send null were right and no longer are"
                } else {
                    "callers that can take null still can"
                }
            }
            Kind::EnumMemberAdded => {
                add(Server, seen.in_request);
                if seen.in_response {
                    "callers must already keep words that they do not know"
                } else {
                    "calls with the other words stay right"
                }
            }
            Kind::EnumMemberRemoved => {
                add(Caller, seen.in_request);
                add(Server, seen.in_response);
                add(Rust, true);
                if seen.in_request {
                    "calls with this word were right and no longer are"
                } else {
                    "callers no longer meet this word"
                }
            }
            Kind::SchemaRenamed => {
                add(Rust, true);
                "messages stay the same, but the generated type is called otherwise"
            }
            Kind::DescriptionChanged => "words for people only",
        };
        (breaks, why)
    }
}
