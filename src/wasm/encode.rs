//! Encodes what crosses to the facade of the npm package.

use details::decode::DecodedDetails;
use details::text::decimal;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::values::list;
use crate::failure::Failure;
use crate::response::{Answer, too_costly};

// Both throw where the engine can't hold what they make.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = String)]
    fn to_js_string(text: &str) -> Result<JsValue, JsValue>;

    type Uint32Array;
    #[wasm_bindgen(catch, constructor)]
    fn new(cells: &[u32]) -> Result<Uint32Array, JsValue>;
}

/// An answer of fewer bytes fits into a string and an array of every engine. It is handed over without a guard, which costs a twentieth of the
/// time for one device.
const LARGE: usize = 1 << 20;

/// Encodes an answer as `EncodedDetails`, in few crossings: they are most of the cost of an answer with one device.
///
/// # Errors
/// `too-large` when the text is longer than a string can be (512 MiB in V8), or its places need more memory than there is.
pub(super) fn from_answer(answer: Answer<'_>) -> Result<JsValue, Box<Failure>> {
    let DecodedDetails { text, mut rows, is_ascii } = answer.details;
    if !is_ascii {
        utf16::translate_places(text, &mut rows);
    }
    if text.len() < LARGE {
        return Ok(list(&[text.into(), js_sys::Uint32Array::from(rows.as_flattened()).into()]));
    }
    let encoded = to_js_string(text).and_then(|text| Ok(list(&[text, Uint32Array::new(rows.as_flattened())?.into()])));
    encoded.map_err(|_| too_costly())
}

/// Encodes a failure as `EncodedFailure`. Everything in it is a text: the compiler writes the serializer once for each type.
pub(super) fn from_failure(failure: &Failure) -> JsValue {
    let Failure { code, message, hint, status, service_code, description, source, .. } = failure;
    let Failure { request_id, correlation_id, ms_cv, retry_after_ms, retryable, attempts, reason, .. } = failure;
    let number = |number: u32| decimal(number as usize);
    let (attempts, status) = (number(*attempts), status.map(|status| number(status.into())));
    let retry_after_ms = retry_after_ms.map(number);
    let fields = [
        Some(code.as_str()),
        Some(message),
        Some(hint),
        Some(&attempts),
        retryable.then_some("retryable"),
        status.as_deref(),
        retry_after_ms.as_deref(),
        *reason,
        service_code.as_deref(),
        description.as_deref(),
        source.as_deref(),
        request_id.as_deref(),
        correlation_id.as_deref(),
        ms_cv.as_deref(),
    ];
    // Texts always serialize.
    fields.serialize(&Serializer::new()).unwrap_or_default()
}
