//! Rows that this API only reads.

use super::Beholder;
use super::rights::{Field, of_fields, of_read_only};
use crate::storage::Failure;
use chat_server_stub::types;
use serde_json::Value;

/// From what is stored as JSON, with texts and moments as the caller wants them.
macro_rules! carriers {
    ($($(#[$doc:meta])* $name:ident: $type:ident, $key:literal;)*) => {
        $($(#[$doc])*
        pub(crate) fn $name(stored: &str, beholder: &Beholder) -> Result<types::$type, Failure> {
            let mut value: Value = serde_json::from_str(stored)?;
            beholder.view.localise(&mut value);
            let mut carrier: types::$type = serde_json::from_value(value)?;
            carrier.table_right = Some(of_read_only(beholder));
            carrier.field_properties = Some(of_fields(beholder, &[Field::key($key)]));
            Ok(carrier)
        })*
    };
}

carriers! {
    /// A user.
    associate: Associate, "AssociateId";
    /// A company.
    contact: Contact, "ContactId";
    /// A person.
    person: Person, "PersonId";
    /// A project.
    project: Project, "ProjectId";
    /// A sale.
    sale: Sale, "SaleId";
    /// A request.
    ticket: Ticket, "TicketId";
}
