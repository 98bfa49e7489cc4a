//! The boundary to JavaScript: exports, `fetch`, and values handed over. No rules of the domain are here.

mod clock;
mod objects;
mod transport;

use js_sys::{Array, Function, Object, Promise};
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use self::clock::BrowserClock;
use self::transport::{Cause, FetchTransport};
use crate::client::{Client, Retry};
use crate::failure::Failure;
use crate::gate::Gates;
use crate::given::{Given, GivenValue};
use crate::race::{First, race};
use crate::request::{Request, RequestOptions};
use crate::response::Answer;
use crate::watch::{News, WatchLimits, WatchOptions};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** How a call ended, as data. */
export type Outcome =
  | { details: EncodedDetails; failure?: undefined }
  | { details?: undefined; failure: EncodedFailure; cause?: unknown };

/** The fields of a `Failure` in this order: their names would weigh more than all else of the crossing. */
export type EncodedFailure = [
  what: [code: FailureCode, message: string, hint: string, retryable: boolean, attempts: number, retryAfterMs?: number],
  service: [
    status?: number,
    serviceCode?: string,
    description?: string,
    source?: string,
    requestId?: string,
    correlationId?: string,
    msCv?: string,
  ],
];

/**
 * The details of a batch upload as they cross to JavaScript: one text, and where in it everything stands.
 *
 * Each text is a pair of cells, from and to; the highest bit of the second tells that it holds escapes, and `[0, 0]` that it is not
 * there. Of a known status the pair is `[number, 0]`. A time is the two halves of its milliseconds since 1970, the higher one first; `[2 ** 31, 0]`
 * tells that it is not there. There is a row for each device: device id, serial number, product key, status, error code, error description,
 * object type, etag, and whether there are attributes. The last row tells of the batch: tracking id, status, object type, etag, started,
 * completed, and whether there are attributes.
 */
export type EncodedDetails = [text: string, cells: Uint32Array];

/** What a call needs of JavaScript. */
export interface Context {
  token: unknown;
  fetch: typeof fetch;
  /** Settles to end the call early: its request is aborted, its timers are cleared. */
  cancelled: Promise<void>;
  onRetry?: (attempt: number, waitMs: number, failure: EncodedFailure) => void;
  onPoll?: (waitMs: number) => void;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// What a call needs of JavaScript.
    #[wasm_bindgen(typescript_type = "Context")]
    pub type Context;
    #[wasm_bindgen(method, getter)]
    fn token(this: &Context) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn fetch(this: &Context) -> Function;
    #[wasm_bindgen(method, getter)]
    fn cancelled(this: &Context) -> Promise;
    #[wasm_bindgen(method, getter, js_name = onRetry)]
    fn on_retry(this: &Context) -> Option<Function>;
    #[wasm_bindgen(method, getter, js_name = onPoll)]
    fn on_poll(this: &Context) -> Option<Function>;
}

#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

thread_local! {
    static GATES: Gates = Gates::default();
}

/// Has a function called when something in here panics: calls in flight would wait for ever, so whoever calls must end them. The
/// instance is replaced at the next call.
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(#[wasm_bindgen(unchecked_param_type = "() => void")] callback: Function) {
    std::panic::set_hook(Box::new(move |_| {
        wasm_bindgen::handler::schedule_reinit();
        let _ = callback.call0(&JsValue::UNDEFINED);
    }));
}

/// Asks for the status of one batch upload. It settles with an `Outcome`, or with nothing when it was cancelled, and does not reject.
#[wasm_bindgen(js_name = getBatchUploadStatus, unchecked_return_type = "Outcome | undefined")]
pub async fn get_batch_upload_status(
    #[wasm_bindgen(js_name = customerId, unchecked_param_type = "unknown")] customer_id: JsValue,
    #[wasm_bindgen(js_name = trackingId, unchecked_param_type = "unknown")] tracking_id: JsValue,
    #[wasm_bindgen(unchecked_param_type = "RequestOptions")] options: JsValue,
    context: Context,
) -> JsValue {
    outcome(&context, async |cause| {
        let request = read_request(&customer_id, &tracking_id, &options)?;
        let client = client(&request, &context, cause);
        let mut details = JsValue::UNDEFINED;
        let mut deliver = |answer: Answer<'_>| {
            #[cfg(feature = "panic-on-purpose")]
            panic_if_asked(&request);
            details = objects::from_answer(answer);
        };
        client.get_batch_upload_status(&request, &mut deliver, &mut retry_reporter(&context)).await?;
        Ok(details)
    })
    .await
}

/// Polls until the batch upload is done. `emit` is called with the details whenever something changed, and the next poll waits for
/// what it promises. It settles as `getBatchUploadStatus` does, without details.
#[wasm_bindgen(js_name = watchBatchUploadStatus, unchecked_return_type = "Outcome | undefined")]
pub async fn watch_batch_upload_status(
    #[wasm_bindgen(js_name = customerId, unchecked_param_type = "unknown")] customer_id: JsValue,
    #[wasm_bindgen(js_name = trackingId, unchecked_param_type = "unknown")] tracking_id: JsValue,
    #[wasm_bindgen(unchecked_param_type = "RequestOptions & WatchOptions")] options: JsValue,
    context: Context,
    #[wasm_bindgen(unchecked_param_type = "(details: EncodedDetails) => Promise<void>")] emit: Function,
) -> JsValue {
    outcome(&context, async |cause| {
        let limits = WatchLimits::new(WatchOptions::read(given(&options)))?;
        let request = read_request(&customer_id, &tracking_id, &options)?;
        let client = client(&request, &context, cause);
        let deliver = |answer: Answer<'_>| objects::from_answer(answer);
        let on_poll = context.on_poll();
        let tell = async |news: News<JsValue>| match news {
            // Nothing is left that the last details could hold back, and a reader need not take anything after them.
            News::Changed { details, is_last: true } => drop(emit.call1(&JsValue::UNDEFINED, &details)),
            News::Changed { details, is_last: false } => drop(transport::call(&emit, &[details]).await),
            News::Waiting { wait_ms } => {
                if let Some(on_poll) = &on_poll {
                    let _ = on_poll.call1(&JsValue::UNDEFINED, &wait_ms.into());
                }
            }
        };
        let fresh_id = || {
            let [id] = clock::fresh_guids();
            id
        };
        client
            .watch_batch_upload_status(request, limits, fresh_id, deliver, tell, &mut retry_reporter(&context))
            .await?;
        Ok(JsValue::UNDEFINED)
    })
    .await
}

/// Runs a call until it ends or is cancelled, and tells how it ended, with what JavaScript threw.
async fn outcome(context: &Context, call: impl AsyncFnOnce(&Cause) -> Result<JsValue, Box<Failure>>) -> JsValue {
    let cause = Cause::default();
    let cancelled = JsFuture::from(context.cancelled());
    match race(call(&cause), cancelled).await {
        First::Left(Ok(details)) => objects::from_entries([("details", details)]),
        First::Left(Err(failure)) => {
            objects::from_entries([("failure", objects::from_failure(&failure)), ("cause", cause.of(failure.code))])
        }
        First::Right(_) => JsValue::UNDEFINED,
    }
}

fn read_request(customer_id: &JsValue, tracking_id: &JsValue, options: &JsValue) -> Result<Request, Box<Failure>> {
    let (customer_id, tracking_id) = (customer_id.as_string(), tracking_id.as_string());
    let options = RequestOptions::read(given(options));
    Request::new(customer_id.as_deref(), tracking_id.as_deref(), options, clock::fresh_guids())
}

/// The options by their names.
fn given(options: &JsValue) -> impl Fn(&'static str) -> Given {
    let given: Vec<(Option<String>, JsValue)> = Object::entries(options.unchecked_ref())
        .iter()
        .map(|entry| {
            let entry: Array = entry.unchecked_into();
            (entry.get(0).as_string(), entry.get(1))
        })
        .collect();
    move |name| {
        let found = given.iter().find(|(known, _)| known.as_deref() == Some(name));
        Given { name, value: found.map_or(GivenValue::Nothing, |(_, value)| given_value(value)) }
    }
}

fn given_value(value: &JsValue) -> GivenValue {
    if let Some(number) = value.as_f64() {
        GivenValue::Number(number)
    } else if let Some(text) = value.as_string() {
        GivenValue::Text(text)
    } else if value.is_null() || value.is_undefined() {
        GivenValue::Nothing
    } else {
        GivenValue::Other
    }
}

fn client<'a>(request: &Request, context: &Context, cause: &'a Cause) -> Client<FetchTransport<'a>, BrowserClock> {
    let gate = GATES.with(|gates| gates.before(request.base_url.as_str(), &BrowserClock));
    Client { transport: FetchTransport::new(context.token(), context.fetch(), cause), clock: BrowserClock, gate }
}

fn retry_reporter(context: &Context) -> impl FnMut(Retry<'_>) {
    let on_retry = context.on_retry();
    move |Retry { attempt, wait_ms, failure }| {
        if let Some(on_retry) = &on_retry {
            let _ =
                on_retry.call3(&JsValue::UNDEFINED, &attempt.into(), &wait_ms.into(), &objects::from_failure(failure));
        }
    }
}

/// For the test that proves what a panic leads to; not in the published build.
#[cfg(feature = "panic-on-purpose")]
#[expect(clippy::panic)]
fn panic_if_asked(request: &Request) {
    if request.request_id.as_str().starts_with("dead") {
        panic!("asked to");
    }
}

/// From the bytes of an answer to `EncodedDetails`: for the benchmark that compares decoding by itself; not in the published build.
#[cfg(feature = "decode-alone")]
#[wasm_bindgen(unchecked_return_type = "EncodedDetails")]
#[must_use]
pub fn decode(body: Vec<u8>) -> JsValue {
    use crate::client::Clock;
    let response = crate::response::Response {
        status: 200,
        reason: String::new(),
        headers: [].into_iter().collect(),
        body: Ok(body),
    };
    response.read(BrowserClock.now()).map_or(JsValue::UNDEFINED, |answer| objects::from_answer(answer))
}
