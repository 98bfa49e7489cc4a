//! What the service says about an error, wherever it says it.

use details::json::{Fault, Reader, Value};
use details::text::{find, has_any, is_listed, parse_digits};

use super::words::{is_name, plain_words, says_only_the_status, words_of};

/// Codes are numbers or single words. Anything longer is no code.
const MAX_CODE_LENGTH: usize = 64;
/// No account of an error has more bytes. Of a longer one, the beginning is read.
const MAX_BODY_LENGTH: usize = 256 * 1024;
/// How many objects and lists the words may stand in: three in the errors of `OData`, and five in an error by field inside of an inner error.
const MAX_DEPTH: u8 = 5;

/// Words as good as those before are added to these, as in a list of errors, until this many bytes are told.
const ENOUGH_WORDS: usize = 1024;

/// Codes and words that say that there is no error: 0 and "None" were seen together (WindowsAutopilotInfo#22).
const NO_ERROR: &str = "0 none null success ok";

/// The names of the sentence that an account is about.
const MAIN_NAMES: &str = "description message error_description errormessage detail value";
/// What other names of words have in them, such as `title`, `ExceptionMessage`, `faultstring`, `msg`, `errors` or `details`.
const PARTS_OF_NAMES: &str = "error message msg detail title fault reason description exception info text";

/// The rank of a main name. It is also that of words under one that only name the status, and thus tell less than any others.
const MAIN: u8 = 3;
/// The rank of another name of words.
const NAMED: u8 = 2;
/// The rank of any name inside of such: `{"errors": {"customerId": ["It must be a GUID."]}}`.
const INSIDE: u8 = 1;

/// The service's own account of an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ServiceError {
    /// The code. It is documented as a text and sent as a number.
    pub(crate) code: Option<String>,
    /// The service's words.
    pub(crate) description: Option<String>,
    /// The part of the service that reports.
    pub(crate) source: Option<String>,
    /// Whether it is a refusal, whose words can stand inside of anything. A success of another kind can describe other things.
    is_refusal: bool,
    /// How much the code tells: a later one has to tell more.
    code_rank: u8,
    /// How much the words tell: later ones have to tell more.
    words_rank: u8,
}

impl ServiceError {
    /// Reads a body. Words elsewhere, such as the reason phrase of a refusal, count where the body says no more than the status.
    ///
    /// A body can be `{code, description, data, source}`, the gateway's `{statusCode, message}`, the `{error: {code, message}}` of a sibling API, the
    /// `{error, error_description}` of OAuth, the `{title, detail}` of RFC 9457, `{errors: {field: [words]}}`, or a list of any of them, with names
    /// in any case; a JSON text; or plain text that is no HTML. Nothing is kept of a body of any other form.
    pub(crate) fn read(body: &[u8], is_refusal: bool, is_html: bool, elsewhere: [&str; 2]) -> Self {
        let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
        let latin_1;
        let text = if let Ok(text) = std::str::from_utf8(body) {
            // The last of these places that is not inside of a character.
            (MAX_BODY_LENGTH - 3..=MAX_BODY_LENGTH).rev().find_map(|end| text.get(..end)).unwrap_or(text)
        } else {
            latin_1 = text_of(body);
            &latin_1
        };
        let mut error = Self { is_refusal, ..Self::default() };
        let mut reader = Reader::new(text);
        let read = reader.value().and_then(|value| error.read_value(&mut reader, value, MAX_DEPTH, 0));
        let is_whole = text.len() < MAX_BODY_LENGTH - 3;
        if read.and_then(|()| reader.end()).is_err() && (is_whole || error.code_rank + error.words_rank == 0) {
            let can_be_shown = |words: &String| !is_html && (words.as_bytes().contains(&b' ') || is_name(words));
            error = Self { description: plain_words(text).filter(can_be_shown), ..Self::default() };
        }
        if is_refusal && error.description.as_deref().is_none_or(says_only_the_status) {
            let mut elsewhere = elsewhere.into_iter().filter_map(plain_words);
            error.description = elsewhere.find(|words| !says_only_the_status(words)).or(error.description);
        }
        error
    }

    /// Whether the words are more than a name for the status, or stand where the sentence belongs.
    pub(crate) fn has_words(&self) -> bool {
        self.words_rank == MAIN || self.description.as_deref().is_some_and(|words| !says_only_the_status(words))
    }

    /// Reads an object with the account, a list of such, or the words alone. `rank` is that of the name of the value.
    fn read_value(&mut self, reader: &mut Reader<'_>, value: Value<'_>, depth: u8, rank: u8) -> Result<(), Fault> {
        let mut is_first = true;
        match value {
            Value::Object if depth > 0 => {
                while let Some(key) = reader.next_key(&mut is_first)? {
                    self.read_field(reader, key.raw, depth - 1, rank)?;
                }
                Ok(())
            }
            Value::List if depth > 0 => {
                while reader.next_item(&mut is_first)? {
                    let item = reader.value()?;
                    self.read_value(reader, item, depth - 1, rank)?;
                }
                Ok(())
            }
            _ => {
                self.take_words(value, depth, rank.max(INSIDE));
                reader.skip(value)
            }
        }
    }

    fn read_field(&mut self, reader: &mut Reader<'_>, name: &str, depth: u8, around: u8) -> Result<(), Fault> {
        let value = reader.value()?;
        if let Value::Text(text) | Value::Whole(text) = value
            && is_listed(NO_ERROR, text.raw.as_bytes())
        {
            return Ok(());
        }
        let is_named = |names| is_listed(names, name.as_bytes());
        if is_named("code error errorcode error_code error-code") {
            self.take_code(value, depth);
        } else if is_named("source") {
            self.source = code_of(value);
        }
        let rank = if is_named(MAIN_NAMES) {
            MAIN
        } else if is_named("data") && matches!(value, Value::List) || has_any(name.as_bytes(), PARTS_OF_NAMES) {
            NAMED
        } else {
            around.min(INSIDE)
        };
        // `{"status": {"code": 403, "message": "…"}}` is no status of a batch upload.
        let is_around_words = (self.is_refusal || is_named("status")) && matches!(value, Value::Object);
        if rank > 0 || is_around_words { self.read_value(reader, value, depth, rank) } else { reader.skip(value) }
    }

    /// A number of the service tells more than a word, and a word more than the status of HTTP.
    fn take_code(&mut self, value: Value<'_>, depth: u8) {
        let Some(code) = code_of(value) else { return };
        let kind = match parse_digits(code.as_bytes()) {
            None => 2,
            Some(100..=599) => 1,
            Some(_) => 3,
        };
        let rank = kind * 8 + depth;
        if rank > self.code_rank {
            (self.code, self.code_rank) = (Some(code), rank);
        }
    }

    /// One word alone is no sentence, but where the sentence belongs.
    fn take_words(&mut self, value: Value<'_>, depth: u8, rank: u8) {
        let Some(words) = words_of_value(value) else { return };
        let rank = if says_only_the_status(&words) {
            rank
        } else if rank == MAIN || words.as_bytes().contains(&b' ') {
            rank * 8 + depth
        } else {
            0
        };
        if rank > self.words_rank {
            (self.description, self.words_rank) = (Some(words), rank);
        } else if rank == self.words_rank
            && let Some(told) = &mut self.description
            && told.len() < ENOUGH_WORDS
            && find(told.as_bytes(), words.as_bytes()).is_none()
        {
            told.push(' ');
            told.push_str(&words);
        }
    }
}

/// A body that is no UTF-8 is read as ISO-8859-1, of which each byte is a character.
fn text_of(body: &[u8]) -> String {
    let mut text = String::new();
    for byte in body.iter().take(MAX_BODY_LENGTH) {
        text.push(char::from(*byte));
    }
    text
}

fn code_of(value: Value<'_>) -> Option<String> {
    let (Value::Text(text) | Value::Whole(text)) = value else { return None };
    let is_code_byte = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (matches!(text.raw.len(), 1..=MAX_CODE_LENGTH) && text.raw.bytes().all(is_code_byte)).then(|| text.raw.to_owned())
}

fn words_of_value(value: Value<'_>) -> Option<String> {
    let Value::Text(text) = value else { return None };
    words_of(&text.resolve())
}
