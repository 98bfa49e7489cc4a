//! How far a batch upload or a device has come.

use std::fmt;

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use tsify::Tsify;

use crate::rows::Pair;

/// How far a batch or a device has come. `finished` and `finished_with_errors` are final; `unknown` is not. Words that this version
/// does not know are kept as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
#[cfg_attr(
    feature = "typescript",
    derive(Tsify),
    tsify(type = r#""unknown" | "queued" | "processing" | "finished" | "finished_with_errors" | (string & {})"#)
)]
pub enum UploadStatus {
    /// The service does not know; any other status can follow.
    #[default]
    Unknown,
    /// Waiting for its turn.
    Queued,
    /// Being worked on.
    Processing,
    /// Done. A device is registered; a batch can still hold devices that failed.
    Finished,
    /// Done, with errors. A device is not registered.
    FinishedWithErrors,
    /// A word that this version does not know, as the service wrote it.
    Other(String),
}

impl UploadStatus {
    /// The word of the status, such as `finished_with_errors`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Unknown => "unknown",
            Self::Queued => "queued",
            Self::Processing => "processing",
            Self::Finished => "finished",
            Self::FinishedWithErrors => "finished_with_errors",
            Self::Other(word) => word,
        }
    }

    /// Whether nothing more will happen.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Finished | Self::FinishedWithErrors)
    }

    /// The known status in a pair.
    pub(crate) fn from_pair([number, _]: Pair) -> Self {
        Self::from_number(number)
    }

    fn from_number(number: u32) -> Self {
        match number {
            1 => Self::Queued,
            2 => Self::Processing,
            3 => Self::Finished,
            4 => Self::FinishedWithErrors,
            _ => Self::Unknown,
        }
    }
}

impl From<&str> for UploadStatus {
    /// Reads a word in any spelling that is in use. A word that is not known becomes [`UploadStatus::Other`].
    fn from(word: &str) -> Self {
        number_of_word(word).map_or_else(|| Self::Other(word.to_owned()), Self::from_number)
    }
}

impl From<String> for UploadStatus {
    fn from(word: String) -> Self {
        Self::from(word.as_str())
    }
}

impl From<UploadStatus> for String {
    fn from(status: UploadStatus) -> Self {
        status.as_str().to_owned()
    }
}

impl fmt::Display for UploadStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// The number of a known status in any spelling that is in use: `finished_with_errors`, `FinishedWithErrors`, `in-progress`.
pub(crate) fn number_of_word(word: &str) -> Option<u32> {
    static LETTERS: [(&str, u32); 7] = [
        ("finished", 3),
        ("finishedwitherrors", 4),
        ("processing", 2),
        ("inprogress", 2),
        ("queued", 1),
        ("unknown", 0),
        ("", 0),
    ];
    LETTERS.iter().find(|(letters, _)| has_letters(word, letters)).map(|(_, number)| *number)
}

/// The number of a known status, written as a number of the service's enumeration.
pub(crate) fn number_of_digits(digits: &str) -> Option<u32> {
    match digits.as_bytes() {
        [digit @ b'0'..=b'4'] => Some(u32::from(digit - b'0')),
        _ => None,
    }
}

/// A known status as a pair. It can't be taken for a text, which never ends at byte 0.
pub(crate) const fn to_pair(number: u32) -> Pair {
    [number, 0]
}

/// Whether the status in a pair is final.
pub(crate) fn is_final(pair: Pair) -> bool {
    matches!(pair, [3 | 4, 0])
}

/// Whether the service still works on what has the status of this pair.
pub(crate) fn is_under_way(pair: Pair) -> bool {
    matches!(pair, [1 | 2, 0])
}

/// Whether a word has these letters in upper or lower case, and otherwise only `_`, `-` and spaces.
#[inline(never)]
fn has_letters(word: &str, letters: &str) -> bool {
    let mut letters = letters.bytes();
    for byte in word.bytes() {
        if !matches!(byte, b'_' | b'-' | b' ') && letters.next() != Some(byte.to_ascii_lowercase()) {
            return false;
        }
    }
    letters.len() == 0
}
