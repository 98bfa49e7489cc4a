//! What the service says of a batch upload, after decoding.
//!
//! These types are also the TypeScript declarations of the package: names, comments and all.

use std::borrow::Cow;

use serde::{Serialize, Serializer};
#[cfg(target_family = "wasm")]
use tsify::Tsify;

use crate::timestamp::Timestamp;

/// The status of a batch upload, as the service gave it at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct BatchUploadDetails<'a> {
    /// The id of the batch upload, a GUID; the one that was asked for where the service sends none.
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub batch_tracking_id: Cow<'a, str>,
    /// How far the batch as a whole has come. A `finished` batch can hold devices that failed: success is told per device.
    #[cfg_attr(target_family = "wasm", tsify(type = "UploadStatus"))]
    pub status: UploadStatus<'a>,
    /// When the service began to work on the batch. Absent when it says nothing or `0001-01-01`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(type = "Date"))]
    pub started_time: Option<Timestamp>,
    /// When the batch was done. Absent when the service says nothing or `0001-01-01`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(type = "Date"))]
    pub completed_time: Option<Timestamp>,
    /// The devices in the order of the upload; empty when the service names none (yet).
    #[cfg_attr(target_family = "wasm", tsify(type = "DeviceUploadDetails[]"))]
    pub devices_status: Vec<DeviceUploadDetails<'a>>,
    /// What kind of resource this is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(type = "ResourceAttributes"))]
    pub attributes: Option<ResourceAttributes<'a>>,
}

/// What became of one device of the upload. An upload by hardware hash alone comes back without serial number, product key and
/// device id: the position in the list then tells which device it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct DeviceUploadDetails<'a> {
    /// The id that the service gave to the device, a GUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub device_id: Option<Cow<'a, str>>,
    /// The serial number, as uploaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub serial_number: Option<Cow<'a, str>>,
    /// The product key (PKID), as uploaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub product_key: Option<Cow<'a, str>>,
    /// How far this device has come; `finished_with_errors` means that it failed.
    #[cfg_attr(target_family = "wasm", tsify(type = "UploadStatus"))]
    pub status: UploadStatus<'a>,
    /// The number of the device error, such as `"808"`. `explainDeviceError` tells what it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub error_code: Option<Cow<'a, str>>,
    /// The symbolic name of the device error, such as `"ZtdDeviceAssignedToOtherTenant"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub error_description: Option<Cow<'a, str>>,
    /// What kind of resource this is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(type = "ResourceAttributes"))]
    pub attributes: Option<ResourceAttributes<'a>>,
}

/// What the service says about a resource itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
pub struct ResourceAttributes<'a> {
    /// The service's name of the type, such as `"BatchUploadDetails"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub object_type: Option<Cow<'a, str>>,
    /// The version of the resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(target_family = "wasm", tsify(type = "string"))]
    pub etag: Option<Cow<'a, str>>,
}

/// How far a batch or a device has come: `finished` and `finished_with_errors` are final, `unknown` is not. A word that the service may
/// add one day is handed through as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(target_family = "wasm", derive(Tsify))]
#[cfg_attr(
    target_family = "wasm",
    tsify(type = r#""unknown" | "queued" | "processing" | "finished" | "finished_with_errors" | (string & {})"#)
)]
pub enum UploadStatus<'a> {
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
    /// A word that is not known here.
    Other(Cow<'a, str>),
}

impl<'a> UploadStatus<'a> {
    /// Reads a status word in any spelling that is in use: `finished_with_errors`, `FinishedWithErrors`, `in-progress`…
    #[must_use]
    pub fn from_word(word: Cow<'a, str>) -> Self {
        let is = |spelling: &str| {
            let letters = word.bytes().filter(|byte| !b"_- ".contains(byte));
            letters.map(|byte| byte.to_ascii_lowercase()).eq(spelling.bytes())
        };
        match () {
            () if is("finished") => Self::Finished,
            () if is("finishedwitherrors") => Self::FinishedWithErrors,
            () if is("processing") || is("inprogress") => Self::Processing,
            () if is("queued") => Self::Queued,
            () if is("unknown") || is("") => Self::Unknown,
            () => Self::Other(word),
        }
    }

    /// Reads the number of the service's enumeration, 0 to 4.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        match number {
            0 => Self::Unknown,
            1 => Self::Queued,
            2 => Self::Processing,
            3 => Self::Finished,
            4 => Self::FinishedWithErrors,
            _ => Self::Other(Cow::Owned(number.to_string())),
        }
    }

    /// The word, in the service's own spelling where it is a known one.
    #[must_use]
    pub fn as_word(&self) -> &str {
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
}

impl Serialize for UploadStatus<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_word())
    }
}
