//! Lists that come a page at a time.

use super::error::{Error, ErrorKind};
use super::execute::{self, Draft};
use super::handle::{Answer, Client};
use super::operation::Operation;
use super::read::Reader;
use futures_core::Stream;
use reqwest::{Method, Url};
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// An answer that says where the next rows are: an OData collection with a next link (OData JSON
/// Format 4.01, section 4.6.5).
pub trait Page {
    /// The address of the next page, as the server gives it. Empty or none on the last page.
    fn next_link(&self) -> Option<&str>;
}

/// So many pages are fetched at the most, unless told.
const MOST_PAGES: usize = 10_000;

/// Pages of a list, each fetched when it is asked for: a [`Stream`], or page by page with
/// [`Pages::next`].
///
/// A next link is followed on the origin of the client's base URL only: credentials go along.
#[must_use = "no page is fetched until it is asked for"]
pub struct Pages<'c, T> {
    client: &'c Client,
    operation: &'static Operation,
    read: Reader<T>,
    next: Option<Result<Draft, Error>>,
    pending: Option<Pending<'c>>,
    left: usize,
}

/// A page that is being fetched: where it is, and what will come.
struct Pending<'c> {
    draft: Draft,
    answer: Pin<Box<dyn Future<Output = Result<Answer, Error>> + Send + 'c>>,
}

impl<T> std::fmt::Debug for Pages<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &self.operation.id)
            .field("left", &self.left)
            .finish_non_exhaustive()
    }
}

impl<'c, T: Page> Pages<'c, T> {
    pub(crate) fn new(
        client: &'c Client,
        operation: &'static Operation,
        read: Reader<T>,
        draft: Draft,
    ) -> Self {
        let next = if operation.method == Method::GET {
            Ok(draft)
        } else {
            let reason = "only what is read by GET comes in pages".to_owned();
            Err(Error::new(operation, ErrorKind::Request(reason)))
        };
        Pages {
            client,
            operation,
            read,
            next: Some(next),
            pending: None,
            left: MOST_PAGES,
        }
    }

    /// How many pages are fetched at the most; one more is an error. 10,000 unless told.
    pub fn at_most(mut self, pages: usize) -> Self {
        self.left = pages;
        self
    }

    /// The next page, or `None` behind the last. Nothing comes behind an error.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    fn start(&mut self) -> Option<Result<(), Error>> {
        let draft = match self.next.take()? {
            Ok(draft) => draft,
            Err(error) => return Some(Err(error)),
        };
        let Some(left) = self.left.checked_sub(1) else {
            return Some(Err(self.wrong("the list has more pages than asked for")));
        };
        self.left = left;
        let answer = execute::execute(self.client, self.operation, draft.clone());
        self.pending = Some(Pending {
            draft,
            answer: Box::pin(answer),
        });
        Some(Ok(()))
    }

    fn page(&mut self, draft: Draft, answer: Answer) -> Result<T, Error> {
        if !answer.status.is_success() {
            let kind = ErrorKind::Status(answer.status);
            return Err(Error::answered(self.operation, kind, answer));
        }
        let page = match (self.read)(&answer) {
            Ok(page) => page,
            Err(kind) => return Err(Error::answered(self.operation, kind, answer)),
        };
        let link = page.next_link().filter(|link| !link.is_empty());
        self.next = link.map(|link| self.follow(draft, link));
        Ok(page)
    }

    fn follow(&self, mut draft: Draft, link: &str) -> Result<Draft, Error> {
        let base = &self.client.0.base_url;
        let at = draft.url(base);
        let url = at.join(link);
        let url = url.map_err(|_| self.wrong("the link to the next page is no address"))?;
        if !is_same_origin(base, &url) {
            return Err(self.wrong("the link to the next page leads to another origin"));
        }
        if url == at {
            return Err(self.wrong("the link to the next page leads to the same page"));
        }
        draft.at = Some(url);
        Ok(draft)
    }

    fn wrong(&self, reason: &str) -> Error {
        Error::new(self.operation, ErrorKind::NextLink(reason.to_owned()))
    }
}

impl<T: Page> Stream for Pages<'_, T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.pending.is_none() {
            match self.start() {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(())) => {}
            }
        }
        let Some(pending) = &mut self.pending else {
            return Poll::Ready(None);
        };
        let answer = ready!(pending.answer.as_mut().poll(context));
        let Some(pending) = self.pending.take() else {
            return Poll::Ready(None);
        };
        let page = answer.and_then(|answer| self.page(pending.draft, answer));
        Poll::Ready(Some(page))
    }
}

fn is_same_origin(base: &Url, url: &Url) -> bool {
    base.origin() == url.origin() && url.username().is_empty() && url.password().is_none()
}
