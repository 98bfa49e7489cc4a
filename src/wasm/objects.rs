//! JavaScript objects out of Rust values.

use js_sys::{Date, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use crate::failure::Failure;
use crate::model::BatchUploadDetails;

pub(super) fn from_details(details: &BatchUploadDetails<'_>) -> JsValue {
    let object = from_value(details);
    for (name, time) in [("startedTime", details.started_time), ("completedTime", details.completed_time)] {
        if let Some(time) = time {
            // Exact: a time of at most four digits of years is far below 2^53.
            #[expect(clippy::cast_precision_loss)]
            set(&object, name, &Date::new(&JsValue::from_f64(time.unix_ms() as f64)));
        }
    }
    object
}

pub(super) fn from_failure(failure: &Failure) -> JsValue {
    from_value(failure)
}

pub(super) fn from_entries<const N: usize>(entries: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new().into();
    for (name, value) in entries {
        set(&object, name, &value);
    }
    object
}

/// The types of this crate always serialize, and a fresh object takes any property: neither can fail.
fn from_value(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::new()).unwrap_or_default()
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}
