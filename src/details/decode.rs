//! From the text of an answer to its [`Details`], tolerant where the service or its documentation is loose.

use crate::decimal::decimal;
use crate::format::{
    ABSENT, ATTRIBUTES, BATCH, BATCH_PAIRS, BATCH_STATUS, DEVICE, DEVICE_PAIRS, Field, Kind, MISFIT, PRESENT, Pair,
};
use crate::join::join;
use crate::json::{Fault, Reader, Text, Value};
use crate::status::UploadStatus;
use crate::timestamp::{Reading, Timestamp};

/// What an answer says of a batch upload, in a form that crosses to JavaScript in one piece: the rows of [`crate::format`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    rows: Vec<Pair>,
}

impl Details {
    /// All pairs, one after the other.
    #[must_use]
    pub fn cells(&self) -> &[u32] {
        self.rows.as_flattened()
    }

    /// Whether nothing more will happen to the batch.
    #[must_use]
    pub fn is_final(&self) -> bool {
        let finals = [UploadStatus::Finished, UploadStatus::FinishedWithErrors];
        self.rows.get(BATCH_STATUS).is_some_and(|status| finals.map(UploadStatus::pair).contains(status))
    }
}

/// Why a text holds no [`Details`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The JSON text ends before it is complete: the answer was cut short on its way.
    Incomplete,
    /// Not JSON from this place on.
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The column in bytes, from 1.
        column: usize,
    },
    /// A value of a kind that can't stand there.
    Malformed {
        /// Where, such as `devicesStatus[3].serialNumber`; empty for the answer as a whole.
        path: String,
        /// What is there, in words and without the value.
        found: &'static str,
    },
}

/// Decodes the text of an answer, without a byte order mark.
///
/// # Errors
/// A [`DecodeError`], which never holds a piece of the text.
pub fn decode(text: &str) -> Result<Details, DecodeError> {
    let mut decoder = Decoder { reader: Reader::new(text), rows: vec![ABSENT; BATCH_PAIRS], misfits: Vec::new() };
    match decoder.value(Kind::Object(&BATCH), 0).and_then(|()| decoder.reader.end()) {
        Err(Fault::Incomplete) => return Err(DecodeError::Incomplete),
        Err(Fault::Syntax) => {
            let (line, column) = decoder.reader.place();
            return Err(DecodeError::Syntax { line, column });
        }
        Ok(()) if decoder.rows.first() == Some(&ABSENT) => {
            return Err(DecodeError::Malformed { path: String::new(), found: "null" });
        }
        Ok(()) => (),
    }
    if let Some((path, found)) = decoder.first_misfit() {
        return Err(DecodeError::Malformed { path, found });
    }
    Ok(Details { rows: decoder.rows })
}

/// Reads on behind a value that can't stand where it stands: it is no failure before the end of the text has been seen, and of a field
/// that is repeated the last value counts. Until then such a misfit is a pair in its row like any other.
struct Decoder<'a> {
    reader: Reader<'a>,
    rows: Vec<Pair>,
    /// What was found of each misfit, in words. The pair has its number here.
    misfits: Vec<&'static str>,
}

impl Decoder<'_> {
    /// Reads what is next into the pair at this place.
    fn value(&mut self, kind: Kind, at: usize) -> Result<(), Fault> {
        // Of a field that is repeated nothing earlier is left.
        match kind {
            Kind::Object(fields) => {
                self.rows.iter_mut().skip(at + 1).take(fields.len()).for_each(|pair| *pair = ABSENT);
            }
            Kind::Devices => self.rows.truncate(BATCH_PAIRS),
            _ => (),
        }
        let value = self.reader.value()?;
        let pair = match (kind, value) {
            (_, Value::Null) => ABSENT,
            (Kind::Text | Kind::TextOrNumber, Value::Text(text)) => text.span.pair(),
            (Kind::TextOrNumber, Value::Whole(number)) => number.span.pair(),
            (Kind::Status, Value::Text(word)) => status(UploadStatus::from_word(&word.resolve()), word),
            (Kind::Status, Value::Whole(number)) => status(UploadStatus::from_number(number.raw), number),
            (Kind::Time, Value::Text(text)) => self.time(text),
            (Kind::Object(fields), Value::Object) => self.object(fields, at + 1)?,
            (Kind::Devices, Value::List) => self.devices()?,
            (_, other) => {
                self.reader.skip(other)?;
                self.misfit(other.kind())
            }
        };
        if let Some(place) = self.rows.get_mut(at) {
            *place = pair;
        }
        Ok(())
    }

    /// Reads the fields of an object that has begun into the pairs from this place on.
    fn object(&mut self, fields: &'static [Field], at: usize) -> Result<Pair, Fault> {
        let mut is_first = true;
        while let Some(key) = self.reader.next_key(&mut is_first)? {
            let key = key.resolve();
            let known = fields.iter().zip(at..).find(|(Field(name, _), _)| is_same(name, &key));
            if let Some((Field(_, kind), at)) = known {
                self.value(*kind, at)?;
            } else {
                let value = self.reader.value()?;
                self.reader.skip(value)?;
            }
        }
        Ok(PRESENT)
    }

    /// Reads a list of devices that has begun. A null in it keeps its place: the position tells which device it is.
    fn devices(&mut self) -> Result<Pair, Fault> {
        let mut is_first = true;
        while self.reader.next_item(&mut is_first)? {
            let device = self.rows.len();
            self.rows.extend_from_slice(&[ABSENT; DEVICE_PAIRS]);
            self.value(Kind::Object(&DEVICE), device)?;
        }
        Ok(PRESENT)
    }

    fn time(&mut self, text: Text<'_>) -> Pair {
        let text = text.resolve();
        match Timestamp::read(&text) {
            Reading::At(time) => time.pair(),
            Reading::NotSet => ABSENT,
            Reading::NotATime if text.is_empty() => ABSENT,
            Reading::NotATime => self.misfit("a text that is no time"),
        }
    }

    #[cold]
    fn misfit(&mut self, found: &'static str) -> Pair {
        self.misfits.push(found);
        [MISFIT, number(self.misfits.len() - 1)]
    }

    /// The path to the first misfit that is left, and what is there.
    fn first_misfit(&self) -> Option<(String, &'static str)> {
        self.misfits.first()?;
        let at = self.rows.iter().position(|[first, _]| *first == MISFIT)?;
        let [_, number] = self.rows.get(at)?;
        Some((path(at), self.misfits.get(*number as usize)?))
    }
}

/// The path to what the pair at a place is of.
fn path(at: usize) -> String {
    let (mut fields, mut place, mut path) = (BATCH.as_slice(), at, String::new());
    if let Some(behind) = at.checked_sub(BATCH_PAIRS) {
        (fields, place) = (&DEVICE, behind % DEVICE_PAIRS);
        path = join(&["devicesStatus[", &decimal(behind / DEVICE_PAIRS), "]"]);
    }
    let own = place.min(fields.len());
    for (fields, place) in [(fields, own), (&ATTRIBUTES, place - own)] {
        if let Some(Field(name, _)) = place.checked_sub(1).and_then(|index| fields.get(index)) {
            path = join(&[&path, if path.is_empty() { "" } else { "." }, name]);
        }
    }
    path
}

/// Whether two texts of up to 16 letters are the same. A comparison of any length is a call, for each field of each device.
fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    one.len() == other.len()
        && one.first_chunk::<8>() == other.first_chunk::<8>()
        && one.last_chunk::<8>() == other.last_chunk::<8>()
        && (one.len() >= 8 || one == other)
}

/// The number of a known status, or where the word stands that is not known here.
fn status(known: Option<UploadStatus>, text: Text<'_>) -> Pair {
    known.map_or(text.span.pair(), UploadStatus::pair)
}

/// An answer is limited to 1 GiB, and so is the number of what it holds.
#[expect(clippy::cast_possible_truncation)]
fn number(count: usize) -> u32 {
    count as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_as_a_whole() {
        for Field(name, _) in BATCH.iter().chain(&DEVICE).chain(&ATTRIBUTES) {
            assert!(is_same(name, name));
            for at in 0..name.len() {
                let mut other = (*name).to_owned();
                other.replace_range(at..=at, "_");
                assert!(!is_same(name, &other), "{other}");
            }
        }
    }
}
