//! What methods answer with that nobody has written yet.

use super::accept::listed;
use super::answer::Body;
use super::operation::BodyOut;
use super::problem::Problem;
use super::request::Request;
use axum::http::{HeaderValue, StatusCode};
use serde::de::DeserializeOwned;
use std::future::{Ready, ready};

/// Samples are lines of an operation's id, a place and JSON, with tabs between.
impl<P, B> Request<P, B> {
    /// The answer that the page shows.
    pub fn sample<T: DeserializeOwned>(self, samples: &str) -> Ready<Result<T, Problem>> {
        self.sample_as(samples, |value| value)
    }

    /// The same, as one of several answers.
    pub fn sample_as<T: DeserializeOwned, A>(
        self,
        samples: &str,
        answer: fn(T) -> A,
    ) -> Ready<Result<A, Problem>> {
        let (place, text) = find(samples, self.operation.id).unwrap_or_default();
        let value = serde_json::from_str(text).map(answer).map_err(|error| {
            let detail = format!("the sample is not what is documented: {error}");
            Problem::new(StatusCode::NOT_IMPLEMENTED, detail).with("documented", place)
        });
        ready(value)
    }

    /// The bytes that the page shows, or none.
    pub fn sample_bytes<A>(
        self,
        samples: &str,
        answer: fn(Body) -> A,
    ) -> Ready<Result<A, Problem>> {
        let found = find(samples, self.operation.id);
        let text = found.and_then(|(_, text)| serde_json::from_str::<String>(text).ok());
        let first = match self.operation.gives {
            BodyOut::Bytes(list) => listed(list).next(),
            BodyOut::Nothing | BodyOut::Value(..) => None,
        };
        let content_type = first.and_then(|one| HeaderValue::from_str(one).ok());
        let octets = HeaderValue::from_static("application/octet-stream");
        ready(Ok(answer(Body {
            content_type: content_type.unwrap_or(octets),
            bytes: text.unwrap_or_default().into(),
        })))
    }

    /// An answer without a body.
    pub fn empty<A>(self, answer: A) -> Ready<Result<A, Problem>> {
        ready(Ok(answer))
    }

    /// What there is to say where the page shows no answer.
    pub fn unshown<A>(self) -> Ready<Result<A, Problem>> {
        let problem = Problem::new(StatusCode::NOT_IMPLEMENTED, "the page shows no answer");
        ready(Err(problem.documented(self.operation, self.operation.line)))
    }
}

fn find<'s>(samples: &'s str, id: &str) -> Option<(&'s str, &'s str)> {
    let mut lines = samples.lines().filter_map(|line| line.split_once('\t'));
    let (_, rest) = lines.find(|(one, _)| *one == id)?;
    rest.split_once('\t')
}
