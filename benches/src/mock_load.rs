//! How many requests a second the mock answers, and how long it takes to be ready.
//!
//! ```sh
//! cargo run --release -p bindery-benches --bin mock-load -- ../shared/corpus/superoffice-2023/pages [SECONDS] [CONNECTIONS] [IP:PORT]
//! ```
//!
//! Server and clients share the machine, and the process. Every documented GET without a body is asked in
//! turn, with credentials, one request at a time on each connection. With an address, another server is
//! asked the same.

use bindery_conformance::mock::{Options, Server};
use bindery_conformance::values::{Values, text};
use bindery_generator::dialect::{Choice, builtin};
use bindery_generator::read_reference;
use bindery_model::resolved::Operation;
use bindery_model::{Location, Method, ResolvedApi, SourceMap};
use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use walkdir::WalkDir;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Trouble = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Trouble> {
    let mut args = std::env::args().skip(1);
    let pages = args.next().unwrap_or_else(|| "specs/pages".to_owned());
    let seconds: u64 = args.next().map_or(Ok(5), |text| text.parse())?;
    let connections: usize = args.next().map_or(Ok(32), |text| text.parse())?;
    let other: Option<SocketAddr> = args.next().map(|text| text.parse()).transpose()?;
    let start = Instant::now();
    let mut sources = SourceMap::new();
    for entry in WalkDir::new(&pages).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            let bytes = std::fs::read(entry.path())?;
            let shown = entry.path().display().to_string();
            sources.add(shown, String::from_utf8_lossy(&bytes));
        }
    }
    let dialects = builtin()?;
    let api = read_reference(&sources, Choice::Auto(&dialects)).api;
    println!(
        "reading    {:>8.1} ms  {} operations",
        millis(start),
        api.operations.len()
    );
    let (api, sources) = (Arc::new(api), Arc::new(sources));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let start = Instant::now();
        let served = Server::spawn(Arc::clone(&api), sources, Options::default());
        let (own, handle) = served.await?;
        let address = other.unwrap_or(own);
        let requests = Arc::new(requests(&api));
        println!("ready      {:>8.1} ms", millis(start));
        // Each answer is made once, when it is first asked for.
        let start = Instant::now();
        ask(address, Arc::clone(&requests), 0, Ask::Each).await?;
        println!("each once  {:>8.1} ms  {} requests", millis(start), requests.len());
        let start = Instant::now();
        let until = start + Duration::from_secs(seconds);
        let clients = (0..connections).map(|first| {
            tokio::spawn(ask(address, Arc::clone(&requests), first, Ask::Until(until)))
        });
        let clients: Vec<_> = clients.collect();
        let (mut answers, mut bytes) = (0, 0);
        for client in clients {
            let (of_client, size) = client.await??;
            answers += of_client;
            bytes += size;
        }
        let rate = answers as f64 / start.elapsed().as_secs_f64();
        println!("load       {rate:>8.0} requests/s, {connections} connections, {seconds} s, {:.0} bytes an answer", bytes as f64 / answers.max(1) as f64);
        handle.stop().await;
        Ok(())
    })
}

fn millis(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

/// How long to ask.
#[derive(Clone, Copy)]
enum Ask {
    /// Each request once.
    Each,
    /// Until then.
    Until(Instant),
}

/// Asks on one connection: how many answers came, and how many bytes.
async fn ask(
    address: SocketAddr,
    requests: Arc<Vec<Vec<u8>>>,
    first: usize,
    how_long: Ask,
) -> Result<(usize, usize), Trouble> {
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; 1 << 18];
    let (mut answers, mut bytes) = (0, 0);
    for request in requests.iter().cycle().skip(first) {
        let is_over = match how_long {
            Ask::Each => answers == requests.len(),
            Ask::Until(until) => Instant::now() >= until,
        };
        if is_over {
            break;
        }
        stream.write_all(request).await?;
        bytes += answer(&mut stream, &mut buffer).await?;
        answers += 1;
    }
    Ok((answers, bytes))
}

/// Reads one answer, which must be a success: its bytes.
async fn answer(stream: &mut TcpStream, buffer: &mut [u8]) -> Result<usize, Trouble> {
    let mut read = 0;
    loop {
        let length = stream.read(&mut buffer[read..]).await?;
        if length == 0 {
            return Err("the connection ended".into());
        }
        read += length;
        let Some(end) = buffer[..read]
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
        else {
            continue;
        };
        let head = std::str::from_utf8(&buffer[..end])?;
        if !head.starts_with("HTTP/1.1 2") {
            return Err(head.to_owned().into());
        }
        let length = head
            .split("content-length: ")
            .nth(1)
            .and_then(|rest| rest.lines().next());
        let length: usize = length.unwrap_or("0").parse()?;
        if read >= end + 4 + length {
            return Ok(read);
        }
    }
}

/// Every documented GET.
fn requests(api: &ResolvedApi) -> Vec<Vec<u8>> {
    let values = Values::new(api, 1);
    let gets = api
        .operations
        .iter()
        .filter(|one| one.method.value == Method::Get);
    let small = gets.filter(|one| one.request.is_none());
    small
        .map(|one| request(&values, one).into_bytes())
        .collect()
}

fn request(values: &Values<'_>, operation: &Operation) -> String {
    let mut target = operation.path.value.clone();
    let mut mark = '?';
    for parameter in &operation.parameters {
        let value = text(&values.parameter(operation, parameter).0);
        let value: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let name = &parameter.name.value;
        match parameter.location {
            Location::Path => target = target.replace(&format!("{{{name}}}"), &value),
            Location::Query if parameter.required.is_some() => {
                target += &format!("{mark}{name}={value}");
                mark = '&';
            }
            _ => {}
        }
    }
    format!(
        "GET {target} HTTP/1.1\r\nhost: mock\r\nauthorization: Bearer token\r\naccept: */*\r\n\r\n"
    )
}
