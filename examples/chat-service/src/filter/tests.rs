use super::{Bound, Column, FilterError, Kind, condition, order_by};
use proptest::prelude::*;
use rusqlite::types::Value as SqlValue;
use rusqlite::{Connection, params_from_iter};

const COLUMNS: &[Column] = &[
    column("id", "t.id", Kind::Number),
    column("customerName", "t.name", Kind::Text),
    column("category/id", "t.category", Kind::Number),
    column("consented", "t.consented", Kind::Boolean),
    column("whenRequested", "t.requested", Kind::DateTime),
];

const fn column(name: &'static str, sql: &'static str, kind: Kind) -> Column {
    Column { name, sql, kind }
}

/// Ids of the rows that a filter keeps in a real database.
fn kept(filter: &str) -> Result<Vec<i64>, FilterError> {
    let condition = condition(filter, COLUMNS)?;
    let database = Connection::open_in_memory().expect("a database");
    let made = database.execute_batch(
        "CREATE TABLE t (id, name, category, consented, requested);
         INSERT INTO t VALUES (1, 'Aisha', 5, 1, 1000), (2, 'O''Neill', NULL, 0, 2000),
                              (3, NULL, 7, 1, NULL), (4, '50%_off\\', 5, 0, 3000);",
    );
    made.expect("a table");
    let sql = format!("SELECT id FROM t WHERE {} ORDER BY id", condition.sql);
    let bound = condition.bound.into_iter().map(|bound| match bound {
        Bound::Boolean(value) => SqlValue::Integer(value.into()),
        Bound::Integer(value) => SqlValue::Integer(value),
        Bound::Moment(value) => SqlValue::Integer(value.as_second()),
        Bound::Number(value) => SqlValue::Real(value),
        Bound::Text(value) => SqlValue::Text(value),
    });
    let mut statement = database.prepare(&sql).expect("sql");
    let rows = statement.query_map(params_from_iter(bound), |row| row.get(0));
    Ok(rows.expect("rows").map(|row| row.expect("an id")).collect())
}

#[test]
fn filters_keep_the_rows_that_they_say() {
    for (filter, expected) in [
        ("id eq 2", &[2][..]),
        ("ID = 2", &[2]),
        ("customerName='Aisha'", &[1]),
        ("id ne 2", &[1, 3, 4]),
        ("id gt 1 and id le 3", &[2, 3]),
        ("id lt 2 or id ge 4", &[1, 4]),
        ("id eq 1 or id eq 2 and id eq 3", &[1]),
        ("(id eq 1 or id eq 2) and not (id eq 1)", &[2]),
        ("((id eq 3))", &[3]),
        ("id gt 2.5 and id lt 99999999999999999999", &[3, 4]),
        ("id gt -1", &[1, 2, 3, 4]),
        ("customername EQ 'O''Neill'", &[2]),
        ("customerName eq null", &[3]),
        ("customerName ne null", &[1, 2, 4]),
        ("customerName ne 'Aisha'", &[2, 3, 4]),
        ("not (customerName eq 'Aisha')", &[2, 3, 4]),
        ("not (category/id gt 6)", &[1, 2, 4]),
        ("not not category/id gt 6", &[3]),
        ("Category/ID eq 5", &[1, 4]),
        ("consented eq true", &[1, 3]),
        ("consented ne TRUE", &[2, 4]),
        ("startswith(customerName,'Ai')", &[1]),
        ("contains(customerName, 'Neil')", &[2]),
        ("endswith(customerName, 'ha')", &[1]),
        ("substringof('ish', customerName)", &[1]),
        ("not contains(customerName, 'i')", &[3, 4]),
        ("contains(customerName, '%')", &[4]),
        ("contains(customerName, '0%_o')", &[4]),
        ("contains(customerName, '_')", &[4]),
        ("endswith(customerName, '\\')", &[4]),
        ("whenRequested lt 1970-01-01T01:00:00+00:30", &[1]),
        ("whenRequested ge 1970-01-01T00:33:20.0000000Z", &[2, 4]),
        ("whenRequested eq '1970-01-01T00:50:00'", &[4]),
        ("whenRequested gt 1970-01-01", &[1, 2, 4]),
        ("customerName eq '''; DROP TABLE t; --'", &[]),
    ] {
        assert_eq!(kept(filter).as_deref(), Ok(expected), "{filter}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (filter, expected) in [
        ("", "at character 1: the name of a column is missing"),
        (
            "id",
            "at character 3: a comparison is missing: eq, ne, gt, ge, lt or le",
        ),
        ("id eq", "at character 6: a value is missing"),
        (
            "id eq x",
            "at character 7: this is no value: write 'text', 12.5, true, null or 2024-03-12T11:50:33Z",
        ),
        (
            "id eq 1e999",
            "at character 7: this is no value: write 'text', 12.5, true, null or 2024-03-12T11:50:33Z",
        ),
        (
            "id between 1",
            "at character 4: `between` is no comparison; there is eq, ne, gt, ge, lt and le",
        ),
        (
            "id eq '1'",
            "at character 7: `id` is a number, and this is not",
        ),
        (
            "customerName eq 1",
            "at character 17: `customerName` is text, which stands between apostrophes, and this is not",
        ),
        (
            "whenRequested gt 'x'",
            "at character 18: `whenRequested` is a date-time, and this is not",
        ),
        (
            "customerName eq 'x",
            "at character 17: this text has no end",
        ),
        ("ö eq 1", "at character 1: there is no column `ö`"),
        ("(id eq 1", "at character 9: a `)` is missing"),
        (
            "id eq 1 id eq 2",
            "at character 9: the condition before this is complete; join the next with `and` or `or`",
        ),
        (
            "id gt null",
            "at character 7: this has no order: compare it with eq or ne",
        ),
        (
            "consented lt true",
            "at character 14: this has no order: compare it with eq or ne",
        ),
        (
            "contains(id, '1')",
            "at character 14: `id` is a number, and this is not",
        ),
        (
            "contains(customerName, 1)",
            "at character 24: `contains` compares with text, between apostrophes",
        ),
        (
            "contains(customerName '1')",
            "at character 23: a comma is missing",
        ),
        (
            "load_extension('x')",
            "at character 1: there is no function `load_extension`, but contains, endswith, startswith and substringof",
        ),
        (
            "id eq 1; DROP TABLE t",
            "at character 7: this is no value: write 'text', 12.5, true, null or 2024-03-12T11:50:33Z",
        ),
        ("t.id eq 1", "at character 1: there is no column `t.id`"),
    ] {
        let error = condition(filter, COLUMNS).expect_err(filter);
        assert_eq!(error.to_string(), expected, "{filter}");
    }
}

#[test]
fn length_depth_and_number_are_bounded() {
    let deep = |times: usize| format!("{}id eq 1{}", "(".repeat(times), ")".repeat(times));
    assert_eq!(kept(&deep(32)), Ok(vec![1]));
    let message = |filter: &str| condition(filter, COLUMNS).expect_err("too much").message;
    assert_eq!(message(&deep(33)), "conditions may nest 32 deep");
    assert_eq!(message(&"not ".repeat(2000)), "conditions may nest 32 deep");
    let many = |times: usize| vec!["id eq 1"; times].join(" or ");
    assert_eq!(kept(&many(100)), Ok(vec![1]));
    assert_eq!(message(&many(101)), "a filter may hold 100 comparisons");
    let long = format!("customerName eq '{}'", "x".repeat(8 * 1024));
    assert_eq!(message(&long), "a filter may have 8192 bytes, not 8210");
    let word = message(&"x".repeat(5000));
    assert!(word.len() < 100, "{word}");
}

#[test]
fn orders_are_read() {
    let sql = |order: &str| order_by(order, COLUMNS).map_err(|error| error.to_string());
    assert_eq!(
        sql("ID desc, customername").as_deref(),
        Ok("t.id DESC, t.name ASC")
    );
    assert_eq!(sql("category/id ASC").as_deref(), Ok("t.category ASC"));
    assert_eq!(sql("  ").as_deref(), Ok(""));
    for (order, expected) in [
        ("id up", "at character 4: `up` is neither asc nor desc"),
        ("id desc desc", "at character 9: a comma is missing"),
        (
            "id,",
            "at character 4: a column is missing behind the comma",
        ),
        (",id", "at character 1: the name of a column is missing"),
        ("'id'", "at character 1: the name of a column is missing"),
        ("rowid", "at character 1: there is no column `rowid`"),
        ("id;DROP", "at character 1: there is no column `id;DROP`"),
    ] {
        assert_eq!(sql(order), Err(expected.to_owned()), "{order}");
    }
    let many = vec!["id"; 17].join(",");
    assert_eq!(
        sql(&many),
        Err("at character 49: an order may name 16 columns".to_owned())
    );
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = (condition(&text, COLUMNS), order_by(&text, COLUMNS));
    }

    /// Texts of the words of filters get further than any text.
    #[test]
    fn near_filters_are_read_or_refused(
        words in prop::collection::vec(prop::sample::select(vec![
            "id", "customerName", "category/id", "eq", "gt", "and", "or", "not", "(", ")", ",", "'", "'a'",
            "5", "-1e3", "null", "true", "contains", "2024-01-01T00:00:00Z", "=", "ö", "\\", "%", ";", "--",
        ]), 0..24),
        joint in prop::sample::select(vec![" ", ""]),
    ) {
        let text = words.join(joint);
        let last = text.chars().count() + 1;
        match condition(&text, COLUMNS) {
            Ok(found) => {
                prop_assert_eq!(found.sql.matches('?').count(), found.bound.len());
                let ours = ["t.id", "t.name", "t.category", "AND", "OR", "NOT", "COALESCE", "IS", "NULL",
                    "LIKE", "instr", "lower", "ESCAPE", "'\\'", "0", "?", ">", "(", ")", ",", " "];
                let mut rest = found.sql.clone();
                for word in ours {
                    rest = rest.replace(word, "");
                }
                prop_assert_eq!(rest, "", "of {}", found.sql);
            }
            Err(error) => prop_assert!((1..=last).contains(&error.column), "{}", error),
        }
    }

    #[test]
    fn any_text_can_be_compared_with(text in ".{0,40}") {
        let filter = format!("customerName eq '{}'", text.replace('\'', "''"));
        let found = condition(&filter, COLUMNS);
        let sql = found.as_ref().map(|one| one.sql.as_str());
        prop_assert_eq!(sql, Ok("t.name IS ?"));
        prop_assert_eq!(found.map(|one| one.bound), Ok(vec![Bound::Text(text)]));
    }
}

#[test]
fn a_text_to_look_for_has_a_longest() {
    for function in ["contains", "startswith", "endswith"] {
        let filter = |length: usize| format!("{function}(customerName, '{}')", "a".repeat(length));
        assert!(condition(&filter(255), COLUMNS).is_ok(), "{function}");
        let told = condition(&filter(256), COLUMNS).expect_err(function);
        assert!(told.to_string().contains("255 characters"), "{told}");
    }
}
