//! One thread that owns the connection that writes. What waits while a commit goes to the disk goes
//! with the next one, so that many callers share the cost of one.

use super::Failure;
use rusqlite::Connection;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tokio::sync::{mpsc, oneshot};

/// As many wait at the most; more callers than that wait for a place.
const QUEUE: usize = 1024;
/// As many share one commit.
const BATCH: usize = 64;

/// Tells the caller, once it is known whether the commit was made.
type Tell = Box<dyn FnOnce(Result<(), String>) + Send>;
/// Does nothing where no transaction could be begun.
type Job = Box<dyn FnOnce(Option<&Connection>) -> Tell + Send>;

enum Order {
    Do(Job),
    /// Close the database, and tell.
    End(oneshot::Sender<Result<(), Failure>>),
}

pub(super) struct Writer {
    orders: mpsc::Sender<Order>,
}

impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Writer")
    }
}

impl Writer {
    pub(super) fn start(connection: Connection) -> Result<Self, Failure> {
        let (orders, waiting) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new().name("writer".to_owned());
        let started = thread.spawn(move || write_all(connection, waiting));
        started.map_err(|error| Failure::Broken(format!("no thread can be started: {error}")))?;
        Ok(Writer { orders })
    }

    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let (tell, told) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let result = match connection {
                Some(connection) => alone(connection, work),
                None => Err(Failure::Broken("no transaction was begun".to_owned())),
            };
            Box::new(move |committed| {
                let committed = committed.map_err(Failure::Broken);
                // A caller that went away is not told.
                let _ = tell.send(committed.and(result));
            })
        });
        self.orders
            .send(Order::Do(job))
            .await
            .map_err(|_| ended())?;
        told.await.map_err(|_| ended())?
    }

    /// Closes the database after what was ordered before.
    pub(super) async fn end(&self) -> Result<(), Failure> {
        let (tell, told) = oneshot::channel();
        let sent = self.orders.send(Order::End(tell)).await;
        sent.map_err(|_| ended())?;
        told.await.map_err(|_| ended())?
    }
}

fn ended() -> Failure {
    Failure::Broken("the writer has ended".to_owned())
}

/// Runs one piece of work so that it changes all or nothing.
fn alone<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, Failure>,
) -> Result<T, Failure> {
    connection.execute_batch("SAVEPOINT job")?;
    let result = catch_unwind(AssertUnwindSafe(|| work(connection)));
    let result = result.unwrap_or_else(|_| Err(Failure::Broken("a handler panicked".to_owned())));
    if result.is_err() {
        connection.execute_batch("ROLLBACK TO job")?;
    }
    connection.execute_batch("RELEASE job")?;
    result
}

fn write_all(connection: Connection, mut orders: mpsc::Receiver<Order>) {
    let mut next = orders.blocking_recv();
    while let Some(order) = next.take() {
        next = match order {
            Order::Do(first) => write_batch(&connection, first, &mut orders),
            Order::End(tell) => {
                let _ = tell.send(close(connection));
                return;
            }
        };
        next = next.or_else(|| orders.blocking_recv());
    }
}

/// What could not be done in the same transaction is given back.
fn write_batch(
    connection: &Connection,
    first: Job,
    orders: &mut mpsc::Receiver<Order>,
) -> Option<Order> {
    let begun = connection.execute_batch("BEGIN IMMEDIATE");
    let in_it = begun.is_ok().then_some(connection);
    let (mut told, mut left) = (vec![first(in_it)], None);
    while told.len() < BATCH
        && let Ok(next) = orders.try_recv()
    {
        match next {
            Order::Do(job) => told.push(job(in_it)),
            end @ Order::End(_) => {
                left = Some(end);
                break;
            }
        }
    }
    let ended = begun.and_then(|()| connection.execute_batch("COMMIT"));
    let ended = ended.map_err(|error| {
        // Fails only where nothing was begun.
        let _ = connection.execute_batch("ROLLBACK");
        error.to_string()
    });
    for tell in told {
        tell(ended.clone());
    }
    left
}

fn close(connection: Connection) -> Result<(), Failure> {
    let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
    connection.query_row(checkpoint, [], |_| Ok(()))?;
    connection.close().map_err(|(_, error)| error.into())
}
