//! The list of sessions: `$select`, `$filter`, `$orderBy`, `$top` and `$skip` (OData 4.01 part 1,
//! section 11.2).

use crate::caller::Caller;
use crate::filter::{self, Column, FilterError, Kind};
use crate::headers::View;
use crate::storage::Failure;
use crate::storage::columns::{COLUMNS, ListQuery, USUAL};
use crate::storage::sessions::{self, MOST};
use axum::http::StatusCode;
use chat_server_stub::Problem;
use chat_server_stub::chat_session::{GetAllParameters, Mode};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use rusqlite::Connection;
use serde_json::{Map, Value, json};

/// How many come at once where the caller does not say.
const USUAL_TOP: i32 = 50;
/// What cannot stand in a query as it is (RFC 3986 section 3.4), and what parts it.
const QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'<')
    .add(b'>');

/// What the parameters of a list ask for.
pub(crate) fn query(parameters: &GetAllParameters, view: View) -> Result<ListQuery, Problem> {
    let wrong = |name: &str, detail: String| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            format!("`{name}` is wrong: {detail}"),
        )
        .with("parameter", name)
        .with("in", "query")
    };
    let told = |name: &'static str| move |error: FilterError| wrong(name, error.to_string());
    let filter = parameters
        .filter
        .as_deref()
        .filter(|text| !text.trim().is_empty());
    let filter = filter
        .map(|text| filter::condition(text, COLUMNS))
        .transpose();
    let order = filter::order_by(parameters.order_by.as_deref().unwrap_or(""), COLUMNS);
    let at_least_0 = |name: &'static str, value: Option<i32>, usual: i32| match value {
        Some(value) if value < 0 => Err(wrong(name, "it must be 0 or more".to_owned())),
        value => Ok(value.unwrap_or(usual)),
    };
    Ok(ListQuery {
        columns: selected(parameters.select.as_deref().unwrap_or(""))
            .map_err(|error| wrong("$select", error))?,
        filter: filter.map_err(told("$filter"))?,
        order: order.map_err(told("$orderBy"))?,
        top: at_least_0("$top", parameters.top, USUAL_TOP)?.min(MOST),
        skip: at_least_0("$skip", parameters.skip, 0)?,
        view,
    })
}

fn selected(list: &str) -> Result<Vec<Column>, String> {
    let names = list
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let mut columns: Vec<Column> = Vec::new();
    for name in names {
        if name == "*" {
            return Ok(COLUMNS.to_vec());
        }
        let is_named = |one: &&Column| one.name.eq_ignore_ascii_case(name);
        let Some(column) = COLUMNS.iter().find(is_named) else {
            let shown: String = name.chars().take(40).collect();
            return Err(format!("there is no column `{shown}`"));
        };
        if columns.iter().all(|one| one.name != column.name) {
            columns.push(*column);
        }
    }
    Ok(if columns.is_empty() {
        COLUMNS[..USUAL].to_vec()
    } else {
        columns
    })
}

/// The rows in the envelope of the page.
pub(crate) fn envelope(
    connection: &Connection,
    caller: &Caller,
    parameters: &GetAllParameters,
    query: &ListQuery,
) -> Result<Value, Failure> {
    let (mut rows, has_more) = sessions::list(connection, caller.id, query)?;
    let base = &query.view.base_url;
    let given = i32::try_from(rows.len()).unwrap_or(0);
    if parameters.mode == Some(Mode::Full) {
        rows.iter_mut()
            .for_each(|row| add_display_texts(row, query));
    }
    if parameters.json_safe == Some(true) {
        rows = rows.into_iter().map(safe).collect();
    }
    let mut envelope = json!({ "odata.metadata": format!("{base}/api/v1/archive$metadata") });
    let next = has_more && query.top > 0;
    envelope["odata.nextLink"] = next.then(|| next_link(parameters, query, given)).into();
    envelope["value"] = rows.into();
    Ok(envelope)
}

/// How people read each moment, beside it.
fn add_display_texts(row: &mut Map<String, Value>, query: &ListQuery) {
    let moments = query
        .columns
        .iter()
        .filter(|one| one.kind == Kind::DateTime);
    for column in moments {
        let text = row.get(column.name).and_then(Value::as_str);
        let instant = text.and_then(crate::storage::Instant::parse);
        let shown = instant.map(|one| query.view.display(one));
        row.insert(format!("{}:DisplayText", column.name), shown.into());
    }
}

/// Names with an underscore for each character that a name in most languages cannot have.
fn safe(row: Map<String, Value>) -> Map<String, Value> {
    let name = |name: String| name.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    row.into_iter()
        .map(|(one, value)| (name(one), value))
        .collect()
}

/// The same list, further on by the rows that were given.
fn next_link(parameters: &GetAllParameters, query: &ListQuery, given: i32) -> String {
    let mut parts = Vec::new();
    let mut add = |name: &str, text: &str| {
        parts.push(format!("{name}={}", utf8_percent_encode(text, QUERY)));
    };
    let mode = parameters.mode.as_ref().map(ToString::to_string);
    let texts = [
        ("$select", parameters.select.as_deref()),
        ("$filter", parameters.filter.as_deref()),
        ("$orderBy", parameters.order_by.as_deref()),
        ("$mode", mode.as_deref()),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            add(name, text);
        }
    }
    if parameters.json_safe == Some(true) {
        add("$jsonSafe", "true");
    }
    add("$top", &query.top.to_string());
    add("$skip", &query.skip.saturating_add(given).to_string());
    let base = &query.view.base_url;
    format!("{base}/api/v1/ChatSession?{}", parts.join("&"))
}
