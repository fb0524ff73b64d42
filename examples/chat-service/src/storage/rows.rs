//! Rows up to what an answer may hold.

use rusqlite::{Row, Rows};

/// Rows are read until their texts have as many bytes.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// What is read of each row, and whether some were left because the texts grew too big.
pub(super) fn collect<T>(
    mut rows: Rows<'_>,
    mut read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<(Vec<T>, bool)> {
    let (mut collected, mut size) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        if size >= MOST_BYTES {
            return Ok((collected, true));
        }
        size += bytes(row)?;
        collected.push(read(row)?);
    }
    Ok((collected, false))
}

/// The bytes of a row's texts.
fn bytes(row: &Row<'_>) -> rusqlite::Result<usize> {
    let mut size = 0;
    for at in 0..row.as_ref().column_count() {
        size += row
            .get_ref(at)?
            .as_bytes_or_null()
            .ok()
            .flatten()
            .map_or(0, <[u8]>::len);
    }
    Ok(size)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    #[test]
    fn big_rows_are_left() {
        let connection = Connection::open_in_memory().expect("it opens");
        let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) \
             SELECT i, printf('%.*c', 1048576, 'x') FROM n";
        let mut statement = connection.prepare(sql).expect("it is one");
        let read = |row: &Row<'_>| row.get::<_, i32>(0);
        let collected = collect(statement.query([]).expect("it runs"), read);
        assert_eq!(collected.expect("it is read"), (vec![1, 2, 3, 4], true));
        let mut few = connection
            .prepare("SELECT 7 UNION SELECT 8")
            .expect("it is one");
        let collected = collect(few.query([]).expect("it runs"), read);
        assert_eq!(collected.expect("it is read"), (vec![7, 8], false));
    }
}
