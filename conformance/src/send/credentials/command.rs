//! Credentials that a command prints, and how long they live, where that is told.

use super::{Secret, secret};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use std::process::Stdio;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How long a command may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a command printed.
pub(super) struct Printed {
    pub(super) secret: Secret,
    /// For how long it is taken from now on, if it says so.
    pub(super) lives: Option<Duration>,
}

/// Runs a command and reads what it prints. Messages hold nothing of it.
pub(super) async fn run(command: &str) -> Result<Printed, String> {
    let mut shell = if cfg!(windows) {
        let mut shell = tokio::process::Command::new("cmd");
        shell.arg("/C");
        shell
    } else {
        let mut shell = tokio::process::Command::new("sh");
        shell.arg("-c");
        shell
    };
    shell.arg(command).stdin(Stdio::null()).kill_on_drop(true);
    let output = tokio::time::timeout(PATIENCE, shell.output())
        .await
        .map_err(|_| format!("the command for credentials took longer than {PATIENCE:?}"))?
        .map_err(|error| format!("the command for credentials cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "the command for credentials ended with {}",
            output.status
        ));
    }
    let text = String::from_utf8(output.stdout)
        .map_err(|_| "what the command for credentials printed is no text".to_owned())?;
    read(text.trim())
}

/// Reads credentials of a form that [`super::Origin`] knows, or the answer of a token endpoint
/// (RFC 6749 section 5.1).
fn read(text: &str) -> Result<Printed, String> {
    if text.starts_with('{') {
        let wrong = || {
            "what the command for credentials printed is neither credentials nor JSON with an \
             `access_token`"
                .to_owned()
        };
        let answer: Value = serde_json::from_str(text).map_err(|_| wrong())?;
        let token = answer.get("access_token").and_then(Value::as_str);
        let token = token.ok_or_else(wrong)?;
        let lives = answer.get("expires_in").and_then(Value::as_f64);
        let lives = lives.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        return Ok(Printed {
            secret: secret(&format!("bearer:{token}"))?,
            lives: lives.or_else(|| expiry(token)).filter(is_sane),
        });
    }
    let secret = secret(text)?;
    let lives = match &secret {
        Secret::Bearer(token) => expiry(token),
        Secret::Basic(..) | Secret::Ticket(_) => None,
    };
    let lives = lives.filter(is_sane);
    Ok(Printed { secret, lives })
}

/// Whether it can be added to the time: longer is for ever.
fn is_sane(lives: &Duration) -> bool {
    *lives < Duration::from_secs(100 * 365 * 86_400)
}

/// How long a JSON Web Token is still valid: the claim `exp` (RFC 7519 section 4.1.4).
fn expiry(token: &str) -> Option<Duration> {
    let mut parts = token.split('.');
    let (_, claims, _) = (parts.next()?, parts.next()?, parts.next()?);
    let claims = URL_SAFE_NO_PAD.decode(claims).ok()?;
    let claims: Value = serde_json::from_slice(&claims).ok()?;
    let end = Duration::try_from_secs_f64(claims.get("exp")?.as_f64()?).ok()?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Some(end.saturating_sub(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(claims: &str) -> String {
        format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims))
    }

    #[test]
    fn how_long_a_token_lives_is_read_where_it_is_told() {
        let hour = Duration::from_secs(3600);
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let end = now.expect("it is after 1970").as_secs() + 3600;
        let web = token(&format!("{{\"exp\": {end}}}"));
        for text in [
            web.clone(),
            format!("bearer:{web}"),
            format!("{{\"access_token\": \"{web}\"}}"),
            "{\"access_token\": \"t\", \"expires_in\": 3600}".to_owned(),
        ] {
            let lives = read(&text).expect("it is a token").lives;
            let lives = lives.expect("it tells its end");
            assert!(lives <= hour && lives > hour / 2, "{text}: {lives:?}");
        }
        for text in [
            "word".to_owned(),
            "basic:u:p".to_owned(),
            "a.b.c".to_owned(),
            token("{}"),
            token("{\"exp\": -1}"),
            token("{\"exp\": 1e300}"),
            "{\"access_token\": \"t\", \"expires_in\": -3}".to_owned(),
        ] {
            assert_eq!(read(&text).expect("it is a token").lives, None, "{text}");
        }
        let past = token("{\"exp\": 1}");
        let lives = read(&past).expect("it is a token").lives;
        assert_eq!(lives, Some(Duration::ZERO));
    }

    #[test]
    fn what_is_no_token_is_told_without_its_words() {
        for text in ["{\"hush\": 1}", "{hush", "digest:hush", ""] {
            let message = read(text).err().expect("it is none");
            assert!(!message.contains("hush"), "{message}");
        }
    }
}
