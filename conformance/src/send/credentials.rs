//! Credentials: where they come from, and in which header they go.

mod command;

use crate::exchange::Header;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bindery_model::ResolvedApi;
use bindery_model::resolved::SecurityKind;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// Credentials of one of the forms that servers know. They are never shown.
#[derive(Clone, PartialEq, Eq)]
pub enum Secret {
    /// A user and a password (RFC 7617).
    Basic(String, String),
    /// A token (RFC 6750).
    Bearer(String),
    /// What the documented header for keys takes.
    Ticket(String),
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

/// Where credentials come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// They are known.
    Known(Secret),
    /// A command prints them. It is called again when the server no longer takes them.
    Command(String),
}

impl Origin {
    /// Reads `basic:USER:PASS`, `bearer:TOKEN`, `ticket:TICKET`, or where one of those stands:
    /// `env:NAME`, `file:PATH` or `command:COMMAND`. The message holds nothing of the secret.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
        match kind {
            "command" if !rest.is_empty() => Ok(Origin::Command(rest.to_owned())),
            "env" => {
                let value =
                    std::env::var(rest).map_err(|_| format!("the environment has no `{rest}`"))?;
                secret(value.trim()).map(Origin::Known)
            }
            "file" => {
                let value = std::fs::read_to_string(rest)
                    .map_err(|error| format!("{rest} cannot be read: {error}"))?;
                secret(value.trim()).map(Origin::Known)
            }
            "basic" | "bearer" | "ticket" => secret(text).map(Origin::Known),
            _ => Err(FORMS.to_owned()),
        }
    }
}

const FORMS: &str = "credentials are written `basic:USER:PASS`, `bearer:TOKEN` or `ticket:TICKET`, or \
     stand where `env:NAME`, `file:PATH` or `command:COMMAND` says";

/// Reads a secret; a word alone is a bearer token.
fn secret(text: &str) -> Result<Secret, String> {
    let (kind, rest) = text.split_once(':').unwrap_or(("", text));
    let secret = match kind {
        "basic" => {
            let (user, password) = rest
                .split_once(':')
                .ok_or("`basic:` wants a user, `:` and a password")?;
            Secret::Basic(user.to_owned(), password.to_owned())
        }
        "bearer" => Secret::Bearer(rest.to_owned()),
        "ticket" => Secret::Ticket(rest.to_owned()),
        "" => Secret::Bearer(rest.to_owned()),
        _ => return Err(FORMS.to_owned()),
    };
    if rest.is_empty() || text.contains(['\r', '\n']) {
        return Err("the credentials are empty, or more than a line".to_owned());
    }
    Ok(secret)
}

/// The header that carries a secret.
fn header(secret: &Secret, ticket: &TicketHeader) -> Header {
    let (name, value) = match secret {
        Secret::Basic(user, password) => {
            let encoded = STANDARD.encode(format!("{user}:{password}"));
            ("Authorization", format!("Basic {encoded}"))
        }
        Secret::Bearer(token) => ("Authorization", format!("Bearer {token}")),
        Secret::Ticket(value) => (&*ticket.name, format!("{}{value}", ticket.before)),
    };
    let mut header = Header::new(name, value);
    header.secret = true;
    header
}

/// The header that a ticket goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TicketHeader {
    name: String,
    /// What stands before it: the name of the scheme (RFC 9110 section 11.4), in `Authorization`.
    before: String,
}

impl TicketHeader {
    /// As the pages document it; `Authorization` first.
    fn of(api: &ResolvedApi) -> Option<Self> {
        let keys = api.security.iter().filter_map(|scheme| match &scheme.kind {
            SecurityKind::ApiKey { header } => Some((scheme, header)),
            SecurityKind::Basic | SecurityKind::Bearer => None,
        });
        let all: Vec<_> = keys.collect();
        let carries_scheme = |header: &str| header.eq_ignore_ascii_case("authorization");
        let best = all.iter().find(|(_, header)| carries_scheme(header));
        let (scheme, header) = best.or_else(|| all.first())?;
        let before = match carries_scheme(header) {
            true => format!("{} ", scheme.name),
            false => String::new(),
        };
        Some(TicketHeader {
            name: (*header).clone(),
            before,
        })
    }
}

/// Gives the headers with credentials.
#[derive(Debug)]
pub struct Credentials {
    origin: Option<Origin>,
    ticket: TicketHeader,
    current: Mutex<Option<Current>>,
}

/// Credentials, and how many there were before.
#[derive(Clone, Debug)]
pub struct Current {
    /// The header fields.
    pub headers: Arc<Vec<Header>>,
    generation: u64,
    fetched: Instant,
    /// When they are of no use any more, if that is known.
    expires: Option<Instant>,
}

/// Credentials younger than this are not refused for their age.
const YOUNG: Duration = Duration::from_secs(5);

/// So much before their end credentials are replaced: requests take time.
const MARGIN: Duration = Duration::from_secs(5);

impl Current {
    fn is_young(&self) -> bool {
        self.fetched.elapsed() < YOUNG
    }

    /// Whether they are to be replaced. What a command prints at its end already is used until it is
    /// refused: calling the command for each request would bring nothing better.
    fn is_over(&self) -> bool {
        let is_near = |end: Instant| end.saturating_duration_since(Instant::now()) < MARGIN;
        !self.is_young() && self.expires.is_some_and(is_near)
    }
}

impl Credentials {
    /// Credentials for an API; none where there is no origin. Fails if they need a header that no
    /// page documents.
    pub fn new(api: &ResolvedApi, origin: Option<Origin>) -> Result<Self, String> {
        let ticket = TicketHeader::of(api);
        if matches!(origin, Some(Origin::Known(Secret::Ticket(_)))) && ticket.is_none() {
            return Err("no page documents a header that a ticket could go to".to_owned());
        }
        let ticket = ticket.unwrap_or_else(|| TicketHeader {
            name: "Authorization".to_owned(),
            before: String::new(),
        });
        Ok(Credentials {
            origin,
            ticket,
            current: Mutex::new(None),
        })
    }

    /// Whether there are any.
    pub fn are_given(&self) -> bool {
        self.origin.is_some()
    }

    /// The current ones.
    pub async fn given(&self) -> Result<Current, String> {
        let mut current = self.current.lock().await;
        let generation = match &*current {
            Some(current) if !current.is_over() => return Ok(current.clone()),
            Some(current) => current.generation + 1,
            None => 0,
        };
        self.fetch(&mut current, generation).await
    }

    /// New ones behind `refused`, where a command gives them; `None` where there are no others. What was
    /// got a moment ago is refused for another reason than its age, so then the command is not called.
    pub async fn after(&self, refused: &Current) -> Result<Option<Current>, String> {
        if !matches!(self.origin, Some(Origin::Command(_))) {
            return Ok(None);
        }
        let mut current = self.current.lock().await;
        // Another request may have been refused at the same time.
        match &*current {
            Some(current) if current.generation > refused.generation => {
                return Ok(Some(current.clone()));
            }
            Some(current) if current.generation > 0 && current.is_young() => return Ok(None),
            _ => {}
        }
        let fresh = self.fetch(&mut current, refused.generation + 1).await?;
        Ok((fresh.headers != refused.headers).then_some(fresh))
    }

    async fn fetch(
        &self,
        current: &mut Option<Current>,
        generation: u64,
    ) -> Result<Current, String> {
        let now = Instant::now();
        let mut expires = None;
        let headers = match &self.origin {
            None => Vec::new(),
            Some(Origin::Known(secret)) => vec![header(secret, &self.ticket)],
            Some(Origin::Command(command)) => {
                let printed = command::run(command).await?;
                expires = printed.lives.map(|lives| now + lives);
                vec![header(&printed.secret, &self.ticket)]
            }
        };
        let fresh = Current {
            headers: Arc::new(headers),
            generation,
            fetched: now,
            expires,
        };
        *current = Some(fresh.clone());
        Ok(fresh)
    }

    /// Credentials of the given form that nobody has.
    pub async fn wrong(&self) -> Vec<Header> {
        let given = match &self.origin {
            Some(Origin::Known(secret)) => Some(secret.clone()),
            _ => None,
        };
        let nobody = "bindery-nobody".to_owned();
        let secret = match given {
            Some(Secret::Ticket(_)) => Secret::Ticket(nobody),
            Some(Secret::Bearer(_)) => Secret::Bearer(nobody),
            Some(Secret::Basic(..)) | None => Secret::Basic(nobody.clone(), nobody),
        };
        vec![header(&secret, &self.ticket)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::CHAT;

    async fn sent(text: &str) -> Header {
        let origin = Origin::parse(text).expect("it is right");
        let credentials = Credentials::new(&CHAT.api, Some(origin)).expect("there is a header");
        let current = credentials.given().await.expect("they are known");
        current.headers[0].clone()
    }

    #[tokio::test]
    async fn each_form_goes_to_its_header() {
        for (text, value) in [
            ("basic:me:a:b", "Basic bWU6YTpi"),
            ("bearer:t", "Bearer t"),
            ("ticket:7T:x", "SoTicket 7T:x"),
            ("command:echo bearer:u", "Bearer u"),
            ("command:echo word", "Bearer word"),
        ] {
            let header = sent(text).await;
            assert_eq!(
                (header.name.as_str(), header.value.as_str()),
                ("Authorization", value)
            );
            assert_eq!(header.shown(), "***");
        }
    }

    #[test]
    fn nothing_of_a_secret_is_told() {
        for wrong in [
            "basic:hush",
            "hush",
            "digest:hush",
            "bearer:",
            "env:BINDERY_NO_SUCH",
        ] {
            let message = Origin::parse(wrong).expect_err("it is wrong");
            assert!(!message.contains("hush"), "{message}");
        }
        let origin = Origin::parse("bearer:hush").expect("it is right");
        assert!(!format!("{origin:?}").contains("hush"));
    }

    #[tokio::test]
    async fn a_command_is_called_again_when_its_token_is_refused() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("n");
        let command = format!("command:echo x >> {0}; wc -l < {0}", file.display());
        let origin = Origin::parse(&command).expect("it is right");
        let credentials = Credentials::new(&CHAT.api, Some(origin)).expect("they need no header");
        let first = credentials.given().await.expect("it prints one");
        assert_eq!(first.headers[0].value, "Bearer 1");
        let again = credentials.given().await.expect("it is known");
        assert_eq!(again.headers[0].value, "Bearer 1");
        let second = credentials.after(&first).await.expect("it prints one");
        assert_eq!(second.expect("it is another").headers[0].value, "Bearer 2");
        let third = credentials.after(&first).await.expect("it is known");
        assert_eq!(third.expect("it is another").headers[0].value, "Bearer 2");
    }

    #[tokio::test]
    async fn a_server_that_refuses_every_token_makes_no_storm_of_calls() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("n");
        let command = format!("command:echo x >> {0}; wc -l < {0}", file.display());
        let origin = Origin::parse(&command).expect("it is right");
        let credentials = Credentials::new(&CHAT.api, Some(origin)).expect("they need no header");
        for _ in 0..20 {
            let current = credentials.given().await.expect("it is known");
            credentials.after(&current).await.expect("nothing fails");
        }
        let calls = std::fs::read_to_string(&file).expect("it was called");
        assert_eq!(calls.lines().count(), 2);
    }

    #[tokio::test]
    async fn a_token_is_replaced_before_its_end() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("n");
        let print = r#"printf '{"access_token": "t%s", "expires_in": 3600}' $(wc -l < FILE)"#;
        let command = format!("command:echo x >> FILE; {print}");
        let command = command.replace("FILE", &file.display().to_string());
        let origin = Origin::parse(&command).expect("it is right");
        let credentials = Credentials::new(&CHAT.api, Some(origin)).expect("they need no header");
        let sent = || async {
            let current = credentials.given().await.expect("it prints one");
            current.headers[0].value.clone()
        };
        assert_eq!(
            (sent().await, sent().await),
            ("Bearer t1".into(), "Bearer t1".into())
        );
        let age = |fetched: Duration, left: Duration| {
            let now = Instant::now();
            let mut current = credentials.current.try_lock().expect("nobody holds it");
            let current = current.as_mut().expect("there are some");
            current.fetched = now.checked_sub(fetched).unwrap_or(now);
            current.expires = Some(now + left);
        };
        age(Duration::from_secs(9), Duration::from_secs(1));
        assert_eq!(
            (sent().await, sent().await),
            ("Bearer t2".into(), "Bearer t2".into())
        );
        // What came out of the command at its end already is used as long as it is taken.
        age(Duration::ZERO, Duration::ZERO);
        assert_eq!(sent().await, "Bearer t2");
    }
}
