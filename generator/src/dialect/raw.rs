//! A page in its vendor's own words, sorted into roles. Nothing is interpreted yet.

use super::file::Section;
use bindery_model::{Diagnostic, FileId, Span};

/// Words of the page and where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'s> {
    /// The words, as the page has them.
    pub text: &'s str,
    /// Where they stand.
    pub span: Span,
}

/// A page, read by a dialect.
#[derive(Debug)]
pub struct RawPage<'s> {
    /// The file.
    pub file: FileId,
    /// What kind of page it is.
    pub kind: RawKind<'s>,
    /// What is wrong with the page, unread parts included.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a page holds.
#[derive(Debug)]
pub enum RawKind<'s> {
    /// Operations, in the order of the page.
    Operations(Vec<RawOperation<'s>>),
    /// Links to other pages: an index or a table of contents.
    Index(Vec<RawLink<'s>>),
}

/// A link of an index page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawLink<'s> {
    /// What the link says.
    pub label: Text<'s>,
    /// Where it leads, relative to the page.
    pub target: Text<'s>,
}

/// What one operation's part of a page says.
#[derive(Debug, Default)]
pub struct RawOperation<'s> {
    /// The operation's id.
    pub id: Option<Text<'s>>,
    /// The title that the front matter gives.
    pub title: Option<Text<'s>>,
    /// The title that the heading gives.
    pub heading: Option<Text<'s>>,
    /// The headings and lines that start its sections, in their order.
    pub sections: Vec<(Section, Text<'s>)>,
    /// Method and path.
    pub endpoint: Option<RawEndpoint<'s>>,
    /// Prose, headings and fences of the description, in their order.
    pub description: Vec<Text<'s>>,
    /// Rows of path parameters.
    pub path_parameters: Vec<RawRow<'s>>,
    /// Rows of query parameters.
    pub query_parameters: Vec<RawRow<'s>>,
    /// Request lines that show query parameters in use, one line each.
    pub query_examples: Vec<Text<'s>>,
    /// Rows of request headers.
    pub headers: Vec<RawRow<'s>>,
    /// The request body.
    pub request_body: Option<RawBody<'s>>,
    /// The word behind the heading of the responses.
    pub response_kind: Option<Text<'s>>,
    /// Prose on the response.
    pub response_description: Vec<Text<'s>>,
    /// Rows of statuses; the status is the row's name.
    pub statuses: Vec<RawRow<'s>>,
    /// The response body.
    pub response_body: Option<RawBody<'s>>,
    /// Sample requests: the whole message as text.
    pub sample_requests: Vec<Text<'s>>,
    /// Sample responses: the whole message as text.
    pub sample_responses: Vec<Text<'s>>,
}

impl RawOperation<'_> {
    /// How many facts were read: rows, bodies, samples and the like.
    pub(crate) fn facts(&self) -> usize {
        let rows = [
            &self.path_parameters,
            &self.query_parameters,
            &self.headers,
            &self.statuses,
        ];
        let rows: usize = rows.iter().map(|rows| rows.len()).sum();
        let bodies = [&self.request_body, &self.response_body]
            .into_iter()
            .flatten();
        let of_bodies: usize = bodies
            .map(|body| 1 + usize::from(body.type_word.is_some()) + body.properties.len())
            .sum();
        let samples = self.sample_requests.len() + self.sample_responses.len();
        usize::from(self.endpoint.is_some())
            + rows
            + of_bodies
            + samples
            + self.query_examples.len()
            + self.sections.len()
    }
}

/// Method and path of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawEndpoint<'s> {
    /// The method as it is written.
    pub method: Text<'s>,
    /// The path as it is written.
    pub path: Text<'s>,
}

/// A body and its table.
#[derive(Debug)]
pub struct RawBody<'s> {
    /// The heading or line that opens it.
    pub opening: Text<'s>,
    /// The name of the parameter that carries it.
    pub name: Option<Text<'s>>,
    /// The word for its type.
    pub type_word: Option<Text<'s>>,
    /// Prose on it.
    pub description: Vec<Text<'s>>,
    /// Rows of properties.
    pub properties: Vec<RawRow<'s>>,
}

/// A row of a table by the meaning of its columns; a cell that the table lacks is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawRow<'s> {
    /// The whole row.
    pub span: Span,
    /// The name, or the status in a table of statuses.
    pub name: Text<'s>,
    /// The word for the type; may be empty.
    pub type_word: Option<Text<'s>>,
    /// The description; may be empty.
    pub description: Option<Text<'s>>,
    /// A word that tells whether it is required, in tables with a column for that.
    pub required: Option<Text<'s>>,
    /// The default, in tables with a column for that.
    pub default: Option<Text<'s>>,
    /// Whether the section above the table says that its rows are required.
    pub required_by_section: bool,
}
