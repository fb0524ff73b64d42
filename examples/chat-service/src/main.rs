//! Serves the chat API.

fn main() {}
