//! Why a piece of work on the database gives nothing.

use axum::http::StatusCode;
use chat_server_stub::Problem;
use rusqlite::ErrorCode;

/// Why a piece of work on the database gives nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The caller asked for what cannot be.
    #[error("failed to do what the caller asked for: {0:?}")]
    Refused(Problem),
    /// The database failed.
    #[error("failed to use the database: {0}")]
    Database(#[from] rusqlite::Error),
    /// What is stored, or comes with the program, is not what it must be.
    #[error("failed to read what is stored: {0}")]
    Stored(#[from] serde_json::Error),
    /// Something that only a mistake of ours, or a machine without resources, explains.
    #[error("failed to work: {0}")]
    Broken(String),
}

impl Failure {
    /// The caller asked for what cannot be.
    pub(crate) fn refused(status: StatusCode, detail: impl Into<String>) -> Self {
        Failure::Refused(Problem::new(status, detail))
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Failure::Refused(problem)
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        if let Failure::Refused(problem) = failure {
            return problem;
        }
        if let Failure::Database(error) = &failure
            && error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted)
        {
            let detail = "reading this takes too long: ask for less, or with another filter";
            return Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail);
        }
        // Callers learn nothing of the database; whoever runs the service does.
        tracing::error!(reason = %failure, "storage failed");
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the service could not do that",
        )
    }
}
