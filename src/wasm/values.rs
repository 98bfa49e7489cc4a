//! JavaScript arrays and objects.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// An array of these values. Pushing each is faster than `Array.of`: a profile of a call for one device showed it.
pub(super) fn list(values: &[JsValue]) -> JsValue {
    values.iter().collect::<Array>().into()
}

/// An object with these properties. It has no prototype, so that nobody can add any through `Object.prototype`.
pub(super) fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::<JsValue>::create(JsValue::NULL.unchecked_ref()).into();
    for (name, value) in entries {
        // A new object takes any property.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

/// A property, or `undefined` where reading it fails.
pub(super) fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// Waits for the promise that a caller's function returned, if it is one. The promise can have a `then` of its own: `Promise.race` calls it as
/// `await` would, catches what it throws and gives a promise that settles once.
pub(super) async fn settled(result: Result<JsValue, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::race(&list(&[result?]))).await
}
