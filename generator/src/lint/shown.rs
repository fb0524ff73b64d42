//! What samples show of the bodies that a page documents.

use super::context::{Documented, PageContext};
use bindery_model::api::{Body, Property};
use bindery_model::{
    JsonMember, JsonNode, JsonValue, Sample, SampleBody, Scalar, Span, StatedType,
};
use rustc_hash::{FxHashMap, FxHashSet};

/// A body and a sample of it.
pub(crate) struct Shown<'a> {
    pub(crate) body: &'a Body,
    pub(crate) root: &'a JsonNode,
}

/// Every body of a page with each sample of it that is JSON.
pub(crate) fn bodies<'a>(page: &'a PageContext<'_>) -> Vec<Shown<'a>> {
    let mut all = Vec::new();
    for Documented { stated, .. } in &page.operations {
        let sides = [
            (&stated.request, &stated.sample_requests),
            (&stated.response, &stated.sample_responses),
        ];
        for (body, samples) in sides {
            let Some(body) = body else { continue };
            let shown = samples.iter().filter(|sample| shows_success(sample));
            let roots = shown.filter_map(|sample| sample.body.as_ref().and_then(SampleBody::json));
            all.extend(roots.map(|root| Shown { body, root }));
        }
    }
    all
}

/// Whether a sample can show the documented body: what fails answers with something else.
pub(crate) fn shows_success(sample: &Sample) -> bool {
    match sample.start_line {
        bindery_model::SampleLine::Status { code, .. } => (200..300).contains(&code),
        _ => true,
    }
}

impl<'a> Shown<'a> {
    /// The objects that the body's table describes: the root, or the items of the root.
    pub(crate) fn objects(&self) -> Vec<&'a [JsonMember]> {
        match &self.root.value {
            JsonValue::Object(members) => vec![members],
            JsonValue::Array(items) => {
                let of_item = |item: &'a JsonNode| match &item.value {
                    JsonValue::Object(members) => Some(members.as_slice()),
                    _ => None,
                };
                items.iter().filter_map(of_item).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Members of the described objects by their names in small letters.
    pub(crate) fn by_lower_name(&self) -> FxHashMap<String, Vec<&'a JsonMember>> {
        let mut by_name: FxHashMap<String, Vec<&'a JsonMember>> = FxHashMap::default();
        for member in self.objects().into_iter().flatten() {
            by_name
                .entry(member.name.to_ascii_lowercase())
                .or_default()
                .push(member);
        }
        by_name
    }

    /// The properties of the body's table by their names in small letters.
    pub(crate) fn rows_by_lower_name(&self) -> FxHashMap<String, Vec<&'a Property>> {
        let mut by_name: FxHashMap<String, Vec<&'a Property>> = FxHashMap::default();
        for property in &self.body.properties {
            let name = property.name.value.to_ascii_lowercase();
            by_name.entry(name).or_default().push(property);
        }
        by_name
    }

    /// Members of the described objects, each name once.
    pub(crate) fn members(&self) -> Vec<&'a JsonMember> {
        let mut seen = FxHashSet::default();
        let all = self.objects().into_iter().flatten();
        all.filter(|member| seen.insert(&*member.name)).collect()
    }
}

/// The place of a member's name with its quotes. Its text may hold escapes, so that its length is
/// not that of the name.
pub(crate) fn name_span(page: &PageContext<'_>, member: &JsonMember) -> Span {
    let (start, value) = (member.name_start as usize, member.node.start as usize);
    let source = page.text().get(start..value).unwrap_or("");
    let end = source.rfind('"').map_or(start, |quote| start + quote + 1);
    Span::new(page.file, start..end)
}

/// What a value is, for people.
pub(crate) fn kind(value: &JsonValue) -> &'static str {
    match value {
        JsonValue::Null => "null",
        JsonValue::Bool(_) => "a boolean",
        JsonValue::Number(_) if value.is_integer() => "an integer",
        JsonValue::Number(_) => "a number",
        JsonValue::String(_) => "a string",
        JsonValue::Array(_) => "an array",
        JsonValue::Object(_) => "an object",
    }
}

/// What a type wants where a value is of another kind. Which value it is matters only where it is
/// larger than the type; null
/// and types of which the page says too little contradict nothing.
pub(crate) fn contradicted(stated: &StatedType, value: &JsonValue) -> Option<&'static str> {
    let is_string = matches!(value, JsonValue::String(_));
    let (fits, wanted) = match stated {
        _ if *value == JsonValue::Null => return None,
        StatedType::Scalar(scalar) => match scalar {
            Scalar::Int32 if value.is_integer() => (value.is_int32(), "one of 32 bits"),
            Scalar::Int32 | Scalar::Int64 => (value.is_integer(), "an integer"),
            Scalar::Double => (matches!(value, JsonValue::Number(_)), "a number"),
            Scalar::Boolean => (matches!(value, JsonValue::Bool(_)), "a boolean"),
            Scalar::String | Scalar::DateTime | Scalar::Date | Scalar::Byte | Scalar::Binary => {
                (is_string, "a string")
            }
        },
        StatedType::Text | StatedType::Enum(_) => (is_string, "a string"),
        StatedType::Array(_) => (matches!(value, JsonValue::Array(_)), "an array"),
        StatedType::Map(_) | StatedType::Object => {
            (matches!(value, JsonValue::Object(_)), "an object")
        }
        StatedType::Blank | StatedType::Any | StatedType::Named(_) | StatedType::Unknown(_) => {
            return None;
        }
    };
    (!fits).then_some(wanted)
}

/// The words for a type, as short as they may be.
pub(crate) fn wording(stated: &StatedType) -> String {
    match stated {
        StatedType::Blank => "nothing".to_owned(),
        StatedType::Scalar(scalar) => scalar.as_str().to_owned(),
        StatedType::Text => "text".to_owned(),
        StatedType::Enum(_) => "an enum".to_owned(),
        StatedType::Array(Some(items)) => format!("an array of {}", wording(items)),
        StatedType::Array(None) => "an array".to_owned(),
        StatedType::Map(_) => "a map".to_owned(),
        StatedType::Object => "an object".to_owned(),
        StatedType::Any => "any value".to_owned(),
        StatedType::Named(name) | StatedType::Unknown(name) => format!("`{name}`"),
    }
}

/// Whether two types cannot both be right. Words that say less than others contradict none.
pub(crate) fn disagree(a: &StatedType, b: &StatedType) -> bool {
    use StatedType as T;
    match (a, b) {
        (T::Blank | T::Any | T::Unknown(_), _) | (_, T::Blank | T::Any | T::Unknown(_)) => false,
        (T::Scalar(a), T::Scalar(b)) => form(*a) != form(*b),
        (T::Text, T::Scalar(scalar)) | (T::Scalar(scalar), T::Text) => {
            form(*scalar) != form(Scalar::String)
        }
        (T::Text | T::Scalar(Scalar::String), T::Enum(_) | T::Text)
        | (T::Enum(_), T::Text | T::Scalar(Scalar::String)) => false,
        (T::Object, T::Map(_) | T::Named(_)) | (T::Map(_) | T::Named(_), T::Object) => false,
        // A name may be that of an enum, which travels as text.
        (T::Named(_), T::Text | T::Scalar(Scalar::String) | T::Enum(_))
        | (T::Text | T::Scalar(Scalar::String) | T::Enum(_), T::Named(_)) => false,
        (T::Array(Some(a)), T::Array(Some(b))) | (T::Map(Some(a)), T::Map(Some(b))) => {
            disagree(a, b)
        }
        (T::Array(_), T::Array(_)) | (T::Map(_), T::Map(_)) => false,
        _ => a != b,
    }
}

/// Scalars that travel in one form: which of them it is, only some pages tell.
fn form(scalar: Scalar) -> u8 {
    match scalar {
        Scalar::Int32 | Scalar::Int64 => 0,
        Scalar::Double => 1,
        Scalar::Boolean => 2,
        Scalar::String | Scalar::DateTime | Scalar::Date | Scalar::Byte | Scalar::Binary => 3,
    }
}
