//! Which dialects may read the pages: all that are compiled in, one of them, or one from a file.

use crate::exit::Failure;
use crate::paths::Paths;
use bindery_generator::dialect::{Choice, Dialect, builtin, load};
use std::path::Path;

/// The dialects that may read the pages.
#[derive(Debug)]
pub(crate) enum Dialects {
    /// The one of these that fits best, a page at a time.
    Auto(Vec<Dialect>),
    /// This one.
    Given(Box<Dialect>),
}

impl Dialects {
    /// As the generator wants it.
    pub(crate) fn choice(&self) -> Choice<'_> {
        match self {
            Dialects::Auto(all) => Choice::Auto(all),
            Dialects::Given(one) => Choice::Given(one),
        }
    }
}

/// The dialects that `name` means: `auto`, a name, or a path for which `file` gives the absolute
/// one.
pub(crate) fn find(
    name: &str,
    paths: &Paths,
    file: impl FnOnce(&str) -> std::path::PathBuf,
) -> Result<Dialects, Failure> {
    let all = builtin().map_err(|error| Failure::Bug {
        task: "reading the compiled-in dialects".to_owned(),
        message: error.to_string(),
    })?;
    if name == "auto" {
        return Ok(Dialects::Auto(all));
    }
    if let Some(one) = all.iter().find(|dialect| dialect.name() == name) {
        return Ok(Dialects::Given(Box::new(one.clone())));
    }
    let path = file(name);
    if !looks_like_path(name) && !path.is_file() {
        let names: Vec<&str> = all.iter().map(Dialect::name).collect();
        let help = format!(
            "choose `auto`, the path of a dialect file, or one of {}",
            names.join(", ")
        );
        let message = format!("there is no dialect `{name}`");
        return Err(Failure::usage("choose the dialect", message).help(help));
    }
    let shown = paths.shown(&path);
    let text =
        std::fs::read_to_string(&path).map_err(|error| Failure::io("read", &shown, error))?;
    let wrong = |error: bindery_generator::dialect::DialectError| {
        Failure::usage("read the dialect", error.to_string())
    };
    load(&shown, &text)
        .map(|dialect| Dialects::Given(Box::new(dialect)))
        .map_err(wrong)
}

fn looks_like_path(name: &str) -> bool {
    let extension = Path::new(name)
        .extension()
        .and_then(|extension| extension.to_str());
    name.contains(['/', std::path::MAIN_SEPARATOR]) || matches!(extension, Some("yaml" | "yml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Result<Dialects, Failure> {
        let here = std::path::PathBuf::from("/nowhere");
        let paths = Paths::new(here.clone(), here.clone());
        find(name, &paths, |path| here.join(path))
    }

    #[test]
    fn names_choose_what_is_compiled_in() {
        assert!(matches!(named("auto"), Ok(Dialects::Auto(all)) if all.len() > 1));
        let given = named("superoffice-2023");
        assert!(matches!(given, Ok(Dialects::Given(one)) if one.name() == "superoffice-2023"));
    }

    #[test]
    fn a_name_that_there_is_not_is_usage_and_a_file_that_there_is_not_is_io() {
        let unknown = named("klingon").expect_err("there is none");
        assert_eq!(unknown.exit(), crate::exit::Exit::Usage);
        assert!(
            unknown
                .advice()
                .is_some_and(|help| help.contains("superoffice-2023"))
        );
        let missing = named("klingon.yaml").expect_err("there is none");
        assert_eq!(missing.exit(), crate::exit::Exit::Io);
    }
}
