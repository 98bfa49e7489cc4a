//! How far a batch upload or a device has come.

#[cfg(any(test, target_family = "wasm"))]
use tsify::Tsify;

use crate::format::Pair;

/// How far a batch or a device has come: `finished` and `finished_with_errors` are final, `unknown` is not. A word that the service may
/// add one day is handed through as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    any(test, target_family = "wasm"),
    derive(Tsify),
    tsify(type = r#""unknown" | "queued" | "processing" | "finished" | "finished_with_errors" | (string & {})"#)
)]
pub enum UploadStatus {
    /// The service does not know; it can still become anything.
    #[default]
    Unknown,
    /// Waiting for its turn.
    Queued,
    /// Being worked on.
    Processing,
    /// Done; for a device: it is registered.
    Finished,
    /// Done, and something failed; for a device: it is not registered.
    FinishedWithErrors,
}

impl UploadStatus {
    /// Reads a known status in any spelling that is in use: `finished_with_errors`, `FinishedWithErrors`, `in-progress`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        static LETTERS: [(&str, UploadStatus); 7] = [
            ("finished", UploadStatus::Finished),
            ("finishedwitherrors", UploadStatus::FinishedWithErrors),
            ("processing", UploadStatus::Processing),
            ("inprogress", UploadStatus::Processing),
            ("queued", UploadStatus::Queued),
            ("unknown", UploadStatus::Unknown),
            ("", UploadStatus::Unknown),
        ];
        LETTERS.iter().find(|(letters, _)| has_letters(word, letters)).map(|(_, status)| *status)
    }

    /// Reads the number of the service's enumeration.
    #[must_use]
    pub fn from_number(digits: &str) -> Option<Self> {
        match digits.as_bytes() {
            b"0" => Some(Self::Unknown),
            b"1" => Some(Self::Queued),
            b"2" => Some(Self::Processing),
            b"3" => Some(Self::Finished),
            b"4" => Some(Self::FinishedWithErrors),
            _ => None,
        }
    }

    /// The status as a pair: no text ends at 0.
    #[must_use]
    pub fn pair(self) -> Pair {
        [self as u32, 0]
    }
}

/// Whether a word has these letters, in upper or lower case, and nothing else but what joins words.
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
