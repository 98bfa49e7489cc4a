//! What an answer holds, and how it crosses to JavaScript: as the text that it is, and as pairs of numbers that tell what stands where.
//!
//! Each object is a row of pairs: one for the object itself, then one for each of its fields, in the order of the lists here. Attributes,
//! the last field of either object, have their own fields behind them. The row of the batch is the first; those of the devices follow.

/// Where a text stands, from and to; the two halves of a time; the number of a status.
pub type Pair = [u32; 2];

/// Of whatever is not there.
pub const ABSENT: Pair = [0, 0];

/// Of an object or a list that is there.
pub(crate) const PRESENT: Pair = [1, 0];

/// The first half of the pair of what can't stand there; neither a text nor a time begins with it.
pub(crate) const MISFIT: u32 = u32::MAX;

/// A field of an object: its name, and what stands there.
pub(crate) struct Field(pub(crate) &'static str, pub(crate) Kind);

/// What can stand in a field. Nothing has to: `null` is the same as no field.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Text,
    /// Documented as a text, but Microsoft Graph's twin of the field is a number.
    TextOrNumber,
    /// A word, or a number of the service's enumeration.
    Status,
    Time,
    Object(&'static [Field]),
    /// A list of [`DEVICE`].
    Devices,
}

pub(crate) static BATCH: [Field; 6] = [
    Field("batchTrackingId", Kind::Text),
    Field("status", Kind::Status),
    Field("startedTime", Kind::Time),
    Field("completedTime", Kind::Time),
    Field("devicesStatus", Kind::Devices),
    Field("attributes", Kind::Object(&ATTRIBUTES)),
];

pub(crate) static DEVICE: [Field; 7] = [
    Field("deviceId", Kind::Text),
    Field("serialNumber", Kind::Text),
    Field("productKey", Kind::Text),
    Field("status", Kind::Status),
    Field("errorCode", Kind::TextOrNumber),
    Field("errorDescription", Kind::Text),
    Field("attributes", Kind::Object(&ATTRIBUTES)),
];

pub(crate) static ATTRIBUTES: [Field; 2] = [Field("objectType", Kind::Text), Field("etag", Kind::Text)];

/// How many pairs the row of the batch has.
pub(crate) const BATCH_PAIRS: usize = 1 + BATCH.len() + ATTRIBUTES.len();

/// How many pairs the row of a device has.
pub(crate) const DEVICE_PAIRS: usize = 1 + DEVICE.len() + ATTRIBUTES.len();

/// The pair in the row of the batch that holds its status.
pub(crate) const BATCH_STATUS: usize = 2;
