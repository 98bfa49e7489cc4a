//! What the wasm exports to the facade of the npm package.

#![expect(unreachable_pub, reason = "wasm-bindgen exports public functions alone")]

use std::cell::OnceCell;
use std::pin::pin;
use std::rc::Rc;

use futures_util::future::{Either, select};
use js_sys::{Function, JsString, Promise};
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::clock::BrowserClock;
use super::encode;
use super::transport::FetchTransport;
use super::values::{list, property};
use crate::call::client::Client;
use crate::call::limiter::Limiters;
use crate::call::platform::Clock;
use crate::call::wait::Wait;
use crate::call::watch::WatchLimits;
use crate::failure::Failure;
use crate::request::Request;
use crate::request::options::{RawValue, RequestOptions, WatchOptions};
use crate::response::Answer;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** How a call ended, as data. */
export type Outcome = [details?: EncodedDetails, failure?: EncodedFailure, cause?: unknown];

/** The fields of a `Failure` in this order, all as texts: first those of this package, then those of the service, which can repeat a token. */
export type EncodedFailure = [
  code: FailureCode,
  message: string,
  hint: string,
  attempts: string,
  retryable?: "retryable",
  status?: string,
  retryAfterMs?: string,
  reason?: Failure["reason"],
  serviceCode?: string,
  description?: string,
  source?: string,
  requestId?: string,
  correlationId?: string,
  msCv?: string,
];

/**
 * The details of a batch upload as they cross to JavaScript: the text of the answer, and where in it everything stands.
 *
 * Each value is a pair of numbers. Of a text: where it starts and ends, in UTF-16 units; the highest bit of the second number is set if it holds
 * escapes. Of a known status: `[number, 0]`. Of a time: the two halves of its milliseconds since 1970 plus 2 ** 63, the higher one first.
 * Of an object or a list that is there: `[1, 0]`. Of anything absent: `[0, 0]`.
 *
 * The first row is the batch: itself, tracking id, status, started, completed, devices, attributes, object type, etag. Each device follows as a
 * row: itself, device id, serial number, product key, status, error code, error description, attributes, object type, etag.
 */
export type EncodedDetails = [text: string, cells: Uint32Array];

/** What a call needs of JavaScript: all of it own properties. No function of it throws, and each promise is a real one and settles. */
export interface Context {
  token: unknown;
  /** Gives what `Response` has of a status, status text, headers and body. */
  fetch: (request: Request) => Promise<unknown>;
  /** Settles to end the call early: its request is aborted and its timers are cleared. */
  cancelled: Promise<void>;
  /** Told before each wait. */
  onWait: (reason: WaitReason, attempt: number, waitMs: number | undefined, failure: EncodedFailure | undefined) => void;
  /** Makes the call a watch: gets the details whenever they change, and the next poll waits for its promise. The outcome then has no details. */
  onDetails?: ((details: EncodedDetails) => Promise<void>) | undefined;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// What a call needs of JavaScript.
    #[derive(Clone)]
    #[wasm_bindgen(typescript_type = "Context")]
    pub type Context;
    #[wasm_bindgen(method, getter)]
    fn token(this: &Context) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn fetch(this: &Context) -> Function;
    #[wasm_bindgen(method, getter)]
    fn cancelled(this: &Context) -> Promise;
    #[wasm_bindgen(method, catch, js_name = onWait)]
    fn on_wait(
        this: &Context,
        reason: &str,
        attempt: u32,
        wait_ms: Option<u32>,
        failure: &JsValue,
    ) -> Result<(), JsValue>;
    #[wasm_bindgen(method, getter, js_name = onDetails)]
    fn on_details(this: &Context) -> Option<Function>;
}

#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

thread_local! {
    static LIMITERS: OnceCell<Rc<Limiters>> = const { OnceCell::new() };
}

/// Gets the status of one batch upload, or, where the context has `onDetails`, watches it until it is done. It is one function, because two
/// would duplicate the compiled code of a call. It settles with an `Outcome`, or with nothing when it was cancelled,
/// and never rejects.
#[wasm_bindgen(js_name = getBatchUploadStatus, unchecked_return_type = "Outcome | undefined")]
pub async fn get_batch_upload_status(
    #[wasm_bindgen(js_name = customerId, unchecked_param_type = "unknown")] customer_id: JsValue,
    #[wasm_bindgen(js_name = trackingId, unchecked_param_type = "unknown")] tracking_id: JsValue,
    #[wasm_bindgen(unchecked_param_type = "RequestOptions & WatchOptions")] options: JsValue,
    context: Context,
) -> JsValue {
    let client = client(&context);
    let call = pin!(call(&client, &customer_id, &tracking_id, &options, &context));
    match select(call, JsFuture::from(context.cancelled())).await {
        Either::Left((Ok(details), _)) => list(&[details]),
        Either::Left((Err(failure), _)) => {
            let cause = client.transport.take_cause(failure.code);
            list(&[JsValue::UNDEFINED, encode::from_failure(&failure), cause])
        }
        Either::Right(_) => JsValue::UNDEFINED,
    }
}

/// Makes the call. Gives its details, or `undefined` for a watch.
async fn call(
    client: &Client<FetchTransport, BrowserClock>,
    customer_id: &JsValue,
    tracking_id: &JsValue,
    options: &JsValue,
    context: &Context,
) -> Result<JsValue, Box<Failure>> {
    #[cfg(feature = "trap-on-purpose")]
    super::trap::trap_if_asked(options, "0");
    let (customer_id, tracking_id) = (short_text(customer_id), short_text(tracking_id));
    let request_options = RequestOptions::from_raw(raw_values(options));
    let fill_random = |bytes: &mut [u8]| client.clock.fill_random(bytes);
    let request = Request::new(customer_id.as_deref(), tracking_id.as_deref(), &request_options, fill_random)?;
    let mut details = JsValue::UNDEFINED;
    match context.on_details() {
        None => {
            let mut deliver = |answer: Answer<'_>| {
                #[cfg(feature = "trap-on-purpose")]
                super::trap::trap_if_asked(options, "1");
                details = encode::from_answer(answer)?;
                Ok(())
            };
            client.send(&request, &mut deliver).await?;
        }
        Some(on_details) => {
            let limits = WatchLimits::new(&WatchOptions::from_raw(raw_values(options)))?;
            let emit = async |details, is_last: bool| {
                let taken = on_details.call1(&JsValue::UNDEFINED, &details);
                // No poll follows the last details, so their consumer is not awaited.
                if let (Ok(taken), false) = (taken, is_last) {
                    let _ = JsFuture::from(taken.unchecked_into::<Promise>()).await;
                }
            };
            client.watch(request, limits, encode::from_answer, emit).await?;
        }
    }
    Ok(details)
}

/// The options by their names.
fn raw_values(options: &JsValue) -> impl Fn(&'static str) -> RawValue {
    // The facade has copied them: no getter is left that could throw.
    |name| raw_value(&property(options, name))
}

fn raw_value(value: &JsValue) -> RawValue {
    if value.is_null() || value.is_undefined() {
        RawValue::Absent
    } else if let Some(text) = short_text(value) {
        RawValue::Text(text)
    } else {
        RawValue::Number(value.as_f64().unwrap_or(f64::NAN))
    }
}

/// A text that is short enough for an argument. No argument needs more than a base address does, and a copy of half a gigabyte could use up
/// the memory of all calls.
fn short_text(value: &JsValue) -> Option<String> {
    const MAX_LENGTH: u32 = 8_192;
    value.dyn_ref::<JsString>().filter(|text| text.length() <= MAX_LENGTH).map(String::from)
}

fn client(context: &Context) -> Client<FetchTransport, BrowserClock> {
    let transport = FetchTransport::with_fetch(context.token(), context.fetch());
    let client = Client::with_limiters(
        transport,
        BrowserClock,
        LIMITERS.with(|limiters| Rc::clone(limiters.get_or_init(Rc::default))),
    );
    let context = context.clone();
    client.on_wait(move |Wait { reason, wait_ms, attempt, failure, .. }| {
        let failure = failure.map(encode::from_failure).unwrap_or_default();
        let _ = context.on_wait(reason.as_str(), attempt, wait_ms, &failure);
    })
}

/// Decodes the bytes of an answer to `EncodedDetails`, for the benchmark that compares decoding alone. It is not in the published build.
#[cfg(feature = "decode-alone")]
#[wasm_bindgen(unchecked_return_type = "EncodedDetails")]
#[must_use]
pub fn decode(body: Vec<u8>) -> JsValue {
    let headers = crate::response::headers::Headers::default();
    let response = crate::response::Response { status: 200, reason: String::new(), headers, body: Ok(body) };
    response.read(BrowserClock.now()).and_then(encode::from_answer).unwrap_or_default()
}
