//! GUIDs: the ids of a customer, a batch upload, a request and a correlation.

/// A GUID in its canonical form, 36 lower-case characters such as `47021739-3426-40bf-9601-61b4b6d7c793`.
///
/// Only GUIDs go into the path of a request: `..` and `%2e%2e` would collapse there in every browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Guid([u8; 36]);

impl Guid {
    /// Reads 8-4-4-4-12 hexadecimal digits in any case, without braces or white space.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut guid: [u8; 36] = text.as_bytes().try_into().ok()?;
        guid.make_ascii_lowercase();
        let is_guid = guid.iter().enumerate().all(|(place, character)| match place {
            8 | 13 | 18 | 23 => *character == b'-',
            _ => character.is_ascii_hexdigit(),
        });
        is_guid.then_some(Self(guid))
    }

    /// Two random GUIDs (version 4 of RFC 9562). All random bytes come from one call, because in a browser each such call takes 1/40 of the time of a small request.
    pub(crate) fn random_pair(fill_random: impl FnOnce(&mut [u8])) -> [Self; 2] {
        let mut bytes = [[0; 36]; 2];
        fill_random(bytes.as_flattened_mut());
        let [first, second] = bytes;
        [Self::from_random(first), Self::from_random(second)]
    }

    /// Builds a GUID from 36 random bytes, one for each character.
    fn from_random(mut characters: [u8; 36]) -> Self {
        for (place, character) in characters.iter_mut().enumerate() {
            *character = match place {
                8 | 13 | 18 | 23 => b'-',
                14 => b'4',
                19 => hex_digit(*character & 0x3 | 0x8),
                _ => hex_digit(*character & 0xF),
            };
        }
        Self(characters)
    }

    /// The 36 characters.
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

fn hex_digit(digit: u8) -> u8 {
    if digit < 10 { b'0' + digit } else { b'a' - 10 + digit }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accepts_only_guids() {
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
    fn is_kept_in_lower_case() {
        let guid = Guid::parse("47021739-3426-40BF-9601-61B4B6D7C793");
        assert_eq!(guid.unwrap().as_str(), "47021739-3426-40bf-9601-61b4b6d7c793");
    }

    proptest! {
        #[test]
        fn random_guids_are_version_4(bytes: [u8; 36]) {
            let guid = Guid::from_random(bytes);
            prop_assert_eq!(Guid::parse(guid.as_str()), Some(guid));
            prop_assert_eq!(guid.0[14], b'4');
            prop_assert!(b"89ab".contains(&guid.0[19]));
        }
    }
}
