//! A service in this process, and what calls it.

use chat_sdk::Client;
use chat_service::{Fault, Options, Server};
use clap::Parser;
use reqwest::{Method, RequestBuilder};
use serde_json::Value;

pub(crate) const PASSWORD: &str = "only-a-sample";

/// Where a service with demo rows listens, which ends with the test.
pub(crate) struct Service {
    pub(crate) url: String,
    http: reqwest::Client,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Got {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Service {
    pub(crate) async fn start() -> Self {
        Service::with(None).await
    }

    pub(crate) async fn with(fault: Option<Fault>) -> Self {
        let mut options = Options::parse_from(["chat-service", "--seed-demo"]);
        options.fault = fault;
        let server = Server::start(options).await.expect("it starts");
        let url = server.url();
        tokio::spawn(server.run(std::future::pending()));
        Service {
            url,
            http: reqwest::Client::new(),
        }
    }

    /// The generated client, as a user.
    pub(crate) fn client(&self, user: &str) -> Client {
        let client = Client::builder()
            .base_url(&self.url)
            .basic_auth(user, PASSWORD);
        client.build().expect("it can be built")
    }

    /// A request without credentials.
    pub(crate) fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).expect("it is a method");
        self.http
            .request(method, format!("{}/api/v1/{path}", self.url))
    }

    /// What a manager gets.
    pub(crate) async fn get(&self, path: &str) -> Got {
        self.get_as("helpdesk", path).await
    }

    pub(crate) async fn get_as(&self, user: &str, path: &str) -> Got {
        self.request("GET", path)
            .basic_auth(user, Some(PASSWORD))
            .got()
            .await
    }

    /// What a manager gets for a body.
    pub(crate) async fn send(&self, method: &str, path: &str, media_type: &str, body: &str) -> Got {
        let request = self
            .request(method, path)
            .basic_auth("helpdesk", Some(PASSWORD));
        let request = request.header("content-type", media_type);
        request.body(body.to_owned()).got().await
    }
}

impl Got {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |one| one.to_str().expect("it is text"))
    }
}

pub(crate) trait GotFrom {
    async fn got(self) -> Got;
}

impl GotFrom for RequestBuilder {
    async fn got(self) -> Got {
        let response = self.send().await.expect("an answer comes");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.expect("it is whole");
        Got {
            status,
            headers,
            text,
        }
    }
}
