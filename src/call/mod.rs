//! One call, from its request to its outcome, and watching: a series of calls.

pub(crate) mod backoff;
pub(crate) mod client;
pub(crate) mod limiter;
pub(crate) mod platform;
pub(crate) mod wait;
pub(crate) mod watch;
