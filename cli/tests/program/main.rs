//! The built program, run on small sets of pages.

mod changed;
mod check;
mod configuration;
mod diff;
mod generate;
mod model;
mod names;
mod pages;
mod regenerate;
mod run;
mod support;
mod templates;
mod threads;
mod watch;
