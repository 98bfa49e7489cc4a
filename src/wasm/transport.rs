//! Sends requests by `fetch`. gloo-net reads the answer. The request is built here, because gloo-net would copy the token into the memory of
//! the wasm.

use std::cell::{Cell, RefCell};
use std::fmt;

use gloo_net::http::Response as GlooResponse;
use js_sys::{Array, Function, JsString, Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use super::values::{list, object, property, settled};
use crate::call::platform::Transport;
use crate::failure::{Failure, FailureCode};
use crate::request::options::invalid_argument;
use crate::request::token::is_bearer_token;
use crate::request::{Credentials, Request};
use crate::response::headers::Headers;
use crate::response::{BodyError, Response};

#[wasm_bindgen]
extern "C" {
    /// A string whose `replaceAll` takes a JavaScript value: web-sys would copy the token into the memory of the wasm.
    type Text;
    #[wasm_bindgen(method, catch, js_name = replaceAll)]
    fn replace_all(this: &Text, what: &JsString, by: &str) -> Result<JsValue, JsValue>;

    /// A `ReadableStream` and its reader. In web-sys they can't throw, but those of a stream that is locked do.
    type Body;
    #[wasm_bindgen(method, catch, js_name = getReader)]
    fn reader(this: &Body) -> Result<Reader, JsValue>;
    type Reader;
    #[wasm_bindgen(method, catch)]
    fn read(this: &Reader) -> Result<Promise, JsValue>;
    /// `bytes.set(chunk)`, without the assertion of js-sys, which would add 1 kB of formatting.
    #[wasm_bindgen(catch, js_namespace = ["Uint8Array", "prototype", "set"], js_name = call)]
    fn copy_chunk(bytes: &mut [u8], chunk: &JsValue) -> Result<(), JsValue>;
}

/// Sends requests by the browser's `fetch`, in a page or a worker.
///
/// The token stays a JavaScript string and leaves no copy in the memory of the wasm.
pub struct FetchTransport {
    /// The token itself, or a function that is called once per attempt.
    token: JsValue,
    /// The tokens that were sent, as handles.
    sent_tokens: RefCell<Vec<JsString>>,
    fetch: Function,
    /// The last value that JavaScript threw.
    thrown: RefCell<JsValue>,
}

impl FetchTransport {
    /// A transport that sends this token: a JavaScript string, or a function that returns one or a promise of one and is called once per attempt.
    #[must_use]
    pub fn new(token: impl Into<JsValue>) -> Self {
        Self::with_fetch(token.into(), property(&js_sys::global(), "fetch").unchecked_into())
    }

    /// A transport that sends by the caller's own `fetch`.
    pub(super) fn with_fetch(token: JsValue, fetch: Function) -> Self {
        Self { token, sent_tokens: RefCell::default(), fetch, thrown: RefCell::default() }
    }

    /// What JavaScript threw, if that is why a call failed.
    #[cfg(feature = "npm")]
    pub(super) fn take_cause(&self, code: FailureCode) -> JsValue {
        use FailureCode::{IncompleteResponse, Network, Unauthorized};
        if matches!(code, Network | IncompleteResponse | Unauthorized) {
            self.thrown.take()
        } else {
            JsValue::UNDEFINED
        }
    }

    /// Keeps what was thrown.
    fn catch<T>(&self, result: Result<T, JsValue>) -> Option<T> {
        result.map_err(|thrown| self.thrown.replace(thrown)).ok()
    }

    /// Reads the body. How its stream ends does not matter where it fails: the request is aborted then.
    async fn read_body(&self, body: &Body, limit: u32) -> Result<Vec<u8>, BodyError> {
        let reader = self.catch(body.reader()).ok_or(BodyError::Interrupted)?;
        let (mut bytes, mut read_bytes) = (Vec::new(), 0.0);
        loop {
            let promise = self.catch(reader.read()).ok_or(BodyError::Interrupted)?;
            let read = self.catch(JsFuture::from(promise).await).ok_or(BodyError::Interrupted)?;
            if property(&read, "done").is_truthy() {
                return Ok(bytes);
            }
            let chunk = property(&read, "value");
            let length = property(&chunk, "byteLength").as_f64().ok_or(BodyError::Interrupted)?;
            // An empty chunk counts as a byte, so that a stream of them ends too.
            read_bytes += length.max(1.0);
            if read_bytes > f64::from(limit) {
                return Err(BodyError::TooLarge);
            }
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to the limit")]
            let free = grow(&mut bytes, length as usize).ok_or(BodyError::OutOfMemory)?;
            self.catch(copy_chunk(free, &chunk)).ok_or(BodyError::Interrupted)?;
        }
    }
}

impl Transport for FetchTransport {
    type Token = JsString;

    async fn token(&self) -> Result<JsString, Box<Failure>> {
        // What an earlier attempt threw is not why this one fails.
        self.thrown.take();
        let value = match self.token.dyn_ref::<Function>() {
            Some(provider) => self.catch(settled(provider.call0(&JsValue::UNDEFINED)).await),
            None => Some(self.token.clone()),
        };
        let value = value.ok_or_else(|| {
            let message = "The token provider failed, so nothing was sent; the cause tells why.";
            Failure::new(FailureCode::Unauthorized, message)
        })?;
        let token = value.dyn_into::<JsString>().ok().filter(|token| is_bearer_token(token.iter()));
        self.sent_tokens.borrow_mut().extend(token.clone());
        token.ok_or_else(|| {
            invalid_argument(
                "token",
                "must be a bearer token (letters, digits and -._~+/=), without \"Bearer\", spaces or line breaks",
            )
        })
    }

    fn can_renew_token(&self) -> bool {
        self.token.is_function()
    }

    fn redact(&self, text: String) -> String {
        let mut text = JsValue::from(text);
        let tokens = self.sent_tokens.borrow();
        // The longest first: one token can begin with another.
        let mut longest = u32::MAX;
        while let Some(length) = tokens.iter().map(JsString::length).filter(|length| *length < longest).max() {
            for token in tokens.iter().filter(|token| token.length() == length) {
                text = text.unchecked_ref::<Text>().replace_all(token, "[token]").unwrap_or_default();
            }
            longest = length;
        }
        text.as_string().unwrap_or_default()
    }

    async fn send(&self, request: &Request, token: JsString) -> Option<Response> {
        let aborter = AbortOnDrop { controller: self.catch(AbortController::new())?, is_needed: Cell::new(true) };
        let fetch_request = self.catch(build(request, &token, &aborter.controller))?;
        let answer = self.catch(settled(self.fetch.call1(&JsValue::UNDEFINED, &fetch_request)).await)?;
        let reason = property(&answer, "statusText").as_string().unwrap_or_default();
        let stream = property(&answer, "body");
        let answer = answer.unchecked_into::<web_sys::Response>();
        let answer = GlooResponse::from(answer);
        let headers = answer.headers();
        let mut known_headers = Headers::default();
        for name in Headers::NAMES {
            if let Some(value) = headers.get(name) {
                known_headers.insert(name, value);
            }
        }
        let body = if stream.is_null() {
            Ok(Vec::new())
        } else {
            self.read_body(stream.unchecked_ref(), request.max_response_bytes()).await
        };
        aborter.is_needed.set(body.is_err());
        Some(Response { status: answer.status(), reason, headers: known_headers, body })
    }
}

/// Leaves out the token.
impl fmt::Debug for FetchTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("FetchTransport").finish_non_exhaustive()
    }
}

/// Aborts the request when its attempt is dropped, but not when its answer is complete: an abort costs a tenth of a small call.
struct AbortOnDrop {
    controller: AbortController,
    is_needed: Cell<bool>,
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if self.is_needed.get() {
            self.controller.abort();
        }
    }
}

fn build(request: &Request, token: &JsString, aborter: &AbortController) -> Result<web_sys::Request, JsValue> {
    let bearer = JsString::from("Bearer ").concat(token);
    let headers: Array = request.headers().map(|(name, value)| list(&[name.into(), value.into()])).collect();
    // The token stays a handle: a copy of it would stay in the memory of the wasm.
    headers.push(&list(&[request.authorization_header().into(), bearer.into()]));
    let credentials = match request.credentials() {
        Credentials::Omit => "omit",
        Credentials::SameOrigin => "same-origin",
    };
    let settings = object(&[
        ("headers", headers.into()),
        ("mode", "cors".into()),
        ("credentials", credentials.into()),
        ("redirect", "error".into()),
        ("cache", "no-store".into()),
        ("referrerPolicy", "no-referrer".into()),
        ("signal", aborter.signal().into()),
    ]);
    let create = || web_sys::Request::new_with_str_and_init(request.url(), settings.unchecked_ref());
    create().or_else(|_| {
        // Cloudflare's workerd has no "error". With "manual" a redirect is an answer like others, and its status an error.
        let _ = Reflect::set(&settings, &"redirect".into(), &"manual".into());
        create()
    })
}

/// Makes room for a chunk. Chunks are copied as they come: a handle of one costs over 100 bytes, and it can hold a single byte.
///
/// The vector grows by an eighth: a body then needs up to 2.2 bytes for each of its bytes, when it moves, and 3 if it doubled.
fn grow(bytes: &mut Vec<u8>, length: usize) -> Option<&mut [u8]> {
    let start = bytes.len();
    if bytes.capacity() - start < length {
        bytes.try_reserve_exact(length.max(start / 8)).ok()?;
    }
    bytes.resize(start + length, 0);
    bytes.get_mut(start..)
}
