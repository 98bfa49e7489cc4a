//! JavaScript objects out of Rust values.

use js_sys::{Object, Reflect, Uint32Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::failure::Failure;
use crate::response::Answer;
use crate::timestamp::Timestamp;

/// The `EncodedDetails` of an answer.
pub(super) fn from_answer(answer: &Answer<'_>) -> JsValue {
    let details = &answer.details;
    let attributes = details.attributes.unwrap_or_default();
    let pairs = [
        details.batch_tracking_id.cells(),
        details.status.cells(),
        attributes.object_type.cells(),
        attributes.etag.cells(),
    ];
    let head = [pairs.as_flattened(), &[u32::from(details.attributes.is_some())]].concat();
    let (head_length, row_length) = (length(&head), length(details.devices_status.cells()));
    let cells = Uint32Array::new_with_length(head_length + row_length);
    cells.subarray(0, head_length).copy_from(&head);
    cells.subarray(head_length, head_length + row_length).copy_from(details.devices_status.cells());
    from_entries([
        ("text", JsValue::from_str(answer.text)),
        ("cells", cells.into()),
        ("startedTime", from_time(details.started_time)),
        ("completedTime", from_time(details.completed_time)),
    ])
}

/// The `EncodedFailure` of a failure.
pub(super) fn from_failure(failure: &Failure) -> JsValue {
    let Failure { code, message, hint, status, service_code, description, source, .. } = failure;
    let Failure { request_id, correlation_id, ms_cv, retry_after_ms, retryable, attempts, .. } = failure;
    let what = (code.name(), message, hint, retryable, attempts, retry_after_ms);
    let service = (status, service_code, description, source, request_id, correlation_id, ms_cv);
    // The fields of a failure always serialize.
    (what, service).serialize(&Serializer::new()).unwrap_or_default()
}

pub(super) fn from_entries<const N: usize>(entries: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new().into();
    for (name, value) in entries {
        // A fresh object takes any property.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object
}

#[expect(clippy::cast_precision_loss, reason = "a time of at most four digits of years is far below 2^53")]
fn from_time(time: Option<Timestamp>) -> JsValue {
    time.map_or(JsValue::UNDEFINED, |time| JsValue::from_f64(time.unix_ms() as f64))
}

/// Answers are limited to 1 GiB, so that a length always fits.
#[expect(clippy::cast_possible_truncation)]
fn length(cells: &[u32]) -> u32 {
    cells.len() as u32
}
