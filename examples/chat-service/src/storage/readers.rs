//! Connections that only read, each used by one caller at a time.

use super::Failure;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// As many read at once.
const READERS: usize = 4;
/// How long one caller may read.
const PATIENCE: Duration = Duration::from_secs(5);
/// As many steps of the database are made before the time is looked at again.
const STEPS: i32 = 10_000;

#[derive(Clone, Debug)]
pub(super) struct Readers {
    idle: Arc<Mutex<Vec<Connection>>>,
    free: Arc<Semaphore>,
}

impl Readers {
    pub(super) fn open(file: &Path) -> Result<Self, Failure> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || -> Result<Connection, Failure> {
            let connection = Connection::open_with_flags(file, flags)?;
            super::set_up(&connection)?;
            Ok(connection)
        };
        let idle: Result<Vec<_>, _> = (0..READERS).map(|_| open()).collect();
        Ok(Readers {
            idle: Arc::new(Mutex::new(idle?)),
            free: Arc::new(Semaphore::new(READERS)),
        })
    }

    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let broken = |what: &str| Failure::Broken(what.to_owned());
        let permit = Arc::clone(&self.free).acquire_owned().await;
        let permit = permit.map_err(|_| broken("the readers have ended"))?;
        let readers = self.clone();
        let reading = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let mut connection = readers.take().ok_or_else(|| broken("a reader was lost"))?;
            let result = give_up_after(&mut connection, PATIENCE)
                .and_then(|()| on_one_state(&connection, work));
            readers.put_back(connection);
            result
        });
        reading.await.map_err(|_| broken("a handler panicked"))?
    }

    /// Waits for those who read, and closes all connections.
    pub(super) async fn close(&self) {
        let all = u32::try_from(READERS).unwrap_or(u32::MAX);
        let _all = self.free.acquire_many(all).await;
        self.free.close();
        while self.take().is_some() {}
    }

    fn take(&self) -> Option<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.pop()
    }

    fn put_back(&self, connection: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push(connection);
    }
}

/// Interrupts what the connection does from now on when `time` is over.
fn give_up_after(connection: &mut Connection, time: Duration) -> Result<(), Failure> {
    let since = Instant::now();
    let is_over = move || since.elapsed() >= time;
    Ok(connection.progress_handler(STEPS, Some(is_over))?)
}

fn on_one_state<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let transaction = connection.unchecked_transaction()?;
    let work = std::panic::AssertUnwindSafe(|| work(&transaction));
    let result = std::panic::catch_unwind(work);
    transaction.finish()?;
    result.unwrap_or_else(|_| Err(Failure::Broken("a handler panicked".to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::StatusCode;
    use chat_server_stub::Problem;

    #[test]
    fn a_query_without_end_is_given_up() {
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        let mut connection = Connection::open_in_memory().expect("it opens");
        give_up_after(&mut connection, Duration::ZERO).expect("it is set");
        let read = on_one_state(&connection, |connection| {
            Ok(connection.query_row(endless, [], |row| row.get::<_, i64>(0))?)
        });
        let problem = Problem::from(read.expect_err("it has no end"));
        assert_eq!(problem.status(), StatusCode::SERVICE_UNAVAILABLE);
        give_up_after(&mut connection, PATIENCE).expect("it is set");
        on_one_state(&connection, |connection| {
            Ok(connection.query_row("SELECT 1", [], |row| row.get::<_, i64>(0))?)
        })
        .expect("it is read");
    }
}
