//! `bindery explain`: the page of a rule or a check, or a list of all of them.

use crate::args::Explain;
use crate::exit::{Exit, Failure};
use crate::table::{self, Cell};
use crate::terminal::{CYAN, DIM, PLAIN, RED, YELLOW, stdout};
use bindery_conformance::check::Check;
use bindery_conformance::checks;
use bindery_generator::lint::{Rule, Safety, find, rules, unknown};
use bindery_model::Severity;

pub(super) fn run(args: &Explain) -> Result<Exit, Failure> {
    let text = match &args.id {
        None => list(),
        Some(id) => match (find(id), checks::find(id)) {
            (Some(rule), _) => page(rule),
            (None, Some(check)) => page_of_check(check),
            (None, None) => {
                let help = "`bindery explain` without an id lists the rules and the checks";
                return Err(Failure::usage("explain", unknown(id)).help(help));
            }
        },
    };
    stdout(|out| out.write_all(text.as_bytes()))?;
    Ok(Exit::Clean)
}

fn page(rule: &Rule) -> String {
    let fix = match rule.fix {
        Some(Safety::Safe) => ", `--fix` mends it",
        Some(Safety::Unsafe) => ", `--fix --unsafe` mends it",
        None => "",
    };
    let facts = format!(
        "{} {}: {}, in the group {}{fix}",
        rule.code,
        rule.name,
        rule.severity.as_str(),
        rule.group.name()
    );
    format!("{facts}\n\n{}", rule.page)
}

fn page_of_check(check: &Check) -> String {
    let facts = format!("a check of the group {}", check.group.id());
    format!("{facts}\n\n{}", check.page)
}

fn list() -> String {
    let mut all: Vec<&Rule> = rules::ALL.iter().collect();
    all.sort_by_key(|rule| rule.code);
    let row = |rule: &&Rule| {
        let style = match rule.severity {
            Severity::Error => RED,
            Severity::Warning => YELLOW,
            Severity::Info => CYAN,
        };
        vec![
            Cell::left(rule.code, style),
            Cell::left(rule.name, PLAIN),
            Cell::left(title(rule.page), DIM),
        ]
    };
    let row_of_check = |check: &Check| {
        vec![
            Cell::left(check.group.id(), CYAN),
            Cell::left(check.id, PLAIN),
            Cell::left(title(check.page), DIM),
        ]
    };
    let rows = all.iter().map(row);
    let rows = rows.chain(checks::ALL.iter().map(row_of_check));
    table::layout(&rows.collect::<Vec<_>>())
}

/// The first heading of a page.
fn title(page: &str) -> &str {
    let mut headings = page.lines().filter_map(|line| line.strip_prefix("# "));
    headings.next().unwrap_or("")
}
