//! What was worked out before, kept on disk for the next run: bytes under a key that says all that
//! they depend on.
//!
//! The cache is the user's (`~/.cache/bindery`), not the project's, so that no repository can bring
//! answers of its own. Whatever is wrong with it, the work is done anew: nothing here fails.

mod folder;
mod key;

pub(crate) use key::Key;

use crate::output::write_one;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What every entry starts with. The digest of the rest follows.
const MAGIC: &[u8] = b"bindery cache 1\n";
const DIGEST: usize = 32;
/// An entry with more bytes is neither kept nor read.
const LARGEST: usize = 64 << 20;
/// How many entries are kept: those used last.
const MOST: usize = 64;

/// The entries of one command.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The user's cache of what `command` worked out; `None` where there is no place for one.
    pub(crate) fn of(command: &str) -> Option<Cache> {
        let folder = folder::of_user(|name| std::env::var_os(name))?;
        Some(Cache::at(&folder, command))
    }

    fn at(folder: &Path, command: &str) -> Cache {
        Cache {
            folder: folder.join(command),
        }
    }

    /// What was kept under this key, if it is whole.
    pub(crate) fn read(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.folder.join(key.name());
        let known = fs::metadata(&path).ok()?;
        let size = usize::try_from(known.len()).ok()?;
        // Opening a pipe may take for ever.
        if size > LARGEST || !known.is_file() {
            return None;
        }
        let file = File::open(path).ok()?;
        let mut bytes = Vec::with_capacity(size);
        let limit = LARGEST as u64;
        (&file).take(limit).read_to_end(&mut bytes).ok()?;
        let kept = bytes.strip_prefix(MAGIC)?;
        let (digest, kept) = kept.split_at_checked(DIGEST)?;
        if Sha256::digest(kept)[..] != *digest {
            return None;
        }
        // What was used last is taken out last.
        let _ = file.set_modified(SystemTime::now());
        let start = MAGIC.len() + DIGEST;
        bytes.drain(..start);
        Some(bytes)
    }

    /// Keeps `bytes` under this key.
    pub(crate) fn write(&self, key: &Key, bytes: &[u8]) {
        let path = self.folder.join(key.name());
        let is_in_the_way = fs::metadata(&path).is_ok_and(|known| !known.is_file());
        let is_too_large = bytes.len() > LARGEST - MAGIC.len() - DIGEST;
        if is_in_the_way || is_too_large || folder::make(&self.folder).is_none() {
            return;
        }
        let entry = [MAGIC, &Sha256::digest(bytes)[..], bytes].concat();
        // Two runs at once write the same, each to a file of its own that takes the name when whole.
        if write_one(&path, &entry).is_ok() {
            self.take_out_old();
        }
    }

    fn take_out_old(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return;
        };
        let used = |entry: fs::DirEntry| {
            let used = entry.metadata().and_then(|known| known.modified()).ok()?;
            Key::is_name(&entry.file_name()).then(|| (used, entry.path()))
        };
        let mut entries: Vec<_> = entries.flatten().filter_map(used).collect();
        entries.sort();
        let surplus = entries.len().saturating_sub(MOST);
        for (_, path) in entries.into_iter().take(surplus) {
            let _ = fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(word: &str) -> Key {
        Key::new().with("word", word)
    }

    fn cache() -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let cache = Cache::at(folder.path(), "test");
        (folder, cache)
    }

    #[test]
    fn what_is_kept_is_read_under_its_key_alone() {
        let (_folder, cache) = cache();
        assert_eq!(cache.read(&key("a")), None);
        cache.write(&key("a"), b"one");
        assert_eq!(cache.read(&key("a")).as_deref(), Some(&b"one"[..]));
        assert_eq!(cache.read(&key("b")), None);
    }

    #[test]
    fn an_entry_that_is_not_whole_is_none() {
        let (_folder, cache) = cache();
        cache.write(&key("a"), b"one");
        let path = cache.folder.join(key("a").name());
        let whole = fs::read(&path).expect("it is there");
        for end in 0..whole.len() {
            fs::write(&path, &whole[..end]).expect("it can be written");
            assert_eq!(cache.read(&key("a")), None, "{end} bytes");
            let mut bytes = whole.clone();
            bytes[end] ^= 1;
            fs::write(&path, &bytes).expect("it can be written");
            assert_eq!(cache.read(&key("a")), None, "byte {end} changed");
        }
        cache.write(&key("a"), b"one");
        assert_eq!(cache.read(&key("a")).as_deref(), Some(&b"one"[..]));
    }

    #[test]
    fn an_entry_that_is_too_large_is_neither_read_nor_written() {
        let (_folder, cache) = cache();
        cache.write(&key("a"), b"one");
        let path = cache.folder.join(key("a").name());
        let file = File::options().write(true).open(&path);
        let grown = file.and_then(|file| file.set_len(1 << 40));
        grown.expect("it can grow without taking room");
        assert_eq!(cache.read(&key("a")), None);
        cache.write(&key("b"), &vec![0; LARGEST]);
        assert_eq!(cache.read(&key("b")), None);
    }

    #[test]
    fn a_folder_or_file_in_the_way_is_no_error() {
        let (folder, cache) = cache();
        fs::create_dir_all(cache.folder.join(key("a").name())).expect("a folder can be made");
        cache.write(&key("a"), b"one");
        assert_eq!(cache.read(&key("a")), None);
        fs::write(folder.path().join("file"), "").expect("it can be written");
        let cache = Cache::at(&folder.path().join("file"), "test");
        cache.write(&key("a"), b"one");
        assert_eq!(cache.read(&key("a")), None);
    }

    #[test]
    fn entries_that_were_not_used_make_room() {
        let (_folder, cache) = cache();
        let number = MOST + 5;
        let name = |n: usize| key(&n.to_string());
        for n in 0..number {
            cache.write(&name(n), b"x");
            let path = cache.folder.join(name(n).name());
            let file = File::options().write(true).open(path).expect("it is there");
            let day = std::time::Duration::from_secs(86_400);
            let used = SystemTime::UNIX_EPOCH + day * u32::try_from(n).expect("it is small");
            file.set_modified(used).expect("it is ours");
            // The first is used again and again.
            assert!(cache.read(&name(0)).is_some(), "after {n}");
        }
        let left = (0..number).filter(|n| cache.read(&name(*n)).is_some());
        assert_eq!(left.count(), MOST);
        assert!(cache.read(&name(1)).is_none());
    }
}
