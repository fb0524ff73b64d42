//! Values that are made up.

use super::Values;
use super::draw::draw;
use bindery_model::resolved::Schema;
use bindery_model::{Scalar, SchemaId, Type};
use serde_json::{Map, Value, json};

/// How many schemas may stand inside of one another before lists are left empty and what may be
/// null is null.
const DEEP: usize = 4;
/// How many values one value may hold before the same happens.
const MANY: usize = 4096;
/// How many schemas may stand inside of one another at all.
const DEEPEST: usize = 24;

/// Where a value is made.
struct Place {
    pointer: String,
    /// The schemas around it, outermost first.
    around: Vec<SchemaId>,
    /// How many values have been made.
    made: usize,
}

impl Place {
    fn is_deep(&self) -> bool {
        self.around.len() >= DEEP || self.made >= MANY
    }
}

impl Values<'_> {
    /// A value of a type, for a place such as the operation's id and a JSON pointer. Arrays have 1 to 3
    /// items, maps 1 or 2; schemas have every property, unless one is of its own type at any depth:
    /// there lists are empty, and what may be null is null.
    pub fn generate(&self, wanted: &Type, place: &str) -> Value {
        let mut place = Place {
            pointer: place.to_owned(),
            around: Vec::new(),
            made: 0,
        };
        self.value(wanted, &mut place)
    }

    fn value(&self, wanted: &Type, place: &mut Place) -> Value {
        place.made += 1;
        let number = draw(self.seed, &place.pointer);
        match wanted {
            Type::Any => json!(word(place, number)),
            Type::Object => json!({}),
            Type::Scalar(scalar) => self.scalar(*scalar, place, number),
            Type::Enum(members) => {
                let at = usize::try_from(number).unwrap_or(0) % members.len().max(1);
                members.get(at).map_or(Value::Null, |member| json!(member))
            }
            Type::Array(_) | Type::Map(_) if self.ends(wanted, place) => match wanted {
                Type::Array(_) => json!([]),
                _ => json!({}),
            },
            Type::Array(inner) => {
                let count = 1 + number % 3;
                let item = |at: u64| self.below(inner, place, &at.to_string());
                (0..count).map(item).collect()
            }
            Type::Map(inner) => {
                let names = ["first", "second"].into_iter();
                let count = 1 + usize::from(number.is_multiple_of(2));
                let member = |name: &str| (name.to_owned(), self.below(inner, place, name));
                Value::Object(names.take(count).map(member).collect())
            }
            Type::Schema(id) => self.object(*id, place),
        }
    }

    fn object(&self, id: SchemaId, place: &mut Place) -> Value {
        // Whatever is that deep holds itself without a way out; no finite value is of its type.
        if place.around.len() >= DEEPEST || place.made >= 2 * MANY {
            return json!({});
        }
        let schema: &Schema = self.api.schema(id);
        place.around.push(id);
        let mut members = Map::new();
        for property in &schema.properties {
            let wanted = &property.value_type;
            let value = if property.nullable.is_some() && self.ends(wanted, place) {
                Value::Null
            } else {
                self.below(wanted, place, &property.name)
            };
            members.insert(property.name.clone(), value);
        }
        place.around.pop();
        Value::Object(members)
    }

    /// Whether a value of this type is better left out here: it holds schemas, and there are enough.
    fn ends(&self, wanted: &Type, place: &Place) -> bool {
        let is_inside_itself = |id| place.around.contains(&id);
        wanted
            .schema()
            .is_some_and(|id| place.is_deep() || is_inside_itself(id))
    }

    fn below(&self, wanted: &Type, place: &mut Place, token: &str) -> Value {
        let length = place.pointer.len();
        place.pointer.push('/');
        place.pointer.push_str(token);
        let value = self.value(wanted, place);
        place.pointer.truncate(length);
        value
    }

    fn scalar(&self, scalar: Scalar, place: &Place, number: u64) -> Value {
        match scalar {
            Scalar::Int32 | Scalar::Int64 => json!(1 + number % 9999),
            // Halves have an exact form, whoever reads and writes them.
            Scalar::Double => json!((number % 20_000) as f64 / 2.0),
            Scalar::Boolean => json!(number.is_multiple_of(2)),
            Scalar::String => json!(word(place, number)),
            Scalar::DateTime => json!(date_time(number)),
            Scalar::Date => json!(&date_time(number)[..10]),
            Scalar::Byte | Scalar::Binary => {
                use base64::Engine;
                json!(base64::prelude::BASE64_STANDARD.encode(number.to_be_bytes()))
            }
        }
    }
}

/// A text that says where it stands.
fn word(place: &Place, number: u64) -> String {
    let mut tokens = place.pointer.rsplit('/');
    let is_name =
        |token: &&str| !token.is_empty() && !token.starts_with(|c: char| c.is_ascii_digit());
    let name = tokens.find(is_name).unwrap_or("value");
    format!("{name} {}", number % 1000)
}

/// A second between 2020 and 2025.
fn date_time(number: u64) -> String {
    const START: i64 = 1_577_836_800;
    const SECONDS: u64 = 5 * 365 * 24 * 60 * 60;
    let second = START + i64::try_from(number % SECONDS).unwrap_or(0);
    // Every second of these years has a form.
    jiff::Timestamp::from_second(second)
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
        .to_string()
}
