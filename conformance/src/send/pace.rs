//! How fast requests follow one another.

use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// Gives out the moments at which requests may be sent.
#[derive(Debug)]
pub(super) struct Pace {
    gap: Option<Duration>,
    next: Mutex<Option<Instant>>,
}

impl Pace {
    /// At most `rate` requests a second.
    pub(super) fn new(rate: Option<f64>) -> Self {
        let gap = rate.filter(|rate| *rate > 0.0 && rate.is_finite());
        Pace {
            gap: gap.and_then(|rate| Duration::try_from_secs_f64(1.0 / rate).ok()),
            next: Mutex::new(None),
        }
    }

    /// Waits until the next request may be sent.
    pub(super) async fn wait(&self) {
        let Some(gap) = self.gap else {
            return;
        };
        let now = Instant::now();
        let mut next = self.next.lock().await;
        let at = next.map_or(now, |next| next.max(now));
        *next = Some(at + gap);
        drop(next);
        tokio::time::sleep_until(at).await;
    }
}
