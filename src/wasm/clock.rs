//! The browser's clock and its randomness.

use js_sys::{Date, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::client::Clock;
use crate::guid::Guid;
use crate::timestamp::Timestamp;

pub(super) struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> Timestamp {
        // A Date holds whole milliseconds of at most 8.64e15, which an i64 holds too.
        #[expect(clippy::cast_possible_truncation)]
        Timestamp::from_unix_ms(Date::now() as i64)
    }
}

#[wasm_bindgen]
extern "C" {
    /// There in every page and worker, while `crypto.randomUUID` needs a secure context.
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill_with_random(bytes: &Uint8Array);
}

pub(super) fn fresh_guid() -> Guid {
    let random = Uint8Array::new_with_length(16);
    fill_with_random(&random);
    let mut bits = [0; 16];
    random.copy_to(&mut bits);
    Guid::random(u128::from_ne_bytes(bits))
}
