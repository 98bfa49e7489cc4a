//! One call, from its request to its outcome, and watching: calls in a row.

pub mod backoff;
pub mod client;
pub mod limiter;
pub mod platform;
pub mod race;
pub mod watch;
