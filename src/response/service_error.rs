//! The service's own account of an error, in any of the shapes that it has.

use crate::json::{Fault, Reader, Value};

/// Codes are numbers or single words; what is longer is no code.
const MAX_WORD: usize = 64;

/// What the body of an error answer says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceError {
    /// The code, documented as a text but sent as a number.
    pub code: Option<String>,
    /// The service's words.
    pub description: Option<String>,
    /// The part of the service that reports.
    pub source: Option<String>,
}

impl ServiceError {
    /// Reads `{code, description, data, source}`, the gateway's `{statusCode, message}` and `{error: {code, message}}`. A body of any
    /// other form (HTML, nothing at all) says nothing, and no piece of it is kept.
    #[must_use]
    pub fn read(body: &[u8]) -> Self {
        let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
        let text = std::str::from_utf8(body).unwrap_or_default();
        let mut error = Self::default();
        let outcome = error.read_object(&mut Reader::new(text), None);
        if outcome.is_ok() { error } else { Self::default() }
    }

    /// Reads an object that has begun, or the whole text.
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
                "code" => self.code = word(value).or(self.code.take()),
                "source" => self.source = word(value),
                "description" | "message" => self.description = sentence(value).or(self.description.take()),
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

fn word(value: Value<'_>) -> Option<String> {
    let (Value::Text(text) | Value::Whole(text)) = value else { return None };
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (matches!(text.raw.len(), 1..=MAX_WORD) && text.raw.bytes().all(is_word)).then(|| text.raw.to_owned())
}

fn sentence(value: Value<'_>) -> Option<String> {
    let Value::Text(text) = value else { return None };
    let text = text.resolve();
    let text = text.trim_ascii();
    (!text.is_empty()).then(|| text.to_owned())
}
