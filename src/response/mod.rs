//! Reads an HTTP answer: it gives the details of a batch upload or a [`Failure`].

pub(crate) mod headers;
mod retry_after;
mod service_error;
mod words;

use details::Timestamp;
use details::decode::{DecodeError, DecodedDetails, decode};
use details::text::{concat, decimal, find, has_any};

use self::headers::Headers;
use self::retry_after::retry_after_ms;
use self::service_error::ServiceError;
use crate::failure::hint::{self, Facts};
use crate::failure::{Failure, FailureCode, is_transient};

/// An HTTP answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status, such as 200. It is 0 where `fetch` hides the answer.
    pub status: u16,
    /// The reason phrase. Only HTTP/1.1 has one.
    pub reason: String,
    /// The headers.
    pub headers: Headers,
    /// The body after decompression, or why there is none.
    pub body: Result<Vec<u8>, BodyError>,
}

/// A successful answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer<'a> {
    /// The details of the batch upload.
    pub(crate) details: DecodedDetails<'a>,
    /// How long the service asks to wait before the next request, where it says so.
    pub(crate) retry_after_ms: Option<u32>,
}

/// Why there is no whole body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyError {
    /// The connection or the compressed data ended before the body was complete.
    Interrupted,
    /// The body has more bytes than the caller allows.
    TooLarge,
    /// There is no memory left for the body.
    OutOfMemory,
}

impl Response {
    /// Reads the answer.
    ///
    /// # Errors
    /// A [`Failure`] with everything that the answer tells.
    pub(crate) fn read(&self, now: Timestamp) -> Result<Answer<'_>, Box<Failure>> {
        let outcome = if matches!(self.status, 200..=299) { self.read_success(now) } else { Err(self.read_error()) };
        outcome.map_err(|mut failure| {
            let header = |name| self.headers.get(name).map(str::to_owned);
            failure.status = Some(self.status).filter(|status| *status != 0);
            failure.request_id = header("ms-requestid");
            failure.correlation_id = header("ms-correlationid");
            failure.ms_cv = header("ms-cv");
            if self.status >= 300 || failure.code == FailureCode::EmptyResponse {
                // The text of any other error can name a time that is no wait, such as that after which a gateway gave up.
                let words = failure.description.as_deref().filter(|_| matches!(self.status, 429 | 503));
                failure.retry_after_ms = retry_after_ms(&self.headers, words, now);
            }
            failure
        })
    }

    fn read_success(&self, now: Timestamp) -> Result<Answer<'_>, Box<Failure>> {
        let text = self.text()?;
        let details = decode(text).map_err(|error| match error {
            DecodeError::Incomplete => incomplete(),
            DecodeError::TooLarge => too_costly(),
            // A NUL byte is not valid JSON. It means that the body is UTF-16 or UTF-32, which can still pass as UTF-8.
            DecodeError::Syntax { .. } if text.bytes().any(|byte| byte == 0) => bad_encoding(),
            DecodeError::Syntax { .. } if !matches!(first_significant_byte(text.as_bytes()), Some(b'{' | b'[')) => {
                not_json()
            }
            DecodeError::Syntax { line, column } => malformed(&[
                "The answer is not valid JSON at line ",
                &decimal(line),
                ", column ",
                &decimal(column),
                ".",
            ]),
            // A success of the service can hold an error: the first row of its table of error codes, 400072.
            DecodeError::Malformed { path, found } if path.is_empty() => self.with_service_error(not_details(found)),
            DecodeError::Malformed { path, found } => {
                let failure = malformed(&["The answer has ", found, " at ", &path, ", which can't be there."]);
                // `{"status": false, "message": "…"}`
                if path == "status" { self.with_service_error(failure) } else { failure }
            }
        })?;
        if !details.names_a_batch() {
            // `{"status": 0, "message": "…"}`, `{"code": 400072, "description": "…", "devicesStatus": []}`
            let failure = self.with_service_error(not_details("an object of another kind"));
            // `{"status": "queued", "message": "The batch is queued."}`
            let has_words = failure.description.is_some() && !details.is_under_way();
            if failure.service_code.is_some() || has_words {
                return Err(failure);
            }
        }
        Ok(Answer { details, retry_after_ms: retry_after_ms(&self.headers, None, now) })
    }

    /// The body as text, if it can be JSON at all.
    fn text(&self) -> Result<&str, Box<Failure>> {
        let body = match &self.body {
            Ok(body) => body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body),
            Err(BodyError::Interrupted) => return Err(incomplete()),
            Err(BodyError::TooLarge) => {
                return Err(Failure::new(FailureCode::TooLarge, "The answer is larger than maxResponseBytes allows."));
            }
            Err(BodyError::OutOfMemory) => return Err(too_costly()),
        };
        match first_significant_byte(body) {
            None => Err(Failure::new(FailureCode::EmptyResponse, "The answer is a success without a body.")),
            Some(b'<') => Err(not_json()),
            Some(first) if first != b'{' && self.claims_html() => Err(not_json()),
            Some(_) => std::str::from_utf8(body).map_err(|error| match error.error_len() {
                None => incomplete(),
                Some(_) => bad_encoding(),
            }),
        }
    }

    fn claims_html(&self) -> bool {
        self.headers
            .get("content-type")
            .is_some_and(|kind| kind.as_bytes().get(..9).is_some_and(|kind| kind.eq_ignore_ascii_case(b"text/html")))
    }

    fn read_error(&self) -> Box<Failure> {
        let (failure_code, message) = match self.status {
            // An opaque response, such as that of a redirect that is not followed, or `Response.error()`.
            0 => (FailureCode::Network, "The fetch function hides the answer (status 0)."),
            401 => (FailureCode::Unauthorized, "Partner Center did not accept the token (HTTP status 401)."),
            403 => (FailureCode::Forbidden, "Partner Center refused the request (HTTP status 403)."),
            404 => (FailureCode::NotFound, "The batch upload was not found (HTTP status 404)."),
            429 => (FailureCode::Throttled, "Partner Center is throttling requests (HTTP status 429)."),
            500..=599 => (FailureCode::Service, "Partner Center, or a gateway before it, failed"),
            _ => (FailureCode::Http, "The request was answered by an error"),
        };
        let mut failure = Failure::new(failure_code, message);
        if matches!(failure_code, FailureCode::Service | FailureCode::Http) {
            failure.message = concat(&[message, " (HTTP status ", &decimal(self.status.into()), ")."]);
        }
        failure.retryable = is_transient(failure_code, Some(self.status));
        self.with_service_error(failure)
    }

    /// Adds what the service says about an error, and the hint for it.
    fn with_service_error(&self, mut failure: Box<Failure>) -> Box<Failure> {
        let body = self.body.as_deref().unwrap_or_default();
        let start = body.get(..512).unwrap_or(body);
        let is_html = self.claims_html() || first_significant_byte(start) == Some(b'<') || has_any(start, "<html");
        let challenge = self.headers.get("www-authenticate").and_then(challenge_words).unwrap_or_default();
        let error = ServiceError::read(body, self.status >= 300, is_html, [&self.reason, &challenge]);
        let has_words = error.has_words();
        let ServiceError { code, description, source, .. } = error;
        // The words of a refusal tell why. Those of a conflict, a limit or a server that fails are no advice on the caller's rights.
        let facts = Facts {
            status: self.status,
            code: code.as_deref().filter(|_| self.status != 429).unwrap_or_default(),
            words: match self.status {
                400..=404 => [description.as_deref().unwrap_or_default(), &self.reason],
                _ => [""; 2],
            },
            is_html,
        };
        if let Some((reason, hint)) = hint::for_answer(&facts) {
            failure.reason = Some(reason).filter(|reason| !reason.is_empty());
            hint.clone_into(&mut failure.hint);
        }
        let lacks_mfa = failure.reason == Some(hint::REASON_MFA);
        failure.service_code = code.or_else(|| lacks_mfa.then(|| hint::WITHOUT_MFA.into()));
        failure.description = description.filter(|_| has_words);
        failure.source = source;
        failure
    }
}

/// The words of a challenge: `Bearer error="invalid_token", error_description="The token expired"` (RFC 6750).
fn challenge_words(challenge: &str) -> Option<String> {
    const NAME: &str = "error_description";
    let value = challenge.get(find(challenge.as_bytes(), NAME.as_bytes())? + NAME.len()..)?.trim_ascii_start();
    let mut quoted = value.strip_prefix('=')?.trim_ascii_start().strip_prefix('"')?.chars();
    let mut words = String::new();
    loop {
        match quoted.next()? {
            '"' => return Some(words),
            '\\' => words.push(quoted.next()?),
            character => words.push(character),
        }
    }
}

fn incomplete() -> Box<Failure> {
    Failure::new(FailureCode::IncompleteResponse, "The answer was cut off before it was complete.")
}

pub(crate) fn too_costly() -> Box<Failure> {
    let message = "The answer needs more memory than there is, or lists too many devices for its size.";
    let mut failure = Failure::new(FailureCode::TooLarge, message);
    hint::TOO_COSTLY.clone_into(&mut failure.hint);
    failure
}

fn bad_encoding() -> Box<Failure> {
    Failure::new(FailureCode::BadEncoding, "The answer is not encoded in UTF-8.")
}

fn not_json() -> Box<Failure> {
    Failure::new(FailureCode::NotJson, "The answer is not JSON.")
}

fn not_details(found: &str) -> Box<Failure> {
    malformed(&["The answer is ", found, " where the details of a batch upload belong."])
}

fn malformed(message: &[&str]) -> Box<Failure> {
    Failure::new(FailureCode::Malformed, &concat(message))
}

/// The first byte that is not white space.
fn first_significant_byte(text: &[u8]) -> Option<u8> {
    text.iter().copied().find(|byte| !byte.is_ascii_whitespace())
}
