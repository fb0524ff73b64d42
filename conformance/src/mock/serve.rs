//! Sockets and time: connections in, answers out, and nothing without a limit.

mod resettable;

use super::log::Entry;
use super::options::Options;
use super::reply::{Reply, Wire};
use super::{Asked, Injected, Mock};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use bindery_model::{ResolvedApi, SourceMap};
use bytes::Bytes;
use futures_util::stream;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Body as _;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use resettable::Resettable;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// How long open requests are waited for at the end.
const PATIENCE: Duration = Duration::from_secs(2);

/// A running mock.
pub struct Server;

impl Server {
    /// Serves `api` on a free port of this machine until the handle is dropped or stopped.
    ///
    /// # Errors
    /// No socket could be bound.
    pub async fn spawn(
        api: Arc<ResolvedApi>,
        sources: Arc<SourceMap>,
        options: Options,
    ) -> io::Result<(SocketAddr, Handle)> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        Server::spawn_on(listener, Mock::new(api, sources, options))
    }

    /// Serves a mock on a bound socket.
    ///
    /// # Errors
    /// The socket has no address.
    pub fn spawn_on(listener: TcpListener, mock: Mock) -> io::Result<(SocketAddr, Handle)> {
        let address = listener.local_addr()?;
        let mock = Arc::new(mock);
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(accept(listener, Arc::clone(&mock), stopped));
        Ok((address, Handle { mock, stop, task }))
    }
}

/// What a running mock is steered with; it stops when this is dropped.
pub struct Handle {
    mock: Arc<Mock>,
    stop: watch::Sender<bool>,
    task: tokio::task::JoinHandle<()>,
}

impl Handle {
    /// What answers.
    pub fn mock(&self) -> &Mock {
        &self.mock
    }

    /// From here on breaks these promises and no others, and forgets what requests stored.
    pub fn inject(&self, faults: Vec<Injected>) {
        self.mock.inject(faults);
        self.mock.forget();
    }

    /// Takes no more requests, and waits two seconds at most for those that are open.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        // That the task was cancelled or failed means that it is over, too.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

/// The mock as a service of axum, for programs that serve it themselves. What [`Wire`] says is heeded
/// but for resets, of which only a connection knows.
pub fn router(mock: Arc<Mock>) -> Router {
    Router::new().fallback(handle).with_state(Line {
        mock,
        reset: Arc::default(),
    })
}

/// A connection and what it belongs to.
#[derive(Clone)]
struct Line {
    mock: Arc<Mock>,
    /// Whether the connection is to be reset when it is closed.
    reset: Arc<AtomicBool>,
}

async fn accept(listener: TcpListener, mock: Arc<Mock>, mut stopped: watch::Receiver<bool>) {
    let room = Arc::new(Semaphore::new(mock.options.limits.connections));
    let mut open = JoinSet::new();
    loop {
        let Ok(permit) = Arc::clone(&room).acquire_owned().await else {
            break;
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.changed() => break,
        };
        match accepted {
            Ok((stream, _)) => {
                let (mock, stopped) = (Arc::clone(&mock), stopped.clone());
                open.spawn(async move {
                    connection(stream, mock, stopped).await;
                    drop(permit);
                });
            }
            // Out of file descriptors: what is open may end meanwhile.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
        while open.try_join_next().is_some() {}
    }
    let all = async { while open.join_next().await.is_some() {} };
    // What is not done by then is cut off when the set is dropped.
    let _ = tokio::time::timeout(PATIENCE, all).await;
}

async fn connection(stream: TcpStream, mock: Arc<Mock>, mut stopped: watch::Receiver<bool>) {
    // Answers are small; without it they would wait for the client's acknowledgement.
    let _ = stream.set_nodelay(true);
    let limits = mock.options.limits;
    let reset = Arc::new(AtomicBool::new(false));
    let line = Line {
        mock,
        reset: Arc::clone(&reset),
    };
    let service = Router::new().fallback(handle).with_state(line);
    let io = TokioIo::new(Resettable { stream, reset });
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_time)
        .max_buf_size(limits.head.max(8192))
        .serve_connection(io, TowerToHyperService::new(service));
    let mut serving = std::pin::pin!(serving);
    // What goes wrong on a connection is the client's trouble, and told to it where HTTP can.
    tokio::select! {
        _ = serving.as_mut() => {}
        _ = stopped.changed() => {
            serving.as_mut().graceful_shutdown();
            let _ = serving.await;
        }
    }
}

async fn handle(State(line): State<Line>, request: Request) -> Response {
    let start = Instant::now();
    let mock = &line.mock;
    let (parts, body) = request.into_parts();
    let mut asked = Asked {
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query: crate::path::query(parts.uri.query().unwrap_or("")).collect(),
        headers: parts.headers,
        body: Bytes::new(),
    };
    let (reply, operation) = match read(body, mock).await {
        Ok(body) => {
            asked.body = body;
            mock.reply(&asked)
        }
        Err(reply) => (reply, None),
    };
    if !mock.options.latency.is_zero() {
        tokio::time::sleep(mock.options.latency).await;
    }
    if let Some(log) = mock.options.log {
        log(&Entry {
            method: &asked.method,
            path: &asked.path,
            operation: operation.map(|at| &*mock.api.operations[at].id.value),
            status: reply.status.as_u16(),
            bytes: reply.body.len(),
            took: start.elapsed(),
        });
    }
    send(reply, asked.method == "HEAD", &line).await
}

/// The body of a request, or why it is refused.
async fn read(body: Body, mock: &Mock) -> Result<Bytes, Reply> {
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    let limits = mock.options.limits;
    let refuse = |status: StatusCode| {
        let mut reply = Reply::new(status);
        // What is left of the body is not read, so nothing can follow it.
        reply.set(header::CONNECTION, HeaderValue::from_static("close"));
        reply
    };
    if body.size_hint().lower() > limits.body as u64 {
        return Err(refuse(StatusCode::PAYLOAD_TOO_LARGE));
    }
    let reading = Limited::new(body, limits.body).collect();
    match tokio::time::timeout(limits.body_time, reading).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            Err(refuse(StatusCode::PAYLOAD_TOO_LARGE))
        }
        Ok(Err(_)) => Err(refuse(StatusCode::BAD_REQUEST)),
        Err(_) => Err(refuse(StatusCode::REQUEST_TIMEOUT)),
    }
}

async fn send(reply: Reply, is_head: bool, line: &Line) -> Response {
    let Reply {
        status,
        headers,
        body,
        wire,
    } = reply;
    let length = body.len() as u64;
    let mut announced = Some(length);
    let body = match wire {
        Wire::Whole => Body::from(body),
        Wire::Late(time) => {
            tokio::time::sleep(time).await;
            Body::from(body)
        }
        Wire::Hang => std::future::pending().await,
        Wire::Reset => {
            line.reset.store(true, Ordering::Relaxed);
            // A body that fails at once closes the connection, and nothing of it was sent.
            return Response::new(failing());
        }
        Wire::Longer(by) => {
            announced = Some(length + by);
            Body::from_stream(stream::unfold(Some(body), |body| async move {
                // What is there is sent meanwhile; an error at once would take it along.
                let Some(body) = body else {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    return Some((Err(io::Error::other("no more")), None));
                };
                Some((Ok(body), None))
            }))
        }
        Wire::Drip(pause) => {
            let bytes = body.into_iter().map(|byte| Bytes::from(vec![byte]));
            Body::from_stream(stream::unfold(bytes, move |mut bytes| async move {
                tokio::time::sleep(pause).await;
                Some((io::Result::Ok(bytes.next()?), bytes))
            }))
        }
        Wire::Repeated(total) => {
            announced = None;
            Body::from_stream(stream::unfold(total, move |left| {
                let part =
                    body.slice(..body.len().min(usize::try_from(left).unwrap_or(usize::MAX)));
                let rest = left.saturating_sub(part.len() as u64);
                async move { (!part.is_empty()).then_some((io::Result::Ok(part), rest)) }
            }))
        }
    };
    let mut response = Response::new(if is_head { Body::empty() } else { body });
    *response.status_mut() = status;
    let fields = response.headers_mut();
    for (name, value) in headers {
        fields.append(name, value);
    }
    let has_length = !(status == StatusCode::NO_CONTENT || status == StatusCode::NOT_MODIFIED);
    if let Some(length) = announced.filter(|_| has_length) {
        fields.insert(header::CONTENT_LENGTH, length.into());
    }
    response
}

fn failing() -> Body {
    Body::from_stream(stream::once(async {
        Err::<Bytes, _>(io::Error::other("reset"))
    }))
}
