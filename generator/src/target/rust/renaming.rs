//! Rules by which wire names follow from the names of fields.

use bindery_model::resolved::Property;

/// A rule that makes wire names of fields.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::target) enum Renaming {
    Pascal,
    Camel,
}

impl Renaming {
    pub(in crate::target) fn name(self) -> &'static str {
        match self {
            Renaming::Pascal => "PascalCase",
            Renaming::Camel => "camelCase",
        }
    }

    /// As serde does it: capitals behind underscores, and at the start.
    fn apply(self, field: &str) -> String {
        let mut name = String::new();
        let mut is_start = self == Renaming::Pascal;
        for c in field.chars() {
            match c {
                '_' => is_start = true,
                c if is_start => {
                    name.push(c.to_ascii_uppercase());
                    is_start = false;
                }
                c => name.push(c),
            }
        }
        // Camel is Pascal with its first letter small, whatever the field starts with.
        if self == Renaming::Camel && name.chars().next().is_some_and(|c| c.is_ascii_uppercase()) {
            name[..1].make_ascii_lowercase();
        }
        name
    }
}

/// The rule that fits most properties, if it fits more than no rule does.
pub(in crate::target) fn renaming(properties: &[Property], fields: &[String]) -> Option<Renaming> {
    let fitting = |rule: Option<Renaming>| {
        let fits = |(property, field): &(&Property, &String)| is_fit(&property.name, field, rule);
        properties.iter().zip(fields).filter(fits).count()
    };
    let rules = [Some(Renaming::Camel), Some(Renaming::Pascal)];
    let best = rules
        .into_iter()
        .max_by_key(|rule| fitting(*rule))
        .flatten();
    best.filter(|rule| fitting(Some(*rule)) > fitting(None))
}

pub(in crate::target) fn is_fit(wire: &str, field: &str, rule: Option<Renaming>) -> bool {
    rule.map_or_else(|| field == wire, |rule| rule.apply(field) == wire)
}
