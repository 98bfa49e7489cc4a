//! What the service says of a batch upload, after decoding.
//!
//! These types are also the TypeScript declarations of the package: names, comments and all. Their texts are places in the answer, so that
//! the answer crosses to JavaScript once and as a whole; the facade cuts the texts out of it.

#[cfg(target_family = "wasm")]
use tsify::Tsify;

use crate::json::Span;
use crate::timestamp::Timestamp;

/// The status of a batch upload, as the service gave it at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(target_family = "wasm", derive(Tsify), serde(rename_all = "camelCase"))]
pub struct BatchUploadDetails {
    /// The id of the batch upload, a GUID; the one that was asked for where the service sends none.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub batch_tracking_id: Span,
    /// How far the batch as a whole has come. A `finished` batch can hold devices that failed: success is told per device.
    #[cfg_attr(target_family = "wasm", tsify(type = "UploadStatus"))]
    pub status: UploadStatus,
    /// When the service began to work on the batch. Absent when it says nothing or `0001-01-01`.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "Date"))]
    pub started_time: Option<Timestamp>,
    /// When the batch was done. Absent when the service says nothing or `0001-01-01`.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "Date"))]
    pub completed_time: Option<Timestamp>,
    /// The devices in the order of the upload; empty when the service names none (yet).
    #[cfg_attr(target_family = "wasm", tsify(type = "DeviceUploadDetails[]"))]
    pub devices_status: DeviceTable,
    /// What kind of resource this is.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "ResourceAttributes"))]
    pub attributes: Option<ResourceAttributes>,
}

/// What became of one device of the upload. An upload by hardware hash alone comes back without serial number, product key and
/// device id: the position in the list then tells which device it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(target_family = "wasm", derive(Tsify), serde(rename_all = "camelCase"))]
pub struct DeviceUploadDetails {
    /// The id that the service gave to the device, a GUID.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string"))]
    pub device_id: Span,
    /// The serial number, as uploaded.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string"))]
    pub serial_number: Span,
    /// The product key (PKID), as uploaded.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string"))]
    pub product_key: Span,
    /// How far this device has come; `finished_with_errors` means that it failed.
    #[cfg_attr(target_family = "wasm", tsify(type = "UploadStatus"))]
    pub status: UploadStatus,
    /// The number of the device error, such as `"808"`. `explainDeviceError` tells what it means.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string"))]
    pub error_code: Span,
    /// The symbolic name of the device error, such as `"ZtdDeviceAssignedToOtherTenant"`.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string"))]
    pub error_description: Span,
    /// What kind of resource this is.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "ResourceAttributes"))]
    pub attributes: Option<ResourceAttributes>,
}

/// What the service says about a resource itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(target_family = "wasm", derive(Tsify), serde(rename_all = "camelCase"))]
pub struct ResourceAttributes {
    /// The service's name of the type, such as `"BatchUploadDetails"`.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string"))]
    pub object_type: Span,
    /// The version of the resource.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "string"))]
    pub etag: Span,
}

/// How far a batch or a device has come: `finished` and `finished_with_errors` are final, `unknown` is not. A word that the service may
/// add one day is handed through as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    target_family = "wasm",
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
    /// A word or number that is not known here.
    Other(Span),
}

impl UploadStatus {
    /// Reads a known status in any spelling that is in use: `finished_with_errors`, `FinishedWithErrors`, `in-progress`, or the number of the
    /// service's enumeration.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        const WORDS: [(&str, UploadStatus); 7] = [
            ("finished", UploadStatus::Finished),
            ("finishedwitherrors", UploadStatus::FinishedWithErrors),
            ("processing", UploadStatus::Processing),
            ("inprogress", UploadStatus::Processing),
            ("queued", UploadStatus::Queued),
            ("unknown", UploadStatus::Unknown),
            ("", UploadStatus::Unknown),
        ];
        let letters = word.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b' '));
        let letters = letters.map(|byte| byte.to_ascii_lowercase());
        WORDS.into_iter().find_map(|(spelling, status)| letters.clone().eq(spelling.bytes()).then_some(status))
    }

    /// Reads the number of the service's enumeration.
    #[must_use]
    pub fn from_number(digits: &str) -> Option<Self> {
        match digits {
            "0" => Some(Self::Unknown),
            "1" => Some(Self::Queued),
            "2" => Some(Self::Processing),
            "3" => Some(Self::Finished),
            "4" => Some(Self::FinishedWithErrors),
            _ => None,
        }
    }

    /// Whether nothing more will happen.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Finished | Self::FinishedWithErrors)
    }

    /// The place of the word, or `[number, 0]` for a known status: no text ends at 0.
    #[must_use]
    pub fn cells(self) -> [u32; 2] {
        match self {
            Self::Unknown => [0, 0],
            Self::Queued => [1, 0],
            Self::Processing => [2, 0],
            Self::Finished => [3, 0],
            Self::FinishedWithErrors => [4, 0],
            Self::Other(word) => word.cells(),
        }
    }
}

/// The devices of a batch upload, in a form that crosses to JavaScript in one piece: a row of [`DeviceTable::COLUMNS`] numbers for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceTable(Vec<u32>);

impl DeviceTable {
    /// A pair for each of device id, serial number, product key, status, error code, error description, object type and etag; and whether
    /// there are attributes.
    pub const COLUMNS: usize = 17;

    /// Adds a device.
    pub fn push(&mut self, device: DeviceUploadDetails) {
        let attributes = device.attributes.unwrap_or_default();
        let pairs = [
            device.device_id.cells(),
            device.serial_number.cells(),
            device.product_key.cells(),
            device.status.cells(),
            device.error_code.cells(),
            device.error_description.cells(),
            attributes.object_type.cells(),
            attributes.etag.cells(),
        ];
        self.0.extend_from_slice(pairs.as_flattened());
        self.0.push(u32::from(device.attributes.is_some()));
    }

    /// The number of devices.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len() / Self::COLUMNS
    }

    /// Whether there is no device.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All rows, one after the other.
    #[must_use]
    pub fn cells(&self) -> &[u32] {
        &self.0
    }

    /// All rows, to be kept.
    #[must_use]
    pub fn into_cells(self) -> Vec<u32> {
        self.0
    }
}
