//! One run at a time in one folder.

use crate::exit::Failure;
use std::fs::{self, File, TryLockError};
use std::path::Path;

/// Holds a folder until it is dropped. Where the system cannot lock a folder (Windows, some network
/// disks) nothing is held: files are still written whole, and the manifest last.
#[derive(Debug)]
pub(crate) struct Hold {
    _folder: Option<File>,
}

impl Hold {
    /// Holds nothing, for those who only look.
    pub(crate) fn nothing() -> Self {
        Hold { _folder: None }
    }

    /// Makes the folder if need be and waits until nobody else holds it; `waits` is called if
    /// somebody does.
    pub(crate) fn folder(path: &Path, shown: &str, waits: impl FnOnce()) -> Result<Self, Failure> {
        fs::create_dir_all(path).map_err(|error| Failure::io("make", shown, error))?;
        let Ok(folder) = File::open(path) else {
            return Ok(Hold::nothing());
        };
        if let Err(TryLockError::WouldBlock) = folder.try_lock() {
            waits();
            // Where waiting is not possible either, going on is all that is left.
            let _ = folder.lock();
        }
        Ok(Hold {
            _folder: Some(folder),
        })
    }
}
