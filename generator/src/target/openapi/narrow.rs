//! What the 3.0 form leaves out, so that generators which read nothing later can work with it.
//!
//! A typed client has one type for success and one for failure, one encoding of a body, and spells
//! names in the case of its language: what differs there has to go. Who generates from 3.1 needs
//! none of this.

use bindery_model::Type;
use bindery_model::resolved::{Property, Response};
use heck::{ToPascalCase, ToSnakeCase};
use rustc_hash::FxHashSet;

/// A name as a program spells that of a function, a field or an argument.
pub(super) fn snake_case(name: &str) -> String {
    words(name).to_snake_case()
}

/// A name as a program spells that of a type.
pub(super) fn pascal_case(name: &str) -> String {
    words(name).to_pascal_case()
}

fn words(name: &str) -> String {
    name.replace('\'', "")
        .replace(|c: char| !(c.is_alphanumeric() || c == '_'), "-")
}

/// Whether no two words of an enumeration become one name of a type's variants.
pub(super) fn are_variants(members: &[String]) -> bool {
    let distinct = |spelling: fn(&str) -> String| {
        let mut taken = FxHashSet::default();
        members.iter().all(|member| taken.insert(spelling(member)))
    };
    // Generators try a spelling that tells marks apart from nothing when the first one fails.
    let marked = |name: &str| {
        name.replace(|c: char| !c.is_alphanumeric(), "X")
            .to_pascal_case()
    };
    distinct(pascal_case) || distinct(marked)
}

/// Which properties can be fields of one type: of those that are spelt alike the first.
pub(super) fn are_fields(properties: &[Property]) -> Vec<bool> {
    let mut taken = FxHashSet::default();
    let names = properties.iter().map(|property| snake_case(&property.name));
    names
        .map(|name| !name.is_empty() && taken.insert(name))
        .collect()
}

/// The one media type in which a request body is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RequestMedia<'a> {
    /// In this one, as the schema says.
    Typed(&'a str),
    /// In this one, as text.
    Text(&'a str),
    /// As bytes.
    Bytes,
}

/// The best of the media types that generators have an encoder for.
pub(super) fn request_media<'a>(media_types: &[&'a str]) -> RequestMedia<'a> {
    let find = |wanted: &str| {
        let mut all = media_types.iter().copied();
        all.find(|one| one.eq_ignore_ascii_case(wanted))
    };
    if let Some(json) = find("application/json") {
        RequestMedia::Typed(json)
    } else if let Some(form) = find("application/x-www-form-urlencoded") {
        RequestMedia::Typed(form)
    } else if find("application/octet-stream").is_some() {
        RequestMedia::Bytes
    } else if let Some(text) = find("text/plain") {
        RequestMedia::Text(text)
    } else {
        RequestMedia::Bytes
    }
}

/// What is kept of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// All of it.
    Whole,
    /// All but its body.
    WithoutBody,
    /// Nothing.
    Nothing,
}

/// Success with one kind of body and failure with one.
///
/// Of the successes those like the first that has a body stay, or all where none has one. All
/// failures stay, without bodies where these differ: a client learns of them by status.
pub(super) fn responses(all: &[Response]) -> Vec<Kept> {
    let is_success = |response: &Response| (200..300).contains(&response.status.value);
    let is_failure = |response: &Response| (400..600).contains(&response.status.value);
    let success = all.iter().filter(|one| is_success(one)).find_map(kind);
    let mut failures = all.iter().filter(|one| is_failure(one)).map(kind);
    let first = failures.next();
    let failures_agree = failures.all(|other| Some(other) == first);
    let kept = |response| {
        if is_success(response) && kind(response) != success {
            Kept::Nothing
        } else if is_failure(response) && !failures_agree {
            Kept::WithoutBody
        } else {
            Kept::Whole
        }
    };
    all.iter().map(kept).collect()
}

/// A kind of body; JSON is told by its type, all else is bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BodyKind<'a> {
    Json(&'a Type),
    Bytes,
}

fn kind(response: &Response) -> Option<BodyKind<'_>> {
    let body = response.body.as_ref()?;
    let has_json = body
        .media_types
        .iter()
        .any(|one| super::document::is_json(one));
    Some(match has_json {
        true => BodyKind::Json(&body.value_type),
        false => BodyKind::Bytes,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::model;
    use super::*;

    #[test]
    fn words_that_are_one_variant_are_found() {
        let are = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            are_variants(&words)
        };
        assert!(are(&["A", "B", "1", "one"]));
        assert!(are(&["Contact.Name", "ContactName"]));
        assert!(!are(&["A", "a"]));
        assert!(!are(&["a_b", "a-b"]));
        assert!(!are(&["+", "-"]));
    }

    #[test]
    fn a_body_is_sent_as_what_can_be_encoded() {
        let json = ["text/json", "application/octet-stream", "application/json"];
        assert_eq!(
            request_media(&json),
            RequestMedia::Typed("application/json")
        );
        assert_eq!(
            request_media(&["text/plain", "image/png"]),
            RequestMedia::Text("text/plain")
        );
        assert_eq!(request_media(&["image/png"]), RequestMedia::Bytes);
    }

    #[test]
    fn one_kind_of_success_and_one_of_failure_stay() {
        let response = |status, body| model::response(status, body);
        let text = Type::Scalar(bindery_model::Scalar::String);
        let all = [
            response(200, Some(Type::Any)),
            response(201, Some(text.clone())),
            response(202, Some(Type::Any)),
            response(204, None),
            response(304, None),
            response(400, Some(text.clone())),
            response(404, None),
        ];
        use Kept::{Nothing, Whole, WithoutBody};
        let kept = [
            Whole,
            Nothing,
            Whole,
            Nothing,
            Whole,
            WithoutBody,
            WithoutBody,
        ];
        assert_eq!(responses(&all), kept);
        let alike = [
            response(204, None),
            response(400, Some(text.clone())),
            response(500, Some(text)),
        ];
        assert_eq!(responses(&alike), [Whole; 3]);
    }
}
