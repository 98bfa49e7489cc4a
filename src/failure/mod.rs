//! A failed call, as data. The facade of the npm package turns it into a `PartnerCenterError`.

mod code;
pub(crate) mod hint;

use std::error::Error;
use std::fmt;

#[cfg(feature = "npm")]
use tsify::Tsify;

pub use self::code::FailureCode;
pub(crate) use self::code::is_transient;

/// Everything that is known about a failed call. It holds neither the token nor any part of a body, except what the service says in the
/// documented fields of its errors.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "npm", derive(Tsify), serde(rename_all = "camelCase"))]
pub struct Failure {
    /// Why the call failed.
    pub code: FailureCode,
    /// What happened, in one sentence.
    pub message: String,
    /// What to do next, in plain words.
    pub hint: String,
    /// The HTTP status, where there was an answer.
    #[cfg_attr(feature = "npm", tsify(optional, type = "number | undefined"))]
    pub status: Option<u16>,
    /// The service's own code, such as `"20002"`; `"900421"` also where it says only in words that multi-factor authentication is missing.
    #[cfg_attr(feature = "npm", tsify(optional, type = "string | undefined"))]
    pub service_code: Option<String>,
    /// The service's own words about the error: of its JSON, of plain text, of a reason phrase of its own, or of a `WWW-Authenticate` challenge.
    #[cfg_attr(feature = "npm", tsify(optional, type = "string | undefined"))]
    pub description: Option<String>,
    /// The part of the service that reported the error.
    #[cfg_attr(feature = "npm", tsify(optional, type = "string | undefined"))]
    pub source: Option<String>,
    /// `MS-RequestId`, as answered, or else as sent.
    #[cfg_attr(feature = "npm", tsify(optional, type = "string | undefined"))]
    pub request_id: Option<String>,
    /// `MS-CorrelationId`, as answered, or else as sent.
    #[cfg_attr(feature = "npm", tsify(optional, type = "string | undefined"))]
    pub correlation_id: Option<String>,
    /// `MS-CV`, the service's own id of the request.
    #[cfg_attr(feature = "npm", tsify(optional, type = "string | undefined"))]
    pub ms_cv: Option<String>,
    /// How long the service asks to wait before the next request, in milliseconds.
    #[cfg_attr(feature = "npm", tsify(optional, type = "number | undefined"))]
    pub retry_after_ms: Option<u32>,
    /// Whether the same call can succeed later.
    pub retryable: bool,
    /// How many requests were sent.
    pub attempts: u32,
    /// What the hint is about, where more is known than the code tells. `"max-wait"`: a watch ended because the time that it was given is over;
    /// nothing has failed, and the upload goes on.
    #[cfg_attr(
        feature = "npm",
        tsify(
            optional,
            type = "\"mfa\" | \"conditional-access\" | \"app-only\" | \"no-relationship\" | \"no-agreement\" | \"no-role\" | \"audience\" | \"access-denied\" | \"no-such-route\" | \"tenant-id\" | \"service-failed\" | \"ids\" | \"max-wait\" | undefined"
        )
    )]
    pub reason: Option<&'static str>,
}

impl Failure {
    /// A failure with the hint for its code. All other fields are empty. It is boxed to keep every `Result` small.
    #[must_use]
    pub fn new(code: FailureCode, message: &str) -> Box<Self> {
        Box::new(Self {
            code,
            message: message.to_owned(),
            hint: hint::for_code(code).to_owned(),
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
            reason: None,
        })
    }

    /// Whether this can be a batch upload that is not visible yet. A route, a tenant or a relationship that is missing will not appear soon.
    pub(crate) fn can_appear_later(&self) -> bool {
        self.code == FailureCode::NotFound && matches!(self.reason, None | Some(hint::REASON_IDS))
    }

    /// Redacts every text that comes from the service, and only then cuts it to its documented length.
    pub(crate) fn redact(&mut self, redact: impl Fn(String) -> String) {
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
                let mut text = redact(text);
                if let Some((end, _)) = text.char_indices().nth(MAX_CHARACTERS) {
                    text.truncate(end);
                }
                text
            });
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.message)
    }
}

impl Error for Failure {}
