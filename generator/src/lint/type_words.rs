//! Words for what samples show.

use crate::dialect::TypeWords;
use bindery_model::{JsonValue, Scalar};

/// The dialect's word for the type that all of the values can have; `None` where they are of several
/// kinds or show too little, or where the dialect has no word for it.
pub(crate) fn word_for<'d>(types: &'d TypeWords, values: &[&JsonValue]) -> Option<&'d str> {
    let all =
        |is: fn(&JsonValue) -> bool| !values.is_empty() && values.iter().all(|value| is(value));
    let scalar = |scalar: Scalar| types.scalars.get(&scalar);
    let words = if all(|value| matches!(value, JsonValue::Bool(_))) {
        scalar(Scalar::Boolean)
    } else if all(JsonValue::is_int32) {
        scalar(Scalar::Int32)
    } else if all(JsonValue::is_integer) {
        scalar(Scalar::Int64)
    } else if all(|value| matches!(value, JsonValue::Number(_))) {
        scalar(Scalar::Double)
    } else if all(|value| matches!(value, JsonValue::String(_))) {
        scalar(Scalar::String)
    } else if all(|value| matches!(value, JsonValue::Array(_))) {
        Some(&types.array)
    } else if all(|value| matches!(value, JsonValue::Object(_))) {
        [&types.object, &types.map]
            .into_iter()
            .find(|words| !words.is_empty())
    } else {
        None
    };
    words.and_then(|words| words.first()).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_all_values_show_has_a_word() {
        let types: TypeWords = serde_yaml::from_str(
            "{scalars: {int32: [Integer], int64: [Long], double: [Number], string: [Text]}, array: [List]}",
        )
        .expect("the words are right");
        let number = |text: &str| JsonValue::Number(text.into());
        let (one, half, word) = (number("1"), number("0.5"), JsonValue::String("x".into()));
        let list = JsonValue::Array(Vec::new());
        assert_eq!(word_for(&types, &[&one, &one]), Some("Integer"));
        let large = number("12345678901");
        assert_eq!(word_for(&types, &[&one, &large]), Some("Long"));
        assert_eq!(word_for(&types, &[&one, &half]), Some("Number"));
        assert_eq!(word_for(&types, &[&word]), Some("Text"));
        assert_eq!(word_for(&types, &[&list]), Some("List"));
        assert_eq!(word_for(&types, &[&one, &word]), None);
        assert_eq!(word_for(&types, &[&JsonValue::Bool(true)]), None);
        assert_eq!(word_for(&types, &[]), None);
    }
}
