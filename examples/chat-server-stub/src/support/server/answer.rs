//! What handlers answer with.

use super::problem::Problem;
use axum::body::Bytes;
use axum::http::{HeaderValue, StatusCode};
use serde::Serialize;
use std::future::Future;

/// A future that gives a documented answer, or a problem for anything else. An `async fn` with such
/// a result is one.
pub trait Reply<T>: Future<Output = Result<T, Problem>> + Send {}

impl<T, F: Future<Output = Result<T, Problem>> + Send> Reply<T> for F {}

/// A body of one of several media types, as bytes.
#[derive(Clone, Debug)]
pub struct Body {
    /// Its media type, such as `image/png`.
    pub content_type: HeaderValue,
    /// The bytes.
    pub bytes: Bytes,
}

/// An answer whose type is not known any more.
#[derive(Debug)]
pub struct Answer {
    pub(crate) status: Option<StatusCode>,
    pub(crate) content: Content,
}

#[derive(Debug)]
pub(crate) enum Content {
    Nothing,
    Json(Vec<u8>),
    Bytes(Body),
}

impl Answer {
    /// An answer of this status, with a value.
    ///
    /// # Errors
    /// Where the value cannot be JSON.
    pub fn value(status: u16, value: &impl Serialize) -> Result<Self, Problem> {
        Ok(Answer {
            status: StatusCode::from_u16(status).ok(),
            content: Content::Json(json(value)?),
        })
    }

    /// An answer of this status, with bytes.
    ///
    /// # Errors
    /// None; it is like the others.
    pub fn bytes(status: u16, body: Body) -> Result<Self, Problem> {
        Ok(Answer {
            status: StatusCode::from_u16(status).ok(),
            content: Content::Bytes(body),
        })
    }

    /// An answer of this status, and nothing more.
    ///
    /// # Errors
    /// None; it is like the others.
    pub fn empty(status: u16) -> Result<Self, Problem> {
        Ok(Answer {
            status: StatusCode::from_u16(status).ok(),
            content: Content::Nothing,
        })
    }
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(value).map_err(|error| {
        let detail = format!("the answer cannot be written: {error}");
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, detail)
    })
}

/// What can be answered with: a value where only one answer is documented, or else an enumeration.
pub trait IntoAnswer {
    /// The answer.
    ///
    /// # Errors
    /// Where it cannot be written.
    fn into_answer(self) -> Result<Answer, Problem>;
}

impl<T: Serialize> IntoAnswer for T {
    fn into_answer(self) -> Result<Answer, Problem> {
        Ok(Answer {
            status: None,
            content: Content::Json(json(&self)?),
        })
    }
}

impl IntoAnswer for Body {
    fn into_answer(self) -> Result<Answer, Problem> {
        Ok(Answer {
            status: None,
            content: Content::Bytes(self),
        })
    }
}
