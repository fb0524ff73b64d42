//! The values of parameters.

use super::Values;
use super::body::Source;
use super::fit::misfit_of_text;
use crate::path::Template;
use bindery_model::api::Location;
use bindery_model::resolved::{Operation, Parameter};
use bindery_model::{Sample, SampleLine, Scalar, Type};
use serde_json::Value;

impl Values<'_> {
    /// A value of a parameter: what a sample request gives it, else the page's example, else its
    /// default, else one that is made up. What is not of its type does not count.
    pub fn parameter(&self, operation: &Operation, parameter: &Parameter) -> (Value, Source) {
        let of_type = |text: &str| value_of_text(text, &parameter.value_type);
        let samples = operation.sample_requests.iter();
        let shown = samples.filter_map(|sample| shown(operation, parameter, sample));
        if let Some(value) = shown.filter_map(|text| of_type(&text)).next() {
            return (value, Source::Sample);
        }
        let text = |stated: &Option<bindery_model::Stated<String>>| {
            stated.as_ref().and_then(|stated| of_type(&stated.value))
        };
        if let Some(value) = text(&parameter.example) {
            return (value, Source::Example);
        }
        if let Some(value) = text(&parameter.default) {
            return (value, Source::Default);
        }
        (
            self.generated_parameter(operation, parameter),
            Source::Generated,
        )
    }

    /// A value of a parameter that is made up.
    pub fn generated_parameter(&self, operation: &Operation, parameter: &Parameter) -> Value {
        let place = format!("{}/{}", operation.id.value, parameter.name.value);
        self.generate(&parameter.value_type, &place)
    }
}

/// What a sample request gives a parameter, as text. A placeholder such as `{id}` is no value.
fn shown(operation: &Operation, parameter: &Parameter, sample: &Sample) -> Option<String> {
    let SampleLine::Request { target, .. } = &sample.start_line else {
        return None;
    };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let name = &parameter.name.value;
    let text = match parameter.location {
        Location::Path => {
            let template = Template::new(&operation.path.value);
            let values = template.values(path)?;
            let mut named = template.names().zip(values);
            named.find(|(one, _)| one == name).map(|(_, value)| value)
        }
        Location::Query => {
            let mut pairs = crate::path::query(query);
            pairs
                .find(|(one, _)| one.eq_ignore_ascii_case(name))
                .map(|(_, value)| value)
        }
        Location::Header => {
            let mut fields = sample.headers.iter();
            fields
                .find(|field| field.name.eq_ignore_ascii_case(name))
                .map(|field| field.value.clone())
        }
    };
    let is_placeholder = |text: &str| text.contains('{') && text.contains('}');
    text.filter(|text| !text.is_empty() && !is_placeholder(text))
}

/// The value that a text stands for; `None` where it is not of the type, or the type is one of objects.
pub fn value_of_text(text: &str, wanted: &Type) -> Option<Value> {
    if misfit_of_text(text, wanted).is_some() {
        return None;
    }
    Some(match wanted {
        Type::Scalar(Scalar::Int32 | Scalar::Int64) => text.parse::<i64>().ok()?.into(),
        Type::Scalar(Scalar::Double) => text.parse::<f64>().ok()?.into(),
        Type::Scalar(Scalar::Boolean) => text.eq_ignore_ascii_case("true").into(),
        Type::Array(inner) => {
            let items = text.split(',').filter(|item| !item.is_empty());
            items
                .filter_map(|item| value_of_text(item, inner))
                .collect()
        }
        Type::Map(_) | Type::Object | Type::Schema(_) => return None,
        Type::Any | Type::Scalar(_) | Type::Enum(_) => text.into(),
    })
}

/// A parameter's value as the text that is sent, before percent-encoding: items of arrays with commas
/// between them, objects as JSON.
pub fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(","),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_a_value_only_of_its_type() {
        let int = Type::Scalar(Scalar::Int32);
        assert_eq!(value_of_text("7", &int), Some(7.into()));
        assert_eq!(value_of_text("{id}", &int), None);
        let list = Type::Array(Box::new(int));
        let value = value_of_text("1,2", &list).expect("they are integers");
        assert_eq!(text(&value), "1,2");
        assert_eq!(value_of_text("1,x", &list), None);
        let words = Type::Enum(vec!["A".to_owned()]);
        assert_eq!(value_of_text("B", &words), None);
    }
}
