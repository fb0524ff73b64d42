//! Ctrl-C and SIGTERM: noticed, so that what was started is ended and what was created is removed.

use crate::exit::Failure;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// Is set as soon as somebody wants the program to end. From the first call on nothing else ends it.
pub(crate) fn noticed() -> Result<Arc<AtomicBool>, Failure> {
    static NOTICED: OnceLock<Result<Arc<AtomicBool>, String>> = OnceLock::new();
    let noticed = NOTICED.get_or_init(|| {
        let noticed = Arc::new(AtomicBool::new(false));
        let set = Arc::clone(&noticed);
        ctrlc::set_handler(move || set.store(true, Ordering::Relaxed))
            .map(|()| noticed)
            .map_err(|error| error.to_string())
    });
    let failed = |error| Failure::io("wait for", "Ctrl-C", std::io::Error::other(error));
    noticed.clone().map_err(failed)
}
