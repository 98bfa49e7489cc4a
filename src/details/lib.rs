//! From the text of an answer to the details of a batch upload.
//!
//! A crate of its own for one reason: it runs over every byte of an answer, so it is compiled for speed, and all else for size.

pub mod decimal;
pub mod decode;
pub mod join;
pub mod json;
pub mod model;
pub mod timestamp;
