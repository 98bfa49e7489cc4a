//! From the text of an answer to [`BatchUploadDetails`], tolerant where the service or its documentation is loose.

use std::borrow::Cow;

use serde::de::{MapAccess, SeqAccess};

use crate::guid::Guid;
use crate::json::{Misfit, Node, Scalar, Shape, fields};
use crate::model::{BatchUploadDetails, DeviceUploadDetails, ResourceAttributes, UploadStatus};
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

/// Decodes the text of an answer, without a byte order mark. `asked_for` stands in when the answer names no tracking id.
///
/// # Errors
/// A [`DecodeError`], which never holds a piece of the text.
pub fn decode<'a>(text: &'a str, asked_for: &Guid) -> Result<BatchUploadDetails<'a>, DecodeError> {
    let node: Node<BatchFields> = serde_json::from_str(text).map_err(|error| {
        if error.is_eof() {
            DecodeError::Incomplete
        } else {
            DecodeError::Syntax { line: error.line(), column: error.column() }
        }
    })?;
    match node {
        Node::Shaped(fields) => Ok(fields.read(asked_for)?),
        other => Err(Misfit::of(&other).into()),
    }
}

impl From<Misfit> for DecodeError {
    fn from(Misfit { path, found }: Misfit) -> Self {
        Self::Malformed { path, found }
    }
}

fields!(BatchFields {
    batch_tracking_id: Scalar<'a> = "batchTrackingId",
    status: Scalar<'a> = "status",
    started_time: Scalar<'a> = "startedTime",
    completed_time: Scalar<'a> = "completedTime",
    devices_status: Node<'a, Devices<'a>> = "devicesStatus",
    attributes: Node<'a, AttributeFields<'a>> = "attributes",
});

fields!(DeviceFields {
    device_id: Scalar<'a> = "deviceId",
    serial_number: Scalar<'a> = "serialNumber",
    product_key: Scalar<'a> = "productKey",
    status: Scalar<'a> = "status",
    error_code: Scalar<'a> = "errorCode",
    error_description: Scalar<'a> = "errorDescription",
    attributes: Node<'a, AttributeFields<'a>> = "attributes",
});

fields!(AttributeFields {
    object_type: Scalar<'a> = "objectType",
    etag: Scalar<'a> = "etag",
});

impl<'a> BatchFields<'a> {
    fn read(self, asked_for: &Guid) -> Result<BatchUploadDetails<'a>, Misfit> {
        let batch_tracking_id = self.batch_tracking_id.text().map_err(|misfit| misfit.at("batchTrackingId"))?;
        let devices = self.devices_status.shaped().map_err(|misfit| misfit.at("devicesStatus"))?;
        Ok(BatchUploadDetails {
            batch_tracking_id: batch_tracking_id.unwrap_or_else(|| Cow::Owned(asked_for.to_string())),
            status: read_status(self.status).map_err(|misfit| misfit.at("status"))?,
            started_time: read_time(self.started_time).map_err(|misfit| misfit.at("startedTime"))?,
            completed_time: read_time(self.completed_time).map_err(|misfit| misfit.at("completedTime"))?,
            devices_status: devices.map_or(Ok(Vec::new()), |Devices(devices)| devices)?,
            attributes: read_attributes(self.attributes)?,
        })
    }
}

impl<'a> DeviceFields<'a> {
    fn read(self) -> Result<DeviceUploadDetails<'a>, Misfit> {
        Ok(DeviceUploadDetails {
            device_id: self.device_id.text().map_err(|misfit| misfit.at("deviceId"))?,
            serial_number: self.serial_number.text().map_err(|misfit| misfit.at("serialNumber"))?,
            product_key: self.product_key.text().map_err(|misfit| misfit.at("productKey"))?,
            status: read_status(self.status).map_err(|misfit| misfit.at("status"))?,
            error_code: self.error_code.text_or_number().map_err(|misfit| misfit.at("errorCode"))?,
            error_description: self.error_description.text().map_err(|misfit| misfit.at("errorDescription"))?,
            attributes: read_attributes(self.attributes)?,
        })
    }
}

fn read_attributes<'a>(node: Node<'a, AttributeFields<'a>>) -> Result<Option<ResourceAttributes<'a>>, Misfit> {
    let read = |fields: AttributeFields<'a>| {
        Ok(ResourceAttributes {
            object_type: fields.object_type.text().map_err(|misfit| misfit.at("objectType"))?,
            etag: fields.etag.text().map_err(|misfit| misfit.at("etag"))?,
        })
    };
    node.shaped().and_then(|fields| fields.map(read).transpose()).map_err(|misfit| misfit.at("attributes"))
}

fn read_status(node: Scalar<'_>) -> Result<UploadStatus<'_>, Misfit> {
    match node {
        Node::Absent => Ok(UploadStatus::Unknown),
        Node::Text(word) => Ok(UploadStatus::from_word(word)),
        Node::Number(number) => Ok(UploadStatus::from_number(number)),
        other => Err(Misfit::of(&other)),
    }
}

fn read_time(node: Scalar<'_>) -> Result<Option<Timestamp>, Misfit> {
    let Some(text) = node.text()?.filter(|text| !text.is_empty()) else { return Ok(None) };
    match Timestamp::read(&text) {
        Reading::At(time) => Ok(Some(time)),
        Reading::NotSet => Ok(None),
        Reading::NotATime => Err(Misfit::new("a text that is no time")),
    }
}

/// The devices, or the first value among them that does not fit.
struct Devices<'a>(Result<Vec<DeviceUploadDetails<'a>>, Misfit>);

impl<'a> Shape<'a> for Devices<'a> {
    fn from_list<A: SeqAccess<'a>>(mut list: A) -> Result<Node<'a, Self>, A::Error> {
        let mut devices = Ok(Vec::new());
        while let Some(node) = list.next_element::<Node<DeviceFields>>()? {
            let Ok(known) = &mut devices else { continue };
            // A null keeps its place: the position in the list tells which device it is.
            let device = node.shaped().and_then(|fields| fields.unwrap_or_default().read());
            match device {
                Ok(device) => known.push(device),
                Err(misfit) => devices = Err(misfit.at(&format!("devicesStatus[{}]", known.len()))),
            }
        }
        Ok(Node::Shaped(Self(devices)))
    }
}
