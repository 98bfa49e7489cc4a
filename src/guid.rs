//! Ids: a customer, a tracking id, a request and a correlation id are all GUIDs.

/// A GUID in its canonical form, 36 lower-case characters such as `47021739-3426-40bf-9601-61b4b6d7c793`.
///
/// Only GUIDs go into the path of a request: `..` and `%2e%2e` would collapse there in every browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guid(String);

impl Guid {
    /// Reads 8-4-4-4-12 hexadecimal digits in any case, without braces or white space.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_guid = text.len() == 36
            && text.bytes().enumerate().all(|(place, byte)| match place {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            });
        is_guid.then(|| Self(text.to_ascii_lowercase()))
    }

    /// A random GUID (version 4 of RFC 9562) out of 128 random bits.
    #[must_use]
    pub fn random(mut bits: u128) -> Self {
        bits = bits & !(0xF << 76) | (4 << 76);
        bits = bits & !(0x3 << 62) | (2 << 62);
        let mut text = String::with_capacity(36);
        for (place, byte) in bits.to_be_bytes().into_iter().enumerate() {
            if matches!(place, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            text.extend([byte >> 4, byte & 0xF].iter().filter_map(|digit| char::from_digit((*digit).into(), 16)));
        }
        Self(text)
    }

    /// The 36 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn takes_guids_alone() {
        let cases = [
            ("47021739-3426-40bf-9601-61b4b6d7c793", true),
            ("47021739-3426-40BF-9601-61B4B6D7C793", true),
            ("{47021739-3426-40bf-9601-61b4b6d7c793}", false),
            (" 47021739-3426-40bf-9601-61b4b6d7c793", false),
            ("47021739-3426-40bf-9601-61b4b6d7c793/..", false),
            ("47021739342640bf960161b4b6d7c793", false),
            ("47021739-3426-40bf-9601-61b4b6d7c79g", false),
            ("47021739-3426-40bf-9601-61b4b6d7c7é", false),
            ("..", false),
            ("", false),
        ];
        for (text, wanted) in cases {
            assert_eq!(Guid::parse(text).is_some(), wanted, "{text}");
        }
    }

    #[test]
    fn is_canonical_in_lower_case() {
        let guid = Guid::parse("47021739-3426-40BF-9601-61B4B6D7C793");
        assert_eq!(guid.unwrap().as_str(), "47021739-3426-40bf-9601-61b4b6d7c793");
    }

    proptest! {
        #[test]
        fn random_guids_are_version_4(bits: u128) {
            let guid = Guid::random(bits).0;
            prop_assert!(Guid::parse(&guid).is_some(), "{}", guid);
            prop_assert_eq!(guid.as_bytes()[14], b'4');
            prop_assert!(b"89ab".contains(&guid.as_bytes()[19]));
        }
    }
}
