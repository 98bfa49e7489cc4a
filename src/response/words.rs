//! Which texts of an answer are words for people, and neither markup nor broken JSON.

use details::text::{has_any, is_listed};

/// The words that the standard reason phrases of errors are made of (RFC 9110, and older names of some), and those with which frameworks say no more.
const STATUS_WORDS: &str = "bad request unauthorized payment required forbidden not found method allowed acceptable proxy authentication timeout \
    time-out conflict gone length precondition failed payload content entity too large unsupported media type expectation unprocessable many \
    requests internal server error implemented gateway service temporarily unavailable ok request header fields range satisfiable for legal \
    reasons misdirected locked failed dependency early upgrade network uri request-uri requested http version supported variant also negotiates \
    insufficient storage loop detected extended an error has occurred one or more validation errors";

/// Whether words say no more than the status, such as `404 Not Found`.
pub(crate) fn says_only_the_status(words: &str) -> bool {
    let is_of_the_status = |word: &[u8]| word.iter().all(u8::is_ascii_digit) || is_listed(STATUS_WORDS, word);
    words.strip_suffix('.').unwrap_or(words).as_bytes().split(|byte| *byte == b' ').all(is_of_the_status)
}

/// Whether a word alone names an error, as `Unauthorized_MissingMFA` and `AADSTS50076` do. Any other word alone can be a secret.
pub(crate) fn is_name(word: &str) -> bool {
    const PARTS: &str = "_ aadsts auth denied error forbidden";
    let is_behind_letters = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let end = word.bytes().rposition(|byte| !is_behind_letters(&byte)).map_or(0, |last| last + 1);
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_';
    word.len() <= 40 && has_any(word.as_bytes(), PARTS) && word.as_bytes().iter().take(end).all(is_letter)
}

/// The words of a plain text: neither a page, nor JSON that was cut off, nor binary data.
pub(crate) fn plain_words(text: &str) -> Option<String> {
    let text = text.trim_ascii();
    // A code in brackets or a word in quotes can be first, but not what only begins like JSON, nor a page.
    let is_other = match text.as_bytes() {
        [b'{' | b'<', ..] => true,
        [b'[', rest @ ..] => !rest.contains(&b']'),
        [b'"', rest @ ..] => !rest.contains(&b'"'),
        _ => false,
    };
    let is_text = text.bytes().all(|byte| byte >= b' ' || byte.is_ascii_whitespace());
    if is_text && !is_other { words_of(text) } else { None }
}

/// The words of a text in one line and without tags, if there are any. `<p>No <b>access</b></p>` has the words `No access`. A `<role>` is a word.
/// A line that begins with `at `, and those after it, tell programmers where an error came from.
pub(crate) fn words_of(text: &str) -> Option<String> {
    /// More than is shown: a token in it is redacted first, so that the words behind it are not lost.
    const MAX_LENGTH: usize = 8 * 1024;
    let (mut line, mut is_tag, mut begins_line) = (Vec::new(), false, false);
    for (at, byte) in text.bytes().enumerate() {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        // A character is kept or left out as a whole.
        if begins_line && rest.starts_with(b"at ") || line.len() > MAX_LENGTH && byte.is_ascii() {
            break;
        }
        begins_line = byte == b'\n' || begins_line && byte.is_ascii_whitespace();
        let was_tag = is_tag;
        is_tag = if is_tag { byte != b'>' } else { begins_tag(rest) };
        match byte {
            _ if is_tag || was_tag => (),
            0..=b' ' if line.last().is_none_or(|last| *last == b' ') => (),
            0..=b' ' => line.push(b' '),
            _ => line.push(byte),
        }
    }
    line.truncate(line.trim_ascii_end().len());
    String::from_utf8(line).ok().filter(|line| !line.is_empty())
}

/// Whether HTML begins here: a tag of a usual name, a closing tag or a comment.
fn begins_tag(text: &[u8]) -> bool {
    const NAMES: &str = "a b body br center code div em h1 h2 h3 head hr html i img li meta p pre script small span strong style table td title tr ul";
    let [b'<', rest @ ..] = text else { return false };
    let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
    matches!(rest, [b'/' | b'!', ..]) || rest.get(..end).is_some_and(|name| is_listed(NAMES, name))
}
