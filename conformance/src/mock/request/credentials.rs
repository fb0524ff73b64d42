//! Who may ask.

use super::Asked;
use crate::mock::faults::{Lax, Rule};
use crate::mock::problem::Problem;
use axum::http::{HeaderName, StatusCode, header};
use base64::Engine;
use bindery_model::ResolvedApi;
use bindery_model::resolved::{Operation, SecurityKind, SecurityScheme};

/// Whether a request has credentials of one of the documented schemes, and the right ones where `right`
/// names some.
pub(crate) fn credentials(
    api: &ResolvedApi,
    operation: &Operation,
    asked: &Asked,
    right: &[crate::exchange::Header],
    lax: &Lax<'_>,
) -> Result<(), Problem> {
    let schemes: Vec<&SecurityScheme> = operation
        .security
        .iter()
        .filter_map(|at| api.security.get(*at))
        .collect();
    if schemes.is_empty() || lax.is(Rule::Credentials) {
        return Ok(());
    }
    let of_authorization = schemes.iter().filter(|scheme| is_of_authorization(scheme));
    let is_alone = of_authorization.count() == 1;
    let detail = match schemes
        .iter()
        .any(|scheme| is_given(scheme, asked, is_alone))
    {
        false => "credentials are missing, or of no documented form; send one of",
        true if right.is_empty() || lax.is(Rule::RightCredentials) || is_right(right, asked) => {
            return Ok(());
        }
        true => "these credentials are not the right ones; send others of",
    };
    let names: Vec<&str> = schemes.iter().map(|scheme| &*scheme.name).collect();
    let detail = format!("{detail} {}", names.join(", "));
    let mut problem = Problem::new(StatusCode::UNAUTHORIZED, detail);
    if let Some(scheme) = schemes.first() {
        problem = problem.documented(scheme.evidence.span);
    }
    for scheme in schemes {
        problem = problem.header(header::WWW_AUTHENTICATE, &challenge(scheme));
    }
    Err(problem)
}

/// Whether the credentials of a scheme stand in `Authorization`.
fn is_of_authorization(scheme: &SecurityScheme) -> bool {
    match &scheme.kind {
        SecurityKind::Basic | SecurityKind::Bearer => true,
        SecurityKind::ApiKey { header } => header.eq_ignore_ascii_case("authorization"),
    }
}

/// Whether the request has credentials of the form that the scheme says; `is_alone` where no other scheme
/// has its credentials in `Authorization`.
fn is_given(scheme: &SecurityScheme, asked: &Asked, is_alone: bool) -> bool {
    let authorization = || asked.header(&header::AUTHORIZATION);
    let behind = |word: &str| {
        let text = authorization()?;
        let (scheme, rest) = text.split_once(' ')?;
        let rest = rest.trim().to_owned();
        (scheme.eq_ignore_ascii_case(word) && !rest.is_empty()).then_some(rest)
    };
    match &scheme.kind {
        // RFC 7617 section 2: user name and password with a colon between them, as Base64.
        SecurityKind::Basic => behind("Basic").is_some_and(|text| {
            let decoded = base64::prelude::BASE64_STANDARD.decode(text);
            decoded.is_ok_and(|bytes| bytes.contains(&b':'))
        }),
        SecurityKind::Bearer => behind("Bearer").is_some(),
        SecurityKind::ApiKey { header: name } => {
            let Ok(name) = HeaderName::try_from(name.as_str()) else {
                return false;
            };
            if name == header::AUTHORIZATION {
                // A key here has the scheme's name before it, or nothing where no other could be meant.
                let is_bare = || authorization().is_some_and(|text| !text.trim().is_empty());
                return behind(&scheme.name).is_some() || (is_alone && is_bare());
            }
            asked
                .header(&name)
                .is_some_and(|text| !text.trim().is_empty())
        }
    }
}

fn is_right(right: &[crate::exchange::Header], asked: &Asked) -> bool {
    right.iter().any(|one| {
        let name = HeaderName::try_from(one.name.as_str());
        name.is_ok_and(|name| asked.header(&name).as_deref() == Some(&one.value))
    })
}

/// RFC 9110 section 11.6.1. A key in a header of its own has no registered challenge.
fn challenge(scheme: &SecurityScheme) -> String {
    match &scheme.kind {
        SecurityKind::Basic => "Basic realm=\"mock\", charset=\"UTF-8\"".to_owned(),
        SecurityKind::Bearer => "Bearer realm=\"mock\"".to_owned(),
        SecurityKind::ApiKey { .. } if is_of_authorization(scheme) => {
            format!("{} realm=\"mock\"", scheme.name)
        }
        SecurityKind::ApiKey { header } => format!("ApiKey realm=\"mock\", header=\"{header}\""),
    }
}
