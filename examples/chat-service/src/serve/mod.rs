//! From a listening socket to answers, and to the end.

mod connection;
mod format;
mod log;
mod whole_answer;

use crate::Options;
use crate::operations::{self, Service};
use crate::storage::{Failure, Store};
use axum::Router;
use axum::middleware::from_fn;
use chat_server_stub::Settings;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// Why the service does not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The database cannot be used.
    #[error("failed to open the database{file}: {reason}")]
    Database {
        /// Its file, with a space before it.
        file: String,
        /// Why.
        reason: String,
    },
    /// The address cannot be listened on.
    #[error("failed to listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
}

/// A service that listens.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    router: Router,
    service: Arc<Service>,
    address: SocketAddr,
}

impl Server {
    /// Opens the database and listens, so that callers may come; they are answered by [`Server::run`].
    ///
    /// # Errors
    /// Where the database cannot be used, or the address not be listened on.
    pub async fn start(options: Options) -> Result<Self, ServeError> {
        let address = SocketAddr::new(options.address, options.port);
        let file = options.data.clone();
        let database = |failure: Failure| ServeError::Database {
            file: file
                .map(|file| format!(" {}", file.display()))
                .unwrap_or_default(),
            reason: failure.to_string(),
        };
        let service = Arc::new(open(options).await.map_err(database)?);
        let listen = |source| ServeError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        Ok(Server {
            listener,
            router: router(&service),
            service,
            address,
        })
    }

    /// Where it listens: `http://127.0.0.1:8080`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers until `end` comes, gives the answers that are under way, and closes the database.
    pub async fn run(self, end: impl Future<Output = ()>) {
        connection::serve_all(self.listener, self.router, end).await;
        if let Err(failure) = self.service.end().await {
            tracing::error!(reason = %failure, "the database was not closed");
        }
    }
}

async fn open(options: Options) -> Result<Service, Failure> {
    let opening = tokio::task::spawn_blocking(move || {
        let store = Store::open(options.data.as_deref(), options.seed_demo)?;
        Service::new(store, options.fault)
    });
    let ended = |_| Failure::Broken("opening the database panicked".to_owned());
    opening.await.map_err(ended)?
}

fn router(service: &Arc<Service>) -> Router {
    let mut settings = Settings::default();
    settings.max_body = 256 * 1024;
    settings.read_timeout = Duration::from_secs(10);
    settings.answer_timeout = Duration::from_secs(20);
    settings.realm = "chat".to_owned();
    let routes = operations::routes(service);
    chat_server_stub::router(routes, settings)
        .layer(from_fn(format::prefer_format))
        .layer(from_fn(log::log))
}
