//! The browser's clock, timers and random numbers, and whether its page is visible and online.

use js_sys::{Date, Function, Math, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::EventTarget;

use details::Timestamp;

use crate::call::platform::Clock;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, ms: u32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(id: &JsValue);

    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;

    /// Every page and worker has it, while `crypto.randomUUID` needs a secure context.
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill_with_random(bytes: &mut [u8]);

    /// The global object. A worker or Node may lack what is optional here.
    #[wasm_bindgen(extends = js_sys::Object)]
    type Global;
    #[wasm_bindgen(method, getter)]
    fn document(this: &Global) -> Option<Document>;
    #[wasm_bindgen(method, getter)]
    fn navigator(this: &Global) -> Option<Navigator>;

    type Navigator;
    #[wasm_bindgen(method, getter, js_name = onLine)]
    fn on_line(this: &Navigator) -> Option<bool>;

    #[wasm_bindgen(extends = EventTarget)]
    type Document;
    #[wasm_bindgen(method, getter)]
    fn hidden(this: &Document) -> Option<bool>;
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
            performance_now() as u64
        }
    }

    async fn sleep(&self, ms: u32) {
        let mut timer = None;
        let promise = Promise::new(&mut |resolve, _| {
            timer = Some(Timer { id: set_timeout(&resolve, ms), _settled: SettleOnDrop(resolve) });
        });
        let _ = JsFuture::from(promise).await;
        drop(timer);
    }

    fn random(&self) -> f64 {
        Math::random()
    }

    fn fill_random(&self, bytes: &mut [u8]) {
        fill_with_random(bytes);
    }

    fn is_offline(&self) -> bool {
        global().navigator().and_then(|navigator| navigator.on_line()) == Some(false)
    }

    fn is_hidden_or_offline(&self) -> bool {
        self.is_offline() || global().document().and_then(|document| document.hidden()) == Some(true)
    }

    async fn until_visible_and_online(&self) {
        while self.is_hidden_or_offline() {
            next_change().await;
        }
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
        clear_timeout(&self.id);
    }
}

fn global() -> Global {
    js_sys::global().unchecked_into()
}

/// Waits for the next event that can make the page visible or bring it online.
async fn next_change() {
    let mut listeners = Vec::new();
    let mut settled = None;
    let promise = Promise::new(&mut |resolve, _| {
        let document = global().document().map(|document| Listener::new(document.into(), "visibilitychange", &resolve));
        listeners.extend(document);
        listeners.push(Listener::new(js_sys::global().unchecked_into(), "online", &resolve));
        settled = Some(SettleOnDrop(resolve));
    });
    let _ = JsFuture::from(promise).await;
    drop((listeners, settled));
}

/// A listener that is removed when it is no longer waited for.
struct Listener {
    target: EventTarget,
    event: &'static str,
    callback: Function,
}

impl Listener {
    fn new(target: EventTarget, event: &'static str, callback: &Function) -> Self {
        let _ = target.add_event_listener_with_callback(event, callback);
        Self { target, event, callback: callback.clone() }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.event, &self.callback);
    }
}
