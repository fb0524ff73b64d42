//! Requests that should be refused and are not, and parts of them that are passed over.

use super::{Fault, How, Rule, fault};

pub(super) fn all() -> Vec<Fault> {
    use How::Lax;
    vec![
        fault(
            "acceptance-ignored",
            "unacceptable-media-type-answered",
            "answers though it has nothing that is wanted",
            Lax(Rule::Acceptable),
        ),
        fault(
            "accept-ignored",
            "media-type-not-as-asked",
            "always sends the first media type",
            Lax(Rule::AcceptChoice),
        ),
        fault(
            "body-shape-ignored",
            "malformed-input-accepted",
            "takes bodies whose values are of other types",
            Lax(Rule::BodyShape),
        ),
        fault(
            "body-syntax-ignored",
            "malformed-input-accepted",
            "takes bodies that do not parse",
            Lax(Rule::BodySyntax),
        ),
        fault(
            "credentials-ignored",
            "credentials-not-needed",
            "answers without credentials",
            Lax(Rule::Credentials),
        ),
        fault(
            "enum-ignored",
            "unknown-member-accepted",
            "takes words that no page lists",
            Lax(Rule::EnumMember),
        ),
        fault(
            "filter-ignored",
            "filter-ignored",
            "passes over $filter",
            Lax(Rule::Filter),
        ),
        fault(
            "orderby-ignored",
            "orderby-ignored",
            "passes over $orderby",
            Lax(Rule::OrderBy),
        ),
        fault(
            "parameter-type-ignored",
            "malformed-input-accepted",
            "takes parameters of other types",
            Lax(Rule::ParameterType),
        ),
        fault(
            "request-media-type-ignored",
            "undocumented-media-type-accepted",
            "takes bodies in any media type",
            Lax(Rule::RequestMediaType),
        ),
        fault(
            "required-ignored",
            "missing-parameter-accepted",
            "does not ask for what is required",
            Lax(Rule::Required),
        ),
        fault(
            "select-ignored",
            "select-ignored",
            "passes over $select",
            Lax(Rule::Select),
        ),
        fault(
            "skip-ignored",
            "skip-ignored",
            "passes over $skip",
            Lax(Rule::Skip),
        ),
        fault(
            "top-ignored",
            "top-ignored",
            "passes over $top",
            Lax(Rule::Top),
        ),
        fault(
            "unknown-method-answered",
            "unknown-method-answered",
            "answers methods that no page lists",
            Lax(Rule::UnknownMethod),
        ),
        fault(
            "unknown-path-answered",
            "unknown-path-answered",
            "answers paths that no page documents",
            Lax(Rule::UnknownPath),
        ),
        fault(
            "wrong-credentials-accepted",
            "wrong-credentials-accepted",
            "takes credentials of anybody",
            Lax(Rule::RightCredentials),
        ),
    ]
}
