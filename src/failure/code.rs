//! Why a call failed, and whether the same call can succeed later.

use std::fmt;

#[cfg(feature = "npm")]
use tsify::Tsify;

/// Why a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "npm", derive(Tsify), serde(rename_all = "kebab-case"))]
pub enum FailureCode {
    /// An argument can't be used; nothing was sent.
    InvalidArgument,
    /// 401: the token is missing, expired, for another audience, or lacks multi-factor authentication.
    Unauthorized,
    /// 403: the token is valid, but not allowed to do this: by its kind, without multi-factor authentication, by its role, or for this customer.
    Forbidden,
    /// 404: no such customer or tracking id (yet), or a gateway without this route.
    NotFound,
    /// 429: too many requests.
    Throttled,
    /// 5xx: the service, or a gateway before it, failed.
    Service,
    /// Any other status that is not a success.
    Http,
    /// No answer: offline, refused, reset, a redirect, or not allowed by CORS. A browser does not tell which.
    Network,
    /// No complete answer in time.
    Timeout,
    /// The answer was cut off before it was complete.
    IncompleteResponse,
    /// A success without a body.
    EmptyResponse,
    /// The answer is not JSON: often the sign-in page of a proxy.
    NotJson,
    /// The answer is not UTF-8.
    BadEncoding,
    /// The answer is JSON, but not of the documented form, or holds nothing of a batch upload.
    Malformed,
    /// The answer is larger than `maxResponseBytes`, or needs too much memory.
    TooLarge,
}

impl fmt::Display for FailureCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FailureCode {
    /// The code as JavaScript has it, such as `not-found`. Serde could give it too, for 2 kB of wasm.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidArgument => "invalid-argument",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::Throttled => "throttled",
            Self::Service => "service",
            Self::Http => "http",
            Self::Network => "network",
            Self::Timeout => "timeout",
            Self::IncompleteResponse => "incomplete-response",
            Self::EmptyResponse => "empty-response",
            Self::NotJson => "not-json",
            Self::BadEncoding => "bad-encoding",
            Self::Malformed => "malformed",
            Self::TooLarge => "too-large",
        }
    }
}

/// The one table of failures that are retried, because the same call can succeed later.
///
/// | outcome | retried |
/// |---|---|
/// | no answer, no complete answer in time, an answer that was cut off | yes |
/// | a success without a body | once |
/// | 408, 429, and 5xx except 501 and 505 | yes |
/// | everything else | no |
///
/// A 401 has a rule of its own, in `call/client.rs`: if the token can be renewed, one new token is tried.
pub(crate) fn is_transient(code: FailureCode, status: Option<u16>) -> bool {
    match code {
        FailureCode::Network
        | FailureCode::Timeout
        | FailureCode::IncompleteResponse
        | FailureCode::EmptyResponse
        | FailureCode::Throttled => true,
        FailureCode::Service => !matches!(status, Some(501 | 505)),
        FailureCode::Http => status == Some(408),
        _ => false,
    }
}
