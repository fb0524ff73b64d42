//! What a comparison gives.

use super::kind::{Kind, Nature};
use bindery_model::Span;

/// Who works with the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Who calls it over HTTP, whatever with.
    Caller,
    /// Who writes a server that keeps what the pages promise.
    Server,
    /// Whose Rust code uses the generated client.
    Rust,
}

impl Audience {
    /// All of them.
    pub const ALL: [Audience; 3] = [Audience::Caller, Audience::Server, Audience::Rust];

    /// `caller`, `server` or `rust`.
    pub fn as_str(self) -> &'static str {
        match self {
            Audience::Caller => "caller",
            Audience::Server => "server",
            Audience::Rust => "rust",
        }
    }
}

/// Everything that an API user must know when OLD gives way to NEW.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    /// One entry a cause, in the order of [`Kind::ALL`], then of the causes.
    pub changes: Vec<Change>,
    /// Pairs of schemas and bodies that were not compared, because there were too many of them.
    pub passed_over: usize,
}

/// One cause and the operations that it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The kind.
    pub kind: Kind,
    /// Whom it breaks, in the order of [`Audience::ALL`].
    pub breaks: Vec<Audience>,
    /// Why it breaks them, or why it does not.
    pub why: String,
    /// What it is a change of, whatever the operation: a schema's property, a parameter.
    pub cause: String,
    /// What held in OLD, in one line.
    pub before: Option<String>,
    /// What holds in NEW, in one line.
    pub after: Option<String>,
    /// The operations, by id; never empty.
    pub uses: Vec<Use>,
}

/// An operation that a change changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// Its id: the new one where it has one.
    pub operation: String,
    /// Where in the operation, such as `query.size` or `response[].Address.Street`.
    pub place: String,
    /// The place in OLD; where something was added, what holds it.
    pub old: Option<Span>,
    /// The place in NEW; where something was removed, what held it.
    pub new: Option<Span>,
}

impl Change {
    /// Whether it breaks one of these.
    pub fn is_breaking_for(&self, audiences: &[Audience]) -> bool {
        self.breaks.iter().any(|who| audiences.contains(who))
    }

    /// 16 hexadecimal digits that stay the same while the cause does, wherever it stands.
    pub fn fingerprint(&self) -> String {
        let words = [
            self.kind.as_str(),
            &self.cause,
            self.before.as_deref().unwrap_or("\u{1}"),
            self.after.as_deref().unwrap_or("\u{1}"),
        ];
        format!("{:016x}", fnv_1a(words.join("\0").as_bytes()))
    }
}

/// FNV-1a with 64 bits (isthe.com/chongo/tech/comp/fnv), which is the same in every version and on every machine.
fn fnv_1a(bytes: &[u8]) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64;
    bytes.iter().fold(start, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// What becomes of the version (semver.org 2.0.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Nothing changed.
    None,
    /// Only words for people or names in generated code changed.
    Patch,
    /// Something changed that breaks nobody.
    Minor,
    /// Something breaks.
    Major,
}

impl Step {
    /// `none`, `patch`, `minor` or `major`.
    pub fn as_str(self) -> &'static str {
        match self {
            Step::None => "none",
            Step::Patch => "patch",
            Step::Minor => "minor",
            Step::Major => "major",
        }
    }
}

impl Diff {
    /// What becomes of the version, as these people see it.
    pub fn step(&self, audiences: &[Audience]) -> Step {
        let of = |change: &Change| match change.kind {
            _ if change.is_breaking_for(audiences) => Step::Major,
            Kind::DescriptionChanged => Step::Patch,
            Kind::SchemaRenamed | Kind::OperationIdChanged => Step::Patch,
            // In a path: calls stay as they are.
            Kind::ParameterRenamed if change.breaks == [Audience::Rust] => Step::Patch,
            _ => Step::Minor,
        };
        self.changes.iter().map(of).max().unwrap_or(Step::None)
    }

    /// The changes of one nature, without what is only worded otherwise.
    pub fn of_nature(&self, nature: Nature) -> impl Iterator<Item = &Change> {
        let is_told = |change: &&Change| change.kind != Kind::DescriptionChanged;
        let all = self.changes.iter().filter(is_told);
        all.filter(move |change| change.kind.nature() == nature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_name_in_generated_code_is_a_patch() {
        let step = |kind, breaks: &[Audience]| {
            let change = Change {
                kind,
                breaks: breaks.to_vec(),
                why: String::new(),
                cause: String::new(),
                before: None,
                after: None,
                uses: Vec::new(),
            };
            let diff = Diff {
                changes: vec![change],
                passed_over: 0,
            };
            diff.step(&[Audience::Server])
        };
        assert_eq!(step(Kind::ParameterRenamed, &[Audience::Rust]), Step::Patch);
        assert_eq!(
            step(Kind::ParameterRenamed, &[Audience::Caller, Audience::Rust]),
            Step::Minor
        );
        assert_eq!(step(Kind::SchemaRenamed, &[Audience::Rust]), Step::Patch);
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // Test vectors that the authors publish.
        assert_eq!(fnv_1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv_1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv_1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
