//! What a body holds that is no JSON, as values of the documented types.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

/// A name and what it holds: text or elements in XML, and all values of the name in a form.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) is_nil: bool,
    pub(crate) text: String,
    pub(crate) elements: Vec<Element>,
    /// In a form, the values of the same name behind this one.
    pub(crate) repeated: Option<Vec<Element>>,
}

impl Element {
    /// Reads it as a value of a type, or tells what is wrong.
    pub(crate) fn value<T: DeserializeOwned>(self) -> Result<T, String> {
        T::deserialize(self).map_err(|error| error.to_string())
    }

    /// Its text, where it is there once.
    fn once(self) -> Result<String, Error> {
        match self.repeated {
            Some(more) if !more.is_empty() => Err(Error::custom(format!(
                "`{}` is there more than once",
                self.name
            ))),
            _ => Ok(self.text),
        }
    }
}

macro_rules! scalars {
    ($($method:ident $visit:ident $type:ty: $what:literal),* $(,)?) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let name = self.name.clone();
            let value: Result<$type, _> = self.once()?.trim().parse();
            let wrong = |_| Error::custom(format!("`{name}` must be {}", $what));
            visitor.$visit(value.map_err(wrong)?)
        })*
    };
}

impl<'de> Deserializer<'de> for Element {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_nil {
            visitor.visit_unit()
        } else if self.repeated.as_ref().is_some_and(|more| !more.is_empty()) {
            self.deserialize_seq(visitor)
        } else if self.elements.is_empty() {
            visitor.visit_string(self.text)
        } else {
            self.deserialize_map(visitor)
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let name = self.name.clone();
        match self.once()?.trim() {
            "true" | "1" => visitor.visit_bool(true),
            "false" | "0" => visitor.visit_bool(false),
            _ => Err(Error::custom(format!("`{name}` must be true or false"))),
        }
    }

    scalars! {
        deserialize_i8 visit_i64 i64: "a whole number",
        deserialize_i16 visit_i64 i64: "a whole number",
        deserialize_i32 visit_i64 i64: "a whole number",
        deserialize_i64 visit_i64 i64: "a whole number",
        deserialize_u8 visit_u64 u64: "a whole number",
        deserialize_u16 visit_u64 u64: "a whole number",
        deserialize_u32 visit_u64 u64: "a whole number",
        deserialize_u64 visit_u64 u64: "a whole number",
        deserialize_f32 visit_f64 f64: "a number",
        deserialize_f64 visit_f64 f64: "a number",
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.once()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.once()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_nil {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let items = match self.repeated {
            Some(more) => {
                let first = Element {
                    name: self.name,
                    text: self.text,
                    ..Element::default()
                };
                std::iter::once(first).chain(more).collect()
            }
            None => self.elements,
        };
        visitor.visit_seq(SeqDeserializer::new(items.into_iter()))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.repeated.as_ref().is_some_and(|more| !more.is_empty()) {
            let message = format!("`{}` is there more than once", self.name);
            return Err(Error::custom(message));
        }
        if self.elements.is_empty() && !self.text.trim().is_empty() {
            let message = format!("`{}` must be an object, and not text", self.name);
            return Err(Error::custom(message));
        }
        let members = self.elements.into_iter().map(|one| (one.name.clone(), one));
        visitor.visit_map(MapDeserializer::new(members))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self.once()?.into_deserializer())
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        char bytes byte_buf unit unit_struct tuple tuple_struct identifier
    }
}

impl IntoDeserializer<'_, Error> for Element {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
