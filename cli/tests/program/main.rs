//! The built program, run on small sets of pages.

mod changed;
mod check;
mod configuration;
mod generate;
mod lsp;
mod model;
mod pages;
mod pipelines;
mod run;
mod support;
mod watch;
