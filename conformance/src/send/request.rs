//! From a case whose values are known to the request as it goes over the wire.

use crate::case::{Case, CaseBody, Content, Source, Target};
use crate::exchange::{Header, Request};
use crate::values;
use bindery_model::{Location, ResolvedApi, Type};
use bytes::Bytes;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// What is encoded in a part of a path: all but `unreserved` (RFC 3986 section 2.3).
const PART: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What is encoded in a query. Options of OData keep their `$`.
const QUERY: &AsciiSet = &PART.remove(b'$').remove(b',').remove(b'/').remove(b':');

/// Where requests go to and what all of them carry.
#[derive(Clone, Debug)]
pub struct Base {
    /// The server's address, without a slash at its end.
    pub url: String,
    /// Header fields of every request, which go before ours.
    pub headers: Vec<Header>,
}

/// The request of a case, or what is missing.
pub fn request(
    api: &ResolvedApi,
    case: &Case,
    base: &Base,
    credentials: &[Header],
) -> Result<Request, String> {
    let operation = &api.operations[case.operation];
    let mut path = case
        .path
        .clone()
        .unwrap_or_else(|| operation.path.value.clone());
    let mut query = String::new();
    let mut headers = Vec::new();
    for given in &case.parameters {
        let value = known(&given.value)?;
        let text = values::text(value);
        let parameter = match &given.parameter {
            Target::Header(name) => {
                headers.push(Header::new(name, text));
                continue;
            }
            Target::Parameter(at) => &operation.parameters[*at],
        };
        let name = &parameter.name.value;
        match parameter.location {
            Location::Path => {
                if text.is_empty() {
                    return Err(format!("`{name}` is empty, which makes another path"));
                }
                let encoded = utf8_percent_encode(&text, PART).to_string();
                path = path.replace(&format!("{{{name}}}"), &encoded);
            }
            Location::Query => {
                query.push(if query.is_empty() { '?' } else { '&' });
                query.extend(utf8_percent_encode(name, QUERY));
                query.push('=');
                query.extend(utf8_percent_encode(&text, QUERY));
            }
            Location::Header => headers.push(Header::new(name, text)),
        }
    }
    if path.contains('{') {
        return Err(format!("nothing fills `{path}`"));
    }
    let body = case.body.as_ref().map(|body| {
        let wanted = operation.request.as_ref().map(|one| &one.value_type);
        written(api, wanted, body)
    });
    let body = body.transpose()?;
    let method = case.method.as_deref();
    let mut request = Request {
        method: method.unwrap_or(operation.method.value.as_str()).to_owned(),
        url: format!("{}{path}{query}", base.url),
        headers: Vec::new(),
        body,
    };
    let mut put = |field: Header| {
        // What the user gives goes first, and nothing is sent twice.
        if request.header(&field.name).is_none() {
            request.headers.push(field);
        }
    };
    base.headers.iter().cloned().for_each(&mut put);
    if !case.accept.is_empty() {
        put(Header::new("Accept", case.accept.join(", ")));
    }
    put(Header::new("Accept-Encoding", "gzip, deflate"));
    if let Some(body) = &case.body {
        put(Header::new(
            "Content-Type",
            values::content_type(&body.media_type),
        ));
    }
    headers.into_iter().for_each(&mut put);
    credentials.iter().cloned().for_each(&mut put);
    Ok(request)
}

fn known(source: &Source) -> Result<&Value, String> {
    match source {
        Source::Known(value) => Ok(value),
        Source::Missing(what) => Err(what.clone()),
        Source::Produced { .. } | Source::FirstOf(_) | Source::Absent => {
            Err("a value that no operation has given yet".to_owned())
        }
    }
}

fn written(api: &ResolvedApi, wanted: Option<&Type>, body: &CaseBody) -> Result<Bytes, String> {
    match &body.content {
        Content::Bytes(bytes) => Ok(Bytes::copy_from_slice(bytes)),
        Content::Json(value, sources) if sources.is_empty() => {
            values::written(api, value, wanted, &body.media_type)
        }
        Content::Json(..) => Err("a part of the body that no operation has given yet".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{CaseKind, Credentials, Given};
    use crate::testing::CHAT;
    use serde_json::json;

    fn case(id: &str, values: &[(usize, Value)]) -> Case {
        let at = CHAT
            .api
            .operations
            .iter()
            .position(|one| one.id.value == id);
        let given = |(at, value): &(usize, Value)| Given {
            parameter: Target::Parameter(*at),
            value: Source::Known(value.clone()),
        };
        Case {
            id: id.to_owned(),
            operation: at.expect("there is such an operation"),
            kind: CaseKind::Required,
            parameters: values.iter().map(given).collect(),
            body: None,
            accept: vec!["application/json".to_owned()],
            credentials: Credentials::Given,
            method: None,
            path: None,
        }
    }

    fn base() -> Base {
        Base {
            url: "http://localhost/base".to_owned(),
            headers: vec![Header::new("X-One", "1")],
        }
    }

    #[test]
    fn values_are_encoded_where_they_stand() {
        let case = case(
            "v1ChatSessionEntity_GetChatSessionEntity",
            &[(0, json!("a/b?c")), (1, json!("A,B/C & D"))],
        );
        let request = request(&CHAT.api, &case, &base(), &[]).expect("it can be made");
        assert_eq!(
            request.url,
            "http://localhost/base/api/v1/ChatSession/a%2Fb%3Fc?$select=A,B/C%20%26%20D"
        );
        assert_eq!(request.header("x-one"), Some("1"));
    }

    #[test]
    fn a_bracket_is_never_sent() {
        let id = "v1ChatSessionEntity_GetChatSessionEntity";
        for case in [case(id, &[]), case(id, &[(0, json!(""))])] {
            assert!(request(&CHAT.api, &case, &base(), &[]).is_err());
        }
    }
}
