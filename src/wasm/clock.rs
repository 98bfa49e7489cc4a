//! The browser's clock, timers and random numbers, and whether its page is visible and online.

use js_sys::{Date, Function, Math, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use details::Timestamp;

use super::values::property;
use crate::call::platform::Clock;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = setTimeout)]
    fn set_timeout(callback: &Function, ms: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = clearTimeout)]
    fn clear_timeout(id: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = performance, js_name = now)]
    fn performance_now() -> Result<f64, JsValue>;

    /// Every page and worker has it, while `crypto.randomUUID` needs a secure context.
    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn fill_with_random(bytes: &mut [u8]) -> Result<(), JsValue>;
}

/// The clock, timers and random numbers of the browser, in a page or a worker.
#[derive(Clone, Copy, Debug)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, at most 8.64e15")]
        Timestamp::from_unix_ms(Date::now() as i64)
    }

    fn uptime_ms(&self) -> u64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "never negative, and small")]
        {
            // A runtime without `performance` has the wall clock at least.
            performance_now().unwrap_or_else(|_| Date::now()) as u64
        }
    }

    async fn sleep(&self, ms: u32) {
        let mut timer = None;
        let promise = Promise::new(&mut |resolve, _| {
            timer = Some(Timer { id: set_timeout(&resolve, ms).unwrap_or_default(), _settled: SettleOnDrop(resolve) });
        });
        let _ = JsFuture::from(promise).await;
        drop(timer);
    }

    fn random(&self) -> f64 {
        Math::random()
    }

    fn fill_random(&self, bytes: &mut [u8]) {
        if fill_with_random(bytes).is_err() {
            // There is no `crypto`. The ids of requests are no secrets: they have to differ.
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "less than 256")]
            bytes.fill_with(|| (Math::random() * 256.0) as u8);
        }
    }

    fn is_offline(&self) -> bool {
        property(&global("navigator"), "onLine") == JsValue::FALSE
    }

    fn is_hidden(&self) -> bool {
        property(&global("document"), "hidden") == JsValue::TRUE
    }
}

/// Settles a promise that is no longer waited for. A `JsFuture` frees what it holds only when its promise settles, so one that was dropped
/// early would stay forever.
struct SettleOnDrop(Function);

impl Drop for SettleOnDrop {
    fn drop(&mut self) {
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

/// A timer that is cleared when it is no longer waited for.
struct Timer {
    id: JsValue,
    _settled: SettleOnDrop,
}

impl Drop for Timer {
    fn drop(&mut self) {
        let _ = clear_timeout(&self.id);
    }
}

/// A property of the global object. A worker or Node may lack it.
fn global(name: &str) -> JsValue {
    property(&js_sys::global(), name)
}
