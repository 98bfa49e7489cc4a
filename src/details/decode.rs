//! Decodes the text of an answer, tolerant where the service or its documentation is loose.

use crate::json::{Fault, Reader, Text, Value};
use crate::model::BatchUploadDetails;
use crate::rows::{
    ABSENT, ATTRIBUTES, BATCH, BATCH_FIELDS, BATCH_PAIRS, BATCH_STATUS_INDEX, DEVICE, DEVICE_PAIRS, Field, Kind,
    PRESENT, Pair, TYPE_MISMATCH,
};
use crate::status;
use crate::text::{concat, decimal};
use crate::timestamp::Timestamp;

/// A decoded answer: its text, and the rows with the positions of its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodedDetails<'a> {
    /// The text of the answer.
    pub text: &'a str,
    /// The rows of [`crate::rows`], one after the other.
    pub rows: Vec<Pair>,
    /// Whether the text is ASCII, so that its bytes and its UTF-16 units have the same places.
    pub is_ascii: bool,
}

impl DecodedDetails<'_> {
    /// Whether nothing more will happen to the batch.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.rows.get(BATCH_STATUS_INDEX).is_some_and(|pair| status::is_final(*pair))
    }

    /// Whether the service still works on the batch.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.rows.get(BATCH_STATUS_INDEX).is_some_and(|pair| status::is_under_way(*pair))
    }

    /// Whether it has a device, a time, or a status beside its tracking id, as every batch upload of the service has.
    #[must_use]
    pub fn names_a_batch(&self) -> bool {
        let [_, tracking_id, status, started_time, completed_time, ..] = self.rows.as_slice() else { return false };
        let is_there = |pair: &Pair| *pair != ABSENT;
        self.rows.len() > BATCH_PAIRS
            || is_there(started_time)
            || is_there(completed_time)
            || is_there(tracking_id) && is_there(status)
    }

    /// Builds the details. The tracking id stands in where the answer has none.
    #[must_use]
    pub fn to_details(&self, tracking_id: &str) -> BatchUploadDetails {
        BatchUploadDetails::from_rows(self.text, &self.rows, tracking_id)
    }
}

/// Why a text can't be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The JSON text ends before it is complete: the answer was cut off.
    Incomplete,
    /// The text is not JSON.
    Syntax {
        /// The line of the first byte that is not allowed, counted from 1.
        line: usize,
        /// Its column in bytes, counted from 1.
        column: usize,
    },
    /// A value has a wrong type.
    Malformed {
        /// The path to it, such as `devicesStatus[3].serialNumber`. Empty for the answer as a whole.
        path: String,
        /// What is there, without the value itself.
        found: &'static str,
    },
    /// It lists more devices than a text of its length may have, or there is no memory left.
    TooLarge,
}

/// The fewest bytes of text that a device takes, on average. This bounds what a text can cost in memory. A device takes 80 bytes of rows, as
/// many again for their copy in JavaScript, and an object of up to 200 bytes there or in Rust. Together with the text and its copies that is at
/// most 12 bytes for each byte of text. The devices of the service take more than 100 bytes each.
const LEAST_BYTES_PER_DEVICE: usize = 48;

/// How many devices a text of any length can have. They cost a megabyte.
const DEVICES_OF_ANY_LENGTH: usize = 5_000;

/// The room that the first device makes, in pairs: for 32 devices.
const FIRST_ROOM: usize = 32 * DEVICE_PAIRS;

/// Decodes the text of an answer. The text has no byte order mark and is at most 1 GiB long.
///
/// # Errors
/// A [`DecodeError`], which never holds a piece of the text.
pub fn decode(text: &str) -> Result<DecodedDetails<'_>, DecodeError> {
    let mut decoder =
        Decoder { reader: Reader::new(text), rows: vec![ABSENT; BATCH_PAIRS], present: 0, has_type_mismatch: false };
    match decoder.value(Kind::Object(&BATCH), 0).and_then(|()| decoder.reader.end()) {
        Err(Fault::Incomplete) => return Err(DecodeError::Incomplete),
        Err(Fault::TooLarge) => return Err(DecodeError::TooLarge),
        Err(Fault::Syntax) => {
            let (line, column) = decoder.reader.position();
            return Err(DecodeError::Syntax { line, column });
        }
        Ok(()) => (),
    }
    if let Some((path, found)) = decoder.mismatch() {
        return Err(DecodeError::Malformed { path, found });
    }
    Ok(DecodedDetails { text, is_ascii: decoder.reader.is_ascii(), rows: decoder.rows })
}

/// Records a value of a wrong type in its row and continues, because the text may turn out to be cut off, which is then the failure to report,
/// and because the last value of a repeated field counts.
struct Decoder<'a> {
    reader: Reader<'a>,
    rows: Vec<Pair>,
    /// A bit for each of the first pairs: whether its value is there and not `null`. The pair of a status that is unknown does not tell.
    present: u32,
    /// Whether there was one. A later value of its field can have taken its place.
    has_type_mismatch: bool,
}

/// What can be found where another type belongs. The second half of a pair with [`TYPE_MISMATCH`] is the index here.
const FOUND: [&str; 6] = ["true or false", "a text", "a number", "an object", "a list", "a text that is no time"];
const FOUND_NO_TIME: u32 = 5;

impl Decoder<'_> {
    /// Reads the next value into the pair at this place.
    fn value(&mut self, kind: Kind, at: usize) -> Result<(), Fault> {
        // The field may be repeated: nothing of an earlier value stays.
        match kind {
            Kind::Object(fields) => {
                self.rows.iter_mut().skip(at + 1).take(fields.len()).for_each(|pair| *pair = ABSENT);
            }
            Kind::Devices => self.rows.truncate(BATCH_PAIRS),
            _ => (),
        }
        let value = self.reader.value()?;
        if at < BATCH_FIELDS {
            self.present = self.present & !(1 << at) | u32::from(!matches!(value, Value::Null)) << at;
        }
        let pair = match (kind, value) {
            (_, Value::Null) => ABSENT,
            (Kind::Text, Value::Text(text)) if text.raw.is_empty() => ABSENT,
            (Kind::Text, Value::Text(text)) => text.span.to_pair(),
            (Kind::Status, Value::Whole(number)) => status_pair(status::number_of_digits(number.raw), number),
            (Kind::Status | Kind::Time | Kind::ErrorCode | Kind::ErrorName, Value::Text(text))
            | (Kind::ErrorCode, Value::Whole(text)) => self.word(kind, text),
            (Kind::Object(fields), Value::Object) => self.object(fields, at + 1)?,
            (Kind::Devices, Value::List) => self.devices()?,
            (_, other) => {
                self.reader.skip(other)?;
                self.type_mismatch(found(other))
            }
        };
        if let Some(place) = self.rows.get_mut(at) {
            *place = pair;
        }
        Ok(())
    }

    /// Reads the fields of an object, whose `{` has been read, into the pairs from this place on.
    fn object(&mut self, fields: &'static [Field], at: usize) -> Result<Pair, Fault> {
        let mut is_first = true;
        while let Some(key) = self.reader.next_key(&mut is_first)? {
            let key = key.resolve_word();
            let is_named = |Field(name, _): &Field| is_same(name.as_bytes(), key.as_bytes());
            let index = fields.iter().position(is_named).or_else(|| index_in_any_case(fields, &key));
            if let Some((index, Field(_, kind))) = index.and_then(|index| Some((index, fields.get(index)?))) {
                self.value(*kind, at + index)?;
            } else {
                let value = self.reader.value()?;
                self.reader.skip(value)?;
            }
        }
        Ok(PRESENT)
    }

    /// Reads a list of devices, whose `[` has been read. A `null` keeps its place in it: the position tells which device it is. After the first
    /// item that can be no device the list is refused, unless it turns out not to count, and the rest of it is only skipped.
    fn devices(&mut self) -> Result<Pair, Fault> {
        let mut is_first = true;
        let mut is_list_of_devices = true;
        while self.reader.next_item(&mut is_first)? {
            if is_list_of_devices {
                let device = self.rows.len();
                self.add_device()?;
                self.value(Kind::Object(&DEVICE), device)?;
                is_list_of_devices = self.rows.get(device).is_some_and(|[first, _]| *first != TYPE_MISMATCH);
            } else {
                let value = self.reader.value()?;
                self.reader.skip(value)?;
            }
        }
        Ok(PRESENT)
    }

    /// Adds the row of a device that nothing is known of.
    fn add_device(&mut self) -> Result<(), Fault> {
        if self.rows.capacity() - self.rows.len() < DEVICE_PAIRS {
            self.make_room()?;
        }
        self.rows.extend_from_slice(&[ABSENT; DEVICE_PAIRS]);
        Ok(())
    }

    /// Makes room for more devices: as many as the rest of the text has if they are like those so far, so that real answers are moved once.
    /// There is never room for more than a text of this length can have.
    #[cold]
    fn make_room(&mut self) -> Result<(), Fault> {
        let pairs = self.rows.len();
        let (read, unread) = self.reader.progress();
        let most = BATCH_PAIRS + DEVICE_PAIRS * (DEVICES_OF_ANY_LENGTH + (read + unread) / LEAST_BYTES_PER_DEVICE);
        let expected = (pairs as u64 * unread as u64).checked_div(read as u64).unwrap_or_default();
        let expected = if pairs > FIRST_ROOM { usize::try_from(expected).unwrap_or(most) } else { FIRST_ROOM };
        let room = expected.max(pairs / 8).min(most - pairs);
        if room < DEVICE_PAIRS {
            return Err(Fault::TooLarge);
        }
        self.rows.try_reserve_exact(room).map_err(|_| Fault::TooLarge)
    }

    /// A text of which some stand for something else than themselves.
    fn word(&mut self, kind: Kind, text: Text<'_>) -> Pair {
        let word = text.resolve_word();
        match kind {
            Kind::Status => status_pair(status::number_of_word(&word), text),
            _ if word.is_empty() => ABSENT,
            // A .NET service writes 0001-01-01 for a time that is not set.
            Kind::Time if word.starts_with("0001-01-01") => ABSENT,
            Kind::Time => match Timestamp::parse(&word) {
                Some(time) => time.to_pair(),
                None => self.type_mismatch(FOUND_NO_TIME),
            },
            _ if *word == *"0" || word.eq_ignore_ascii_case("none") => ABSENT,
            _ => text.span.to_pair(),
        }
    }

    #[cold]
    fn type_mismatch(&mut self, found: u32) -> Pair {
        self.has_type_mismatch = true;
        [TYPE_MISMATCH, found]
    }

    /// The path to the first value of a wrong type that is left, or to an answer that holds nothing of a batch, and what is there.
    fn mismatch(&self) -> Option<(String, &'static str)> {
        if self.has_type_mismatch
            && let Some(at) = self.rows.iter().position(|[first, _]| *first == TYPE_MISMATCH)
        {
            let [_, index] = self.rows.get(at)?;
            return Some((path(at), FOUND.get(*index as usize)?));
        }
        let found = match self.present {
            0 => "null",
            1 => "an object of another kind",
            // As servers report errors and their own health: a word or a number of theirs, with nothing else of a batch.
            STATUS_ALONE if self.rows.get(BATCH_STATUS_INDEX).is_some_and(|[_, end]| *end != 0) => {
                "an object of another kind"
            }
            _ => return None,
        };
        Some((String::new(), found))
    }
}

/// The bits in `present` of an object that has a status and nothing else of a batch.
const STATUS_ALONE: u32 = 1 | 1 << BATCH_STATUS_INDEX;

/// The index in [`FOUND`] of the type of a value.
fn found(value: Value<'_>) -> u32 {
    match value {
        Value::Null | Value::Bool => 0,
        Value::Text(_) => 1,
        Value::Whole(_) | Value::Number => 2,
        Value::Object => 3,
        Value::List => 4,
    }
}

/// The path to the value of the pair at this place.
fn path(at: usize) -> String {
    let (mut fields, mut place, mut path) = (BATCH.as_slice(), at, String::new());
    if let Some(behind) = at.checked_sub(BATCH_PAIRS) {
        (fields, place) = (&DEVICE, behind % DEVICE_PAIRS);
        path = concat(&["devicesStatus[", &decimal(behind / DEVICE_PAIRS), "]"]);
    }
    let own = place.min(fields.len());
    for (fields, place) in [(fields, own), (&ATTRIBUTES, place - own)] {
        if let Some(Field(name, _)) = place.checked_sub(1).and_then(|index| fields.get(index)) {
            path = concat(&[&path, if path.is_empty() { "" } else { "." }, name]);
        }
    }
    path
}

/// Whether a key is this name of a field, which has up to 16 bytes. A general comparison is a function call for each field of each device.
fn is_same(name: &[u8], key: &[u8]) -> bool {
    name.len() == key.len()
        && name.first_chunk::<8>() == key.first_chunk::<8>()
        && name.last_chunk::<8>() == key.last_chunk::<8>()
        && (name.len() >= 8 || name == key)
}

/// The index of the field that has this name in another case. Few answers have one.
#[cold]
#[inline(never)]
fn index_in_any_case(fields: &[Field], key: &str) -> Option<usize> {
    fields.iter().position(|Field(name, _)| name.eq_ignore_ascii_case(key))
}

/// A known status, or the place of a word that is not known.
fn status_pair(known: Option<u32>, text: Text<'_>) -> Pair {
    known.map_or_else(|| text.span.to_pair(), status::to_pair)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_name_is_compared_as_a_whole() {
        for fields in [BATCH.as_slice(), &DEVICE, &ATTRIBUTES] {
            for (index, Field(name, _)) in fields.iter().enumerate() {
                assert!(name.len() <= 16);
                assert!(is_same(name.as_bytes(), name.as_bytes()));
                assert_eq!(index_in_any_case(fields, &name.to_ascii_uppercase()), Some(index));
                assert_eq!(index_in_any_case(fields, &name.to_ascii_lowercase()), Some(index));
                for at in 0..name.len() {
                    let mut other = (*name).to_owned();
                    other.replace_range(at..=at, "_");
                    assert!(!is_same(name.as_bytes(), other.as_bytes()), "{other}");
                    assert_eq!(index_in_any_case(fields, &other), None, "{other}");
                }
            }
        }
    }
}
