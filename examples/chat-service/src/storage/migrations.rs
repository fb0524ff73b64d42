//! Changes to the tables, each run once: `user_version` counts those that were.

use super::Failure;
use rusqlite::{Connection, TransactionBehavior};

/// In their order. Those that were released are never changed; new ones go behind them.
const MIGRATIONS: &[&str] = &[include_str!("../../migrations/1-tables.sql")];

pub(super) fn run(connection: &mut Connection) -> Result<(), Failure> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let known = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    let done: u32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if done > known {
        let reason = format!("the file has version {done}, and this program knows {known}");
        return Err(Failure::Broken(reason));
    }
    for migration in MIGRATIONS.iter().skip(done as usize) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_twice_changes_nothing_and_a_later_version_is_refused() {
        let mut connection = Connection::open_in_memory().expect("it opens");
        run(&mut connection).expect("it is empty");
        run(&mut connection).expect("nothing is left to do");
        connection
            .pragma_update(None, "user_version", 99)
            .expect("it can be set");
        let error = run(&mut connection).expect_err("it is from the future");
        assert!(error.to_string().contains("version 99"), "{error}");
    }
}
