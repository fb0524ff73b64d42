//! `bindery explain`: the page of a rule, or a list of all rules.

use crate::args::Explain;
use crate::exit::{Exit, Failure};
use crate::table::{self, Cell};
use crate::terminal::{CYAN, DIM, PLAIN, RED, YELLOW, stdout};
use bindery_generator::lint::{Rule, Safety, find, rules, unknown};
use bindery_model::Severity;

pub(super) fn run(args: &Explain) -> Result<Exit, Failure> {
    let text = match &args.id {
        None => list(),
        Some(id) => {
            let rule = find(id).ok_or_else(|| {
                let help = "`bindery explain` without a code lists the rules";
                Failure::usage("explain", unknown(id)).help(help)
            })?;
            page(rule)
        }
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

fn list() -> String {
    let mut all: Vec<&Rule> = rules::ALL.iter().collect();
    all.sort_by_key(|rule| rule.code);
    let row = |rule: &&Rule| {
        let style = match rule.severity {
            Severity::Error => RED,
            Severity::Warning => YELLOW,
            Severity::Info => CYAN,
        };
        let title = rule.page.lines().find_map(|line| line.strip_prefix("# "));
        vec![
            Cell::left(rule.code, style),
            Cell::left(rule.name, PLAIN),
            Cell::left(title.unwrap_or(""), DIM),
        ]
    };
    table::layout(&all.iter().map(row).collect::<Vec<_>>())
}
