//! Decodes the JSON text of an answer into the details of a batch upload.
//!
//! This is a crate of its own for one reason: it reads every byte of an answer, so it is compiled for speed, while the rest is compiled for
//! size. Code that seldom runs is kept out of line by `inline(never)` and `cold`, where that makes the wasm smaller.

pub mod decode;
pub mod json;
mod model;
pub mod rows;
mod status;
pub mod text;
mod timestamp;

pub use self::model::{BatchUploadDetails, DeviceUploadDetails, ResourceAttributes};
pub use self::status::UploadStatus;
pub use self::timestamp::Timestamp;
