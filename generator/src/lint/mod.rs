//! Rules that tell what is wrong with reference pages: on one page, between a page and its samples,
//! and between pages.
//!
//! ```text
//! SourceMap ─ read a page ─ page rules ─┐
//!                └─ all pages ─ reference rules ─ resolve ─ diagnostics ─▶ findings
//! ```
//!
//! A rule is one file in `rules/`, one line in the list of `rules/mod.rs`, and one page in
//! `specs/rules/`, which is its documentation and its test.

mod baseline;
mod context;
mod finding;
mod fix;
mod invent;
mod links;
mod prose;
mod requests;
mod rows;
mod rule;
pub mod rules;
mod select;
mod shown;
mod similar;
mod suppress;

pub use baseline::{Baseline, BaselineError};
pub use finding::{Edit, Finding, Fix};
pub use fix::{Fixed, apply};
pub use rule::{Group, Rule, Safety};
pub use select::{Selection, find, unknown};

use crate::assemble::Assembler;
use crate::dialect::{self, Choice, Dialect, RawKind, RawPage};
use crate::resolve;
use bindery_model::{Api, Diagnostic, FileId, ResolvedApi, SourceMap};
use context::{Documented, PageContext, PageDigest, ReferenceContext, ResolvedContext};
use finding::Sink;
use links::Pages;
use rayon::prelude::*;
use rule::Check;
use rustc_hash::FxHashSet;
use std::cell::OnceCell;
use std::convert::Infallible;

/// What checking a set of pages gives.
#[derive(Debug)]
pub struct Checked {
    /// What was found, in the order of the files and their lines.
    pub findings: Vec<Finding>,
    /// How many operations the pages document.
    pub operations: usize,
    /// The model of the pages.
    pub api: ResolvedApi,
    /// How many findings suppressions on the pages kept back.
    pub suppressed: usize,
}

/// Reads every file of `sources`, on all threads, and checks it. `known` is what is already known
/// to be wrong with the files, such as bytes that are no text.
pub fn check(
    sources: &SourceMap,
    choice: Choice<'_>,
    selection: &Selection,
    known: Vec<Diagnostic>,
) -> Checked {
    let go_on = || Ok::<(), Infallible>(());
    let Ok(checked) = check_while(go_on, sources, choice, selection, known);
    checked
}

/// The same, but given up (`None`) soon after it `is_over`, which is asked now and then from all
/// threads.
pub fn check_unless(
    is_over: &(dyn Fn() -> bool + Sync),
    sources: &SourceMap,
    choice: Choice<'_>,
    selection: &Selection,
    known: Vec<Diagnostic>,
) -> Option<Checked> {
    let go_on = || if is_over() { Err(()) } else { Ok(()) };
    check_while(go_on, sources, choice, selection, known).ok()
}

/// Checks for as long as `go_on` has no error.
fn check_while<E: Send>(
    go_on: impl Fn() -> Result<(), E> + Sync,
    sources: &SourceMap,
    choice: Choice<'_>,
    selection: &Selection,
    known: Vec<Diagnostic>,
) -> Result<Checked, E> {
    let dialects = choice.dialects();
    let assemblers: Vec<Assembler<'_>> = dialects.iter().map(Assembler::new).collect();
    let paths = Pages::new(sources);
    let is_read = |file: &FileId| {
        !known
            .iter()
            .any(|one| one.code == "unread-page" && one.span.file == *file)
    };
    let files: Vec<FileId> = sources
        .files()
        .map(|(file, _)| file)
        .filter(is_read)
        .collect();
    let rules = rules::ALL.iter();
    let running: Vec<&'static Rule> = rules.filter(|rule| selection.runs(rule)).collect();
    let read: Vec<PageChecked<'_>> = files
        .par_iter()
        .map(|file| {
            go_on()?;
            Ok(check_page(
                sources,
                &paths,
                *file,
                choice,
                &assemblers,
                &running,
            ))
        })
        .collect::<Result<_, E>>()?;
    let mut api = Api::default();
    let mut findings = reported(known, &[]);
    let mut pages = Vec::with_capacity(read.len());
    for page in read {
        api.operations.extend(page.operations);
        findings.extend(page.findings);
        pages.push(page.digest);
    }
    for assembler in &assemblers {
        let name = Some(assembler.dialect_name());
        let first = pages
            .iter()
            .find(|page: &&PageDigest<'_>| page.dialect == name);
        let trouble = first.map(|page| assembler.trouble(page.file));
        findings.extend(reported(trouble.into_iter().flatten().collect(), &[]));
    }
    let operations = api.operations.len();
    let context = ReferenceContext {
        sources,
        paths: &paths,
        api: &api,
        pages: &pages,
    };
    let of_reference: Vec<Vec<Finding>> = running
        .par_iter()
        .map(|rule| {
            let mut found = Vec::new();
            if let Check::Reference(check) = rule.check {
                check(
                    &context,
                    &mut Sink {
                        rule,
                        found: &mut found,
                    },
                );
            }
            found
        })
        .collect();
    findings.extend(of_reference.into_iter().flatten());
    drop(pages);
    go_on()?;
    let named_cells = context::named_cells(&api);
    let (resolved, diagnostics) = resolve::resolve(api, sources, &choice.byte_samples());
    let context = ResolvedContext {
        api: &resolved,
        named_cells: &named_cells,
    };
    for rule in &running {
        if let Check::Resolved(check) = rule.check {
            check(
                &context,
                &mut Sink {
                    rule,
                    found: &mut findings,
                },
            );
        }
    }
    findings.extend(reported(diagnostics, &[]));
    settle(&mut findings, selection);
    let suppressed = suppress::apply(sources, &mut findings, selection);
    settle(&mut findings, selection);
    findings.sort_by(|a, b| order(sources, a).cmp(&order(sources, b)));
    go_on()?;
    Ok(Checked {
        findings,
        operations,
        api: resolved,
        suppressed,
    })
}

fn order<'a>(sources: &'a SourceMap, finding: &'a Finding) -> impl Ord + use<'a> {
    let span = finding.diagnostic.span;
    let path = &sources.file(span.file).path;
    (
        path,
        span.start,
        finding.rule.code,
        &finding.diagnostic.message,
    )
}

/// What checking one page gives, and what is kept of it.
struct PageChecked<'a> {
    operations: Vec<bindery_model::api::Operation>,
    findings: Vec<Finding>,
    digest: PageDigest<'a>,
}

fn check_page<'a>(
    sources: &'a SourceMap,
    paths: &Pages<'_>,
    file: FileId,
    choice: Choice<'a>,
    assemblers: &[Assembler<'_>],
    running: &[&'static Rule],
) -> PageChecked<'a> {
    let (dialect, mut raw) = dialect::read_page(choice, file, sources.file(file));
    let name = dialect.map(Dialect::name);
    let assembler = assemblers.iter().find(|a| Some(a.dialect_name()) == name);
    let mut diagnostics = std::mem::take(&mut raw.diagnostics);
    let mut stated = Vec::new();
    if let (RawKind::Operations(all), Some(assembler)) = (&raw.kind, assembler) {
        for one in all {
            let operation = assembler.operation(one, file, sources, &mut diagnostics);
            stated.extend(operation.map(|operation| (one, operation)));
        }
    }
    let mut findings = Vec::new();
    let sections = sections(&raw);
    if let Some(dialect) = dialect {
        raw.diagnostics = diagnostics;
        let operations = stated
            .iter()
            .map(|(raw, stated)| Documented { raw, stated });
        let page = PageContext {
            sources,
            pages: paths,
            file,
            dialect,
            raw: &raw,
            operations: operations.collect(),
            texts: OnceCell::new(),
            rows: OnceCell::new(),
        };
        for rule in running {
            if let Check::Page(check) = rule.check {
                check(
                    &page,
                    &mut Sink {
                        rule,
                        found: &mut findings,
                    },
                );
            }
        }
        drop(page);
        diagnostics = std::mem::take(&mut raw.diagnostics);
    }
    findings.extend(reported(diagnostics, &sections));
    let operations: Vec<_> = stated.into_iter().map(|(_, operation)| operation).collect();
    let title = title(&raw);
    // Of a page whose dialect is a guess, nobody knows how its headings are usually written.
    let is_sure = !findings.iter().any(|one| one.rule.name == "unsure-dialect");
    let digest = PageDigest {
        file,
        dialect: name.filter(|_| is_sure),
        title,
        operations: operations.len(),
        sections,
        links: match raw.kind {
            RawKind::Index(links) => Some(links),
            RawKind::Operations(_) => None,
        },
    };
    PageChecked {
        operations,
        findings,
        digest,
    }
}

fn sections<'a>(raw: &RawPage<'a>) -> Vec<(dialect::Section, dialect::Text<'a>)> {
    match &raw.kind {
        RawKind::Operations(all) => all
            .iter()
            .flat_map(|o| o.sections.iter().copied())
            .collect(),
        RawKind::Index(_) => Vec::new(),
    }
}

fn title<'a>(raw: &RawPage<'a>) -> Option<dialect::Text<'a>> {
    match &raw.kind {
        RawKind::Operations(all) => all.first().and_then(|one| one.title.or(one.heading)),
        RawKind::Index(_) => None,
    }
}

/// The findings of the rules that pass diagnostics on. What stands below a heading that could not
/// be read is unread because of that heading, and so is not told again.
fn reported(
    diagnostics: Vec<Diagnostic>,
    sections: &[(dialect::Section, dialect::Text<'_>)],
) -> Vec<Finding> {
    let mut below: Option<(u32, u32)> = None;
    let mut findings = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let at = diagnostic.span.start;
        if diagnostic.code == "unread-heading" {
            let next = sections.iter().map(|(_, words)| words.span.start);
            let end = next.filter(|start| *start > at).min().unwrap_or(u32::MAX);
            below = Some((at, end));
        } else if diagnostic.code.starts_with("unread-")
            && below.is_some_and(|(start, end)| (start..end).contains(&at))
        {
            continue;
        }
        let rule = rules::ALL.iter().find(|rule| rule.name == diagnostic.code);
        debug_assert!(rule.is_some(), "no rule passes `{}` on", diagnostic.code);
        findings.extend(rule.map(|rule| Finding::new(rule, diagnostic)));
    }
    findings
}

/// Gives findings their severities, and takes out those of rules that do not run and those that
/// another finding says better.
fn settle(findings: &mut Vec<Finding>, selection: &Selection) {
    findings.retain_mut(|finding| match selection.severity(finding.rule) {
        Some(severity) => {
            // What a rule passes on has a severity of its own, unless that was chosen.
            if severity != finding.rule.severity || !matches!(finding.rule.check, Check::Reported) {
                finding.diagnostic.severity = severity;
            }
            true
        }
        None => false,
    });
    let better: FxHashSet<_> = findings.iter().filter_map(|one| one.instead_of).collect();
    if !better.is_empty() {
        let of = |finding: &Finding| (finding.diagnostic.code, finding.diagnostic.span);
        findings.retain(|finding| {
            let this = of(finding);
            finding.instead_of == Some(this) || !better.contains(&this)
        });
    }
}
