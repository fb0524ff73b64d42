//! From templates and their contexts to files that were read back.
//!
//! Templates hold layout. What could break a file — identifiers, literals and text of pages — goes
//! through filters that are built on quote and proc-macro2, and every Rust file is parsed by syn
//! and printed by prettyplease before anybody sees it.

mod layouts;
mod overrides;

pub use layouts::Layouts;
pub use overrides::Overrides;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Templates of a folder: name and text.
pub type Templates = &'static [(&'static str, &'static str)];

/// How templates are filled in.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Templates that stand in for ours.
    pub overrides: Overrides,
    /// What was laid out before, for those who generate again and again.
    pub layouts: Option<Arc<Layouts>>,
}

/// Templates, ready to be filled in.
pub struct Renderer {
    templates: Environment<'static>,
    /// For each name, how the template is shown, and whether it is the user's.
    origins: HashMap<&'static str, Origin>,
    layouts: Option<Arc<Layouts>>,
    is_users_fault: AtomicBool,
}

struct Origin {
    shown: String,
    is_users: bool,
}

impl Renderer {
    /// A renderer of the templates of these folders, or of the user's in their place.
    ///
    /// # Errors
    /// Where a template cannot be parsed.
    pub fn new(
        folders: &[(&'static str, Templates)],
        settings: &Settings,
    ) -> Result<Self, RenderError> {
        let wrong = |error: Error| RenderError {
            message: error.to_string(),
            is_users_fault: false,
        };
        let mut renderer = Renderer {
            templates: environment().map_err(wrong)?,
            origins: HashMap::new(),
            layouts: settings.layouts.clone(),
            is_users_fault: AtomicBool::new(false),
        };
        for (folder, templates) in folders {
            for (name, text) in *templates {
                let own = settings.overrides.get(&format!("{folder}/{name}"));
                let origin = Origin {
                    shown: own.map_or_else(|| format!("{folder}/{name}"), |own| own.shown.clone()),
                    is_users: own.is_some(),
                };
                renderer.origins.insert(name, origin);
                let text = own.map_or((*text).into(), |own| own.text.clone().into());
                let added = renderer
                    .templates
                    .add_template_owned(*name, Cow::<str>::into_owned(text));
                if let Err(error) = added {
                    let message = renderer.told(name, &error, None);
                    return Err(renderer.error(message));
                }
            }
        }
        Ok(renderer)
    }

    /// A template filled in.
    ///
    /// # Errors
    /// Where the template asks for what the context has not.
    pub fn text(&self, template: &str, context: impl serde::Serialize) -> Result<String, String> {
        let filled = self.templates.get_template(template);
        let filled = filled.and_then(|filled| filled.render(Serde(&context)));
        filled.map_err(|error| self.told(template, &error, serde_json::to_value(&context).ok()))
    }

    /// A template of Rust, filled in, read back and laid out.
    ///
    /// # Errors
    /// The same, and where the result is no Rust.
    pub fn rust(&self, template: &str, context: impl serde::Serialize) -> Result<String, String> {
        let text = self.text(template, context)?;
        let layouts = self.layouts.as_deref();
        if let Some(laid_out) = layouts.and_then(|layouts| layouts.get(&text)) {
            return Ok(laid_out);
        }
        let file = syn::parse_file(&text).map_err(|error| {
            let line = error.span().start().line;
            let shown = text
                .lines()
                .nth(line.saturating_sub(1))
                .unwrap_or("")
                .trim();
            let template = self.blame(&[template]);
            format!("{template} gives no Rust: {error}, in `{shown}`")
        })?;
        let laid_out = format!("{BANNER}\n{}", parted(&prettyplease::unparse(&file)));
        drop(file);
        // Else every text that was ever parsed is kept for the places of its spans.
        proc_macro2::extra::invalidate_current_thread_spans();
        if let Some(layouts) = layouts {
            layouts.put(text, &laid_out);
        }
        Ok(laid_out)
    }

    /// What went wrong, and whose fault it is: that of a template of the user's where one was at
    /// work.
    pub fn error(&self, message: String) -> RenderError {
        RenderError {
            message,
            is_users_fault: self.is_users_fault.load(Ordering::Relaxed),
        }
    }

    /// One message: what is wrong, in which template and line, and what there is to be had.
    fn told(&self, template: &str, error: &Error, context: Option<Value>) -> String {
        let failed = error.name().unwrap_or(template);
        let shown = self.blame(&[failed, template]);
        let place = error
            .line()
            .map_or(shown.to_owned(), |line| format!("{shown}:{line}"));
        let mut message = format!("{place}: {}", error.kind());
        if let Some(detail) = error.detail() {
            message.push_str(&format!(": {detail}"));
        }
        let source = error.template_source();
        let line = error
            .line()
            .and_then(|line| source?.lines().nth(line.checked_sub(1)?));
        if let Some(line) = line {
            message.push_str(&format!("\n  | {}", line.trim()));
        }
        let mut cause = std::error::Error::source(error);
        while let Some(inner) = cause {
            message.push_str(&format!("\n  because {inner}"));
            cause = inner.source();
        }
        if let Some(context) = context {
            message.push_str(&format!("\n  in reach: {}", names(&context).join(", ")));
        }
        message
    }

    /// How the first of these templates is shown; the user is to blame if one of them, or macros
    /// that they use, is the user's.
    fn blame<'a>(&'a self, templates: &[&'a str]) -> &'a str {
        let is_users = |name: &&str| self.origins.get(*name).is_some_and(|one| one.is_users);
        let mut macros = self
            .origins
            .keys()
            .filter(|name| matches!(**name, "macros.j2" | "calls.j2"));
        if templates.iter().any(is_users) || macros.any(is_users) {
            self.is_users_fault.store(true, Ordering::Relaxed);
        }
        let first = templates.first().copied().unwrap_or_default();
        self.origins
            .get(first)
            .map_or(first, |origin| &origin.shown)
    }
}

/// What went wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct RenderError {
    /// Template, line, what was printed and what there was to be had.
    pub message: String,
    /// Whether a template of the user's is to blame, and not one of ours.
    pub is_users_fault: bool,
}

fn environment() -> Result<Environment<'static>, Error> {
    let mut all = Environment::new();
    all.set_undefined_behavior(UndefinedBehavior::Strict);
    all.set_auto_escape_callback(|_| AutoEscape::None);
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    all.set_syntax(syntax.build()?);
    // Without it errors do not know the text of their template.
    all.set_debug(true);
    all.add_filter("doc", doc);
    all.add_filter("ident", ident);
    all.add_filter("literal", literal);
    all.add_filter("module_doc", module_doc);
    Ok(all)
}

/// The names that a context has, and those of the items of its lists: `fields[name, type]`.
fn names(context: &Value) -> Vec<String> {
    let Value::Object(members) = context else {
        return Vec::new();
    };
    let one = |(name, value): (&String, &Value)| match value {
        Value::Array(items) => match items.first().map(names) {
            Some(inner) if !inner.is_empty() => format!("{name}[{}]", inner.join(", ")),
            _ => name.clone(),
        },
        _ => name.clone(),
    };
    members.iter().map(one).collect()
}

/// The first line of every generated Rust file.
const BANNER: &str = "// Generated by bindery: edit the reference pages instead.\n";

/// The text with a blank line behind items, imports and the file's own comment, which prettyplease
/// leaves out. No line is within a literal: those that break over lines are printed as one.
fn parted(text: &str) -> String {
    let mut parted = String::with_capacity(text.len() + text.len() / 32);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        parted.push_str(line);
        parted.push('\n');
        let Some(next) = lines.peek() else { break };
        let starts = |with: &str| line.starts_with(with) && !next.starts_with(with);
        let ends_item = matches!(line, "}" | "    }" | "};" | "    };" | "];" | "    ];")
            && !next.trim_start().starts_with(['}', ')', ']', '.']);
        let ends_item = ends_item || next.starts_with("impl") && !line.starts_with(['#', '/']);
        let ends_import = (line.starts_with("use ") || line == "};") && !next.starts_with("use ");
        let ends_import = ends_import && line.ends_with(';');
        if ends_item && !(line == "};" && next.starts_with("use ")) || ends_import || starts("//!")
        {
            parted.push('\n');
        }
    }
    parted
}

/// Lines of text as doc comments of what follows.
fn doc(lines: Vec<String>) -> String {
    let lines = lines.iter().map(|line| spaced(line));
    quote!(#(#[doc = #lines])*).to_string()
}

/// Lines of text as doc comments of the file.
fn module_doc(lines: Vec<String>) -> String {
    let lines = lines.iter().map(|line| spaced(line));
    quote!(#(#![doc = #lines])*).to_string()
}

/// A line as it stands behind `///`.
fn spaced(line: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    }
}

/// An identifier, which must be one.
fn ident(name: &str) -> Result<String, Error> {
    let wrong = |_| {
        let message = format!("`{name}` is no identifier");
        Error::new(ErrorKind::InvalidOperation, message)
    };
    let ident: Ident = syn::parse_str(name).map_err(wrong)?;
    Ok(ident.to_string())
}

/// A string literal.
fn literal(text: &str) -> String {
    TokenStream::from(proc_macro2::TokenTree::from(Literal::string(text))).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const TEMPLATES: &[(&str, &str)] = &[
        (
            "a",
            "{{ docs | doc }} pub const {{ name | ident }}: &str = {{ text | literal }};",
        ),
        ("b", "{{ docs | module_doc }}"),
    ];

    fn renderer(templates: Templates) -> Renderer {
        Renderer::new(&[("t", templates)], &Settings::default()).expect("they can be parsed")
    }

    fn rust(name: &str, text: &str, docs: &[&str]) -> Result<String, String> {
        renderer(TEMPLATES).rust("a", json!({"name": name, "text": text, "docs": docs}))
    }

    #[test]
    fn nothing_that_a_page_says_breaks_a_file() {
        let docs = ["a */ \"b\" \\", "", "#![x] {{ y }} {% z %}"];
        let file = rust("X", "\"; fn f() {} //\n\u{0}😀{{ a }}", &docs).expect("it is Rust");
        let expected = "/// a */ \"b\" \\\n///\n/// #![x] {{ y }} {% z %}\npub const X: &str = \
                        \"\\\"; fn f() {} //\\n\\0😀{{ a }}\";\n";
        assert_eq!(file, format!("{BANNER}\n{expected}"));
    }

    #[test]
    fn identifiers_may_be_raw() {
        let file = rust("r#type", "", &[]).expect("it is Rust");
        assert!(file.contains("pub const r#type: &str"), "{file}");
    }

    #[test]
    fn what_is_wrong_is_told() {
        for name in ["a b", "fn", "", "x;y"] {
            let error = rust(name, "", &[]).expect_err("it is no identifier");
            assert!(
                error.contains(&format!("`{name}` is no identifier")),
                "{error}"
            );
        }
        let context = json!({"docs": [], "all": [{"x": 1, "y": 2}]});
        let error = renderer(TEMPLATES)
            .rust("a", context)
            .expect_err("there is no name");
        assert!(error.starts_with("t/a:1: "), "{error}");
        assert!(
            error.contains("\n  | {{ docs | doc }} pub const"),
            "{error}"
        );
        assert!(error.ends_with("in reach: docs, all[x, y]"), "{error}");
        let broken: Templates = &[("c", "x\n{% if %}")];
        let error = Renderer::new(&[("t", broken)], &Settings::default()).err();
        let error = error.expect("it cannot be parsed");
        assert!(error.message.starts_with("t/c:2: syntax error"), "{error}");
        assert!(!error.is_users_fault);
        let error = renderer(&[("d", "fn (")])
            .rust("d", json!({}))
            .expect_err("it is no Rust");
        assert!(error.contains("t/d gives no Rust"), "{error}");
    }

    #[test]
    fn a_template_of_the_users_is_used_and_blamed() {
        let templates: Templates = &[("a", "struct A;"), ("b", "struct B;")];
        let mut settings = Settings::default();
        settings.overrides.add(
            "t/a".to_owned(),
            "mine/t/a".to_owned(),
            "struct {{ no }};".to_owned(),
        );
        let renderer = Renderer::new(&[("t", templates)], &settings).expect("they can be parsed");
        assert!(renderer.rust("b", json!({})).is_ok());
        assert!(!renderer.error(String::new()).is_users_fault);
        let error = renderer
            .rust("a", json!({"yes": 1}))
            .expect_err("there is no `no`");
        assert!(error.starts_with("mine/t/a:1: undefined value"), "{error}");
        assert!(renderer.error(error).is_users_fault);
    }

    #[test]
    fn what_was_laid_out_before_is_the_same() {
        let settings = Settings {
            layouts: Some(Arc::default()),
            ..Settings::default()
        };
        let renderer = Renderer::new(&[("t", TEMPLATES)], &settings).expect("they can be parsed");
        let context = |name: &str| json!({"name": name, "text": "", "docs": []});
        let first = renderer.rust("a", context("X")).expect("it is Rust");
        assert_eq!(renderer.rust("a", context("X")).as_ref(), Ok(&first));
        assert_ne!(renderer.rust("a", context("Y")).as_ref(), Ok(&first));
    }
}
