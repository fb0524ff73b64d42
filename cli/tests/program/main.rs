//! The built program, run on small sets of pages.

mod changed;
mod check;
mod check_cache;
mod check_watch;
mod configuration;
mod conform;
mod conform_certificates;
mod conform_network;
mod diff;
mod generate;
mod lsp;
mod mock;
mod model;
mod names;
mod pages;
mod pipelines;
mod regenerate;
mod report;
mod run;
mod serve;
mod support;
mod templates;
mod threads;
mod watch;
