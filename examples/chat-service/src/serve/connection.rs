//! Connections: how many there may be, how long they may be idle, and how they end.

use super::whole_answer::WholeAnswer;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;

/// As many connections may be open; more wait to be taken.
const CONNECTIONS: usize = 1024;
/// How long the head of a request may take to come, and how long a connection may be idle.
const HEAD: Duration = Duration::from_secs(10);
/// How long a caller may take to read on.
const WRITE: Duration = Duration::from_secs(10);
/// How long a caller may take to read a whole answer.
const ANSWER: Duration = Duration::from_secs(60);
/// How long answers that are under way may take when the service ends.
const END: Duration = Duration::from_secs(25);

/// Answers every connection until `end` comes, and then those that are open.
pub(super) async fn serve_all(
    listener: TcpListener,
    router: Router,
    end: impl Future<Output = ()>,
) {
    let free = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut end = pin!(end);
    loop {
        let next = async {
            let permit = Arc::clone(&free).acquire_owned().await.ok();
            (listener.accept().await, permit)
        };
        let (accepted, permit) = tokio::select! {
            next = next => next,
            () = &mut end => break,
        };
        match accepted {
            Ok((stream, _)) => serve_one(stream, permit, &router, &graceful),
            Err(error) => {
                // No more file descriptors, for one: some will be free in a moment.
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    tracing::info!("ending");
    if tokio::time::timeout(END, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some answers were not given in time");
    }
}

fn serve_one(
    stream: TcpStream,
    permit: Option<OwnedSemaphorePermit>,
    router: &Router,
    graceful: &GracefulShutdown,
) {
    // Answers are written whole, so nothing is gained by waiting for more.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(WRITE));
    let stream = WholeAnswer::new(Box::pin(stream), ANSWER);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(64 * 1024)
        .serve_connection(
            TokioIo::new(stream),
            TowerToHyperService::new(router.clone()),
        );
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        let _permit = permit;
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection broke off");
        }
    });
}
