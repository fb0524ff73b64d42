//! The rows of an answer that lists something.

use crate::body::Json;

/// The rows and the pointer to them: the body itself; its member `value`, as OData has it (OData JSON
/// format 4.01 section 13); or its only member that is an array.
pub(crate) fn rows(body: &Json) -> Option<(String, &[Json])> {
    let Json::Object(members) = body else {
        return body.items().map(|items| (String::new(), items));
    };
    if let Some(items) = body.get("value").and_then(Json::items) {
        return Some(("/value".to_owned(), items));
    }
    let mut arrays = members
        .iter()
        .filter_map(|(name, value)| Some((name, value.items()?)));
    let (name, items) = arrays.next()?;
    let pointer = format!("/{}", crate::pointer::token(name));
    arrays.next().is_none().then_some((pointer, items))
}

/// A member of a row; case does not matter, and a path counts by its whole text, as flat rows name it.
pub(crate) fn field<'a>(row: &'a Json, name: &str) -> Option<&'a Json> {
    let Json::Object(members) = row else {
        return None;
    };
    let found = members
        .iter()
        .find(|(one, _)| one.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value)
}
