//! From requests to exchanges: the only part besides the mock that touches the network.
//!
//! No answer, however long, slow or broken, takes more than the time and memory that the limits
//! allow, and every end is told as an [`Exchange`].

mod body;
pub mod credentials;
mod pace;
pub mod request;
mod trouble;

use crate::exchange::{Answer, Exchange, Header, Lost, Outcome, Phase, Request, Wire};
use pace::Pace;
use reqwest::{Client, Method, Proxy, Url, redirect};
use std::time::{Duration, Instant, SystemTime};
pub(crate) use trouble::PROXY_CREDENTIALS;

/// How requests are sent.
#[derive(Clone, Debug)]
pub struct Options {
    /// How long finding the host, connecting and agreeing on TLS may take.
    pub connect_timeout: Duration,
    /// How long the status line may take after that.
    pub wait_timeout: Duration,
    /// How long the body may take after that.
    pub body_timeout: Duration,
    /// How many bytes of a body are read, as sent and unpacked.
    pub largest_body: u64,
    /// How often a connection that fails is tried again.
    pub retries: u32,
    /// How many requests a second are sent at the most.
    pub rate: Option<f64>,
    /// A proxy for all requests; else what the environment says (`HTTPS_PROXY`, `NO_PROXY`).
    pub proxy: Option<String>,
    /// Whether requests go past every proxy, as those to a service of this machine have to.
    pub is_direct: bool,
    /// More certificate authorities, as PEM.
    pub authorities: Vec<Vec<u8>>,
    /// A client certificate with its key, as PEM.
    pub certificate: Option<Vec<u8>>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            connect_timeout: Duration::from_secs(10),
            wait_timeout: Duration::from_secs(30),
            body_timeout: Duration::from_secs(30),
            largest_body: 64 << 20,
            retries: 2,
            rate: None,
            proxy: None,
            is_direct: false,
            authorities: Vec::new(),
            certificate: None,
        }
    }
}

/// What is wrong with the options, in a phrase.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Wrong(pub String);

/// Sends requests. Connections are kept and shared.
#[derive(Debug)]
pub struct Sender {
    client: Client,
    options: Options,
    pace: Pace,
}

impl Sender {
    /// A sender of these options.
    pub fn new(options: Options) -> Result<Self, Wrong> {
        let mut builder = Client::builder()
            .redirect(redirect::Policy::none())
            .connect_timeout(options.connect_timeout)
            .tcp_nodelay(true)
            .user_agent(concat!("bindery/", env!("CARGO_PKG_VERSION")));
        if options.is_direct {
            builder = builder.no_proxy();
        } else if let Some(proxy) = &options.proxy {
            let proxy = Proxy::all(proxy).map_err(|_| {
                Wrong("the proxy's address is not one, such as `http://proxy:8080`".to_owned())
            })?;
            builder = builder.proxy(proxy);
        }
        for pem in &options.authorities {
            let certificates = reqwest::Certificate::from_pem_bundle(pem).map_err(|error| {
                Wrong(format!("the authority's certificate is no PEM: {error}"))
            })?;
            for certificate in certificates {
                builder = builder.add_root_certificate(certificate);
            }
        }
        if let Some(pem) = &options.certificate {
            let identity = reqwest::Identity::from_pem(pem).map_err(|error| {
                Wrong(format!(
                    "the client's certificate with its key is no PEM: {error}"
                ))
            })?;
            builder = builder.identity(identity);
        }
        let client = builder
            .build()
            .map_err(|error| Wrong(trouble::told(&error)))?;
        Ok(Sender {
            client,
            pace: Pace::new(options.rate),
            options,
        })
    }

    /// Sends a request, and again where no connection came about.
    pub async fn send(&self, request: Request) -> Exchange {
        let mut tries = 0;
        loop {
            self.pace.wait().await;
            let (outcome, wire) = self.once(&request).await;
            let failed = matches!(&outcome, Outcome::Lost(lost) if lost.phase == Phase::Connect);
            if !failed || tries == self.options.retries {
                return Exchange {
                    request,
                    outcome,
                    wire,
                };
            }
            tokio::time::sleep(Duration::from_millis(50) * 4u32.pow(tries.min(6))).await;
            tries += 1;
        }
    }

    /// Sends a request once: what became of it, and how it went if it went at all.
    async fn once(&self, request: &Request) -> (Outcome, Option<Wire>) {
        let lost = |phase, message| Outcome::Lost(Lost { phase, message });
        let built = match self.built(request) {
            Ok(built) => built,
            Err(message) => return (lost(Phase::Send, message), None),
        };
        let mut wire = Wire {
            started: SystemTime::now(),
            waited: Duration::ZERO,
            version: "",
        };
        let started = Instant::now();
        let limit = self.options.connect_timeout + self.options.wait_timeout;
        let response = tokio::time::timeout(limit, self.client.execute(built)).await;
        wire.waited = started.elapsed();
        let response = match response {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => return (Outcome::Lost(trouble::lost(&error)), Some(wire)),
            Err(_) => {
                let message = format!("no status line within {limit:?}");
                return (lost(Phase::Wait, message), Some(wire));
            }
        };
        wire.version = version(response.version());
        let status = response.status().as_u16();
        let field =
            |(name, value): (&reqwest::header::HeaderName, &reqwest::header::HeaderValue)| {
                Header::new(name.as_str(), String::from_utf8_lossy(value.as_bytes()))
            };
        let headers: Vec<Header> = response.headers().iter().map(field).collect();
        let (sent, cut) = body::read(
            response,
            self.options.body_timeout,
            self.options.largest_body,
        )
        .await;
        let elapsed = started.elapsed();
        let (body, cut) = body::unpack(sent, cut, &headers, self.options.largest_body);
        let answer = Answer {
            status,
            headers,
            body,
            cut,
            elapsed,
        };
        (Outcome::Answer(answer), Some(wire))
    }

    fn built(&self, request: &Request) -> Result<reqwest::Request, String> {
        let wrong = |what: &str| format!("{what} cannot be sent");
        let method =
            Method::from_bytes(request.method.as_bytes()).map_err(|_| wrong("the method"))?;
        let url = Url::parse(&request.url).map_err(|_| wrong("the address"))?;
        let mut builder = self.client.request(method, url);
        for field in &request.headers {
            let name = reqwest::header::HeaderName::from_bytes(field.name.as_bytes())
                .map_err(|_| wrong(&format!("a header called `{}`", field.name)))?;
            let mut value = reqwest::header::HeaderValue::from_bytes(field.value.as_bytes())
                .map_err(|_| wrong(&format!("this value of the header `{}`", field.name)))?;
            value.set_sensitive(field.secret);
            builder = builder.header(name, value);
        }
        if let Some(body) = &request.body {
            builder = builder.body(body.clone());
        }
        builder.build().map_err(|error| trouble::told(&error))
    }
}

/// As an archive tells it.
fn version(version: reqwest::Version) -> &'static str {
    match version {
        reqwest::Version::HTTP_09 => "HTTP/0.9",
        reqwest::Version::HTTP_10 => "HTTP/1.0",
        reqwest::Version::HTTP_2 => "HTTP/2",
        reqwest::Version::HTTP_3 => "HTTP/3",
        _ => "HTTP/1.1",
    }
}

#[cfg(test)]
mod tests;
