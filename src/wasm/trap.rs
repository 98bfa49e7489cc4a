//! For the tests that show what a trap leads to. It is not in the published build.

use std::hint::black_box;

use wasm_bindgen::JsValue;

use super::values::property;

/// Ends the instance if the option `requestId` says so: it begins with `dead`, the digit of this place and that of a way.
#[expect(clippy::panic)]
pub(super) fn trap_if_asked(options: &JsValue, place: &str) {
    let request_id = property(options, "requestId").as_string().unwrap_or_default();
    let way = request_id.strip_prefix("dead").and_then(|rest| rest.strip_prefix(place)).and_then(|rest| rest.get(..1));
    match way {
        Some("0") => panic!("asked to"),
        Some("1") => std::process::abort(),
        Some("2") => loop {
            std::mem::forget(black_box(Vec::<u8>::with_capacity(1 << 30)));
        },
        Some("3") => {
            black_box(recurse(black_box(1)));
        }
        _ => (),
    }
}

#[expect(unconditional_recursion, reason = "it overflows the stack")]
fn recurse(depth: u64) -> u64 {
    let frame = black_box([depth; 64]);
    recurse(depth + 1) + black_box(frame).iter().sum::<u64>()
}
