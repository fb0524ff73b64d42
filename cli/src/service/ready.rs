//! Whether a service is ready: whether it answers at all, or well at a path of its own.

use crate::config::Serve;
use crate::exit::Failure;
use bindery_conformance::exchange::{Outcome, Request};
use bindery_conformance::send::{Options, Sender};
use std::time::Duration;

/// How long a single question may take.
const QUESTION: Duration = Duration::from_secs(2);

/// Asks whether a service is ready.
pub(super) struct Asking {
    runtime: tokio::runtime::Runtime,
    sender: Sender,
    /// The path that is answered with 2xx.
    ready: Option<String>,
}

impl Asking {
    pub(super) fn new(serve: &Serve, sender: &Options) -> Result<Self, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Failure::io("start", "threads", error))?;
        let options = Options {
            connect_timeout: QUESTION,
            wait_timeout: QUESTION,
            body_timeout: QUESTION,
            retries: 0,
            rate: None,
            is_direct: true,
            ..sender.clone()
        };
        let sender = Sender::new(options)
            .map_err(|wrong| Failure::usage("prepare requests", wrong.to_string()))?;
        let ready = serve.ready.clone();
        Ok(Asking {
            runtime,
            sender,
            ready,
        })
    }

    /// Whether anybody answers at all.
    pub(super) fn is_answered(&self, url: &str) -> bool {
        self.status(url, "/").is_some()
    }

    pub(super) fn is_ready(&self, url: &str) -> bool {
        match &self.ready {
            None => self.is_answered(url),
            Some(path) => self.status(url, path).is_some_and(|one| one / 100 == 2),
        }
    }

    /// What did not happen.
    pub(super) fn told(&self, url: &str) -> String {
        match &self.ready {
            None => format!("it did not answer at {url}"),
            Some(path) => match self.status(url, path) {
                None => format!("it did not answer at {url}{path}"),
                Some(status) => format!("it answered {status} at {url}{path} and never 2xx"),
            },
        }
    }

    fn status(&self, url: &str, path: &str) -> Option<u16> {
        let request = Request {
            method: "GET".to_owned(),
            url: format!("{url}/{}", path.trim_start_matches('/')),
            headers: Vec::new(),
            body: None,
        };
        match self.runtime.block_on(self.sender.send(request)).outcome {
            Outcome::Answer(answer) => Some(answer.status),
            Outcome::Lost(_) => None,
        }
    }
}
