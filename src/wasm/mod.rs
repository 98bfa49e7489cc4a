//! The boundary to JavaScript: exports, `fetch`, and values handed over. No rules of the domain are here.

mod clock;
mod objects;
mod transport;

use js_sys::{Function, Promise, Reflect};
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use self::clock::BrowserClock;
use self::transport::{Cause, FetchTransport};
use crate::call::client::{Client, Retry};
use crate::call::limiter::Gates;
use crate::call::race::{First, race};
use crate::call::watch::{News, WatchLimits, WatchOptions};
use crate::failure::Failure;
use crate::request::guid::Guid;
use crate::request::options::{Given, GivenValue};
use crate::request::{Request, RequestOptions};
use crate::response::Answer;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** How a call ended, as data. */
export type Outcome = [details?: EncodedDetails, failure?: EncodedFailure, cause?: unknown];

/** The fields of a `Failure` in this order: their names would weigh more than all else of the crossing. */
export type EncodedFailure = [
  texts: [
    code: FailureCode,
    message: string,
    hint: string,
    serviceCode?: string,
    description?: string,
    source?: string,
    requestId?: string,
    correlationId?: string,
    msCv?: string,
  ],
  numbers: [retryable: number, attempts: number, status?: number, retryAfterMs?: number],
];

/**
 * The details of a batch upload as they cross to JavaScript: one text, and where in it everything stands.
 *
 * Everything is a pair of cells. Of a text they tell from where and to where; the highest bit of the second tells that it holds escapes.
 * Of a known status the pair is `[number, 0]`. A time is the two halves of its milliseconds since 1970 and 2 ** 63, the higher one first. Of
 * an object or a list that is there the pair is `[1, 0]`, and of whatever is not there `[0, 0]`.
 *
 * The first row tells of the batch: itself, tracking id, status, started, completed, devices, attributes, object type, etag. Then there is
 * a row for each device: itself, device id, serial number, product key, status, error code, error description, attributes, object type, etag.
 */
export type EncodedDetails = [text: string, cells: Uint32Array];

/** What a call needs of JavaScript. */
export interface Context {
  token: unknown;
  fetch: typeof fetch;
  /** Settles to end the call early: its request is aborted, its timers are cleared. */
  cancelled: Promise<void>;
  onRetry?: (attempt: number, waitMs: number, failure: EncodedFailure) => void;
  /**
   * Makes the call a watch: is told of the details whenever something has changed, and the next poll waits for what it promises. The
   * outcome then has no details.
   */
  onDetails?: (details: EncodedDetails) => Promise<void>;
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
    #[wasm_bindgen(method, getter, js_name = onDetails)]
    fn on_details(this: &Context) -> Option<Function>;
    #[wasm_bindgen(method, getter, js_name = onPoll)]
    fn on_poll(this: &Context) -> Option<Function>;
}

#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

thread_local! {
    static GATES: Gates = const { Gates::new() };
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

/// Asks for the status of one batch upload; where the context has `onDetails`, again and again until it is done. One function for both,
/// because the compiler writes all that a call consists of once for each. It settles with an `Outcome`, or with nothing when it was
/// cancelled, and does not reject.
#[wasm_bindgen(js_name = getBatchUploadStatus, unchecked_return_type = "Outcome | undefined")]
pub async fn get_batch_upload_status(
    #[wasm_bindgen(js_name = customerId, unchecked_param_type = "unknown")] customer_id: JsValue,
    #[wasm_bindgen(js_name = trackingId, unchecked_param_type = "unknown")] tracking_id: JsValue,
    #[wasm_bindgen(unchecked_param_type = "RequestOptions & WatchOptions")] options: JsValue,
    context: Context,
) -> JsValue {
    outcome(&context, async |cause| {
        let request = read_request(&customer_id, &tracking_id, &options)?;
        let client = client(&request, &context, cause);
        let on_retry = &mut retry_reporter(&context);
        let mut details = JsValue::UNDEFINED;
        match context.on_details() {
            None => {
                let mut deliver = |answer: Answer<'_>| {
                    #[cfg(feature = "panic-on-purpose")]
                    panic_if_asked(&request);
                    details = objects::from_answer(answer);
                };
                client.get_batch_upload_status(&request, &mut deliver, on_retry).await?;
            }
            Some(on_details) => {
                let limits = WatchLimits::new(&WatchOptions::read(given(&options)))?;
                let on_poll = context.on_poll();
                let tell = async |news: News<JsValue>| tell(news, &on_details, on_poll.as_ref()).await;
                client
                    .watch_batch_upload_status(request, limits, fresh_id, objects::from_answer, tell, on_retry)
                    .await?;
            }
        }
        Ok(details)
    })
    .await
}

async fn tell(news: News<JsValue>, on_details: &Function, on_poll: Option<&Function>) {
    match news {
        News::Changed { details, is_last } => {
            let taken = on_details.call1(&JsValue::UNDEFINED, &details);
            // Nothing is left that the last details could hold back, and a reader need not take anything after them.
            if !is_last {
                let _ = transport::settled(taken).await;
            }
        }
        News::Waiting { wait_ms } => {
            if let Some(on_poll) = on_poll {
                let _ = on_poll.call1(&JsValue::UNDEFINED, &wait_ms.into());
            }
        }
    }
}

fn fresh_id() -> Guid {
    let [id] = clock::fresh_guids();
    id
}

/// Runs a call until it ends or is cancelled, and tells how it ended, with what JavaScript threw.
async fn outcome(context: &Context, call: impl AsyncFnOnce(&Cause) -> Result<JsValue, Box<Failure>>) -> JsValue {
    let cause = Cause::default();
    let cancelled = JsFuture::from(context.cancelled());
    match race(call(&cause), cancelled).await {
        First::Left(Ok(details)) => objects::list(&[details]),
        First::Left(Err(failure)) => {
            objects::list(&[JsValue::UNDEFINED, objects::from_failure(&failure), cause.of(failure.code)])
        }
        First::Right(_) => JsValue::UNDEFINED,
    }
}

fn read_request(customer_id: &JsValue, tracking_id: &JsValue, options: &JsValue) -> Result<Request, Box<Failure>> {
    let (customer_id, tracking_id) = (customer_id.as_string(), tracking_id.as_string());
    let options = RequestOptions::read(given(options));
    Request::new(customer_id.as_deref(), tracking_id.as_deref(), &options, clock::fresh_guids())
}

/// The options by their names.
fn given(options: &JsValue) -> impl Fn(&'static str) -> Given {
    // The facade has read them before: no getter is left that could throw.
    |name| Given { name, value: given_value(&Reflect::get(options, &name.into()).unwrap_or_default()) }
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
    use crate::call::platform::Clock;
    let response = crate::response::Response {
        status: 200,
        reason: String::new(),
        headers: [].into_iter().collect(),
        body: Ok(body),
    };
    response.read(BrowserClock.now()).map_or(JsValue::UNDEFINED, |answer| objects::from_answer(answer))
}
