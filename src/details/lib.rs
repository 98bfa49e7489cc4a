//! Decodes the JSON text of an answer into the details of a batch upload.
//!
//! This is a crate of its own for one reason: it reads every byte of an answer, so it is compiled for speed, while the rest is compiled for
//! size. Code that seldom runs is kept out of line by `inline(never)` and `cold`, where that makes the wasm smaller.

pub mod decode;
pub mod json;
mod model;
pub mod rows;
mod status;
pub mod text;
mod timestamp;

pub use self::model::{BatchUploadDetails, DeviceUploadDetails, ResourceAttributes};
pub use self::status::UploadStatus;
pub use self::timestamp::Timestamp;

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::BatchUploadDetails;
    use super::decode::decode;

    /// Every field has a value of its own, so a field that is read from another one's place shows.
    #[test]
    fn every_field_comes_from_its_own_place() {
        let attributes = |name: &str| json!({ "objectType": format!("{name} type"), "etag": format!("{name} etag") });
        let device = |number: u32| {
            let text = |field: &str| format!("{field} \u{e9}😀\"{number}\"");
            json!({
                "deviceId": text("id"), "serialNumber": text("serial"), "productKey": text("key"), "status": text("status"),
                "errorCode": text("code"), "errorDescription": text("description"), "attributes": attributes(&text("device")),
            })
        };
        let batch = json!({
            "batchTrackingId": "tracking id", "status": "processing", "startedTime": "2017-07-25T10:00:00.001Z",
            "completedTime": "2017-07-25T10:10:00.002Z", "devicesStatus": [device(1), device(2)], "attributes": attributes("batch"),
        });
        // The order in which an answer has its fields does not matter.
        for text in [batch.to_string(), reversed(&batch)] {
            let details = decode(&text).unwrap().to_details("");
            assert_eq!(serde_json::to_value(&details).unwrap(), batch);
            assert_eq!(serde_json::from_value::<BatchUploadDetails>(batch.clone()).unwrap(), details);
        }
    }

    /// The same value with the fields of every object in the other order, as text.
    fn reversed(value: &Value) -> String {
        match value {
            Value::Object(fields) => {
                let fields = fields.iter().rev().map(|(name, value)| format!("{}:{}", json!(name), reversed(value)));
                format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
            }
            Value::Array(items) => format!("[{}]", items.iter().map(reversed).collect::<Vec<_>>().join(",")),
            other => other.to_string(),
        }
    }
}
