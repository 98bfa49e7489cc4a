//! The boundary to the browser. It contains no domain rules: `fetch`, timers, and, for the npm package, exports and the encoding of values.

mod clock;
#[cfg(feature = "npm")]
mod encode;
#[cfg(feature = "npm")]
mod exports;
mod transport;
#[cfg(feature = "trap-on-purpose")]
mod trap;
mod values;

pub use self::clock::BrowserClock;
pub use self::transport::FetchTransport;
