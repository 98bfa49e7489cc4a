//! Numbers as text.

/// A number in decimal digits. `to_string` does the same and adds 2 kB of formatting to the wasm.
#[must_use]
pub fn decimal(number: usize) -> String {
    let mut digits = if number < 10 { String::new() } else { decimal(number / 10) };
    digits.push(char::from(b'0' + u8::try_from(number % 10).unwrap_or_default()));
    digits
}

/// The number that so many digits are, 1 to 18. `parse` does the same, and takes a sign.
#[must_use]
pub fn from_digits(digits: &[u8]) -> Option<u64> {
    let number = |value, digit: &u8| digit.is_ascii_digit().then(|| value * 10 + u64::from(digit - b'0'));
    if matches!(digits.len(), 1..=18) { digits.iter().try_fold(0, number) } else { None }
}

#[cfg(test)]
mod tests {
    use super::decimal;

    proptest::proptest! {
        #[test]
        fn is_what_to_string_gives(number: usize) {
            proptest::prop_assert_eq!(decimal(number), number.to_string());
            proptest::prop_assert_eq!(decimal(number % 11), (number % 11).to_string());
        }
    }
}
