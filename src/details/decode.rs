//! From the text of an answer to [`BatchUploadDetails`], tolerant where the service or its documentation is loose.

use crate::decimal::decimal;
use crate::json::{Fault, Reader, Span, Text, Value};
use crate::model::{BatchUploadDetails, DeviceTable, DeviceUploadDetails, ResourceAttributes, UploadStatus};
use crate::timestamp::{Reading, Timestamp};

/// Why a text is no [`BatchUploadDetails`].
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
pub fn decode(text: &str) -> Result<BatchUploadDetails, DecodeError> {
    let mut reader = Reader::new(text);
    let outcome = read_whole(&mut reader).map_err(|fault| match fault {
        Fault::Incomplete => DecodeError::Incomplete,
        Fault::Syntax => {
            let (line, column) = reader.place();
            DecodeError::Syntax { line, column }
        }
    })?;
    outcome.map_err(|Misfit { path, found }| DecodeError::Malformed { path, found })
}

fn read_whole(reader: &mut Reader<'_>) -> Read<BatchUploadDetails> {
    let value = reader.value()?;
    let batch = read_object::<BatchUploadDetails>(reader, value)?;
    reader.end()?;
    Ok(batch.and_then(|batch| batch.ok_or(Misfit::new("null"))))
}

/// A value that can't stand where it stands. Reading goes on behind it: it is no failure before the end of the text has been
/// seen, and of a field that is repeated the last value counts.
struct Misfit {
    path: String,
    found: &'static str,
}

impl Misfit {
    fn new(found: &'static str) -> Self {
        Self { path: String::new(), found }
    }

    fn below(mut self, place: &str) -> Self {
        let joint = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = [place, joint, &self.path].concat();
        self
    }
}

/// What was read, unless it does not fit, unless the text ends or breaks there.
type Read<T> = Result<Result<T, Misfit>, Fault>;

/// The fields of one object of the answer.
trait Fields: Default {
    /// Takes the value of a known field, or reads over another.
    fn take(&mut self, key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Read<()>;
}

/// Reads an object, or nothing where there is `null`.
fn read_object<T: Fields>(reader: &mut Reader<'_>, value: Value<'_>) -> Read<Option<T>> {
    match value {
        Value::Object => (),
        Value::Null => return Ok(Ok(None)),
        other => return misfit(reader, other),
    }
    let mut fields = T::default();
    let mut misfits: Vec<(String, Misfit)> = Vec::new();
    let mut is_first = true;
    while let Some(key) = reader.next_key(&mut is_first)? {
        let key = key.resolve();
        let value = reader.value()?;
        let outcome = fields.take(&key, value, reader)?;
        misfits.retain(|(other, _)| *other != key);
        if let Err(misfit) = outcome {
            misfits.push((key.into_owned(), misfit));
        }
    }
    let first = misfits.into_iter().next();
    Ok(first.map_or(Ok(Some(fields)), |(key, misfit)| Err(misfit.below(&key))))
}

impl Fields for BatchUploadDetails {
    fn take(&mut self, key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Read<()> {
        match key {
            "batchTrackingId" => set(&mut self.batch_tracking_id, read_text(reader, value)),
            "status" => set(&mut self.status, read_status(reader, value)),
            "startedTime" => set(&mut self.started_time, read_time(reader, value)),
            "completedTime" => set(&mut self.completed_time, read_time(reader, value)),
            "devicesStatus" => set(&mut self.devices_status, read_devices(reader, value)),
            "attributes" => set(&mut self.attributes, read_object(reader, value)),
            _ => reader.skip(value).map(Ok),
        }
    }
}

impl Fields for DeviceUploadDetails {
    fn take(&mut self, key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Read<()> {
        match key {
            "deviceId" => set(&mut self.device_id, read_text(reader, value)),
            "serialNumber" => set(&mut self.serial_number, read_text(reader, value)),
            "productKey" => set(&mut self.product_key, read_text(reader, value)),
            "status" => set(&mut self.status, read_status(reader, value)),
            "errorCode" => set(&mut self.error_code, read_text_or_number(reader, value)),
            "errorDescription" => set(&mut self.error_description, read_text(reader, value)),
            "attributes" => set(&mut self.attributes, read_object(reader, value)),
            _ => reader.skip(value).map(Ok),
        }
    }
}

impl Fields for ResourceAttributes {
    fn take(&mut self, key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Read<()> {
        match key {
            "objectType" => set(&mut self.object_type, read_text(reader, value)),
            "etag" => set(&mut self.etag, read_text(reader, value)),
            _ => reader.skip(value).map(Ok),
        }
    }
}

fn set<T>(field: &mut T, read: Read<T>) -> Read<()> {
    Ok(read?.map(|value| *field = value))
}

/// A list of devices. A null in it keeps its place: the position tells which device it is.
fn read_devices(reader: &mut Reader<'_>, value: Value<'_>) -> Read<DeviceTable> {
    let mut table = DeviceTable::default();
    match value {
        Value::List => (),
        Value::Null => return Ok(Ok(table)),
        other => return misfit(reader, other),
    }
    let mut first_misfit = None;
    let mut is_first = true;
    while reader.next_item(&mut is_first)? {
        let value = reader.value()?;
        match read_object::<DeviceUploadDetails>(reader, value)? {
            Ok(device) => table.push(device.unwrap_or_default()),
            Err(misfit) if first_misfit.is_none() => {
                let place = ["[", &decimal(table.len()), "]"].concat();
                first_misfit = Some(misfit.below(&place));
            }
            Err(_) => (),
        }
    }
    Ok(first_misfit.map_or(Ok(table), Err))
}

fn read_text(reader: &mut Reader<'_>, value: Value<'_>) -> Read<Span> {
    match value {
        Value::Null => Ok(Ok(Span::ABSENT)),
        Value::Text(text) => Ok(Ok(text.span)),
        other => misfit(reader, other),
    }
}

/// Documented as a text, but Microsoft Graph's twin of the field is a number.
fn read_text_or_number(reader: &mut Reader<'_>, value: Value<'_>) -> Read<Span> {
    match value {
        Value::Number(number) if number.is_whole() => Ok(Ok(number.span)),
        other => read_text(reader, other),
    }
}

fn read_status(reader: &mut Reader<'_>, value: Value<'_>) -> Read<UploadStatus> {
    let or_other = |known: Option<UploadStatus>, text: Text<'_>| known.unwrap_or(UploadStatus::Other(text.span));
    match value {
        Value::Null => Ok(Ok(UploadStatus::Unknown)),
        Value::Text(word) => Ok(Ok(or_other(UploadStatus::from_word(&word.resolve()), word))),
        Value::Number(number) if number.is_whole() => {
            Ok(Ok(or_other(UploadStatus::from_number(&number.resolve()), number)))
        }
        other => misfit(reader, other),
    }
}

fn read_time(reader: &mut Reader<'_>, value: Value<'_>) -> Read<Option<Timestamp>> {
    let text = match value {
        Value::Null => return Ok(Ok(None)),
        Value::Text(text) => text.resolve(),
        other => return misfit(reader, other),
    };
    Ok(match Timestamp::read(&text) {
        Reading::At(time) => Ok(Some(time)),
        Reading::NotSet => Ok(None),
        Reading::NotATime if text.is_empty() => Ok(None),
        Reading::NotATime => Err(Misfit::new("a text that is no time")),
    })
}

fn misfit<T>(reader: &mut Reader<'_>, value: Value<'_>) -> Read<T> {
    reader.skip(value)?;
    Ok(Err(Misfit::new(value.kind())))
}
