//! `fetch`. Its answer is read by way of gloo-net; its request is built here, for gloo-net can't leave the token in JavaScript.

use std::cell::{Cell, RefCell};

use gloo_net::http::Response as GlooResponse;
use js_sys::{Array, Function, JsString, Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStream, ReadableStreamDefaultReader};

use super::objects;
use crate::call::platform::Transport;
use crate::failure::{Failure, FailureCode};
use crate::request::options::invalid;
use crate::request::token::is_token;
use crate::request::{Credentials, Request};
use crate::response::headers::{HEADERS, Headers};
use crate::response::{BodyFault, Response};

#[wasm_bindgen]
extern "C" {
    /// A string that takes what to replace as a JavaScript value: web-sys would copy the token into the memory of the wasm.
    type Text;
    #[wasm_bindgen(method, js_name = replaceAll)]
    fn replace_all(this: &Text, what: &JsString, by: &str) -> Text;

    /// A `Uint8Array`, if the stream is one of bytes. Its bytes are copied without the assertion of js-sys, which brings 1 kB of formatting.
    type Chunk;
    #[wasm_bindgen(method, catch, js_name = subarray)]
    fn bytes_from(this: &Chunk, begin: u32) -> Result<Vec<u8>, JsValue>;
}

/// What JavaScript threw last, for the `cause` of the error.
#[derive(Default)]
pub(super) struct Cause(RefCell<JsValue>);

impl Cause {
    /// Keeps what was thrown.
    fn note<T>(&self, result: Result<T, JsValue>) -> Option<T> {
        result.map_err(|thrown| self.0.replace(thrown)).ok()
    }

    /// What was thrown, where that is what failed.
    pub(super) fn of(&self, code: FailureCode) -> JsValue {
        use FailureCode::{IncompleteResponse, Network, Unauthorized};
        if matches!(code, Network | IncompleteResponse | Unauthorized) { self.0.take() } else { JsValue::UNDEFINED }
    }
}

/// Sends by the caller's `fetch`, or the browser's.
pub(super) struct FetchTransport<'a> {
    /// The token itself, or a function that is asked once per attempt.
    token: JsValue,
    /// The tokens that were sent, as handles.
    tokens: RefCell<Vec<JsString>>,
    send: Function,
    cause: &'a Cause,
}

impl<'a> FetchTransport<'a> {
    pub(super) fn new(token: JsValue, fetch: Function, cause: &'a Cause) -> Self {
        Self { token, tokens: RefCell::default(), send: fetch, cause }
    }

    async fn read_body(&self, body: ReadableStream, limit: u32) -> Result<Vec<u8>, BodyFault> {
        if body.locked() {
            return Err(BodyFault::Interrupted);
        }
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        let (mut chunks, mut length) = (Vec::new(), 0.0);
        loop {
            let read = self.cause.note(JsFuture::from(reader.read()).await).ok_or(BodyFault::Interrupted)?;
            if property(&read, "done").is_truthy() {
                return self.cause.note(joined(&chunks, length)).ok_or(BodyFault::Interrupted);
            }
            let chunk = property(&read, "value");
            length += property(&chunk, "byteLength").as_f64().unwrap_or_default();
            if length > f64::from(limit) {
                // The stream's own end is of no interest any more, but its promise must not be left unhandled.
                let _ = JsFuture::from(reader.cancel()).await;
                return Err(BodyFault::TooLarge);
            }
            chunks.push(chunk.unchecked_into());
        }
    }
}

impl Transport for FetchTransport<'_> {
    type Token = JsString;

    async fn token(&self) -> Result<JsString, Box<Failure>> {
        let value = match self.token.dyn_ref::<Function>() {
            Some(provider) => self.cause.note(settled(provider.call0(&JsValue::UNDEFINED)).await),
            None => Some(self.token.clone()),
        };
        let value = value.ok_or_else(|| {
            let message = "The token provider failed, so nothing was sent; the cause tells why.";
            Failure::new(FailureCode::Unauthorized, message)
        })?;
        let token = value.dyn_into::<JsString>().ok().filter(|token| is_token(token.iter()));
        self.tokens.borrow_mut().extend(token.clone());
        token.ok_or_else(|| {
            invalid(
                "token",
                "must be a bearer token (letters, digits and -._~+/=), without \"Bearer\", spaces or line breaks",
            )
        })
    }

    fn can_renew_token(&self) -> bool {
        self.token.is_function()
    }

    fn strike_out_tokens(&self, text: String) -> String {
        let mut text = JsValue::from(text);
        for token in self.tokens.borrow().iter() {
            text = text.unchecked_ref::<Text>().replace_all(token, "[token]").into();
        }
        text.as_string().unwrap_or_default()
    }

    async fn send(&self, request: &Request, token: JsString) -> Option<Response> {
        let aborter = AbortOnDrop { controller: self.cause.note(AbortController::new())?, is_needed: Cell::new(true) };
        let fetch_request = self.cause.note(build(request, &token, &aborter.controller))?;
        let answer = self.cause.note(settled(self.send.call1(&JsValue::UNDEFINED, &fetch_request)).await)?;
        let answer = answer.unchecked_into::<web_sys::Response>();
        let (reason, stream) = (answer.status_text(), answer.body());
        let answer = GlooResponse::from(answer);
        let headers = answer.headers();
        let headers: Headers = HEADERS.into_iter().filter_map(|name| Some((name, headers.get(name)?))).collect();
        let body = match stream {
            Some(stream) => self.read_body(stream, request.max_response_bytes).await,
            None => Ok(Vec::new()),
        };
        aborter.is_needed.set(body.is_err());
        Some(Response { status: answer.status(), reason, headers, body })
    }
}

/// Ends the request when its attempt is given up. Not when its answer is complete: an abort is a tenth of a small call.
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
    let headers: Array = request.headers().map(|(name, value)| objects::list(&[name.into(), value.into()])).collect();
    // As a handle all the way: a copy of the token would stay in the memory of the wasm.
    headers.push(&objects::list(&[request.authorization_header.as_str().into(), bearer.into()]));
    let credentials = match request.credentials {
        Credentials::Omit => "omit",
        Credentials::SameOrigin => "same-origin",
    };
    let settings = objects::from_entries(&[
        ("headers", headers.into()),
        ("mode", "cors".into()),
        ("credentials", credentials.into()),
        ("redirect", "error".into()),
        ("cache", "no-store".into()),
        ("referrerPolicy", "no-referrer".into()),
        ("signal", aborter.signal().into()),
    ]);
    web_sys::Request::new_with_str_and_init(&request.url, settings.unchecked_ref())
}

/// What a function of the caller's gave, or what it promised.
pub(super) async fn settled(result: Result<JsValue, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&result?)).await
}

fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// The bytes of all chunks, which fails where one is no `Uint8Array`. Into one allocation: a vector that grows by itself would need up to
/// three times as much.
fn joined(chunks: &[Chunk], length: f64) -> Result<Vec<u8>, JsValue> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "what is out of range becomes its end")]
    let mut body = Vec::with_capacity(length as usize);
    for chunk in chunks {
        body.extend_from_slice(&chunk.bytes_from(0)?);
    }
    Ok(body)
}
