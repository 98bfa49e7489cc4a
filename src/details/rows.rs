//! The rows that an answer is decoded into: pairs of numbers with the positions of its values.
//!
//! Each object is one row: a pair for the object itself, then one pair for each of its fields, in the order of the tables here. Attributes are
//! the last field of either object, and their own fields follow them in the same row. The first row is the batch; each device has a row after
//! it. The npm package hands these numbers to JavaScript in one piece; Rust code gets [`crate::BatchUploadDetails`], which is built from them.

/// Of a text or a number: the bytes where it starts and ends, see [`Span`]. Of a time: the two halves of its milliseconds. Of a known status: its number and 0.
pub type Pair = [u32; 2];

/// Stands for a field that is missing, `null` or an empty text.
pub const ABSENT: Pair = [0, 0];

/// Stands for an object or a list that is there.
pub const PRESENT: Pair = [1, 0];

/// The first half of a pair whose field has a value of a wrong type. No text and no time begins with it.
pub(crate) const TYPE_MISMATCH: u32 = u32::MAX;

/// Where a text stands in the answer, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The first byte of the text, behind its quote.
    pub start: u32,
    /// The byte behind the text: its closing quote. Never 0.
    pub end: u32,
    /// Whether the text holds escapes.
    pub is_escaped: bool,
}

impl Span {
    /// Marks an escaped text in the second half of its pair. Answers are at most 1 GiB long, so the bit is free.
    const ESCAPED: u32 = 1 << 31;
    /// No text starts here or later, and every time's first half is larger: those of the years 1 to 9999 begin at 2^31 - 14,468.
    const LIMIT: u32 = 1 << 30;

    /// The span as a pair.
    #[must_use]
    pub fn to_pair(self) -> Pair {
        [self.start, self.end | if self.is_escaped { Self::ESCAPED } else { 0 }]
    }

    /// The span in a pair, unless the pair holds something else.
    #[must_use]
    pub fn from_pair([start, end]: Pair) -> Option<Self> {
        let is_span = end != 0 && start < Self::LIMIT;
        is_span.then_some(Self { start, end: end & !Self::ESCAPED, is_escaped: end & Self::ESCAPED != 0 })
    }
}

/// A field of an object: its name, and the type of its value.
pub(crate) struct Field(pub(crate) &'static str, pub(crate) Kind);

/// The type of a field's value. Every field can be missing or `null`.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// A text. An empty one is absent.
    Text,
    /// A text that is also absent where it is `0` or `None`: Microsoft Graph writes both for "no error" (WindowsAutopilotInfo#22).
    ErrorName,
    /// The same, or a number: it is documented as a text, and the same field of Microsoft Graph is a number.
    ErrorCode,
    /// A word, or a number of the service's enumeration.
    Status,
    Time,
    Object(&'static [Field]),
    /// A list of [`DEVICE`].
    Devices,
}

/// The names are ASCII letters. They are known in any case: the service's own .NET libraries read them so, and reports show some in `PascalCase`
/// (Partner-Center-PowerShell#271, #274).
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
    Field("errorCode", Kind::ErrorCode),
    Field("errorDescription", Kind::ErrorName),
    Field("attributes", Kind::Object(&ATTRIBUTES)),
];

pub(crate) static ATTRIBUTES: [Field; 2] = [Field("objectType", Kind::Text), Field("etag", Kind::Text)];

/// How many pairs the row of the batch has.
pub const BATCH_PAIRS: usize = 1 + BATCH.len() + ATTRIBUTES.len();

/// How many pairs the row of a device has.
pub(crate) const DEVICE_PAIRS: usize = 1 + DEVICE.len() + ATTRIBUTES.len();

/// How many pairs from the first on tell a batch: itself and its fields, without the attributes, which every resource of the service has.
pub(crate) const BATCH_FIELDS: usize = BATCH.len();

/// The place of the batch's status in its row.
pub(crate) const BATCH_STATUS_INDEX: usize = 2;
