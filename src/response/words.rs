//! Which texts of an answer are words for people, and neither markup nor broken JSON.

use details::text::{find, is_listed};

/// The words that the standard reason phrases of errors are made of (RFC 9110, and older names of some).
const STATUS_WORDS: &str = "bad request unauthorized payment required forbidden not found method allowed acceptable proxy authentication timeout \
    time-out conflict gone length precondition failed payload content entity too large unsupported media type expectation unprocessable many \
    requests internal server error implemented gateway service temporarily unavailable ok request header fields range satisfiable for legal \
    reasons misdirected locked failed dependency early upgrade network";

/// Whether words say no more than the status, such as `404 Not Found`.
pub(crate) fn says_only_the_status(words: &str) -> bool {
    let is_of_the_status = |word: &[u8]| word.iter().all(u8::is_ascii_digit) || is_listed(STATUS_WORDS, word);
    words.as_bytes().split(|byte| *byte == b' ').all(is_of_the_status)
}

/// The words of a plain text: neither HTML, nor JSON that was cut off, nor binary data.
pub(crate) fn plain_words(text: &str) -> Option<String> {
    let text = text.trim_ascii();
    // A code in brackets or a word in quotes can be first, but not what only begins like JSON.
    let begins_json = match text.as_bytes() {
        [b'{', ..] => true,
        [b'[', rest @ ..] => !rest.contains(&b']'),
        [b'"', rest @ ..] => !rest.contains(&b'"'),
        _ => false,
    };
    let is_text = text.bytes().all(|byte| byte >= b' ' || byte.is_ascii_whitespace());
    if is_text && !begins_json && !has_markup(text) { words_of(text) } else { None }
}

/// The words of a text in one line and without tags, if there are any. `<p>No <b>access</b></p>` has the words `No access`. A `<role>` in a
/// text without other tags is a word. An indented line, and those after it, tell programmers where an error came from.
pub(crate) fn words_of(text: &str) -> Option<String> {
    /// More than is shown: a token in it is redacted first, so that the words behind it are not lost.
    const MAX_LENGTH: usize = 8 * 1024;
    let has_tags = has_markup(text);
    let (mut line, mut is_tag, mut before) = (Vec::new(), false, b' ');
    for byte in text.bytes() {
        let is_indented = before == b'\n' && matches!(byte, b' ' | b'\t');
        before = byte;
        // A character is kept or left out as a whole.
        if is_indented || line.len() > MAX_LENGTH && byte.is_ascii() {
            break;
        }
        is_tag = has_tags && (byte == b'<' || is_tag && byte != b'>');
        match byte {
            _ if is_tag => (),
            b'>' if has_tags => (),
            0..=b' ' if line.last().is_none_or(|last| *last == b' ') => (),
            0..=b' ' => line.push(b' '),
            _ => line.push(byte),
        }
    }
    line.truncate(line.trim_ascii_end().len());
    String::from_utf8(line).ok().filter(|line| !line.is_empty())
}

fn has_markup(text: &str) -> bool {
    text.trim_ascii_start().starts_with('<')
        || ["</", "<!", "/>", "<br"].into_iter().any(|mark| find(text.as_bytes(), mark).is_some())
}
