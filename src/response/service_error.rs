//! What the service says about an error, in each of the forms that it uses.

use details::json::{Fault, Reader, Value};

/// Codes are numbers or single words. Anything longer is no code.
const MAX_CODE_LENGTH: usize = 64;
/// A description of more bytes is none: each copy on its way to an error would cost as much as the answer. The 1,024 characters of it that are
/// shown are cut off later, since a token in it has to be whole to be redacted.
const MAX_DESCRIPTION_LENGTH: usize = 64 * 1024;

/// What the body of an error answer says.
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
    /// Reads `{code, description, data, source}`, the gateway's `{statusCode, message}` and `{error: {code, message}}`. Nothing is kept of a
    /// body of any other form, such as HTML.
    pub(crate) fn read(body: &[u8]) -> Self {
        let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
        let text = std::str::from_utf8(body).unwrap_or_default();
        let mut error = Self::default();
        let outcome = error.read_object(&mut Reader::new(text), None);
        if outcome.is_ok() { error } else { Self::default() }
    }

    /// Reads an object whose `{` has been read, or the whole text.
    fn read_object(&mut self, reader: &mut Reader<'_>, begun: Option<Value<'_>>) -> Result<(), Fault> {
        let is_whole = begun.is_none();
        let value = begun.map_or_else(|| reader.value(), Ok)?;
        if !matches!(value, Value::Object) {
            return reader.skip(value);
        }
        let mut is_first = true;
        while let Some(key) = reader.next_key(&mut is_first)? {
            let value = reader.value()?;
            match key.raw {
                "code" => self.code = code_of(value).or(self.code.take()),
                "source" => self.source = code_of(value),
                "description" | "message" => self.description = text_of(value).or(self.description.take()),
                "error" if is_whole => {
                    self.read_object(reader, Some(value))?;
                    continue;
                }
                _ => (),
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
