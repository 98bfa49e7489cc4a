//! What the service says about an error, wherever it says it.

use details::json::{Fault, Reader, Value};
use details::text::is_listed;

/// Codes are numbers or single words. Anything longer is no code.
const MAX_CODE_LENGTH: usize = 64;
/// A description of more bytes is none: each copy on its way to an error would cost as much as the answer. The 1,024 characters of it that are
/// shown are cut off later: a token in it is redacted first, so that the words behind it are not lost.
const MAX_DESCRIPTION_LENGTH: usize = 64 * 1024;
/// A sentence in plain text is one line of at most so many bytes. Anything longer is something else, such as a stack trace.
const MAX_LINE_LENGTH: usize = 512;

/// The words that the standard reason phrases of errors are made of (RFC 9110, and older names of some). A line of these alone says no more than
/// the status.
const STATUS_WORDS: &str = "bad request unauthorized payment required forbidden not found method allowed acceptable proxy authentication timeout \
    time-out conflict gone length precondition failed payload content entity too large unsupported media type expectation unprocessable many \
    requests internal server error implemented gateway service temporarily unavailable ok";

/// The service's own account of an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ServiceError {
    /// The code. It is documented as a text and sent as a number.
    pub(crate) code: Option<String>,
    /// The service's words.
    pub(crate) description: Option<String>,
    /// The part of the service that reports.
    pub(crate) source: Option<String>,
}

impl ServiceError {
    /// Reads a body, and the reason phrase where the body has no words.
    ///
    /// A body can be `{code, description, data, source}`, the gateway's `{statusCode, message}`, the `{error: {code, message}}` of a sibling API or
    /// the `{error, error_description}` of OAuth, with names in any case; a JSON text; or one short line that is no HTML. Nothing is kept of a
    /// body of any other form.
    pub(crate) fn read(body: &[u8], is_html: bool, reason: &str) -> Self {
        let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
        let text = std::str::from_utf8(body).unwrap_or_default();
        let mut error = Self::default();
        if error.read_value(&mut Reader::new(text), None).is_err() {
            // One word alone is no sentence, but can be a secret.
            let is_sentence = |line: &String| !is_html && line.bytes().any(|byte| byte == b' ');
            error = Self { description: plain_line(text).filter(is_sentence), ..Self::default() };
        }
        error.description = error.description.or_else(|| plain_line(reason));
        error
    }

    /// Reads an object whose `{` has been read, or the whole text.
    fn read_value(&mut self, reader: &mut Reader<'_>, begun: Option<Value<'_>>) -> Result<(), Fault> {
        let is_whole = begun.is_none();
        let value = begun.map_or_else(|| reader.value(), Ok)?;
        if !matches!(value, Value::Object) {
            self.description = text_of(value);
            return reader.skip(value);
        }
        let mut is_first = true;
        while let Some(key) = reader.next_key(&mut is_first)? {
            let value = reader.value()?;
            let is_named = |names| is_listed(names, key.raw.as_bytes());
            if is_whole && is_named("error") && matches!(value, Value::Object) {
                self.read_value(reader, Some(value))?;
                continue;
            }
            if is_named("code error") {
                self.code = code_of(value).or(self.code.take());
            } else if is_named("description message error_description") {
                self.description = text_of(value).or(self.description.take());
            } else if is_named("source") {
                self.source = code_of(value);
            }
            reader.skip(value)?;
        }
        if is_whole { reader.end() } else { Ok(()) }
    }
}

fn code_of(value: Value<'_>) -> Option<String> {
    let (Value::Text(text) | Value::Whole(text)) = value else { return None };
    let is_code_byte = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (matches!(text.raw.len(), 1..=MAX_CODE_LENGTH) && text.raw.bytes().all(is_code_byte)).then(|| text.raw.to_owned())
}

fn text_of(value: Value<'_>) -> Option<String> {
    let Value::Text(text) = value else { return None };
    if text.raw.len() > MAX_DESCRIPTION_LENGTH {
        return None;
    }
    let text = text.resolve();
    let text = text.trim_ascii();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A text that is one short line with words of its own, and neither markup nor broken JSON.
fn plain_line(text: &str) -> Option<String> {
    let text = text.trim_ascii();
    let is_line =
        matches!(text.len(), 1..=MAX_LINE_LENGTH) && !matches!(text.as_bytes().first(), Some(b'{' | b'[' | b'"'));
    let is_plain = is_line && text.bytes().all(|byte| byte >= b' ' && byte != b'<');
    let is_status = text.as_bytes().split(|byte| *byte == b' ').all(|word| is_listed(STATUS_WORDS, word));
    (is_plain && !is_status).then(|| text.to_owned())
}
