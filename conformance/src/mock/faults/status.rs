//! Other statuses, and fields that belong to statuses.

use super::{Fault, How, Scene, fault, shown};
use crate::mock::reply::{Reply, field};
use axum::http::{HeaderValue, StatusCode, header};
use bytes::Bytes;

pub(super) fn all() -> Vec<Fault> {
    use How::Reply;
    vec![
        fault(
            "allow-missing",
            "method-not-allowed-without-allow",
            "does not say which methods it allows",
            Reply(allow_missing),
        )
        .shown_by(shown::refused_at_the_door),
        fault(
            "bad-input-500",
            "server-error-on-bad-input",
            "fails where input is wrong",
            Reply(bad_input_500),
        )
        .shown_by(shown::bad_input),
        fault(
            "challenge-missing",
            "unauthorized-without-challenge",
            "does not say which credentials it wants",
            Reply(challenge_missing),
        )
        .shown_by(shown::refused_at_the_door),
        fault(
            "good-request-refused",
            "documented-request-refused",
            "refuses what the page shows",
            Reply(good_refused),
        ),
        fault(
            "header-missing",
            "missing-header",
            "leaves the fields of the sample out",
            Reply(header_missing),
        ),
        fault(
            "redirect-loop",
            "undocumented-redirect",
            "redirects to the same address",
            Reply(redirect_loop),
        ),
        fault(
            "secret-leaked",
            "leaked-secret",
            "repeats the credentials in a refusal",
            Reply(secret_leaked),
        )
        .shown_by(shown::refused),
        fault("server-error", "server-error", "fails", Reply(server_error)),
        fault(
            "stack-trace-leaked",
            "leaked-stack-trace",
            "shows where in its code it failed",
            Reply(stack_trace),
        )
        .shown_by(shown::bad_input),
        fault(
            "status-other",
            "undocumented-status",
            "answers with a status that the page does not list",
            Reply(other),
        ),
    ]
}

fn allow_missing(_: &Scene<'_>, reply: &mut Reply) {
    reply.remove(&header::ALLOW);
}

fn challenge_missing(_: &Scene<'_>, reply: &mut Reply) {
    reply.remove(&header::WWW_AUTHENTICATE);
}

/// Whether something is wrong with the input of a request whose sender may ask.
fn is_bad_input(reply: &Reply) -> bool {
    matches!(reply.status.as_u16(), 400 | 415 | 422)
}

fn bad_input_500(scene: &Scene<'_>, reply: &mut Reply) {
    if scene.is_refusal && is_bad_input(reply) {
        reply.status = StatusCode::INTERNAL_SERVER_ERROR;
    }
}

fn good_refused(scene: &Scene<'_>, reply: &mut Reply) {
    if !scene.is_refusal {
        reply.status = StatusCode::BAD_REQUEST;
    }
}

fn header_missing(scene: &Scene<'_>, reply: &mut Reply) {
    if !scene.is_refusal {
        reply
            .headers
            .retain(|(name, _)| *name == header::CONTENT_TYPE);
    }
}

fn redirect_loop(scene: &Scene<'_>, reply: &mut Reply) {
    if !scene.is_refusal {
        reply.status = StatusCode::TEMPORARY_REDIRECT;
        reply.set(header::LOCATION, field(&scene.asked.path));
        reply.body = Bytes::new();
    }
}

fn server_error(scene: &Scene<'_>, reply: &mut Reply) {
    if !scene.is_refusal {
        reply.status = StatusCode::INTERNAL_SERVER_ERROR;
    }
}

fn other(scene: &Scene<'_>, reply: &mut Reply) {
    let is_documented = |status: &StatusCode| {
        let mut responses = scene.operation.iter().flat_map(|one| &one.responses);
        responses.any(|response| response.status.value == status.as_u16())
    };
    let others = [
        StatusCode::ACCEPTED,
        StatusCode::CREATED,
        StatusCode::RESET_CONTENT,
    ];
    let other = others.into_iter().find(|status| !is_documented(status));
    if let Some(status) = other.filter(|_| !scene.is_refusal) {
        reply.status = status;
    }
}

fn stack_trace(scene: &Scene<'_>, reply: &mut Reply) {
    if scene.is_refusal && is_bad_input(reply) {
        let trace = "System.FormatException: Input string was not in a correct format.\n   \
            at System.Number.ThrowOverflowOrFormatException(Boolean overflow) in /src/Number.cs:line 77\n   \
            at Mock.Api.Handle(HttpContext context) in C:\\src\\Mock\\Api.cs:line 42\n";
        reply.set(header::CONTENT_TYPE, HeaderValue::from_static("text/plain"));
        reply.body = Bytes::from_static(trace.as_bytes());
    }
}

fn secret_leaked(scene: &Scene<'_>, reply: &mut Reply) {
    let secret = scene.asked.header(&header::AUTHORIZATION);
    if let Some(secret) = secret.filter(|_| scene.is_refusal) {
        reply.set(header::CONTENT_TYPE, HeaderValue::from_static("text/plain"));
        reply.body = Bytes::from(format!("refused the request with Authorization: {secret}"));
    }
}
