//! JavaScript objects out of Rust values.

use js_sys::{Array, Object, Reflect, Uint32Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::failure::Failure;
use crate::response::Answer;

/// The `EncodedDetails` of an answer, in few crossings: they are what the answer for one device costs.
pub(super) fn from_answer(answer: Answer<'_>) -> JsValue {
    let Answer { text, details, .. } = answer;
    list(&[text.into(), Uint32Array::from(details.cells()).into()])
}

/// A list of these values. Engines run `Array.of` slower than a push for each: it was seen in a profile of one device.
pub(super) fn list(values: &[JsValue]) -> JsValue {
    values.iter().collect::<Array>().into()
}

/// The `EncodedFailure` of a failure.
pub(super) fn from_failure(failure: &Failure) -> JsValue {
    let Failure { code, message, hint, status, service_code, description, source, .. } = failure;
    let Failure { request_id, correlation_id, ms_cv, retry_after_ms, retryable, attempts, .. } = failure;
    let texts = [
        Some(code.name()),
        Some(message),
        Some(hint),
        service_code.as_deref(),
        description.as_deref(),
        source.as_deref(),
        request_id.as_deref(),
        correlation_id.as_deref(),
        ms_cv.as_deref(),
    ];
    let numbers = [Some((*retryable).into()), Some(*attempts), status.map(u32::from), *retry_after_ms];
    // Two lists of one kind each, because the compiler writes the serializer once for each kind. They always serialize.
    (texts, numbers).serialize(&Serializer::new()).unwrap_or_default()
}

pub(super) fn from_entries(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new().into();
    for (name, value) in entries {
        // A fresh object takes any property.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}
