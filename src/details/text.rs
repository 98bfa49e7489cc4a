//! Small texts and numbers, without the formatting machinery of the standard library, which would add 2 kB to the wasm.

/// Joins pieces of text. The standard `concat` does the same; its checks bring the formatting along.
#[must_use]
pub fn concat(pieces: &[&str]) -> String {
    let mut joined = String::with_capacity(pieces.iter().map(|piece| piece.len()).sum());
    for piece in pieces {
        joined.push_str(piece);
    }
    joined
}

/// Writes a number in decimal digits, like `to_string`.
#[must_use]
pub fn decimal(number: usize) -> String {
    let mut digits = if number < 10 { String::new() } else { decimal(number / 10) };
    digits.push(char::from(b'0' + u8::try_from(number % 10).unwrap_or_default()));
    digits
}

/// Whether a word is in a list, in any case. Spaces separate the words of the list. A `*` at the end of one stands for any end.
#[must_use]
#[inline(never)]
pub fn is_listed(list: &str, word: &[u8]) -> bool {
    list.as_bytes().split(|byte| *byte == b' ').any(|listed| {
        let start = listed.strip_suffix(b"*").unwrap_or(listed);
        let end = if start.len() < listed.len() { start.len() } else { word.len() };
        word.get(..end).is_some_and(|word| word.eq_ignore_ascii_case(start))
    })
}

/// The place of a piece in a text, in any case. An empty piece is nowhere: windows of no length panic.
#[must_use]
#[inline(never)]
pub fn find(text: &[u8], piece: &[u8]) -> Option<usize> {
    text.windows(piece.len().max(1)).position(|part| part.eq_ignore_ascii_case(piece))
}

/// Whether one of these pieces is anywhere in a text, in any case. Spaces separate the pieces.
#[must_use]
#[inline(never)]
pub fn has_any(text: &[u8], pieces: &str) -> bool {
    pieces.as_bytes().split(|byte| *byte == b' ').any(|piece| find(text, piece).is_some())
}

/// Reads 1 to 18 decimal digits. Unlike `parse` it takes no sign.
#[must_use]
pub fn parse_digits(digits: &[u8]) -> Option<u64> {
    let number = |value, digit: &u8| digit.is_ascii_digit().then(|| value * 10 + u64::from(digit - b'0'));
    if matches!(digits.len(), 1..=18) { digits.iter().try_fold(0, number) } else { None }
}

#[cfg(test)]
mod tests {
    use super::{decimal, find};

    #[test]
    fn a_piece_is_found_in_any_case() {
        let cases: [(&[u8], _); 5] = [(b"b", Some(1)), (b"bC", Some(1)), (b"", None), (b"abcd", None), (b"d", None)];
        for (piece, place) in cases {
            assert_eq!(find(b"aBc", piece), place, "{piece:?}");
        }
        assert_eq!(find(b"", b""), None);
    }

    proptest::proptest! {
        #[test]
        fn decimal_agrees_with_to_string(number: usize) {
            proptest::prop_assert_eq!(decimal(number), number.to_string());
            proptest::prop_assert_eq!(decimal(number % 11), (number % 11).to_string());
        }
    }
}
