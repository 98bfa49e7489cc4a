//! From the text of an answer to the details of a batch upload.
//!
//! A crate of its own for one reason: it runs over every byte of an answer, so it is compiled for speed, and all else for size. What runs
//! seldom is kept out of the rest by `inline(never)` and `cold`, where that makes the wasm smaller.

pub mod decimal;
pub mod decode;
pub mod format;
pub mod join;
pub mod json;
#[cfg(any(test, target_family = "wasm"))]
pub mod model;
pub mod status;
pub mod timestamp;
