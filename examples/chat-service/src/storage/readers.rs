//! Connections that only read, each used by one caller at a time.

use super::Failure;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// As many read at once.
const READERS: usize = 4;

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
            let connection = readers.take().ok_or_else(|| broken("a reader was lost"))?;
            let result = on_one_state(&connection, work);
            readers.put_back(connection);
            result
        });
        reading.await.map_err(|_| broken("a handler panicked"))?
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
