//! Claims on names in one scope, settled the same way every time.

use super::reserved::KEYWORDS;
use super::words::{Case, join, words};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// A scope in which each name is given once, regardless of case.
#[derive(Clone, Debug)]
pub struct Scope {
    case: Case,
    fallback: &'static str,
    taken: FxHashSet<String>,
}

/// Keywords as they stand in the way of others; there are thousands of scopes.
static KEYWORD_KEYS: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| KEYWORDS.iter().map(|word| key(word)).collect());

impl Scope {
    /// A scope of names in `case`; `fallback` is what a name without letters is called.
    pub fn new(case: Case, fallback: &'static str, reserved: &[&str]) -> Self {
        let mut scope = Scope {
            case,
            fallback,
            taken: FxHashSet::default(),
        };
        scope.reserve(reserved);
        scope
    }

    /// Takes names out of the scope.
    pub fn reserve(&mut self, names: &[&str]) {
        self.taken.extend(names.iter().map(|name| key(name)));
    }

    /// How its names are written.
    pub fn case(&self) -> Case {
        self.case
    }

    /// Takes one name out of the scope, if it is still free.
    pub fn take(&mut self, name: &str) -> bool {
        if let Some(word) = name.strip_suffix('_')
            && KEYWORDS.contains(&word)
        {
            return self.taken.insert(format!("{}_", key(word)));
        }
        let key = key(name);
        // A keyword is in lower case, so that names in capitals are in nobody's way, but for `Self`.
        let is_keyword = self.case == Case::Snake && KEYWORD_KEYS.contains(&key);
        !is_keyword && self.taken.insert(key)
    }

    /// A name for each wire name, in the order of `wires`.
    ///
    /// Where two want the same name, the one whose wire name is nothing but its words has it, and of
    /// several of those the first in the order of their bytes. The others get the lowest number
    /// behind it that is free. A reserved word gets one too, or an underscore where that suffices.
    pub fn claim_all(&mut self, wires: &[&str]) -> Vec<String> {
        let mut order: Vec<usize> = (0..wires.len()).collect();
        order.sort_by_key(|at| {
            let wire = wires[*at];
            let is_plain = !wire.is_empty() && wire.chars().all(char::is_alphanumeric);
            (!is_plain, wire, *at)
        });
        let mut names = vec![String::new(); wires.len()];
        let mut left = Vec::new();
        // Who needs no number goes first, so that nobody's number is somebody's name.
        for at in order {
            let words = words(wires[at]);
            let wanted = join(&words, self.case, self.fallback);
            if self.take(&wanted) {
                names[at] = wanted;
            } else {
                left.push((at, words));
            }
        }
        for (at, words) in left {
            names[at] = self.claim(&words);
        }
        names
    }

    /// A name of these words.
    pub fn claim(&mut self, words: &[String]) -> String {
        let wanted = join(words, self.case, self.fallback);
        if self.take(&wanted) {
            return wanted;
        }
        let is_keyword = self.case == Case::Snake && KEYWORDS.contains(&&*wanted);
        if is_keyword && self.taken.insert(format!("{}_", key(&wanted))) {
            return format!("{wanted}_");
        }
        // Beyond any number of names there is a free one.
        let case = self.case;
        let numbered = (2..=self.taken.len() + 2).map(|number| {
            // `Http2` is a name that others may want; behind a digit the number needs a mark.
            let ends_with_digit = wanted.ends_with(|c: char| c.is_ascii_digit());
            match case {
                Case::Snake => format!("{wanted}_{number}"),
                Case::Pascal if ends_with_digit => format!("{wanted}N{number}"),
                Case::Pascal => format!("{wanted}{number}"),
            }
        });
        for name in numbered {
            if self.take(&name) {
                return name;
            }
        }
        wanted
    }
}

/// What two names have in common that cannot stand in one scope.
fn key(name: &str) -> String {
    name.chars()
        .filter(|c| *c != '_')
        .flat_map(char::to_lowercase)
        .collect()
}
