//! Parts of a session in place of others: JSON Patch and JSON Merge Patch.
//!
//! They work on a document of what can be stored: what a session refers to is an object with a key
//! and nothing else, so `test` compares keys.

use super::{access, entity, replace};
use crate::caller::Caller;
use crate::headers::{self, View};
use crate::patch::{self, PatchError};
use crate::present::{self, Beholder};
use crate::storage::Failure;
use crate::storage::sessions::Session;
use axum::http::{HeaderMap, StatusCode};
use chat_server_stub::{PatchDocument, PatchOperation, Problem};
use rusqlite::Connection;
use serde_json::{Map, Value, json};

/// What came of it.
#[derive(Debug)]
pub(crate) enum Changed {
    /// It was changed.
    To(Box<Session>),
    /// A `test` found another value.
    Conflict,
    /// It was changed after the time that the caller gave.
    TooLate,
}

/// What a session refers to, and the key of each.
const REFERENCES: &[(&str, &str)] = &[
    ("User", "AssociateId"),
    ("Person", "PersonId"),
    ("Contact", "ContactId"),
    ("Project", "ProjectId"),
    ("Sale", "SaleId"),
    ("Ticket", "TicketId"),
    ("TransferTo", "AssociateId"),
];

/// Changes what the document names, or nothing at all.
pub(crate) fn change(
    connection: &Connection,
    caller: &Caller,
    id: i32,
    change: PatchDocument,
    headers: &HeaderMap,
) -> Result<Changed, Failure> {
    let old = access::session(connection, caller, id)?;
    if !headers::unmodified_since(headers, old.row.changed) {
        return Ok(Changed::TooLate);
    }
    let document = document(&old, caller)?;
    let patched = match change {
        PatchDocument::Json(operations) => {
            let operations = operations.into_iter().map(operation).collect();
            patch::json_patch(&document, &Value::Array(operations))
        }
        PatchDocument::Merge(members) => patch::merge_patch(&document, &Value::Object(members)),
    };
    let patched = match patched {
        Ok(patched) => patched,
        Err(PatchError::TestFailed { .. }) => return Ok(Changed::Conflict),
        Err(unfit @ PatchError::Unfit { .. }) => {
            return Err(Failure::refused(StatusCode::BAD_REQUEST, unfit.to_string()));
        }
    };
    check_names(&document, &patched)?;
    let entity = serde_json::from_value(patched).map_err(|_| {
        let detail = "the session would not be what is documented: a value is of another type";
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
    })?;
    let new = entity::row_of(entity, id)?;
    let stored = replace::store(connection, caller, &old.row, new)?;
    Ok(Changed::To(Box::new(stored)))
}

/// 400 where a patch names what cannot be changed: what a session does not have, or has for reading.
fn check_names(document: &Value, patched: &Value) -> Result<(), Failure> {
    let (Value::Object(before), Value::Object(after)) = (document, patched) else {
        return Ok(());
    };
    let is_new = |name: &&String| !before.contains_key(*name);
    let id = "ChatSessionId";
    let changed_id = (before.get(id) != after.get(id)).then_some(id);
    let name = after.keys().find(is_new).map(String::as_str).or(changed_id);
    match name {
        None => Ok(()),
        Some(name) => {
            let name: String = name.chars().take(40).collect();
            let detail = format!("`{name}` is no property of a session that can be changed");
            Err(Failure::refused(StatusCode::BAD_REQUEST, detail))
        }
    }
}

/// What can be changed of a session: moments in UTC, references by their keys.
fn document(session: &Session, caller: &Caller) -> Result<Value, Failure> {
    let beholder = Beholder {
        caller: caller.clone(),
        view: View::plain(),
    };
    let mut document = serde_json::to_value(present::session(session, &beholder)?)?;
    if let Value::Object(members) = &mut document {
        members.retain(|name, _| !matches!(&**name, "TableRight" | "FieldProperties"));
        for (name, key) in REFERENCES {
            if let Some(member) = members.get_mut(*name) {
                reduce(member, key);
            }
        }
    }
    Ok(document)
}

/// Leaves an object its key alone, whatever the case of its name.
fn reduce(reference: &mut Value, key: &str) {
    if let Value::Object(members) = reference {
        let found = members
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(key));
        if let Some(value) = found.map(|(_, value)| value.clone()) {
            *members = Map::from_iter([(key.to_owned(), value)]);
        }
    }
}

fn operation(operation: PatchOperation) -> Value {
    let reduced = |path: &str, mut value: Value| {
        let name = path.strip_prefix('/').unwrap_or(path);
        let found = REFERENCES
            .iter()
            .find(|(one, _)| one.eq_ignore_ascii_case(name));
        if let Some((_, key)) = found {
            reduce(&mut value, key);
        }
        value
    };
    match operation {
        PatchOperation::Add { path, value } => {
            json!({"op": "add", "value": reduced(&path, value), "path": path})
        }
        PatchOperation::Replace { path, value } => {
            json!({"op": "replace", "value": reduced(&path, value), "path": path})
        }
        PatchOperation::Test { path, value } => {
            json!({"op": "test", "value": reduced(&path, value), "path": path})
        }
        PatchOperation::Remove { path } => json!({"op": "remove", "path": path}),
        PatchOperation::Move { from, path } => json!({"op": "move", "from": from, "path": path}),
        PatchOperation::Copy { from, path } => json!({"op": "copy", "from": from, "path": path}),
    }
}
