//! What an earlier run told of the same pages: where nothing that it depends on has changed, it is
//! told again.

use super::super::Session;
use super::told::Told;
use crate::args::Check;
use crate::cache::{Cache, Key};
use crate::files::{Content, Found};
use bindery_generator::lint::Selection;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

/// The place of what a run like this one told.
pub(super) struct Earlier {
    cache: Cache,
    key: Key,
}

impl Earlier {
    /// `None` where there is nothing to keep: what is not only read is done, and what depends on
    /// git is asked for anew.
    pub(super) fn of(
        args: &Check,
        session: &Session<'_>,
        selection: &Selection,
        pages: &[Found],
        contents: &[Content],
    ) -> Option<Earlier> {
        // All arguments are named here, so that a new one is not forgotten.
        let Check {
            pages: _,
            format,
            select: _,
            ignore: _,
            all,
            fix,
            with_unsafe: _,
            diff,
            changed,
            watch: _,
            baseline,
            write_baseline,
            no_cache,
        } = args;
        if *fix || *diff || *no_cache || changed.is_some() || write_baseline.is_some() {
            return None;
        }
        let cache = Cache::of("check")?;
        let mut key = Key::new()
            .with("format", format!("{format:?}"))
            .with("all", format!("{all}"))
            .with("quiet", format!("{}", session.terminal.is_quiet()))
            .with("rules", format!("{selection:?}"))
            .with("dialect", session.dialect_name());
        let baseline = super::baseline_file(baseline.as_deref(), session);
        for file in [session.dialect_file(), baseline].into_iter().flatten() {
            key = key.with("path", session.paths.shown(&file));
            // Whoever needs a file that cannot be read says so.
            key = key.with("file", std::fs::read(file).ok()?);
        }
        let digests: Vec<_> = contents.par_iter().map(digest).collect();
        for (page, digest) in pages.iter().zip(digests) {
            key = key.with(&page.shown, digest);
        }
        Some(Earlier { cache, key })
    }

    /// What was told.
    pub(super) fn told(&self) -> Option<Told> {
        Told::of_bytes(&self.cache.read(&self.key)?)
    }

    pub(super) fn keep(&self, told: &Told) {
        if let Some(bytes) = told.to_bytes() {
            self.cache.write(&self.key, &bytes);
        }
    }
}

/// A number of what a page holds. Nothing that could change without the page's bytes, such as the
/// time of the last change, stands for it: version control and builds set that as they like.
fn digest(content: &Content) -> Vec<u8> {
    match content {
        Content::Text { text, not_utf8 } => {
            let mut digest = Sha256::new();
            digest.update(format!("{not_utf8:?}\n"));
            digest.update(text);
            digest.finalize().to_vec()
        }
        Content::TooLarge => Vec::new(),
    }
}
