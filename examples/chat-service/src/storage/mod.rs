//! What is kept: one SQLite database, in a file or in memory.

pub(crate) mod carriers;
pub(crate) mod columns;
mod failure;
pub(crate) mod instant;
pub(crate) mod messages;
mod migrations;
mod readers;
mod rows;
mod seed;
pub(crate) mod sessions;
pub(crate) mod tokens;
pub(crate) mod topics;
mod writer;

pub(crate) use failure::Failure;
pub(crate) use instant::Instant;

use readers::Readers;
use rusqlite::Connection;
use std::path::Path;
use std::time::Duration;
use writer::Writer;

/// The database. What [`Store::write`] has answered is on the disk.
#[derive(Debug)]
pub(crate) struct Store {
    writer: Writer,
    /// None where the database is in memory, and belongs to the writer's connection.
    readers: Option<Readers>,
}

impl Store {
    /// Opens the database in `file`, or one in memory, and brings it to the version that is known here.
    pub(crate) fn open(file: Option<&Path>, seeds_demo: bool) -> Result<Self, Failure> {
        let mut connection = match file {
            Some(file) => {
                create_private(file)?;
                Connection::open(file)?
            }
            None => Connection::open_in_memory()?,
        };
        set_up(&connection)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // A commit is on the disk before it is answered, even when the power goes.
        connection.pragma_update(None, "synchronous", "FULL")?;
        migrations::run(&mut connection)?;
        if seeds_demo {
            seed::run(&mut connection)?;
        }
        let readers = file.map(Readers::open).transpose()?;
        let writer = Writer::start(connection)?;
        Ok(Store { writer, readers })
    }

    /// Puts all that was written into the file itself, so that it can be copied without its `-wal`.
    pub(crate) async fn end(&self) -> Result<(), Failure> {
        if let Some(readers) = &self.readers {
            readers.close().await;
        }
        self.writer.end().await
    }

    /// Runs `work` on a state of the database that does not change meanwhile.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        match &self.readers {
            Some(readers) => readers.run(work).await,
            None => self.writer.run(work).await,
        }
    }

    /// Runs `work`, which changes the database all or not at all.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.writer.run(work).await
    }
}

/// Makes the file where there is none, for its owner alone; its `-wal` and `-shm` follow it.
fn create_private(file: &Path) -> Result<(), Failure> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Failure::Broken(format!("it cannot be made: {error}"))),
    }
}

fn set_up(connection: &Connection) -> Result<(), Failure> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}
