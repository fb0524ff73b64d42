//! A sign of life for work that takes longer than a moment.

use indicatif::{ProgressBar, ProgressDrawTarget};
use std::io::IsTerminal;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

const MOMENT: Duration = Duration::from_millis(400);
const TICK: Duration = Duration::from_millis(100);

/// Shows what is done until it is dropped, if stderr is a terminal and it takes long enough.
#[derive(Debug)]
pub(crate) struct Progress {
    shown: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Work that is told as `message` starts; `quiet`: nothing is shown.
    pub(crate) fn start(message: String, quiet: bool) -> Self {
        if quiet || !std::io::stderr().is_terminal() {
            return Progress { shown: None };
        }
        let (done, is_done) = channel();
        let thread = std::thread::Builder::new().spawn(move || show(message, &is_done));
        Progress {
            shown: thread.ok().map(|thread| (done, thread)),
        }
    }
}

fn show(message: String, is_done: &Receiver<()>) {
    if is_done.recv_timeout(MOMENT) != Err(RecvTimeoutError::Timeout) {
        return;
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    bar.set_message(message);
    while is_done.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
        bar.tick();
    }
    bar.finish_and_clear();
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, thread)) = self.shown.take() {
            drop(done);
            let _ = thread.join();
        }
    }
}
