//! The client from the outside, through its public API, natively and in virtual time.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(missing_docs, clippy::indexing_slicing, clippy::string_slice, clippy::panic, clippy::expect_used)]

mod answers;
mod arguments;
mod calls;
mod errors;
mod layers;
mod reports;
mod virtual_world;
mod waits;
mod watching;
