//! Credentials: whether a request has any that are documented.

use super::operation::Operation;
use super::problem::Problem;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt;

/// A security scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// HTTP Basic (RFC 7617).
    Basic,
    /// HTTP Bearer (RFC 6750).
    Bearer,
    /// Another scheme of the field `Authorization`.
    Authorization(&'static str),
    /// The value of this header field.
    Header(&'static str),
}

/// What a request proves itself with. It is present and of the form that is documented; whether it
/// is right is for the handler to say.
#[derive(Clone, PartialEq, Eq)]
pub enum Credentials {
    /// HTTP Basic: user name and password.
    Basic(String, String),
    /// HTTP Bearer: a token.
    Bearer(String),
    /// Another scheme of the field `Authorization`, and what stands behind it.
    Authorization(&'static str, String),
    /// A header field and its value.
    Header(&'static str, String),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Credentials::Basic(..) => "Basic",
            Credentials::Bearer(_) => "Bearer",
            Credentials::Authorization(scheme, _) => scheme,
            Credentials::Header(name, _) => name,
        })
    }
}

/// The first credentials of a request that are documented; `None` where none are asked for.
pub(crate) fn find(
    operation: &Operation,
    headers: &HeaderMap,
    realm: &str,
) -> Result<Option<Credentials>, Problem> {
    let found = operation
        .security
        .iter()
        .find_map(|scheme| scheme.find(headers));
    if found.is_some() || operation.security.is_empty() {
        return Ok(found);
    }
    let detail = "the request has none of the credentials that are documented";
    Err(unauthorized(operation, realm, detail))
}

/// 401 with a challenge for each documented scheme (RFC 9110 section 15.5.2).
pub(crate) fn unauthorized(operation: &Operation, realm: &str, detail: &str) -> Problem {
    let mut problem = Problem::new(StatusCode::UNAUTHORIZED, detail);
    for scheme in operation.security {
        problem = problem.with_header(WWW_AUTHENTICATE, scheme.challenge(realm));
    }
    problem.documented(operation, operation.line)
}

impl Scheme {
    fn find(self, headers: &HeaderMap) -> Option<Credentials> {
        Some(match self {
            Scheme::Basic => {
                let decoded = STANDARD.decode(authorization(headers, "Basic")?).ok()?;
                let text = String::from_utf8(decoded).ok()?;
                let (user, password) = text.split_once(':')?;
                Credentials::Basic(user.to_owned(), password.to_owned())
            }
            Scheme::Bearer => Credentials::Bearer(authorization(headers, "Bearer")?.to_owned()),
            Scheme::Authorization(name) => {
                Credentials::Authorization(name, authorization(headers, name)?.to_owned())
            }
            Scheme::Header(name) => {
                let value = headers.get(name)?.to_str().ok()?;
                Credentials::Header(name, Some(value).filter(|one| !one.is_empty())?.to_owned())
            }
        })
    }

    /// What the field `WWW-Authenticate` says of it (RFC 9110 section 11.6.1).
    fn challenge(self, realm: &str) -> String {
        let realm = realm.replace(['"', '\\'], "");
        match self {
            Scheme::Basic => format!("Basic realm=\"{realm}\", charset=\"UTF-8\""),
            Scheme::Bearer => format!("Bearer realm=\"{realm}\""),
            Scheme::Authorization(name) => format!("{name} realm=\"{realm}\""),
            // No scheme is registered for that; this one is widely used.
            Scheme::Header(name) => format!("ApiKey realm=\"{realm}\", header=\"{name}\""),
        }
    }
}

/// What stands behind the name of a scheme, which is compared regardless of case (RFC 9110 section
/// 11.1). A field that comes twice says nothing.
fn authorization<'a>(headers: &'a HeaderMap, scheme: &str) -> Option<&'a str> {
    let mut fields = headers.get_all(AUTHORIZATION).iter();
    let field = fields.next().filter(|_| fields.next().is_none())?;
    let (name, value) = field.to_str().ok()?.split_once(' ')?;
    let value = value.trim();
    (name.eq_ignore_ascii_case(scheme) && !value.is_empty()).then_some(value)
}
