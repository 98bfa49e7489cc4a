//! How a call fails: as data, which the facade turns into a `PartnerCenterError`.

pub mod code;
pub mod hint;

#[cfg(target_family = "wasm")]
use tsify::Tsify;

pub use self::code::{FailureCode, is_transient};

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
