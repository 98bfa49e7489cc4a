//! Numbers as text.

/// A number in decimal digits. `to_string` does the same and adds 2 kB of formatting to the wasm.
#[must_use]
pub fn decimal(number: usize) -> String {
    let mut digits = if number < 10 { String::new() } else { decimal(number / 10) };
    digits.extend(u32::try_from(number % 10).ok().and_then(|digit| char::from_digit(digit, 10)));
    digits
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
