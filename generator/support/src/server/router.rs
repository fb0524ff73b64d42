//! One service for all operations: it finds the one that is meant, checks the request against what
//! is documented, and writes the answer in the media type that is wanted.

use super::accept::{self, essence, is_form, is_json, is_xml, listed};
use super::answer::{Answer, Content};
use super::credentials;
use super::operation::{BodyIn, BodyOut, Operation};
use super::parameters;
use super::path;
use super::problem::Problem;
use super::reply_headers::ReplyHeaders;
use super::request::Call;
use super::routes::{Endpoint, Routes};
use super::select;
use super::settings::Settings;
use super::xml;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, ALLOW, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE,
    HeaderName, TRANSFER_ENCODING, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::time::timeout;

struct Service {
    /// By number of segments, those that go before others first.
    endpoints: BTreeMap<usize, Vec<Endpoint>>,
    realm: Arc<str>,
    settings: Settings,
}

/// A router of these operations. It is a fallback, so that routes of your own may stand beside it.
pub fn router(routes: impl IntoIterator<Item = Routes>, settings: Settings) -> Router {
    let mut endpoints: BTreeMap<usize, Vec<Endpoint>> = BTreeMap::new();
    for endpoint in routes.into_iter().flat_map(|one| one.0) {
        let rank = endpoint.path.rank();
        endpoints.entry(rank.len()).or_default().push(endpoint);
    }
    for alike in endpoints.values_mut() {
        alike.sort_by_key(|one| (one.path.rank(), parameters::open_paths(one.operation)));
    }
    let service = Arc::new(Service {
        endpoints,
        realm: settings.realm.as_str().into(),
        settings,
    });
    Router::new().fallback(move |request: Request| {
        let service = Arc::clone(&service);
        async move {
            let answered = service.answer(request).await;
            answered.unwrap_or_else(IntoResponse::into_response)
        }
    })
}

type Values<'p> = Vec<(&'static str, &'p str)>;

impl Service {
    async fn answer(&self, request: Request) -> Result<Response, Problem> {
        let (head, body) = request.into_parts();
        let settings = &self.settings;
        self.check_size(&head.uri.to_string(), &head.headers)?;
        let Some(path) = path::segments(head.uri.path()) else {
            let detail = "the path is not percent-encoded UTF-8";
            return Err(Problem::new(StatusCode::BAD_REQUEST, detail));
        };
        let (endpoint, values) = self.find(&path, &head.method)?;
        let operation = endpoint.operation;
        check_single(operation, &head.headers)?;
        let credentials = credentials::find(operation, &head.headers, &settings.realm)?;
        let media_type = check_accept(operation, &head.headers)?;
        check_content_type(operation, &head.headers)?;
        let query = parameters::query(head.uri.query().unwrap_or(""))
            .map_err(|problem| problem.documented(operation, operation.line))?;
        let parameters = parameters::read(operation, &values, &query, &head.headers)?;
        let is_documented = operation.parameters.iter().any(|one| one.name == "$select");
        let kept = query
            .iter()
            .find(|(name, _)| name == "$select" && settings.select && is_documented)
            .map(|(_, list)| &**list);
        kept.map_or(Ok(()), select::check)
            .map_err(|problem| problem.documented(operation, operation.line))?;
        let body = self.read(operation, &head.headers, body).await?;
        let reply = ReplyHeaders::default();
        let call = Call {
            operation,
            parameters,
            body,
            headers: head.headers,
            credentials,
            extensions: head.extensions,
            reply: reply.clone(),
            realm: Arc::clone(&self.realm),
        };
        let answer = timeout(settings.answer_timeout, (endpoint.answer)(call)).await;
        let answer = answer.map_err(|_| {
            let detail = "no answer was made in time";
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail)
        })?;
        let written = answer
            .or_else(Problem::into_answer)
            .and_then(|answer| write(operation, answer, media_type, kept));
        let mut response = written.unwrap_or_else(IntoResponse::into_response);
        reply.add_to(response.headers_mut());
        Ok(response)
    }

    fn check_size(&self, uri: &str, headers: &HeaderMap) -> Result<(), Problem> {
        let most = self.settings.max_uri;
        if uri.len() > most {
            let detail = format!("path and query are over {most} bytes");
            return Err(Problem::new(StatusCode::URI_TOO_LONG, detail));
        }
        let most = self.settings.max_headers;
        let size: usize = headers
            .iter()
            .map(|(name, value)| name.as_str().len() + value.len())
            .sum();
        if size > most {
            let detail = format!("the header fields are over {most} bytes");
            return Err(Problem::new(
                StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
                detail,
            ));
        }
        Ok(())
    }

    /// The operation that a request means. Of several whose paths fit, those with fixed segments go
    /// first, then those that say more of their parameters, where the values are such.
    fn find<'p>(
        &self,
        path: &'p [String],
        method: &Method,
    ) -> Result<(&Endpoint, Values<'p>), Problem> {
        let alike = self.endpoints.get(&path.len()).into_iter().flatten();
        let fitting = alike.filter_map(|one| Some((one, one.path.values(path)?)));
        let fitting: Vec<(&Endpoint, Values<'p>)> = fitting.collect();
        if fitting.is_empty() {
            let detail = "no operation with this path is documented";
            return Err(Problem::new(StatusCode::NOT_FOUND, detail));
        }
        let mut allowed: Vec<&str> = fitting
            .iter()
            .map(|(one, _)| one.operation.method.as_str())
            .collect();
        // What can be got has a head (RFC 9110 section 9.3.2).
        let is_head = method == Method::HEAD && !allowed.contains(&"HEAD");
        let method = if is_head { &Method::GET } else { method };
        let mut left: Vec<_> = fitting
            .into_iter()
            .filter(|(one, _)| one.operation.method == *method)
            .collect();
        let best = left
            .iter()
            .position(|(one, values)| parameters::fits_path(one.operation, values));
        if left.is_empty() {
            if allowed.contains(&"GET") {
                allowed.push("HEAD");
            }
            allowed.sort_unstable();
            allowed.dedup();
            let allowed = allowed.join(", ");
            let detail = format!("the methods that are documented for this path are {allowed}");
            let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail);
            return Err(problem.with_header(ALLOW, allowed));
        }
        Ok(left.swap_remove(best.unwrap_or(0)))
    }

    async fn read(
        &self,
        operation: &Operation,
        headers: &HeaderMap,
        body: Body,
    ) -> Result<Bytes, Problem> {
        let (BodyIn::Json(_, line) | BodyIn::Bytes(_, line)) = operation.takes else {
            return Ok(Bytes::new());
        };
        let most = self.settings.max_body;
        let too_large = || {
            let detail = format!("the body is over {most} bytes");
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail).documented(operation, line)
        };
        if length(headers).is_some_and(|length| length > most) {
            return Err(too_large());
        }
        match timeout(self.settings.read_timeout, to_bytes(body, most)).await {
            Ok(Ok(bytes)) => Ok(bytes),
            Ok(Err(error)) if is_limit(&error) => Err(too_large()),
            Ok(Err(_)) => Err(Problem::new(StatusCode::BAD_REQUEST, "the body broke off")),
            Err(_) => Err(Problem::new(
                StatusCode::REQUEST_TIMEOUT,
                "the body did not come in time",
            )),
        }
    }
}

fn is_limit(error: &axum::Error) -> bool {
    let mut source: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = source {
        if error.to_string().contains("length limit exceeded") {
            return true;
        }
        source = error.source();
    }
    false
}

fn length(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Fields that must not come twice: which of the two holds is anybody's guess.
fn check_single(operation: &Operation, headers: &HeaderMap) -> Result<(), Problem> {
    for name in [AUTHORIZATION, CONTENT_TYPE] {
        if headers.get_all(&name).iter().count() > 1 {
            return Err(wrong_header(operation, &name, "is there more than once"));
        }
    }
    Ok(())
}

fn wrong_header(operation: &Operation, name: &HeaderName, reason: &str) -> Problem {
    let detail = format!("the header field `{name}` {reason}");
    Problem::new(StatusCode::BAD_REQUEST, detail)
        .with("parameter", name.as_str())
        .with("in", "header")
        .documented(operation, operation.line)
}

/// The media type to answer in; `None` where the handler chooses it, or there is nothing to write.
fn check_accept(
    operation: &Operation,
    headers: &HeaderMap,
) -> Result<Option<&'static str>, Problem> {
    let fields: Result<Vec<&str>, _> = headers
        .get_all(ACCEPT)
        .iter()
        .map(|one| one.to_str())
        .collect();
    let Ok(fields) = fields else {
        return Err(wrong_header(
            operation,
            &ACCEPT,
            "has characters that cannot be read",
        ));
    };
    let wanted = (!fields.is_empty()).then(|| fields.join(","));
    let (list, may_write): (_, fn(&str) -> bool) = match operation.gives {
        BodyOut::Nothing => return Ok(None),
        BodyOut::Value(list, _) => (list, |one| is_json(one) || is_xml(one)),
        BodyOut::Bytes(list) => (list, |_| true),
    };
    let offers = listed(list).filter(|one| may_write(one));
    match (accept::choose(wanted.as_deref(), offers), operation.gives) {
        (Some(chosen), BodyOut::Value(..)) => Ok(Some(chosen)),
        (Some(_), _) => Ok(None),
        (None, _) => {
            let detail = format!("the media types that are documented for the answer are {list}");
            let problem = Problem::new(StatusCode::NOT_ACCEPTABLE, detail);
            Err(problem
                .with("parameter", "accept")
                .with("in", "header")
                .documented(operation, operation.line))
        }
    }
}

fn check_content_type(operation: &Operation, headers: &HeaderMap) -> Result<(), Problem> {
    let (list, line, may_read): (_, _, fn(&str) -> bool) = match operation.takes {
        BodyIn::Nothing => return Ok(()),
        BodyIn::Json(list, line) => (list, line, |one| {
            is_json(one) || is_xml(one) || is_form(one)
        }),
        BodyIn::Bytes(list, line) => (list, line, |_| true),
    };
    let unsupported = |detail: String| {
        let readable: Vec<&str> = listed(list).filter(|one| may_read(one)).collect();
        Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail)
            .with("parameter", "content-type")
            .with("in", "header")
            .with_header(ACCEPT, readable.join(", "))
            .documented(operation, line))
    };
    let encoding = headers.get(CONTENT_ENCODING).map(HeaderValue::as_bytes);
    if encoding.is_some_and(|one| !one.eq_ignore_ascii_case(b"identity")) {
        let detail = "bodies are not read in any content coding";
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail)
            .with("parameter", "content-encoding")
            .with("in", "header")
            .with_header(ACCEPT_ENCODING, "identity")
            .documented(operation, line));
    }
    let Some(sent) = headers.get(CONTENT_TYPE) else {
        let is_there =
            headers.contains_key(TRANSFER_ENCODING) || length(headers).is_some_and(|n| n > 0);
        if is_there && matches!(operation.takes, BodyIn::Json(..)) {
            return unsupported("the header field `content-type` is missing".to_owned());
        }
        return Ok(());
    };
    let sent = sent.to_str().unwrap_or("");
    let is_listed = listed(list).any(|one| may_read(one) && essence(one) == essence(sent));
    if is_listed {
        return Ok(());
    }
    let readable: Vec<&str> = listed(list).filter(|one| may_read(one)).collect();
    let readable = readable.join(", ");
    unsupported(format!(
        "the media types that bodies are read in are {readable}"
    ))
}

fn write(
    operation: &Operation,
    answer: Answer,
    media_type: Option<&'static str>,
    select: Option<&str>,
) -> Result<Response, Problem> {
    let success = StatusCode::from_u16(operation.success()).unwrap_or(StatusCode::OK);
    let status = answer.status.unwrap_or(success);
    let (content_type, body) = match answer.content {
        Content::Bytes(body) => (Some(body.content_type), body.bytes),
        Content::Json(text) if matches!(operation.gives, BodyOut::Value(..)) => {
            let media_type = media_type.unwrap_or("application/json");
            let content_type = format!("{media_type}; charset=utf-8");
            let bytes = value_bytes(operation, text, media_type, select)?;
            (
                HeaderValue::from_str(&content_type).ok(),
                Bytes::from(bytes),
            )
        }
        Content::Nothing if status.is_client_error() || status.is_server_error() => {
            let meaning = operation.meaning(status.as_u16()).unwrap_or("");
            return Err(Problem::new(status, meaning).documented(operation, operation.line));
        }
        Content::Json(_) | Content::Nothing => (None, Bytes::new()),
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if media_type.is_some() {
        headers.insert(VARY, HeaderValue::from_static("accept"));
    }
    if let Some(content_type) = content_type {
        headers.insert(CONTENT_TYPE, content_type);
    }
    Ok(response)
}

fn value_bytes(
    operation: &Operation,
    text: Vec<u8>,
    media_type: &str,
    select: Option<&str>,
) -> Result<Vec<u8>, Problem> {
    let is_xml = is_xml(media_type);
    if !is_xml && select.is_none() {
        return Ok(text);
    }
    let broken = |error: String| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error);
    let value: Result<Value, _> = serde_json::from_slice(&text);
    let mut value = value.map_err(|error| broken(error.to_string()))?;
    // In a list of rows (OData JSON 4.01 section 13) columns are for the handler to select.
    if let Some(list) = select.filter(|_| !value.get("value").is_some_and(Value::is_array)) {
        select::keep(&mut value, list);
    }
    match operation.gives {
        BodyOut::Value(_, root) if is_xml => {
            xml::document(&value, root).map_err(|error| broken(error.to_string()))
        }
        _ => serde_json::to_vec(&value).map_err(|error| broken(error.to_string())),
    }
}
