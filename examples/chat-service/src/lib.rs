//! The chat API of `specs/pages` for real, on the generated stubs of `chat-server-stub`.
