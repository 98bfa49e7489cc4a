//! The bearer token.

/// Real tokens are about 2 kB long. Servers refuse headers of more than 8 to 16 KiB.
const MAX_LENGTH: usize = 16 * 1024;

/// Whether the UTF-16 units of a string form a bearer token: `b64token` of RFC 6750, section 2.1, at most 16 KiB long.
///
/// It reads units, so that a token can stay a JavaScript string and leave no copy in the memory of the wasm. Check every token before it is
/// sent: a browser includes an invalid value, such as one with a line break, in its error message.
///
/// ```
/// use partner_center_batch_status::is_bearer_token;
///
/// assert!(is_bearer_token("eyJ0eXAiOiJKV1Qi.eyJhdWQiOiJodHRwcyJ9.c2ln".encode_utf16()));
/// assert!(!is_bearer_token("Bearer eyJ0eXAi".encode_utf16()));
/// ```
#[must_use]
pub fn is_bearer_token(units: impl IntoIterator<Item = u16>) -> bool {
    let mut length = 0;
    let mut in_padding = false;
    for unit in units {
        length += 1;
        let Ok(byte) = u8::try_from(unit) else { return false };
        let is_pad = byte == b'=';
        let is_allowed = if in_padding || (is_pad && length > 1) {
            is_pad
        } else {
            byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/')
        };
        if !is_allowed || length > MAX_LENGTH {
            return false;
        }
        in_padding = is_pad;
    }
    length > 0
}

/// Replaces by `[token]` what a text holds of tokens: every run of 16 or more characters that also stands in one of them, and every whole token.
/// Fewer characters can be the same by chance, and help nobody. For [`Transport::redact`](crate::Transport::redact).
///
/// `shortest` is the length of the shortest token, and `is_in_token` tells whether a piece of the text stands in any of them.
///
/// ```
/// use partner_center_batch_status::redact_tokens;
///
/// let token = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwcyJ9.c2ln";
/// let redacted = redact_tokens("No JhbGciOiJSUzI1NiJ9.eyJhdWQiOi, please.", token.len(), |piece| token.contains(piece));
/// assert_eq!(redacted, "No [token], please.");
/// ```
#[must_use]
pub fn redact_tokens(text: &str, shortest: usize, is_in_token: impl Fn(&str) -> bool) -> String {
    const LEAST_LENGTH: usize = 16;
    let length = shortest.min(LEAST_LENGTH);
    let (mut redacted, mut end) = (String::with_capacity(text.len()), 0);
    for (at, character) in text.char_indices() {
        if text.get(at..at + length).is_some_and(|piece| !piece.is_empty() && is_in_token(piece)) {
            if at >= end {
                redacted.push_str("[token]");
            }
            end = at + length;
        }
        if at >= end {
            redacted.push(character);
        }
    }
    redacted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accepts_only_bearer_tokens() {
        let longest = "a".repeat(MAX_LENGTH);
        let too_long = "a".repeat(MAX_LENGTH + 1);
        let cases = [
            ("eyJ0eXAiOiJKV1Qi.eyJhdWQiOiJodHRwcyJ9.c2ln", true),
            ("-._~+/AZaz09", true),
            ("padded==", true),
            (longest.as_str(), true),
            (too_long.as_str(), false),
            ("", false),
            ("=", false),
            ("pad=ded", false),
            ("Bearer eyJ0", false),
            (" eyJ0", false),
            ("eyJ0\r\nX-Injected: 1", false),
            ("eyJ0\n", false),
            ("eyJ0\0", false),
            ("eyJ0é", false),
            ("eyJ0\u{20ac}", false),
            ("eyJ0,eyJ1", false),
        ];
        for (text, wanted) in cases {
            assert_eq!(is_bearer_token(text.encode_utf16()), wanted, "{text:.40}");
        }
    }

    #[test]
    fn redacts_pieces_of_tokens() {
        let token = "0123456789abcdefghijklmnopqrstuvwxyz";
        let cases = [
            ("", "", vec![token]),
            ("nothing of it", "nothing of it", vec![token]),
            ("all 0123456789abcdefghijklmnopqrstuvwxyz.", "all [token].", vec![token]),
            ("0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdef", "[token][token]", vec![token]),
            ("é0123456789abcdefé", "é[token]é", vec![token]),
            ("ghijklmnopqrstuv wxyz", "[token] wxyz", vec![token]),
            // 15 characters can be the same by chance.
            ("0123456789abcde", "0123456789abcde", vec![token]),
            // Pieces of one token overlap, or those of two.
            ("0123456789abcdefghijklmnopq", "[token]", vec![token, "jklmnopqjklmnopqjklmnopq"]),
            ("0123456789abcdef short shor", "[token] [token] shor", vec![token, "short"]),
            ("short", "short", vec![]),
        ];
        for (text, wanted, tokens) in cases {
            let shortest = tokens.iter().map(|token| token.len()).min().unwrap_or_default();
            let redacted = redact_tokens(text, shortest, |piece| tokens.iter().any(|token| token.contains(piece)));
            assert_eq!(redacted, wanted, "{text}");
        }
    }

    proptest! {
        /// The grammar, written in another way.
        #[test]
        fn agrees_with_the_grammar(text in "[-A-Za-z0-9._~+/= \\n\\r\\x00é]{0,12}") {
            let core = text.trim_end_matches('=');
            let wanted = !core.is_empty()
                && core.chars().all(|c| c.is_ascii_alphanumeric() || "-._~+/".contains(c));
            prop_assert_eq!(is_bearer_token(text.encode_utf16()), wanted);
        }
    }
}
