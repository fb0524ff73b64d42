//! Operations with what answers them.

use super::answer::{Answer, IntoAnswer};
use super::operation::Operation;
use super::path::PathPattern;
use super::problem::Problem;
use super::request::{Call, FromBody, Request};
use serde::de::DeserializeOwned;
use std::fmt;
use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;

type Answering = Pin<Box<dyn Future<Output = Result<Answer, Problem>> + Send>>;

/// An operation and what answers it.
pub(crate) struct Endpoint {
    pub(crate) operation: &'static Operation,
    pub(crate) path: PathPattern,
    pub(crate) answer: Box<dyn Fn(Call) -> Answering + Send + Sync>,
}

/// Operations with what answers them, for [`router`](super::router()).
#[derive(Default)]
pub struct Routes(pub(crate) Vec<Endpoint>);

impl fmt::Debug for Routes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids = self.0.iter().map(|one| one.operation.id);
        f.debug_list().entries(ids).finish()
    }
}

/// Puts [`Routes`] of a service together.
pub struct RoutesOf<S> {
    service: Arc<S>,
    routes: Routes,
}

impl<S> fmt::Debug for RoutesOf<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.routes.fmt(f)
    }
}

impl<S: Send + Sync + 'static> RoutesOf<S> {
    /// None yet.
    pub fn new(service: &Arc<S>) -> Self {
        RoutesOf {
            service: Arc::clone(service),
            routes: Routes::default(),
        }
    }

    /// One more operation, and the method that answers it.
    #[must_use]
    pub fn on<P, B, A, F>(
        mut self,
        operation: &'static Operation,
        method: fn(Arc<S>, Request<P, B>) -> F,
    ) -> Self
    where
        P: DeserializeOwned + 'static,
        B: FromBody + 'static,
        A: IntoAnswer,
        F: Future<Output = Result<A, Problem>> + Send + 'static,
    {
        let service = Arc::clone(&self.service);
        let answer = move |call: Call| -> Answering {
            match Request::new(call) {
                Ok(request) => {
                    let answering = method(Arc::clone(&service), request);
                    Box::pin(async move { answering.await?.into_answer() })
                }
                Err(problem) => Box::pin(ready(Err(problem))),
            }
        };
        self.routes.0.push(Endpoint {
            operation,
            path: PathPattern::new(operation.path),
            answer: Box::new(answer),
        });
        self
    }

    /// The routes.
    pub fn routes(self) -> Routes {
        self.routes
    }
}
