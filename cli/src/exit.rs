//! Exit codes, and everything because of which the program cannot go on.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

/// How the program ends. Outside scripts rely on the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Nothing to report.
    Clean = 0,
    /// Something was left unread, or files differ from what would be generated.
    Findings = 1,
    /// The arguments or the configuration are wrong.
    Usage = 2,
    /// A file could not be read or written, a server not be reached, a service not be started.
    Io = 3,
    /// We are wrong.
    Bug = 70,
}

impl Exit {
    /// [`Exit::Findings`] if there are any.
    pub(crate) fn of_findings(any: bool) -> Self {
        if any { Exit::Findings } else { Exit::Clean }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Why the program cannot go on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The user must change the arguments or the configuration.
    #[error("failed to {task}: {message}")]
    Usage {
        /// What was to be done, such as `find pages`.
        task: &'static str,
        /// Why it cannot be done, with the path.
        message: String,
        /// What to do.
        help: Option<String>,
    },
    /// A file could not be read or written.
    #[error("failed to {task} {path}: {source}")]
    Io {
        /// What was to be done, such as `read`.
        task: &'static str,
        /// The path.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// A server could not be reached.
    #[error("failed to {task}: {message}")]
    Network {
        /// What was to be done, such as `reach http://localhost`.
        task: String,
        /// Why it cannot be done.
        message: String,
    },
    /// A program that was to be started did not do its part.
    #[error("failed to {task}: {message}")]
    Service {
        /// What was to be done, such as `start my-service`.
        task: String,
        /// Why it cannot be done.
        message: String,
        /// What to do.
        help: String,
    },
    /// We are wrong.
    #[error("failed to finish {task}: {message}")]
    Bug {
        /// What was being done.
        task: String,
        /// What went wrong, and where.
        message: String,
    },
}

impl Failure {
    /// Wrong usage, without advice.
    pub(crate) fn usage(task: &'static str, message: impl Into<String>) -> Self {
        Failure::Usage {
            task,
            message: message.into(),
            help: None,
        }
    }

    /// Adds what to do, where the user can do something.
    pub(crate) fn help(self, advice: impl Into<String>) -> Self {
        match self {
            Failure::Usage { task, message, .. } => Failure::Usage {
                task,
                message,
                help: Some(advice.into()),
            },
            other => other,
        }
    }

    /// A file that could not be read or written.
    pub(crate) fn io(task: &'static str, path: impl Into<String>, source: io::Error) -> Self {
        Failure::Io {
            task,
            path: path.into(),
            source,
        }
    }

    /// What to do about it, where there is something.
    pub(crate) fn advice(&self) -> Option<String> {
        match self {
            Failure::Usage { help, .. } => help.clone(),
            Failure::Service { help, .. } => Some(help.clone()),
            Failure::Io { task, source, .. } => Some(io_advice(task, source)),
            Failure::Network { .. } => Some(
                "check the address, the proxy and the certificates; `--plan` shows what would be sent"
                    .to_owned(),
            ),
            Failure::Bug { .. } => Some(format!(
                "this is a bug in bindery {}, not in your pages; please report it with this text \
                 and, if you can, the page",
                env!("CARGO_PKG_VERSION")
            )),
        }
    }

    /// The exit code.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Failure::Usage { .. } => Exit::Usage,
            Failure::Io { .. } | Failure::Network { .. } | Failure::Service { .. } => Exit::Io,
            Failure::Bug { .. } => Exit::Bug,
        }
    }
}

/// What to do where a file could not be read or written.
fn io_advice(task: &str, error: &io::Error) -> String {
    let advice = match error.kind() {
        io::ErrorKind::NotFound if task == "read" => {
            "check how the path is spelt; paths in bindery.yaml are relative to its folder, those \
             of arguments to the current one"
        }
        io::ErrorKind::PermissionDenied => {
            return format!("make sure that you are allowed to {task} it");
        }
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            "a file stands where a folder should be: move it, or choose another folder"
        }
        io::ErrorKind::IsADirectory => {
            "a folder stands where a file should be: move it, or name another file"
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on the disk",
        io::ErrorKind::ReadOnlyFilesystem => "choose a folder that can be written with `--out`",
        _ => {
            return format!(
                "make sure that it is there and that you can {task} it, then try again"
            );
        }
    };
    advice.to_owned()
}

/// What the program is doing, and the first panic since, for the report of a bug.
static STATE: Mutex<State> = Mutex::new(State {
    task: String::new(),
    panic: None,
});

struct State {
    task: String,
    panic: Option<String>,
}

fn with_state<T>(act: impl FnOnce(&mut State) -> T) -> T {
    act(&mut STATE.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Says what the program does from here on; a bug will be reported with it.
pub(crate) fn doing(task: impl Into<String>) {
    with_state(|state| state.task = task.into());
}

/// Runs `work`; a panic anywhere in it, on whatever thread, becomes a [`Failure::Bug`].
pub(crate) fn guard<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(|info| {
        with_state(|state| {
            state
                .panic
                .get_or_insert_with(|| info.to_string())
                .truncate(4096)
        });
    }));
    let outcome = catch_unwind(AssertUnwindSafe(work));
    std::panic::set_hook(before);
    outcome.unwrap_or_else(|_| {
        let (task, panic) = with_state(|state| (state.task.clone(), state.panic.take()));
        let message = panic.unwrap_or_else(|| "the program panicked".to_owned());
        Err(Failure::Bug { task, message })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_bug_that_names_what_was_done() {
        let outcome: Result<(), Failure> = guard(|| {
            doing("the operation v1Pens");
            std::thread::scope(|scope| {
                let panics = || {
                    let empty: &[u8] = &[];
                    assert!(empty.len() > 3, "an invariant of ours");
                };
                scope
                    .spawn(panics)
                    .join()
                    .map_err(std::panic::resume_unwind)
                    .ok();
            });
            Ok(())
        });
        let failure = outcome.expect_err("it panicked");
        assert_eq!(failure.exit(), Exit::Bug);
        assert!(failure.to_string().contains("v1Pens"), "{failure}");
        assert!(
            failure.to_string().contains("an invariant of ours"),
            "{failure}"
        );
        assert!(
            failure
                .advice()
                .is_some_and(|advice| advice.contains("please report it"))
        );
    }

    #[test]
    fn the_numbers_are_those_of_the_contract() {
        let all = [
            Exit::Clean,
            Exit::Findings,
            Exit::Usage,
            Exit::Io,
            Exit::Bug,
        ];
        assert_eq!(all.map(|exit| exit as u8), [0, 1, 2, 3, 70]);
    }
}
