//! `bindery templates`: list, copy out and compare the templates of generated files.

use super::Session;
use crate::args::TemplatesCommand;
use crate::exit::{Exit, Failure};
use crate::output::{between, write_one};
use crate::templates::{self, BASE};
use crate::terminal::stdout;
use bindery_generator::target::context_schema;
use std::path::{Path, PathBuf};

/// The folder where nothing is said.
const DEFAULT_FOLDER: &str = "templates";

pub(super) fn run(command: &TemplatesCommand, session: &Session<'_>) -> Result<Exit, Failure> {
    match command {
        TemplatesCommand::List => list(),
        TemplatesCommand::Eject { names, out, force } => {
            eject(names, &folder(out.as_deref(), session), *force, session)
        }
        TemplatesCommand::Diff { templates, accept } => {
            diff(&folder(templates.as_deref(), session), *accept, session)
        }
        TemplatesCommand::Schema { name } => schema(name),
    }
}

fn folder(chosen: Option<&Path>, session: &Session<'_>) -> PathBuf {
    let folder = session.templates_folder(chosen);
    folder.unwrap_or_else(|| session.paths.of_config(DEFAULT_FOLDER))
}

fn list() -> Result<Exit, Failure> {
    let names: Vec<String> = templates::ours()
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    stdout(|out| writeln!(out, "{}", names.join("\n")))?;
    Ok(Exit::Clean)
}

fn schema(name: &str) -> Result<Exit, Failure> {
    templates::our(name)?;
    let Some(schema) = context_schema(name) else {
        let message = format!("`{name}` sees nothing but what templates give it that use it");
        return Err(Failure::usage("print the schema", message));
    };
    stdout(|out| {
        serde_json::to_writer_pretty(&mut *out, &schema)?;
        writeln!(out)
    })?;
    Ok(Exit::Clean)
}

fn eject(
    names: &[String],
    folder: &Path,
    force: bool,
    session: &Session<'_>,
) -> Result<Exit, Failure> {
    let mut wanted = Vec::new();
    for name in names {
        wanted.push((
            folder.join(name),
            folder.join(BASE).join(name),
            templates::our(name)?,
        ));
    }
    let taken = wanted.iter().find(|(path, _, text)| {
        !force && path.exists() && std::fs::read_to_string(path).ok().as_deref() != Some(text)
    });
    if let Some((path, _, _)) = taken {
        let message = format!(
            "{} is there already; nothing is written",
            session.paths.shown(path)
        );
        let help = "see what changed with `bindery templates diff`, or overwrite it with `--force`";
        session.terminal.error(&message, help);
        return Ok(Exit::Findings);
    }
    for (path, base, text) in wanted {
        write(&path, text, session)?;
        write(&base, text, session)?;
        session
            .terminal
            .print(&format!("wrote  {}\n", session.paths.shown(&path)));
    }
    Ok(Exit::Clean)
}

fn write(path: &Path, text: &str, session: &Session<'_>) -> Result<(), Failure> {
    let wrong = |error| Failure::io("write", session.paths.shown(path), error);
    write_one(path, text.as_bytes()).map_err(wrong)
}

/// What changed under the user, and what the user changed, a template at a time.
fn diff(folder: &Path, accept: bool, session: &Session<'_>) -> Result<Exit, Failure> {
    let paths = &session.paths;
    let mut is_changed = false;
    for (name, path) in templates::find(folder, paths)? {
        let (now, base_path) = (templates::our(&name)?, folder.join(BASE).join(&name));
        let base = match base_path.exists() {
            true => Some(templates::read_text(&base_path, &paths.shown(&base_path))?),
            false => None,
        };
        let yours = templates::read_text(&path, &paths.shown(&path))?;
        let shown = paths.shown(&path);
        let base_text = base.as_deref().unwrap_or(now);
        if base_text != now {
            is_changed = true;
            let diff = between(
                &format!("ours-then/{name}"),
                &format!("ours-now/{name}"),
                base_text,
                now,
            );
            stdout(|out| write!(out, "# {shown}: changed under you\n{diff}"))?;
        }
        let diff = between(
            &format!("ours-then/{name}"),
            &format!("yours/{name}"),
            base_text,
            &yours,
        );
        if !diff.is_empty() {
            stdout(|out| write!(out, "# {shown}: changed by you\n{diff}"))?;
        }
        if base.is_none() {
            let note =
                format!("{shown} has no copy of ours in {BASE}, so it is compared with ours now\n");
            session.terminal.print(&note);
        }
        if accept && base.as_deref() != Some(now) {
            write(&base_path, now, session)?;
        }
    }
    Ok(Exit::of_findings(is_changed && !accept))
}
