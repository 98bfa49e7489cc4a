//! What became of the devices that a partner uploaded? The client of one operation of the Partner Center API,
//! `GET {base URL}/v1/customers/{customer id}/batchJobStatus/{tracking id}`, for the browser.
//!
//! The modules here are the domain in plain Rust and know nothing of JavaScript; [`wasm`] (compiled for wasm alone)
//! supplies `fetch` and timers and hands the answer over. A TypeScript facade around it makes the npm package.

pub use details::{decimal, decode, join, json, status, timestamp};

pub mod call;
pub mod failure;
pub mod request;
pub mod response;

#[cfg(target_family = "wasm")]
pub mod wasm;
