//! How a call fails: as data, which the facade turns into a `PartnerCenterError`.

use serde::Serialize;
#[cfg(target_family = "wasm")]
use tsify::Tsify;

use crate::hint;
use crate::retry::is_transient;

/// Why a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub enum FailureCode {
    /// An argument can't be used; nothing was sent.
    InvalidArgument,
    /// 401: the token is missing, expired, for another audience, or lacks multi-factor authentication.
    Unauthorized,
    /// 403: the token is good, but not allowed to do this.
    Forbidden,
    /// 404: no such customer or tracking id (yet).
    NotFound,
    /// 429: too many requests.
    Throttled,
    /// 5xx: the service, or a gateway before it, failed.
    Service,
    /// Any other status that is no success.
    Http,
    /// No answer: offline, refused, reset, a redirect, or not allowed by CORS; a browser does not tell which.
    Network,
    /// No complete answer in time.
    Timeout,
    /// The answer was cut short on its way.
    IncompleteResponse,
    /// A success without a body.
    EmptyResponse,
    /// The answer is not JSON: often the sign-in page of a proxy.
    NotJson,
    /// The answer is not UTF-8.
    BadEncoding,
    /// The answer is JSON, but not of the documented form.
    Malformed,
    /// The answer is larger than `maxResponseBytes`.
    TooLarge,
}

/// All that is known about a failure. Neither the token nor a piece of a body is in it, save what the service itself says in the
/// documented fields of its errors.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(target_family = "wasm", derive(Tsify), serde(rename_all = "camelCase"))]
pub struct Failure {
    /// Why the call failed.
    pub code: FailureCode,
    /// What happened, in one sentence.
    pub message: String,
    /// What to do next, in plain words.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub hint: &'static str,
    /// The HTTP status, where there was an answer.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "number | undefined"))]
    pub status: Option<u16>,
    /// The service's own code, such as `"20002"`; `"900421"` also where a 401 without a body says the same in its reason phrase.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string | undefined"))]
    pub service_code: Option<String>,
    /// The service's own words about the error.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string | undefined"))]
    pub description: Option<String>,
    /// The part of the service that reported the error.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string | undefined"))]
    pub source: Option<String>,
    /// `MS-RequestId`, as answered or else as sent.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string | undefined"))]
    pub request_id: Option<String>,
    /// `MS-CorrelationId`, as answered or else as sent.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string | undefined"))]
    pub correlation_id: Option<String>,
    /// `MS-CV`, the service's own mark of the request.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string | undefined"))]
    pub ms_cv: Option<String>,
    /// How long the service wants to be left alone, in milliseconds.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "number | undefined"))]
    pub retry_after_ms: Option<u32>,
    /// Whether the same call can succeed later.
    pub retryable: bool,
    /// How many requests were sent.
    pub attempts: u32,
}

impl FailureCode {
    /// The code as JavaScript has it. Serde could tell it too, with 2 kB of wasm that keep such names for later.
    #[must_use]
    pub fn name(self) -> &'static str {
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

impl Failure {
    /// A failure with the hint for its kind, and nothing else known yet. In a box, because results that hold one are moved a lot.
    #[must_use]
    pub fn new(code: FailureCode, message: &str) -> Box<Self> {
        Box::new(Self {
            code,
            message: message.to_owned(),
            hint: hint::for_code(code),
            status: None,
            service_code: None,
            description: None,
            source: None,
            request_id: None,
            correlation_id: None,
            ms_cv: None,
            retry_after_ms: None,
            retryable: is_transient(code, None),
            attempts: 0,
        })
    }

    /// Has every text that comes from the service rewritten, so that none repeats a token, and only then cut to its documented length.
    pub fn strike_out(&mut self, strike: impl Fn(String) -> String) {
        const MAX_CHARACTERS: usize = 1_024;
        let texts = [
            &mut self.service_code,
            &mut self.description,
            &mut self.source,
            &mut self.request_id,
            &mut self.correlation_id,
            &mut self.ms_cv,
        ];
        for text in texts {
            *text = text.take().map(|text| {
                let mut text = strike(text);
                if let Some((end, _)) = text.char_indices().nth(MAX_CHARACTERS) {
                    text.truncate(end);
                }
                text
            });
        }
    }
}
