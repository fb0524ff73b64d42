//! Bodies whose bytes are broken.

use super::{Fault, How, Scene, fault};
use crate::mock::reply::Reply;
use crate::mock::request::{Format, format_of};
use axum::http::{HeaderValue, header};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::sync::LazyLock;

pub(super) fn all() -> Vec<Fault> {
    use How::Reply;
    vec![
        fault(
            "body-empty",
            "empty-body",
            "answers without the documented body",
            Reply(empty),
        ),
        fault(
            "body-truncated",
            "truncated-body",
            "ends in the middle of the value",
            Reply(truncated),
        ),
        fault(
            "byte-order-mark",
            "broken-encoding",
            "puts a byte order mark before JSON",
            Reply(byte_order_mark),
        ),
        fault(
            "bytes-trailing",
            "trailing-bytes",
            "sends more behind the value",
            Reply(trailing),
        ),
        fault(
            "deep-nesting",
            "unparsable-body",
            "nests 100,000 arrays",
            Reply(deep),
        ),
        fault(
            "gzip-bomb",
            "broken-encoding",
            "sends gzip that unpacks to 64 MiB",
            Reply(gzip_bomb),
        )
        .costly(),
        fault(
            "gzip-broken",
            "broken-encoding",
            "says gzip and sends something else",
            Reply(gzip_broken),
        ),
        fault(
            "not-json",
            "unparsable-body",
            "quotes names with apostrophes",
            Reply(not_json),
        ),
        fault(
            "property-twice",
            "repeated-property",
            "writes a property twice",
            Reply(twice),
        ),
        fault(
            "utf8-broken",
            "broken-encoding",
            "sends bytes that are no UTF-8",
            Reply(not_utf8),
        ),
    ]
}

/// Whether it is an answer, and no refusal, with a body that is JSON.
fn is_json(scene: &Scene<'_>, reply: &Reply) -> bool {
    let media_type = reply.get(&header::CONTENT_TYPE).unwrap_or("");
    !scene.is_refusal && !reply.body.is_empty() && format_of(media_type) == Format::Json
}

fn empty(scene: &Scene<'_>, reply: &mut Reply) {
    if !scene.is_refusal {
        reply.body = Bytes::new();
    }
}

fn truncated(scene: &Scene<'_>, reply: &mut Reply) {
    // A number or word that is cut is one still.
    let is_closed = matches!(reply.body.last(), Some(b'}' | b']' | b'"' | b'>'));
    if !scene.is_refusal && is_closed {
        reply.body.truncate(reply.body.len() / 2);
    }
}

fn byte_order_mark(scene: &Scene<'_>, reply: &mut Reply) {
    if is_json(scene, reply) {
        reply.body = [b"\xEF\xBB\xBF", &*reply.body].concat().into();
    }
}

fn trailing(scene: &Scene<'_>, reply: &mut Reply) {
    if is_json(scene, reply) {
        reply.body = [&*reply.body, b"\n{}"].concat().into();
    }
}

fn deep(scene: &Scene<'_>, reply: &mut Reply) {
    if is_json(scene, reply) {
        const DEPTH: usize = 100_000;
        reply.body = ["[".repeat(DEPTH), "]".repeat(DEPTH)].concat().into();
    }
}

fn gzip_broken(scene: &Scene<'_>, reply: &mut Reply) {
    if !scene.is_refusal && !reply.body.is_empty() {
        reply.set(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
}

fn gzip_bomb(scene: &Scene<'_>, reply: &mut Reply) {
    if scene.is_refusal || reply.body.is_empty() {
        return;
    }
    if !BOMB.is_empty() {
        reply.body = BOMB.clone();
        reply.set(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
}

/// Blanks, a thousand times as many as there are bytes.
static BOMB: LazyLock<Bytes> = LazyLock::new(|| {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let blanks = vec![b' '; 1 << 20];
    // Writing to a vector never fails.
    let written = (0..64).try_for_each(|_| encoder.write_all(&blanks));
    let packed = written.and_then(|()| encoder.finish());
    packed.map(Bytes::from).unwrap_or_default()
});

fn not_json(scene: &Scene<'_>, reply: &mut Reply) {
    if is_json(scene, reply) {
        reply.body = Bytes::from_static(b"{'name': 'value'}");
    }
}

fn not_utf8(scene: &Scene<'_>, reply: &mut Reply) {
    if is_json(scene, reply) {
        let quote = reply.body.iter().position(|byte| *byte == b'"');
        if let Some(at) = quote {
            let (before, behind) = reply.body.split_at(at + 1);
            reply.body = [before, b"\xFF\xFE", behind].concat().into();
        }
    }
}

fn twice(scene: &Scene<'_>, reply: &mut Reply) {
    if !is_json(scene, reply) {
        return;
    }
    let Ok(serde_json::Value::Object(members)) = serde_json::from_slice(&reply.body) else {
        return;
    };
    if let Some((name, value)) = members.iter().next() {
        let name = serde_json::Value::from(name.as_str());
        let again = format!("{{{name}:{value},");
        reply.body = [
            again.as_bytes(),
            reply.body.trim_ascii_start().get(1..).unwrap_or(b"}"),
        ]
        .concat()
        .into();
    }
}
