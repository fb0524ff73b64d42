//! Which operation a request was made of.

use bindery_model::{Location, ResolvedApi};
use percent_encoding::percent_decode_str;
use std::collections::HashMap;

/// The operations of a model by method and path.
#[derive(Debug)]
pub struct Routes {
    /// By method in capitals and number of parts.
    routes: HashMap<(String, usize), Vec<Route>>,
    longest: usize,
}

#[derive(Debug)]
struct Route {
    operation: usize,
    parts: Vec<Part>,
}

/// A part of a path: literals, with a parameter between each two of them.
#[derive(Debug)]
struct Part {
    literals: Vec<String>,
    parameters: Vec<String>,
}

/// What a request was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// An index into the operations of the model.
    pub operation: usize,
    /// The parameters of the path by name, decoded.
    pub values: Vec<(String, String)>,
    /// What stands before the documented path, such as `/tenant`.
    pub base: String,
}

impl Routes {
    /// The operations of `api`.
    pub fn new(api: &ResolvedApi) -> Self {
        let mut routes: HashMap<(String, usize), Vec<Route>> = HashMap::new();
        let mut longest = 0;
        for (operation, one) in api.operations.iter().enumerate() {
            let parts: Vec<Part> = split(&one.path.value).map(Part::new).collect();
            longest = longest.max(parts.len());
            let key = (one.method.value.as_str().to_owned(), parts.len());
            routes
                .entry(key)
                .or_default()
                .push(Route { operation, parts });
        }
        Routes { routes, longest }
    }

    /// The operation that is called by `method` at `path`, which has neither query nor fragment. A
    /// documented path may stand behind others (`/tenant/api/...`). Of several the one with the shortest
    /// base wins, then the one whose literals are spelt alike, then the one with most literals.
    pub fn find(&self, method: &str, path: &str) -> Option<Match> {
        let parts: Vec<String> = split(path)
            .map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned())
            .collect();
        let method = method.to_ascii_uppercase();
        let first = parts.len().saturating_sub(self.longest);
        (first..=parts.len()).find_map(|base| self.find_behind(&method, &parts, base))
    }

    fn find_behind(&self, method: &str, parts: &[String], base: usize) -> Option<Match> {
        let own = &parts[base..];
        let routes = self.routes.get(&(method.to_owned(), own.len()))?;
        let fit = |route: &'_ Route| {
            // Behind a base a parameter in front would take anything.
            let starts_open = route
                .parts
                .first()
                .is_none_or(|part| !part.parameters.is_empty());
            if base > 0 && starts_open {
                return None;
            }
            let (mut values, mut alike) = (Vec::new(), true);
            for (part, text) in route.parts.iter().zip(own) {
                alike &= part.take(text, &mut values)?;
            }
            let literals: Vec<bool> = route
                .parts
                .iter()
                .map(|part| part.parameters.is_empty())
                .collect();
            let literal_bytes: usize = route
                .parts
                .iter()
                .flat_map(|part| &part.literals)
                .map(String::len)
                .sum();
            let rank = (
                alike,
                literals,
                literal_bytes,
                std::cmp::Reverse(route.operation),
            );
            Some((rank, route.operation, values))
        };
        let fitting = routes.iter().filter_map(fit);
        let (_, operation, values) = fitting.max_by(|one, other| one.0.cmp(&other.0))?;
        Some(Match {
            operation,
            values,
            base: parts[..base]
                .iter()
                .map(|part| format!("/{part}"))
                .collect(),
        })
    }
}

/// The value of every parameter that a request gave, by its index: those of the path, then those of the
/// query by name, regardless of case where nothing else fits.
pub(super) fn parameters(
    api: &ResolvedApi,
    found: &Match,
    query: &[(String, String)],
) -> Vec<(usize, String)> {
    let numbered = api.operations[found.operation]
        .parameters
        .iter()
        .enumerate();
    let value = |(at, parameter): (usize, &bindery_model::resolved::Parameter)| {
        let given = match parameter.location {
            Location::Path => &found.values,
            Location::Query => query,
            Location::Header => return None,
        };
        let name = &parameter.name.value;
        let exact = given.iter().find(|(one, _)| one == name);
        let folded = || given.iter().find(|(one, _)| one.eq_ignore_ascii_case(name));
        let (_, value) = exact.or_else(folded)?;
        Some((at, value.clone()))
    };
    numbered.filter_map(value).collect()
}

fn split(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty())
}

impl Part {
    fn new(text: &str) -> Self {
        let mut part = Part {
            literals: Vec::new(),
            parameters: Vec::new(),
        };
        let mut rest = text;
        while let Some((literal, name, behind)) = parameter(rest) {
            part.literals.push(literal.to_owned());
            part.parameters.push(name.to_owned());
            rest = behind;
        }
        part.literals.push(rest.to_owned());
        part
    }

    /// Whether `text` is such a part; whether its literals are spelt alike. Adds its parameters.
    fn take(&self, text: &str, values: &mut Vec<(String, String)>) -> Option<bool> {
        let (first, others) = self.literals.split_first()?;
        let (mut rest, mut alike) = strip(text, first)?;
        if others.is_empty() {
            return rest.is_empty().then_some(alike);
        }
        for (at, (name, literal)) in self.parameters.iter().zip(others).enumerate() {
            let is_last = at + 1 == others.len();
            let end = match (literal.is_empty(), is_last) {
                (_, true) => rest.len().checked_sub(literal.len())?,
                (true, false) => rest.len(),
                (false, false) => rest.find(literal.as_str())?,
            };
            let (value, behind) = rest.split_at_checked(end)?;
            if value.is_empty() {
                return None;
            }
            let (left, same) = strip(behind, literal)?;
            values.push((name.clone(), value.to_owned()));
            alike &= same;
            rest = left;
        }
        rest.is_empty().then_some(alike)
    }
}

fn parameter(text: &str) -> Option<(&str, &str, &str)> {
    let (literal, rest) = text.split_once('{')?;
    let (name, behind) = rest.split_once('}')?;
    Some((literal, name, behind))
}

/// What follows a literal, and whether it is spelt alike. Servers differ in whether case matters, so
/// another case is taken where nothing fits better.
fn strip<'t>(text: &'t str, literal: &str) -> Option<(&'t str, bool)> {
    let (start, rest) = text.split_at_checked(literal.len())?;
    start
        .eq_ignore_ascii_case(literal)
        .then(|| (rest, start == literal))
}
