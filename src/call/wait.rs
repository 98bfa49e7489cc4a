//! Waits, and why a call waits.

#[cfg(feature = "npm")]
use tsify::Tsify;

use crate::failure::Failure;

/// Why a call or a watch waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "npm", derive(Tsify), serde(rename_all = "lowercase"))]
pub enum WaitReason {
    /// A request failed and is repeated later.
    Retry,
    /// The service asks for a pause, in the answer to this call or to another one.
    Throttled,
    /// Four requests to the same base URL are in flight, or one that tests whether a pause is over.
    Busy,
    /// The function that gets the token has not answered yet.
    Token,
    /// The batch is not done: a watch waits for its next poll.
    Poll,
    /// The page is hidden, so a watch polls only once a minute.
    Hidden,
    /// The machine is offline: a watch waits for the connection.
    Offline,
}

impl WaitReason {
    /// The reason as JavaScript has it, such as `throttled`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Retry => "retry",
            Self::Throttled => "throttled",
            Self::Busy => "busy",
            Self::Token => "token",
            Self::Poll => "poll",
            Self::Hidden => "hidden",
            Self::Offline => "offline",
        }
    }
}

/// A wait of a call or a watch.
#[derive(Clone, Copy, Debug)]
pub struct Wait<'a> {
    /// Why it waits.
    pub reason: WaitReason,
    /// How long the wait is, in milliseconds. `None` when nobody knows: it ends with the call at the latest.
    pub wait_ms: Option<u32>,
    /// How many requests the call has sent so far. Each poll of a watch is a call of its own.
    pub attempt: u32,
    /// The failure that makes the wait necessary.
    pub failure: Option<&'a Failure>,
    /// The batch upload, because the calls of a client have one listener.
    pub tracking_id: &'a str,
}
