//! The boundary to the browser, without rules of its own: `fetch`, timers, and, for the npm package, exports and values handed over.

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
