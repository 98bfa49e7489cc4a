//! What the service says of a batch upload, after decoding.
//!
//! These types are the TypeScript declarations of the package: names, comments and all. Rust makes none of them: the answer crosses to
//! JavaScript once and as a whole, with the places of what stands in it ([`crate::format`]), and the facade makes them of that. A test holds
//! the two together.

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{ATTRIBUTES, BATCH, DEVICE, Field, Kind};

    #[test]
    fn the_decoder_reads_what_the_types_declare() {
        let types = [
            (BatchUploadDetails::DECL, BATCH.as_slice()),
            (DeviceUploadDetails::DECL, &DEVICE),
            (ResourceAttributes::DECL, &ATTRIBUTES),
        ];
        for (declaration, fields) in types {
            let code = declaration.lines().filter(|line| line.ends_with(';'));
            let declared: Vec<_> = code.filter_map(|line| line.trim().split_once(": ")).collect();
            let read: Vec<_> = fields.iter().map(|Field(name, kind)| (*name, type_of(*kind))).collect();
            let without_mark = |(name, kind): &(&'static str, &'static str)| (name.trim_end_matches('?'), *kind);
            assert_eq!(declared.iter().map(without_mark).collect::<Vec<_>>(), read, "{declaration}");
        }
    }

    fn type_of(kind: Kind) -> &'static str {
        match kind {
            Kind::Text | Kind::TextOrNumber => "string;",
            Kind::Status => "UploadStatus;",
            Kind::Time => "Date;",
            Kind::Object(_) => "ResourceAttributes;",
            Kind::Devices => "DeviceUploadDetails[];",
        }
    }
}
