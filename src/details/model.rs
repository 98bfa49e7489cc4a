//! The details of a batch upload as types. The TypeScript declarations of the npm package are printed from them, comments included.

use serde::{Deserialize, Serialize};
#[cfg(feature = "typescript")]
use tsify::Tsify;

use crate::rows::{ABSENT, BATCH_PAIRS, DEVICE_PAIRS, Pair, Span};
use crate::status::UploadStatus;
use crate::timestamp::Timestamp;

/// The status of a batch upload, as the service gave it at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(Tsify))]
pub struct BatchUploadDetails {
    /// The id of the batch upload, a GUID. Where the service sends none, or an empty text, it is the id that was asked for.
    pub batch_tracking_id: String,
    /// How far the batch as a whole has come. Check each device: a batch can be `finished` although devices in it failed.
    pub status: UploadStatus,
    /// When the service began to work on the batch. Absent when the service sends nothing or `0001-01-01`. A date alone is its midnight in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(type = "Date"))]
    pub started_time: Option<Timestamp>,
    /// When the batch was done. Absent when the service sends nothing or `0001-01-01`. A date alone is its midnight in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(type = "Date"))]
    pub completed_time: Option<Timestamp>,
    /// The devices in the order of the upload. Empty while the service lists none. A `null` in the list keeps its place, as an empty device.
    pub devices_status: Vec<DeviceUploadDetails>,
    /// What kind of resource this is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<ResourceAttributes>,
}

/// The status of one device of a batch upload. Empty texts are absent.
///
/// A device that was uploaded by its hardware hash alone comes back without serial number, product key and device id. Its position in the
/// list then tells which device it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(Tsify))]
pub struct DeviceUploadDetails {
    /// The id that the service gave to the device, a GUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_id: Option<String>,
    /// The serial number, as uploaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial_number: Option<String>,
    /// The product key (PKID), as uploaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_key: Option<String>,
    /// How far this device has come. `finished_with_errors` means that it failed.
    pub status: UploadStatus,
    /// The number of the device error, such as `"808"`. Absent where the service sends `0`, which is no error. In JavaScript, `explainDeviceError` explains it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    /// The name of the device error, such as `"ZtdDeviceAssignedToOtherTenant"`. Absent where the service sends `None`, which is no error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_description: Option<String>,
    /// What kind of resource this is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<ResourceAttributes>,
}

/// What the service says about a resource itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(Tsify))]
pub struct ResourceAttributes {
    /// The service's name of the type, such as `"BatchUploadDetails"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_type: Option<String>,
    /// The version of the resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
}

impl BatchUploadDetails {
    /// Builds the details from the rows of a decoded answer. The fields stand here in the order of the tables in [`crate::rows`].
    pub(crate) fn from_rows(text: &str, rows: &[Pair], tracking_id: &str) -> Self {
        let (batch, devices) = rows.split_at_checked(BATCH_PAIRS).unwrap_or((rows, &[]));
        let mut row = Row::new(text, batch);
        Self {
            batch_tracking_id: row.text().unwrap_or_else(|| tracking_id.to_owned()),
            status: row.status(),
            started_time: row.time(),
            completed_time: row.time(),
            devices_status: {
                row.is_present();
                devices.chunks(DEVICE_PAIRS).map(|device| DeviceUploadDetails::from_row(text, device)).collect()
            },
            attributes: row.attributes(),
        }
    }
}

impl DeviceUploadDetails {
    fn from_row(text: &str, device: &[Pair]) -> Self {
        let mut row = Row::new(text, device);
        Self {
            device_id: row.text(),
            serial_number: row.text(),
            product_key: row.text(),
            status: row.status(),
            error_code: row.text(),
            error_description: row.text(),
            attributes: row.attributes(),
        }
    }
}

/// Reads the pairs of a row one after the other.
struct Row<'a> {
    text: &'a str,
    pairs: std::slice::Iter<'a, Pair>,
}

impl<'a> Row<'a> {
    /// Starts at the first field, behind the pair of the object itself.
    fn new(text: &'a str, row: &'a [Pair]) -> Self {
        Self { text, pairs: row.get(1..).unwrap_or_default().iter() }
    }

    fn next(&mut self) -> Pair {
        self.pairs.next().copied().unwrap_or(ABSENT)
    }

    fn is_present(&mut self) -> bool {
        self.next() != ABSENT
    }

    fn text(&mut self) -> Option<String> {
        Span::from_pair(self.next()).map(|span| span.text_in(self.text).into_owned())
    }

    fn status(&mut self) -> UploadStatus {
        let pair = self.next();
        match Span::from_pair(pair) {
            Some(span) => UploadStatus::Other(span.text_in(self.text).into_owned()),
            None => UploadStatus::from_pair(pair),
        }
    }

    fn time(&mut self) -> Option<Timestamp> {
        Some(self.next()).filter(|pair| *pair != ABSENT).map(Timestamp::from_pair)
    }

    fn attributes(&mut self) -> Option<ResourceAttributes> {
        let is_present = self.is_present();
        let attributes = ResourceAttributes { object_type: self.text(), etag: self.text() };
        is_present.then_some(attributes)
    }
}
