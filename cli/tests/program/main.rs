//! The built program, run on small sets of pages.

mod configuration;
mod generate;
mod mock;
mod model;
mod pages;
mod report;
mod run;
mod support;
