//! Words of a wire name, and how they are put together again.

/// How words make an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `chat_session`
    Snake,
    /// `ChatSession`
    Pascal,
}

/// The longest identifier, in characters: what is longer is cut at a word.
const LONGEST: usize = 64;

/// The words of a name in lower case: letters and digits, parted where something else stands, where
/// a capital follows a small letter or digit, and before the last of several capitals that a small
/// letter follows: `HTTPServer2Go` is `http server2 go`.
pub fn words(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (at, c) in chars.iter().copied().enumerate() {
        if !is_part(c) {
            // A mark over a letter parts nothing.
            if !is_mark(c) && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            continue;
        }
        let before = at.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(at + 1).copied();
        let starts = c.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_ascii_digit()
                    || before.is_uppercase() && after.is_some_and(char::is_lowercase)
            });
        if starts && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        word.extend(c.to_lowercase().filter(|c| is_part(*c)));
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Letters and digits that may stand in an identifier (Unicode Standard Annex 31).
fn is_part(c: char) -> bool {
    c.is_alphanumeric() && unicode_ident::is_xid_continue(c)
}

fn is_mark(c: char) -> bool {
    c == '\'' || !c.is_alphanumeric() && unicode_ident::is_xid_continue(c) && c != '_'
}

/// The identifier of these words; `fallback` goes before words that cannot start one, and stands
/// where there are none.
pub fn join(words: &[String], case: Case, fallback: &str) -> String {
    let mut all: Vec<&str> = words.iter().map(String::as_str).collect();
    let starts = all.first().and_then(|word| word.chars().next());
    if !starts.is_some_and(unicode_ident::is_xid_start) {
        all.insert(0, fallback);
    }
    let mut joined = String::new();
    for (at, word) in all.into_iter().enumerate() {
        let room = LONGEST.saturating_sub(joined.chars().count());
        if at > 0 && word.chars().count() >= room {
            break;
        }
        let word: String = word.chars().take(room).collect();
        match case {
            Case::Snake if at > 0 => {
                joined.push('_');
                joined.push_str(&word);
            }
            Case::Snake => joined.push_str(&word),
            Case::Pascal => {
                let mut chars = word.chars();
                joined.extend(chars.next().into_iter().flat_map(char::to_uppercase));
                joined.push_str(chars.as_str());
            }
        }
    }
    joined
}
