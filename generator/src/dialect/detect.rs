//! Which dialect a page is written in: the one that has the most marks of those whose marks the
//! page all has, and of several with as many the one that reads most of the page.

use super::file::{Form, Mark};
use super::layout;
use super::load::Dialect;
use super::pattern::Pattern;
use super::raw::{RawKind, RawLink, RawOperation, RawPage, Text};
use crate::page::{Block, Page, copied_text, markdown};
use crate::yaml;
use bindery_model::{Diagnostic, FileId, Severity, SourceFile, Span};
use std::cmp::{Ordering, Reverse};

/// Which dialects may read a page.
#[derive(Clone, Copy, Debug)]
pub enum Choice<'d> {
    /// The one that fits best.
    Auto(&'d [Dialect]),
    /// This one, whether it fits or not.
    Given(&'d Dialect),
}

impl<'d> Choice<'d> {
    /// The dialects that may read a page.
    pub fn dialects(self) -> &'d [Dialect] {
        match self {
            Choice::Auto(all) => all,
            Choice::Given(one) => std::slice::from_ref(one),
        }
    }

    /// How samples of these dialects spell bytes.
    pub fn byte_samples(self) -> Vec<&'d regex::Regex> {
        let dialects = self.dialects().iter();
        let spellings = dialects.flat_map(|dialect| dialect.file.types.byte_samples.regexes());
        spellings.collect()
    }
}

/// A page and the dialect that read it; `None` where no dialect could.
pub type Reading<'d, 's> = (Option<&'d Dialect>, RawPage<'s>);

/// Reads one file.
pub fn read_page<'d, 's>(
    choice: Choice<'d>,
    file: FileId,
    source: &'s SourceFile,
) -> Reading<'d, 's> {
    let dialects = choice.dialects();
    let text = &source.text;
    let file_name = source.path.rsplit('/').next().unwrap_or(&source.path);
    for dialect in dialects {
        let index = &dialect.file.index_files;
        if index
            .tables_of_contents
            .iter()
            .any(|name| name == file_name)
        {
            return (Some(dialect), table_of_contents(file, text));
        }
        if index.pages.iter().any(|name| name == file_name) {
            let page = markdown::read(file, text);
            return (Some(dialect), index_page(file, text, page));
        }
    }
    let (dialect, page, lacking) = match choice {
        Choice::Given(dialect) => (Some(dialect), cut(dialect, file, text), Vec::new()),
        Choice::Auto(_) => detect(dialects, file, text),
    };
    let Some(dialect) = dialect else {
        let message = "this page has no mark of any dialect, so nothing of it is read";
        let help = "choose one with `--dialect`, or leave the page out";
        let place = Span::file_start(file);
        let diagnostic =
            Diagnostic::new("no-dialect", Severity::Warning, place, message).help(help);
        let mut diagnostics = page.diagnostics;
        diagnostics.push(diagnostic);
        let kind = RawKind::Operations(Vec::new());
        return (
            None,
            RawPage {
                file,
                kind,
                diagnostics,
            },
        );
    };
    let mut raw = layout::read(dialect, text, page);
    if !lacking.is_empty() {
        let name = dialect.name();
        let message = format!("this page fits no dialect; the nearest is `{name}`");
        let help = format!("what it lacks of `{name}`: {}", lacking.join(", "));
        let place = Span::file_start(file);
        let diagnostic = Diagnostic::new("unsure-dialect", Severity::Warning, place, message);
        raw.diagnostics.insert(0, diagnostic.help(help));
    }
    (Some(dialect), raw)
}

/// Cuts a text into blocks with the front end of a dialect.
fn cut(dialect: &Dialect, file: FileId, text: &str) -> Page {
    let forms = (
        dialect.file.form,
        &dialect.file.request_line,
        &dialect.file.status_line,
    );
    match forms {
        (Form::CopiedText, Some(request_line), Some(status_line)) => {
            let marks = copied_text::Marks {
                headings: &dialect.headings,
                furniture: &dialect.furniture,
                request_line: request_line.regex(),
                status_line: status_line.regex(),
            };
            copied_text::read(file, text, &marks)
        }
        _ => markdown::read(file, text),
    }
}

/// A dialect that may have been meant.
struct Candidate<'d> {
    dialect: &'d Dialect,
    /// The page as only its form reads it.
    own: Option<Page>,
    /// What the page lacks of it.
    lacking: Vec<String>,
    /// How many of its marks the page has.
    found: usize,
}

/// The best dialect with its page, and what the page lacks of it. Of several whose marks fit equally
/// well it is the one that reads most of the page, and of several that read as much the first.
fn detect<'d>(
    dialects: &'d [Dialect],
    file: FileId,
    text: &str,
) -> (Option<&'d Dialect>, Page, Vec<String>) {
    let copied = copied_text::looks_copied(text);
    let is_candidate = |dialect: &&Dialect| (dialect.file.form == Form::CopiedText) == copied;
    let mut markdown_page = None;
    let mut best: Vec<Candidate<'d>> = Vec::new();
    for dialect in dialects.iter().filter(is_candidate) {
        let own = match dialect.file.form {
            Form::CopiedText => Some(cut(dialect, file, text)),
            Form::Markdown => None,
        };
        let page = match &own {
            Some(page) => page,
            None => &*markdown_page.get_or_insert_with(|| markdown::read(file, text)),
        };
        let marks = &dialect.file.marks;
        let lacking: Vec<String> = marks
            .iter()
            .filter(|mark| !has_mark(mark, page, text))
            .map(describe)
            .collect();
        let found = marks.len() - lacking.len();
        let of = |one: &Candidate<'_>| (one.lacking.is_empty(), one.found);
        let order = best
            .first()
            .map(|one| (lacking.is_empty(), found).cmp(&of(one)));
        match order {
            None if found == 0 => continue,
            Some(Ordering::Less) => continue,
            Some(Ordering::Greater) => best.clear(),
            None | Some(Ordering::Equal) => {}
        }
        best.push(Candidate {
            dialect,
            own,
            lacking,
            found,
        });
    }
    let page = markdown_page.unwrap_or_else(|| Page {
        file,
        front_matter: Vec::new(),
        blocks: Vec::new(),
        diagnostics: Vec::new(),
    });
    if best.len() > 1 {
        let page_of = |one: &Candidate<'_>| one.own.as_ref().unwrap_or(&page).clone();
        best.sort_by_cached_key(|one| left_unread(one.dialect, text, page_of(one)));
    }
    match best.into_iter().next() {
        Some(best) => (Some(best.dialect), best.own.unwrap_or(page), best.lacking),
        None => (None, page, Vec::new()),
    }
}

/// How much of a page a dialect leaves unread, and then how few facts it reads: the less, the better
/// it fits.
fn left_unread(dialect: &Dialect, text: &str, page: Page) -> (usize, Reverse<usize>) {
    let raw = layout::read(dialect, text, page);
    let is_unread =
        |one: &&Diagnostic| one.code.starts_with("unread-") || one.code == "no-endpoint";
    let unread = raw.diagnostics.iter().filter(is_unread).count();
    let facts = match &raw.kind {
        RawKind::Operations(all) => all.iter().map(RawOperation::facts).sum(),
        RawKind::Index(links) => links.len(),
    };
    (unread, Reverse(facts))
}

fn has_mark(mark: &Mark, page: &Page, text: &str) -> bool {
    let of = |span: Span| &text[span.range()];
    let has_key = |key: &String| page.front_matter.iter().any(|there| there.key == *key);
    let has_block = |matches: &dyn Fn(&Block) -> bool| page.blocks.iter().any(matches);
    let has_heading = |pattern: &Pattern| {
        has_block(
            &|block| matches!(block, Block::Heading(h) if pattern.regex().is_match(of(h.text))),
        )
    };
    let has_line = |pattern: &Pattern| {
        let in_prose = |prose: &Span| of(*prose).lines().any(|l| pattern.regex().is_match(l));
        has_block(&|block| matches!(block, Block::Prose(span) if in_prose(span)))
    };
    let has_fence = |info: &String| {
        has_block(&|block| matches!(block, Block::Fence(fence) if of(fence.info) == info))
    };
    mark.front_matter.as_ref().is_none_or(has_key)
        && mark.heading.as_ref().is_none_or(has_heading)
        && mark.line.as_ref().is_none_or(has_line)
        && mark.fence.as_ref().is_none_or(has_fence)
}

fn describe(mark: &Mark) -> String {
    let parts = [
        mark.front_matter
            .as_ref()
            .map(|key| format!("front matter with `{key}`")),
        mark.heading
            .as_ref()
            .map(|p| format!("a heading like `{}`", p.regex())),
        mark.line
            .as_ref()
            .map(|p| format!("a line like `{}`", p.regex())),
        mark.fence
            .as_ref()
            .map(|info| format!("a fence marked `{info}`")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" and ")
}

/// Reads the links of an index page. Its headings and fences say what the links are about, and
/// nothing that the model holds.
fn index_page<'s>(file: FileId, text: &'s str, page: Page) -> RawPage<'s> {
    let mut links = Vec::new();
    let mut diagnostics = page.diagnostics;
    for block in &page.blocks {
        match block {
            Block::Prose(span) => links_of(text, *span, &mut links),
            Block::Table(table) => {
                let message = "tables of index pages are not read";
                let unread =
                    Diagnostic::new("unread-table", Severity::Warning, table.span, message);
                diagnostics.push(unread.help("write a list of links"));
            }
            Block::Heading(_) | Block::Fence(_) => {}
        }
    }
    let kind = RawKind::Index(links);
    RawPage {
        file,
        kind,
        diagnostics,
    }
}

/// Finds `[label](target)` in prose.
fn links_of<'s>(text: &'s str, prose: Span, links: &mut Vec<RawLink<'s>>) {
    let at = |range: std::ops::Range<usize>| Text {
        text: &text[range.clone()],
        span: Span::new(prose.file, range),
    };
    let mut from = prose.range().start;
    let end = prose.range().end;
    let mut line_end = from;
    while let Some(middle) = text[from..end].find("](").map(|n| from + n) {
        let behind = middle + 2;
        let label = text[from..middle].rfind('[').map(|n| from + n + 1);
        // A target stands in one line (CommonMark section 6.3), and no link in another.
        if line_end < behind {
            line_end = text[behind..end].find('\n').map_or(end, |n| behind + n);
        }
        let Some(close) = text[behind..line_end].find(')').map(|n| behind + n) else {
            from = line_end;
            continue;
        };
        if let Some(label) = label {
            links.push(RawLink {
                label: at(label..middle),
                target: at(behind..close),
            });
        }
        from = close;
    }
}

/// Reads the `href` of every entry of a table of contents.
fn table_of_contents(file: FileId, text: &str) -> RawPage<'_> {
    let mut links = Vec::new();
    let mut label = Text {
        text: "",
        span: Span::file_start(file),
    };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let entry = line.trim().trim_start_matches("- ").trim_start();
        let value_of = |key: &str| {
            let value = entry.strip_prefix(key)?.trim().trim_matches(['"', '\'']);
            let at = start + line.rfind(value)?;
            let span = Span::new(file, at..at + value.len());
            Some(Text {
                text: &text[span.range()],
                span,
            })
        };
        if let Some(name) = value_of("name:") {
            label = name;
        } else if let Some(target) = value_of("href:") {
            links.push(RawLink { label, target });
        }
        start += line.len();
    }
    let not_yaml = yaml::parse::<serde_yaml::Value>(text).err().map(|trouble| {
        let at = trouble.offset;
        let message = format!("the table of contents is not YAML: {}", trouble.message);
        Diagnostic::new(
            "toc-not-yaml",
            Severity::Error,
            Span::new(file, at..at),
            message,
        )
        .help("mend the YAML; entries are lists of `name`, `href` and `items`")
    });
    let diagnostics = not_yaml.into_iter().collect();
    let kind = RawKind::Index(links);
    RawPage {
        file,
        kind,
        diagnostics,
    }
}
