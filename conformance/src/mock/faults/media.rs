//! Media types other than the documented ones.

use super::{Fault, How, Scene, fault};
use crate::mock::reply::Reply;
use axum::http::{HeaderValue, header};

pub(super) fn all() -> Vec<Fault> {
    use How::Reply;
    vec![
        fault(
            "media-type-missing",
            "missing-media-type",
            "does not say what the body is",
            Reply(missing),
        ),
        fault(
            "media-type-other",
            "undocumented-media-type",
            "says that the body is HTML",
            Reply(other),
        ),
    ]
}

fn missing(scene: &Scene<'_>, reply: &mut Reply) {
    if !scene.is_refusal {
        reply.remove(&header::CONTENT_TYPE);
    }
}

fn other(scene: &Scene<'_>, reply: &mut Reply) {
    if !scene.is_refusal && !reply.body.is_empty() {
        reply.set(header::CONTENT_TYPE, HeaderValue::from_static("text/html"));
    }
}
