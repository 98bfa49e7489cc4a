//! What the service says about an error, wherever it says it.

use details::json::{Fault, Reader, Value};
use details::text::is_listed;

/// Codes are numbers or single words. Anything longer is no code.
const MAX_CODE_LENGTH: usize = 64;
/// A description of more bytes is none: each copy on its way to an error would cost as much as the answer. The 1,024 characters of it that are
/// shown are cut off later: a token in it is redacted first, so that the words behind it are not lost.
const MAX_DESCRIPTION_LENGTH: usize = 64 * 1024;
/// How many objects and lists the account may stand in: three for the errors of `OData`.
const MAX_DEPTH: u8 = 4;
/// A sentence in plain text is one line of at most so many bytes. Anything longer is something else, such as a stack trace.
const MAX_LINE_LENGTH: usize = 512;

/// The words that the standard reason phrases of errors are made of (RFC 9110, and older names of some). A line of these alone says no more than
/// the status.
const STATUS_WORDS: &str = "bad request unauthorized payment required forbidden not found method allowed acceptable proxy authentication timeout \
    time-out conflict gone length precondition failed payload content entity too large unsupported media type expectation unprocessable many \
    requests internal server error implemented gateway service temporarily unavailable ok request header fields range satisfiable for legal \
    reasons misdirected locked failed dependency early upgrade network";

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
    /// A body can be `{code, description, data, source}`, the gateway's `{statusCode, message}`, the `{error: {code, message}}` of a sibling API, the
    /// `{error, error_description}` of OAuth, the `{title, detail}` of RFC 9457, or a list of any of them, with names in any case; a JSON text; or
    /// one short line that is no HTML. Nothing is kept of a body of any other form.
    pub(crate) fn read(body: &[u8], is_html: bool, reason: &str) -> Self {
        let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
        let text = std::str::from_utf8(body).unwrap_or_default();
        let mut error = Self::default();
        let mut reader = Reader::new(text);
        let read = reader.value().and_then(|value| error.read_value(&mut reader, value, MAX_DEPTH));
        if read.and_then(|()| reader.end()).is_err() {
            // One word alone is no sentence, but can be a secret.
            let is_sentence = |line: &String| !is_html && line.bytes().any(|byte| byte == b' ');
            error = Self { description: plain_line(text).filter(is_sentence), ..Self::default() };
        }
        error.description = error.description.or_else(|| plain_line(reason));
        error
    }

    /// Reads an object with the account, a list of such, or the words alone.
    fn read_value(&mut self, reader: &mut Reader<'_>, value: Value<'_>, depth: u8) -> Result<(), Fault> {
        let mut is_first = true;
        match value {
            Value::Object if depth > 0 => {
                while let Some(key) = reader.next_key(&mut is_first)? {
                    self.read_field(reader, key.raw, depth - 1)?;
                }
            }
            Value::List if depth > 0 => {
                while reader.next_item(&mut is_first)? {
                    match reader.value()? {
                        Value::Object => self.read_value(reader, Value::Object, depth - 1)?,
                        other => reader.skip(other)?,
                    }
                }
            }
            _ => {
                self.description = text_of(value).or(self.description.take());
                reader.skip(value)?;
            }
        }
        Ok(())
    }

    fn read_field(&mut self, reader: &mut Reader<'_>, name: &str, depth: u8) -> Result<(), Fault> {
        let value = reader.value()?;
        let is_named = |names| is_listed(names, name.as_bytes());
        if matches!(value, Value::Object | Value::List) && is_named("error errors odata.error message") {
            return self.read_value(reader, value, depth);
        }
        if is_named("code error errorcode") {
            self.code = code_of(value).or(self.code.take());
        } else if is_named("description message error_description errormessage detail value") {
            self.description = text_of(value).or(self.description.take());
        } else if is_named("title") {
            self.description = self.description.take().or(text_of(value));
        } else if is_named("source") {
            self.source = code_of(value);
        }
        reader.skip(value)
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
    // A code in brackets or a word in quotes can be first, but not what only begins like JSON.
    let begins_json = match text.as_bytes() {
        [b'[', rest @ ..] => !rest.contains(&b']'),
        [b'"', rest @ ..] => !rest.contains(&b'"'),
        _ => false,
    };
    let is_line = matches!(text.len(), 1..=MAX_LINE_LENGTH) && !begins_json;
    let is_plain = is_line && text.bytes().all(|byte| byte >= b' ' && !matches!(byte, b'<' | b'{'));
    let is_status = text.as_bytes().split(|byte| *byte == b' ').all(|word| is_listed(STATUS_WORDS, word));
    (is_plain && !is_status).then(|| text.to_owned())
}
