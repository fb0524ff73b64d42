//! Answers that are sent otherwise than HTTP says, late, or not at all.

use super::{Fault, How, Scene, fault};
use crate::mock::reply::{Reply, Wire};
use bytes::Bytes;
use std::time::Duration;

pub(super) fn all() -> Vec<Fault> {
    use How::Reply;
    vec![
        fault(
            "connection-reset",
            "no-answer",
            "resets the connection",
            Reply(reset),
        ),
        fault(
            "drip",
            "truncated-body",
            "sends a byte a second",
            Reply(drip),
        )
        .costly(),
        fault(
            "endless-body",
            "truncated-body",
            "sends 10 GB",
            Reply(endless),
        )
        .costly(),
        fault("hang", "no-answer", "never answers", Reply(hang)).costly(),
        fault(
            "length-wrong",
            "truncated-body",
            "announces more bytes than it sends",
            Reply(longer),
        )
        .costly(),
        fault(
            "slow",
            "slower-than-documented",
            "takes longer than the page promises",
            Reply(slow),
        )
        .costly(),
    ]
}

fn reset(scene: &Scene<'_>, reply: &mut Reply) {
    send(scene, reply, Wire::Reset);
}

fn hang(scene: &Scene<'_>, reply: &mut Reply) {
    send(scene, reply, Wire::Hang);
}

fn drip(scene: &Scene<'_>, reply: &mut Reply) {
    send(scene, reply, Wire::Drip(Duration::from_secs(1)));
}

fn longer(scene: &Scene<'_>, reply: &mut Reply) {
    if !reply.body.is_empty() {
        send(scene, reply, Wire::Longer(16));
    }
}

fn endless(scene: &Scene<'_>, reply: &mut Reply) {
    if !scene.is_refusal {
        reply.body = Bytes::from(vec![b' '; 1 << 16]);
    }
    send(scene, reply, Wire::Repeated(10_000_000_000));
}

/// Half as long again as the page promises; where it promises nothing, nothing is broken.
fn slow(scene: &Scene<'_>, reply: &mut Reply) {
    let promised = scene.operation.and_then(|one| one.response_time.as_ref());
    if let Some(promised) = promised {
        let late = u64::from(promised.value).saturating_mul(3) / 2;
        send(scene, reply, Wire::Late(Duration::from_millis(late + 20)));
    }
}

fn send(scene: &Scene<'_>, reply: &mut Reply, wire: Wire) {
    if !scene.is_refusal {
        reply.wire = wire;
    }
}
