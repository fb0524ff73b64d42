//! What an operation does to the server's data, told from its method and the words of its name.
//!
//! What is not known to be a read is a write: a wrong guess must never change anybody's data.

use bindery_model::Method;
use bindery_model::resolved::Operation;

/// What an operation does to the server's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// It changes nothing.
    Read,
    /// It makes an object.
    Create,
    /// It changes an object.
    Update,
    /// It removes an object.
    Delete,
    /// It does something else, which may change anything.
    Action,
}

impl Effect {
    /// Every effect.
    pub const ALL: &'static [Effect] = &[
        Effect::Read,
        Effect::Create,
        Effect::Update,
        Effect::Delete,
        Effect::Action,
    ];

    /// `read`, `create`, `update`, `delete` or `action`.
    pub fn as_str(self) -> &'static str {
        match self {
            Effect::Read => "read",
            Effect::Create => "create",
            Effect::Update => "update",
            Effect::Delete => "delete",
            Effect::Action => "action",
        }
    }

    /// The effect of this name.
    pub fn parse(name: &str) -> Option<Self> {
        let mut all = Effect::ALL.iter().copied();
        all.find(|effect| effect.as_str() == name)
    }
}

/// An effect, and what tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The effect.
    pub effect: Effect,
    /// What tells it, in a phrase: `` `GET` is a read``.
    pub because: String,
}

/// What `operation` does.
pub fn effect(operation: &Operation) -> Told {
    let method = operation.method.value;
    match method {
        Method::Get | Method::Head | Method::Options => of_safe(operation),
        Method::Put | Method::Patch => by_method(method, Effect::Update, "an update"),
        Method::Delete => by_method(method, Effect::Delete, "a delete"),
        Method::Post => of_post(operation),
    }
}

fn by_method(method: Method, effect: Effect, noun: &str) -> Told {
    Told {
        effect,
        because: format!("`{method}` is {noun}"),
    }
}

/// A method that must be safe (RFC 9110 section 9.2.1), unless the name says that it is not.
fn of_safe(operation: &Operation) -> Told {
    let method = operation.method.value;
    let name = last_part(operation).unwrap_or_default();
    match words(name).first().map(|word| verb(word)) {
        Some(Some(effect @ (Effect::Delete | Effect::Update))) if name != name.to_lowercase() => {
            Told {
                effect: Effect::Action,
                because: format!(
                    "`{method}` is a read, but `{name}` sounds like {}",
                    effect.as_str()
                ),
            }
        }
        _ => by_method(method, Effect::Read, "a read"),
    }
}

/// A POST can be anything. Its names are the last fixed part of the path and the end of its id.
fn of_post(operation: &Operation) -> Told {
    let path = last_part(operation);
    let id = operation.id.value.rsplit(['_', '.', '/']).next();
    let names: Vec<&str> = path.into_iter().chain(id).collect();
    let written = names
        .iter()
        .find_map(|name| writes(name).map(|effect| (*name, effect)));
    if written.is_none()
        && let Some(name) = names.iter().find(|name| reads(name))
    {
        return Told {
            effect: Effect::Read,
            because: format!("`{name}` is called as a read is"),
        };
    }
    if let Some((name, effect)) = written
        && name != "Post"
        && !is_collection(operation)
    {
        let because = format!("`{name}` is called as {} is", noun(effect));
        return Told { effect, because };
    }
    if is_collection(operation) && !is_procedure(operation) {
        let because = "`POST` to a collection is a create".to_owned();
        return Told {
            effect: Effect::Create,
            because,
        };
    }
    match written {
        Some((name, effect)) => Told {
            effect,
            because: format!("`{name}` is called as {} is", noun(effect)),
        },
        None => Told {
            effect: Effect::Action,
            because: "`POST` whose name does not say that it is a read".to_owned(),
        },
    }
}

fn noun(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "a read",
        Effect::Create => "a create",
        Effect::Update => "an update",
        Effect::Delete => "a delete",
        Effect::Action => "an action",
    }
}

/// Whether the path is that of a collection: it has no parameter.
fn is_collection(operation: &Operation) -> bool {
    !operation.path.value.contains('{')
}

/// Whether the path ends in the name of a procedure: it is a verb, or the id ends with the same.
fn is_procedure(operation: &Operation) -> bool {
    last_part(operation).is_some_and(|part| {
        if words(part).first().and_then(|word| verb(word)).is_some() {
            return true;
        }
        let (id, part) = (
            operation.id.value.to_lowercase(),
            format!("_{}", part.to_lowercase()),
        );
        id.ends_with(&part)
    })
}

/// The last part of the path that is no parameter.
fn last_part(operation: &Operation) -> Option<&str> {
    let mut parts = operation.path.value.rsplit('/');
    parts.find(|part| !part.is_empty() && !part.contains('{'))
}

/// What a name says that it changes.
fn writes(name: &str) -> Option<Effect> {
    let words = words(name);
    let reading: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .take_while(|word| READS.contains(word))
        .collect();
    // `GetCanInsert` asks, as `CanInsert` does.
    if reading.iter().any(|word| ASKS.contains(word)) {
        return None;
    }
    words.iter().enumerate().find_map(|(at, word)| {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let joined = before.is_none_or(|word| JOINS.contains(&word.as_str()));
        let makes_default = word == "create" && words.get(at + 1).is_some_and(|w| w == "default");
        let counts = joined || PLAIN.contains(&word.as_str());
        let effect = verb(word).filter(|_| counts && !makes_default)?;
        // What is called as a read may write, but what it makes is nothing to be removed.
        Some(match effect {
            Effect::Create if !reading.is_empty() && !joined => Effect::Action,
            effect => effect,
        })
    })
}

/// Words that start a question; they are among [`READS`].
const ASKS: &[&str] = &["can", "exists", "has", "is"];

/// Words after which another verb follows.
const JOINS: &[&str] = &["and", "or", "then"];

/// Verbs that are nothing but verbs, so that they count wherever they stand.
const PLAIN: &[&str] = &["create", "delete", "insert", "remove", "save", "update"];

/// Whether a name says that nothing is changed.
fn reads(name: &str) -> bool {
    let words = words(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["create", "default", ..] | [.., "list"] => true,
        [first, ..] => READS.contains(first),
        [] => false,
    }
}

/// What a name starts with that reads.
const READS: &[&str] = &[
    "calculate",
    "can",
    "check",
    "count",
    "download",
    "exists",
    "export",
    "fetch",
    "filter",
    "find",
    "get",
    "has",
    "is",
    "list",
    "load",
    "lookup",
    "preview",
    "query",
    "read",
    "search",
    "suggest",
    "test",
    "validate",
];

/// What a verb says that is done to data.
fn verb(word: &str) -> Option<Effect> {
    Some(match word {
        "create" | "insert" | "new" | "post" => Effect::Create,
        "change" | "move" | "patch" | "put" | "rename" | "replace" | "save" | "set" | "store"
        | "update" | "write" => Effect::Update,
        "clear" | "delete" | "erase" | "purge" | "remove" => Effect::Delete,
        "accept" | "add" | "append" | "apply" | "approve" | "assign" | "cancel" | "close"
        | "commit" | "copy" | "disable" | "enable" | "execute" | "import" | "invoke" | "lock"
        | "login" | "logout" | "mark" | "merge" | "open" | "publish" | "push" | "recreate"
        | "register" | "reject" | "reset" | "restore" | "revert" | "run" | "send" | "start"
        | "stop" | "submit" | "swap" | "toggle" | "transfer" | "trigger" | "undo" | "unlock"
        | "unregister" | "upload" => Effect::Action,
        _ => return None,
    })
}

/// `GetURLForChat2` is `get`, `url`, `for`, `chat2`.
pub fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut starts = true;
    for (at, letter) in letters.iter().enumerate() {
        if !letter.is_alphanumeric() {
            starts = true;
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let after = letters.get(at + 1);
        let after_small = before.is_some_and(|c| c.is_lowercase() || c.is_numeric());
        let ends_capitals = after.is_some_and(|c| c.is_lowercase());
        if starts || letter.is_uppercase() && (after_small || ends_capitals) {
            words.push(String::new());
        }
        starts = false;
        if let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bare::operation;

    fn told(method: &str, path: &str, id: &str) -> Effect {
        effect(&operation(method, path, id)).effect
    }

    #[test]
    fn methods_other_than_post_say_it_themselves() {
        assert_eq!(told("GET", "/pens/{id}", "Pens_Get"), Effect::Read);
        assert_eq!(told("PUT", "/pens/{id}", "Pens_Put"), Effect::Update);
        assert_eq!(told("PATCH", "/pens/{id}", "Pens_Patch"), Effect::Update);
        assert_eq!(told("DELETE", "/pens/{id}", "Pens_Delete"), Effect::Delete);
        assert_eq!(told("GET", "/pens/DeleteAll", "Pens_X"), Effect::Action);
    }

    #[test]
    fn a_post_is_a_read_only_if_its_name_says_so() {
        for (name, expected) in [
            ("GetPen", Effect::Read),
            ("GetMyPenList", Effect::Read),
            ("PenList", Effect::Read),
            ("CreateDefaultPen", Effect::Read),
            ("FindPens", Effect::Read),
            ("IsOpen", Effect::Read),
            ("GetCanInsertForPens", Effect::Read),
            ("GetIsDeleted", Effect::Read),
            ("GetInsertText", Effect::Action),
            ("RevertPen", Effect::Action),
            ("CalculateDays", Effect::Read),
            ("CreatePen", Effect::Create),
            ("SavePen", Effect::Update),
            ("DeletePen", Effect::Delete),
            ("RemoveInk", Effect::Delete),
            ("GetOrCreatePen", Effect::Create),
            ("GetAndLockPen", Effect::Action),
            ("GetOpenPens", Effect::Read),
            ("GetNewPen", Effect::Read),
            ("SendPen", Effect::Action),
            ("Sharpen", Effect::Action),
            ("DeletePenList", Effect::Delete),
            ("Issue", Effect::Action),
        ] {
            let path = format!("/agents/pens/{name}");
            let told = told("POST", &path, &format!("PenAgent_{name}"));
            assert_eq!(told, expected, "{name}");
        }
    }

    #[test]
    fn a_post_to_a_collection_creates() {
        assert_eq!(told("POST", "/pens", "Pens_PostPen"), Effect::Create);
        assert_eq!(
            told("POST", "/pens/{id}/Refill", "Pens_Refill"),
            Effect::Action
        );
        assert_eq!(told("POST", "/pens/Search", "Pens_Search"), Effect::Read);
        assert_eq!(
            told("POST", "/pens/{id}/caps", "Pens_CreateCap"),
            Effect::Create
        );
        // A verb at the end of a path is no collection.
        assert_eq!(
            told("POST", "/pens/layout/Revert", "Pens_RevertLayout"),
            Effect::Action
        );
        assert_eq!(
            told("POST", "/pens/Create", "Pens_CreatePen"),
            Effect::Create
        );
    }

    #[test]
    fn names_are_cut_where_words_begin() {
        assert_eq!(words("GetURLForChat2"), ["get", "url", "for", "chat2"]);
        assert_eq!(words("is-open_now"), ["is", "open", "now"]);
        assert_eq!(words("Settings"), ["settings"]);
    }
}
