//! What the service says of a batch upload, after decoding.
//!
//! These types are the TypeScript declarations of the package: names, comments and all. Rust makes none of them: the answer crosses to
//! JavaScript once and as a whole, with the places of what stands in it ([`crate::format`]), and the facade makes them of that.

use tsify::Tsify;

use crate::status::UploadStatus;
use crate::timestamp::Timestamp;

/// The status of a batch upload, as the service gave it at one moment.
#[derive(Tsify)]
#[serde(rename_all = "camelCase")]
pub struct BatchUploadDetails {
    /// The id of the batch upload, a GUID; the one that was asked for where the service sends none.
    pub batch_tracking_id: String,
    /// How far the batch as a whole has come. A `finished` batch can hold devices that failed: success is told per device.
    pub status: UploadStatus,
    /// When the service began to work on the batch. Absent when it says nothing or `0001-01-01`.
    #[tsify(optional, type = "Date")]
    pub started_time: Option<Timestamp>,
    /// When the batch was done. Absent when the service says nothing or `0001-01-01`.
    #[tsify(optional, type = "Date")]
    pub completed_time: Option<Timestamp>,
    /// The devices in the order of the upload; empty when the service names none (yet).
    pub devices_status: Vec<DeviceUploadDetails>,
    /// What kind of resource this is.
    #[tsify(optional)]
    pub attributes: Option<ResourceAttributes>,
}

/// What became of one device of the upload. An upload by hardware hash alone comes back without serial number, product key and
/// device id: the position in the list then tells which device it is.
#[derive(Tsify)]
#[serde(rename_all = "camelCase")]
pub struct DeviceUploadDetails {
    /// The id that the service gave to the device, a GUID.
    #[tsify(optional)]
    pub device_id: Option<String>,
    /// The serial number, as uploaded.
    #[tsify(optional)]
    pub serial_number: Option<String>,
    /// The product key (PKID), as uploaded.
    #[tsify(optional)]
    pub product_key: Option<String>,
    /// How far this device has come; `finished_with_errors` means that it failed.
    pub status: UploadStatus,
    /// The number of the device error, such as `"808"`. `explainDeviceError` tells what it means.
    #[tsify(optional)]
    pub error_code: Option<String>,
    /// The symbolic name of the device error, such as `"ZtdDeviceAssignedToOtherTenant"`.
    #[tsify(optional)]
    pub error_description: Option<String>,
    /// What kind of resource this is.
    #[tsify(optional)]
    pub attributes: Option<ResourceAttributes>,
}

/// What the service says about a resource itself.
#[derive(Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ResourceAttributes {
    /// The service's name of the type, such as `"BatchUploadDetails"`.
    #[tsify(optional)]
    pub object_type: Option<String>,
    /// The version of the resource.
    #[tsify(optional)]
    pub etag: Option<String>,
}
