//! A page as a sequence of blocks, each with its span; what the blocks mean is the dialect's to say.
//!
//! Two front ends make the same [`Page`]: [`markdown`] reads Markdown, [`copied_text`] reads text
//! that was copied from a rendered page and has lost its `#` and fences.

pub mod copied_text;
mod front_matter;
pub mod markdown;
mod table;

pub(crate) use table::{cells, is_nearly_delimiter, rows, undelimited};

use bindery_model::{Diagnostic, FileId, Span};

/// A page, cut into blocks. Texts are spans into the file: nothing is copied.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file.
    pub file: FileId,
    /// The keys of the front matter, in their order.
    pub front_matter: Vec<FrontMatterKey>,
    /// The blocks below the front matter, in their order.
    pub blocks: Vec<Block>,
    /// What is wrong with the page's form.
    pub diagnostics: Vec<Diagnostic>,
}

/// A top-level key of the front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatterKey {
    /// The key.
    pub key: String,
    /// The value, without quotes and comment, where there is one on the key's own line that is a
    /// scalar and not empty.
    pub value: Option<Span>,
}

/// One block of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// Paragraphs, lists, quotes, HTML: whatever is text and nothing else.
    Prose(Span),
    /// A table.
    Table(Table),
    /// A fenced code block.
    Fence(Fence),
}

impl Block {
    /// The bytes of the whole block.
    pub fn span(&self) -> Span {
        match self {
            Block::Heading(heading) => heading.span,
            Block::Prose(span) => *span,
            Block::Table(table) => table.span,
            Block::Fence(fence) => fence.span,
        }
    }
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text, without the marks that make it a heading.
    pub text: Span,
    /// The whole line.
    pub span: Span,
}

/// A table: a header row and rows below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The header row.
    pub header: Row,
    /// The rows below the delimiter row.
    pub rows: Vec<Row>,
    /// Everything from the header to the last row.
    pub span: Span,
}

/// A row of a table with every cell that its line has, however many the header has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The row's line.
    pub span: Span,
    /// The trimmed text of each cell; `\|` is left as it is written.
    pub cells: Vec<Span>,
}

/// A fenced code block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fence {
    /// The info string behind the opening fence, trimmed.
    pub info: Span,
    /// The lines between the fences.
    pub content: Span,
    /// All of it, with the fences.
    pub span: Span,
}
