//! A program with all that it starts: they end together, whatever happens to us.

use process_wrap::std::{ChildWrapper, CommandWrap};
use std::io;
use std::process::{ChildStderr, ChildStdout, Command, ExitStatus};
use std::time::{Duration, Instant};

/// How long it may take to end after it was asked to.
const GRACE: Duration = Duration::from_secs(3);
/// How often it is asked whether something happened.
pub(super) const TICK: Duration = Duration::from_millis(20);
/// What asks a program to end (POSIX.1-2017, `kill`).
#[cfg(unix)]
const SIGTERM: i32 = 15;

/// A running program, which is ended with all that it started when this is dropped.
#[derive(Debug)]
pub(super) struct Group {
    child: Box<dyn ChildWrapper>,
}

impl Group {
    /// Starts a program in a group of its own, so that Ctrl-C goes to us alone.
    pub(super) fn start(command: Command) -> io::Result<Self> {
        let mut command = CommandWrap::from(command);
        #[cfg(unix)]
        command.wrap(process_wrap::std::ProcessGroup::leader());
        #[cfg(windows)]
        command.wrap(process_wrap::std::JobObject);
        let child = command.spawn()?;
        Ok(Group { child })
    }

    /// What it prints, where that is piped.
    pub(super) fn outputs(&mut self) -> (Option<ChildStdout>, Option<ChildStderr>) {
        (self.child.stdout().take(), self.child.stderr().take())
    }

    /// How it ended, if it did.
    pub(super) fn ended(&mut self) -> io::Result<Option<ExitStatus>> {
        self.child.try_wait()
    }

    /// Ends it: asks first, then kills what is left of the group.
    pub(super) fn end(&mut self) {
        // Where it has ended there is nobody to ask, and nothing is wrong with that.
        #[cfg(unix)]
        let _ = self.child.signal(SIGTERM);
        let until = Instant::now() + if cfg!(unix) { GRACE } else { Duration::ZERO };
        while matches!(self.ended(), Ok(None)) && Instant::now() < until {
            std::thread::sleep(TICK);
        }
        let _ = self.child.start_kill();
        let _ = self.child.wait();
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.end();
    }
}
