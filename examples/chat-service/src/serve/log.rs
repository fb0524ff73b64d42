//! A line for each request: what was asked for, what came of it and how long it took. Neither query
//! nor header fields nor bodies are in it, as they hold secrets and what customers say.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;

/// As much of a path is logged, in characters.
const LONGEST: usize = 200;

pub(super) async fn log(request: Request, next: Next) -> Response {
    let since = Instant::now();
    let method = request.method().clone();
    let path: String = request.uri().path().chars().take(LONGEST).collect();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let microseconds = u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX);
    tracing::info!(%method, path, status, microseconds, "answered");
    response
}
