//! How much the service bears: starts the program that lies beside this one on a database of its own,
//! and asks as fast as it can over a number of connections.
//!
//! `cargo run --release -p chat-service --example load -- [CONNECTIONS] [SECONDS]`

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// `helpdesk` and the password of the demo users, as HTTP Basic has it.
const BASIC: &str = "aGVscGRlc2s6b25seS1hLXNhbXBsZQ==";
const BEARER: &str = "demo-bearer-helpdesk";

struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let mut number = |usual: u64| arguments.next().map_or(Ok(usual), |text| text.parse());
    let (connections, seconds) = (number(16)?, number(5)?);
    let folder = tempfile::tempdir()?;
    let (service, address) = start(&folder.path().join("chats.db"))?;
    let id = service.0.id();
    println!(
        "{connections} connections, {seconds} s each; memory at rest {}",
        memory(id, "VmRSS")
    );

    let get = |authorization: &str| {
        format!(
            "GET /api/v1/ChatSession/4203 HTTP/1.1\r\nHost: {address}\r\n\
             Authorization: {authorization}\r\n\r\n"
        )
    };
    let body = "{\"TopicId\":3,\"CustomerName\":\"Load\",\"Status\":\"InQueue\",\"FirstMessage\":\"Hello\"}";
    let post = format!(
        "POST /api/v1/ChatSession HTTP/1.1\r\nHost: {address}\r\nAuthorization: Basic {BASIC}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    for (name, request) in [
        ("GET by id, Basic ", get(&format!("Basic {BASIC}"))),
        ("GET by id, Bearer", get(&format!("Bearer {BEARER}"))),
        ("POST, Basic      ", post),
    ] {
        let times = ask(
            &address,
            &request,
            connections,
            Duration::from_secs(seconds),
        )
        .await?;
        let per_second = times.len() as u64 / seconds;
        let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1000.0;
        let (half, most) = (at(50), at(99));
        println!("{name} {per_second:>6} requests/s  p50 {half:>6.2} ms  p99 {most:>6.2} ms");
    }
    println!(
        "memory after it {}, at its highest {}",
        memory(id, "VmRSS"),
        memory(id, "VmHWM")
    );
    Ok(())
}

fn start(data: &std::path::Path) -> Outcome<(Service, String)> {
    let own = std::env::current_exe()?;
    let folder = own
        .parent()
        .and_then(|one| one.parent())
        .ok_or("the program has no folder")?;
    let program = folder.join("chat-service");
    let mut command = Command::new(&program);
    command
        .arg("--data")
        .arg(data)
        .arg("--seed-demo")
        .env("RUST_LOG", "warn");
    let started = command.stdout(Stdio::piped()).spawn();
    let mut child = started.map_err(|error| {
        format!(
            "{} cannot be started: {error}; build it first",
            program.display()
        )
    })?;
    let output = child.stdout.take().ok_or("it has no output")?;
    let service = Service(child);
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line)?;
    let address = line
        .trim()
        .strip_prefix("listening on http://")
        .ok_or("it does not listen")?;
    Ok((service, address.to_owned()))
}

/// How long each answer took, the shortest first.
async fn ask(
    address: &str,
    request: &str,
    connections: u64,
    time: Duration,
) -> Outcome<Vec<Duration>> {
    let end = Instant::now() + time;
    let tasks: Vec<_> = (0..connections)
        .map(|_| tokio::spawn(ask_one(address.to_owned(), request.to_owned(), end)))
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    times.sort_unstable();
    if times.is_empty() {
        return Err("nothing was answered".into());
    }
    Ok(times)
}

async fn ask_one(address: String, request: String, end: Instant) -> Outcome<Vec<Duration>> {
    let mut stream = TcpStream::connect(&address).await?;
    stream.set_nodelay(true)?;
    let mut times = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    while Instant::now() < end {
        let since = Instant::now();
        stream.write_all(request.as_bytes()).await?;
        let mut read = 0;
        loop {
            let more = stream.read(&mut buffer[read..]).await?;
            if more == 0 {
                return Err("the connection broke off".into());
            }
            read += more;
            if is_whole(&buffer[..read])? {
                break;
            }
        }
        times.push(since.elapsed());
    }
    Ok(times)
}

/// Whether an answer has come to its end; anything but success is an error.
fn is_whole(bytes: &[u8]) -> Outcome<bool> {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, _)) = text.split_once("\r\n\r\n") else {
        return Ok(false);
    };
    if !head.starts_with("HTTP/1.1 200") {
        return Err(format!("the answer was {}", head.lines().next().unwrap_or("")).into());
    }
    let mut fields = head.lines().filter_map(|line| line.split_once(": "));
    let length = fields.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length: usize = length.ok_or("the answer has no length")?.1.parse()?;
    Ok(bytes.len() >= head.len() + 4 + length)
}

/// A figure of `/proc/ID/status`, where there is such a thing.
fn memory(id: u32, name: &str) -> String {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let kilobytes: Option<f64> =
        line.and_then(|one| one.trim().strip_suffix("kB")?.trim().parse().ok());
    kilobytes.map_or("unknown".to_owned(), |kb| format!("{:.1} MB", kb / 1024.0))
}
