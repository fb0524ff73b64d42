//! The parts of an archive that matter here; the rest is passed over.

use bytes::Bytes;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Entry {
    pub(super) request: Request,
    pub(super) response: Response,
    #[serde(default)]
    time: f64,
    #[serde(default)]
    timings: Timings,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) url: String,
    #[serde(default)]
    pub(super) headers: Vec<Field>,
    pub(super) post_data: Option<PostData>,
}

#[derive(Debug, Deserialize)]
pub(super) struct PostData {
    pub(super) text: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Response {
    pub(super) status: i64,
    #[serde(default)]
    pub(super) headers: Vec<Field>,
    #[serde(default)]
    pub(super) content: Content,
    /// What Chromium says where no answer came.
    #[serde(rename = "_error")]
    pub(super) error: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Field {
    pub(super) name: String,
    #[serde(default)]
    pub(super) value: String,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Content {
    #[serde(default)]
    size: i64,
    text: Option<String>,
    encoding: Option<String>,
}

/// Milliseconds; -1 for what did not happen.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Timings {
    send: Option<f64>,
    wait: Option<f64>,
    receive: Option<f64>,
}

impl Entry {
    /// Milliseconds from the first byte sent to the last byte read, where that was recorded, else all
    /// that the request took.
    pub(super) fn elapsed(&self) -> f64 {
        let timings = &self.timings;
        let parts = [timings.send, timings.wait, timings.receive];
        let sum: f64 = parts.into_iter().flatten().filter(|one| *one > 0.0).sum();
        let elapsed = if timings.wait.is_some() {
            sum
        } else {
            self.time
        };
        // A day is longer than any request; what is no time is none.
        if elapsed.is_finite() {
            elapsed.clamp(0.0, 86_400_000.0)
        } else {
            0.0
        }
    }
}

impl Content {
    /// The body, and whether there was one that was not recorded.
    pub(super) fn body(self) -> (Bytes, bool) {
        let is_base64 = self.encoding.as_deref() == Some("base64");
        match self.text {
            Some(text) if is_base64 => match decode(&text) {
                Some(bytes) => (Bytes::from(bytes), false),
                None => (Bytes::new(), true),
            },
            Some(text) => (Bytes::from(text), false),
            None => (Bytes::new(), self.size > 0),
        }
    }
}

fn decode(text: &str) -> Option<Vec<u8>> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}
