//! When to send a request again, and how long to wait before.

use reqwest::{Method, StatusCode};
use std::time::Duration;

/// How often and after how long a request is sent again.
///
/// Only requests whose method is idempotent (RFC 9110 section 9.2.2) are sent again, and only where
/// the server says that it is busy (429, 503) or no connection could be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How often a request is sent at the most; 1 sends none again.
    pub attempts: u32,
    /// The wait before the second attempt. It doubles from one attempt to the next.
    pub first_wait: Duration,
    /// The longest wait. A server that asks for a longer one gets no further attempt.
    pub longest_wait: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        RetryPolicy {
            attempts: 3,
            first_wait: Duration::from_millis(250),
            longest_wait: Duration::from_secs(30),
        }
    }
}

impl RetryPolicy {
    /// Sends nothing twice.
    pub fn never() -> Self {
        RetryPolicy {
            attempts: 1,
            ..RetryPolicy::default()
        }
    }

    /// The wait before the next attempt, or `None` where there is none. `attempt` counts from 1;
    /// `asked` is what the server asked for; `jitter` is between 0 and 1.
    pub(crate) fn wait(
        &self,
        attempt: u32,
        asked: Option<Duration>,
        jitter: f64,
    ) -> Option<Duration> {
        if attempt >= self.attempts {
            return None;
        }
        match asked {
            Some(asked) => Some(asked).filter(|asked| *asked <= self.longest_wait),
            None => {
                let doubled = 2_u32.saturating_pow(attempt.saturating_sub(1));
                let wait = self
                    .first_wait
                    .saturating_mul(doubled)
                    .min(self.longest_wait);
                // Between half and all of it, so that clients do not come back all at once.
                Some(wait.mul_f64(0.5 + jitter.clamp(0.0, 1.0) / 2.0))
            }
        }
    }
}

/// Whether sending the same request again does no more than sending it once.
pub(crate) fn is_idempotent(method: &Method) -> bool {
    method.is_idempotent()
}

/// Whether the server asks to come back later.
pub(crate) fn is_busy(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::SERVICE_UNAVAILABLE
}

/// What `Retry-After` (RFC 9110 section 10.2.3) asks for, where it gives seconds.
///
/// The form that gives a date needs the server's clock; the difference to its `Date` is taken.
pub(crate) fn retry_after(value: &str, date: Option<&str>) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let (until, now) = (http_date(value)?, http_date(date?)?);
    Some(Duration::from_secs(until.saturating_sub(now)))
}

/// Seconds since 1970 of an IMF-fixdate, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 section 5.6.7).
fn http_date(text: &str) -> Option<u64> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let (_, rest) = text.trim().split_once(", ")?;
    let mut parts = rest.split([' ', ':']);
    let day = i64::from(parts.next()?.parse::<u8>().ok()?);
    let month = MONTHS.find(parts.next()?)? as i64 / 3 + 1;
    let year: i64 = parts.next()?.parse().ok()?;
    let mut number = || parts.next()?.parse::<u8>().ok().map(i64::from);
    let (hour, minute, second) = (number()?, number()?, number()?);
    if !(1970..=9999).contains(&year) {
        return None;
    }
    // Days from civil, with years that start in March.
    let (shifted, from_march) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days = 365 * shifted + shifted / 4 - shifted / 100
        + shifted / 400
        + (153 * from_march + 2) / 5
        + day
        - 719_469;
    u64::try_from(days * 86_400 + hour * 3_600 + minute * 60 + second).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let policy = RetryPolicy {
            attempts: 5,
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(3),
        };
        let waits: Vec<_> = (1..=5)
            .map(|attempt| policy.wait(attempt, None, 1.0))
            .collect();
        let seconds = |n| Some(Duration::from_secs(n));
        assert_eq!(
            waits,
            [seconds(1), seconds(2), seconds(3), seconds(3), None]
        );
        assert_eq!(policy.wait(1, None, 0.0), Some(Duration::from_millis(500)));
        assert_eq!(policy.wait(1, seconds(2), 0.0), seconds(2));
        assert_eq!(policy.wait(1, seconds(4), 0.0), None);
        assert_eq!(RetryPolicy::never().wait(1, None, 0.0), None);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(http_date(date), Some(784_111_777));
        let endless = "Sun, 9223372036854775807 Nov 1994 08:49:37 GMT";
        assert_eq!(http_date(endless), None);
        assert_eq!(http_date("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        assert_eq!(retry_after(" 7 ", None), Some(Duration::from_secs(7)));
        let later = "Sun, 06 Nov 1994 08:50:07 GMT";
        assert_eq!(
            retry_after(later, Some(date)),
            Some(Duration::from_secs(30))
        );
        assert_eq!(retry_after(date, Some(later)), Some(Duration::ZERO));
        assert_eq!(retry_after("soon", Some(date)), None);
        assert_eq!(retry_after(later, None), None);
    }
}
