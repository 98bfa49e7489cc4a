//! The boundary to JavaScript: exports, `fetch`, and values handed over. No rules of the domain are here.

mod clock;
mod objects;
mod transport;

use std::future::Future;

use js_sys::{Function, Promise};
use serde::Deserialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use self::clock::BrowserClock;
use self::transport::{FetchTransport, TokenSource};
use crate::client::Client;
use crate::failure::Failure;
use crate::race::{First, race};
use crate::request::{Request, RequestOptions, invalid};

#[wasm_bindgen(typescript_custom_section)]
const OUTCOME: &str = "
/** How a call ended, as data. */
export type Outcome =
  | { details: BatchUploadDetails; failure?: undefined }
  | { details?: undefined; failure: Failure; cause?: unknown };
";

/// Asks for the status of one batch upload. It settles with an `Outcome` and does not reject.
///
/// `cancelled` ends it early: the request is aborted, and the promise settles with nothing.
#[wasm_bindgen(js_name = getBatchUploadStatus, unchecked_return_type = "Outcome | undefined")]
pub async fn get_batch_upload_status(
    #[wasm_bindgen(js_name = customerId, unchecked_param_type = "unknown")] customer_id: JsValue,
    #[wasm_bindgen(js_name = trackingId, unchecked_param_type = "unknown")] tracking_id: JsValue,
    #[wasm_bindgen(unchecked_param_type = "unknown")] token: JsValue,
    #[wasm_bindgen(unchecked_param_type = "RequestOptions")] options: JsValue,
    fetch: Function,
    #[wasm_bindgen(unchecked_param_type = "Promise<void>")] cancelled: Promise,
) -> JsValue {
    let transport = FetchTransport::new(TokenSource::from(token), fetch);
    let client = Client { transport, clock: BrowserClock };
    let call = async {
        let request = read_arguments(&customer_id, &tracking_id, options)?;
        client.get_batch_upload_status(&request, |details| objects::from_details(&details)).await
    };
    match until(cancelled, call).await {
        Some(Ok(details)) => objects::from_entries([("details", details)]),
        Some(Err(failure)) => {
            let cause = client.transport.take_cause(failure.code);
            objects::from_entries([("failure", objects::from_failure(&failure)), ("cause", cause)])
        }
        None => JsValue::UNDEFINED,
    }
}

fn read_arguments(customer_id: &JsValue, tracking_id: &JsValue, options: JsValue) -> Result<Request, Failure> {
    let options = RequestOptions::deserialize(serde_wasm_bindgen::Deserializer::from(options))
        .map_err(|_| invalid("options", "must be an object"))?;
    let (customer_id, tracking_id) = (customer_id.as_string(), tracking_id.as_string());
    Request::new(customer_id.as_deref(), tracking_id.as_deref(), options, [clock::fresh_guid(), clock::fresh_guid()])
}

/// The work's result, or nothing when the promise settles first. Dropping the work aborts its request.
async fn until<R>(cancelled: Promise, work: impl Future<Output = R>) -> Option<R> {
    match race(work, JsFuture::from(cancelled.unchecked_into::<Promise>())).await {
        First::Left(result) => Some(result),
        First::Right(_) => None,
    }
}
