//! What a caller may do with a carrier and its fields.

use super::Beholder;
use crate::caller::Role;
use chat_server_stub::types::{FieldProperty, TableRight};
use std::collections::BTreeMap;

/// A field that a caller may do less with than with the rest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    name: &'static str,
    kind: &'static str,
    length: i32,
    /// Whether readers do not even see it.
    is_secret: bool,
}

impl Field {
    pub(super) const fn key(name: &'static str) -> Self {
        Field {
            name,
            kind: "System.Int32",
            length: 4,
            is_secret: false,
        }
    }

    pub(super) const fn secret(name: &'static str, length: i32) -> Self {
        Field {
            name,
            kind: "System.String",
            length,
            is_secret: true,
        }
    }
}

const READS: &str =
    "en:\"Your role only reads\";nb:\"Rollen din kan bare lese\";de:\"Ihre Rolle liest nur\"";
const MANAGES: &str = "en:\"Only managers may delete\";nb:\"Bare ledere kan slette\";de:\"Nur Leiter dürfen löschen\"";
const GIVEN: &str =
    "en:\"Given by the service\";nb:\"Gis av tjenesten\";de:\"Vom Dienst vergeben\"";

/// What the caller may do with chats and topics.
pub(super) fn of_table(beholder: &Beholder) -> TableRight {
    match beholder.caller.role {
        Role::Administrator => right(beholder, "FULL", ""),
        Role::Agent => right(beholder, "Update", MANAGES),
        Role::Reader => right(beholder, "Select", READS),
    }
}

/// What the caller may do with rows that this API only reads.
pub(super) fn of_read_only(beholder: &Beholder) -> TableRight {
    right(beholder, "Select", "")
}

pub(super) fn of_fields(beholder: &Beholder, fields: &[Field]) -> BTreeMap<String, FieldProperty> {
    let one = |field: &Field| {
        let mut property = FieldProperty::default();
        property.field_right = Some(match field.is_secret {
            true if beholder.is_reader() => right(beholder, "None", READS),
            true => right(beholder, "FULL", ""),
            false => right(beholder, "Read", GIVEN),
        });
        property.field_type = Some(field.kind.to_owned());
        property.field_length = Some(field.length);
        (field.name.to_owned(), property)
    };
    fields.iter().map(one).collect()
}

fn right(beholder: &Beholder, mask: &str, reason: &str) -> TableRight {
    let mut right = TableRight::default();
    right.mask = Some(mask.to_owned());
    right.reason = Some(beholder.view.text(reason));
    right
}
