//! What a call needs of the platform that it runs on.

use crate::failure::Failure;
use crate::request::Request;
use crate::response::Response;
use details::Timestamp;

/// Sends requests. Dropping one of its futures stops what the future was doing.
#[expect(async_fn_in_trait, reason = "a browser has one thread: no future needs to be Send")]
pub trait Transport {
    /// The bearer token. The client passes it on and never looks into it.
    type Token;

    /// Gets the token for one attempt.
    ///
    /// # Errors
    /// `invalid-argument` when it is no bearer token (see [`is_bearer_token`](crate::is_bearer_token)), `unauthorized` when getting one fails.
    async fn token(&self) -> Result<Self::Token, Box<Failure>>;

    /// Whether asking again can give another token.
    fn can_renew_token(&self) -> bool;

    /// Replaces every token that was given out, wherever it occurs in the text.
    fn redact(&self, text: String) -> String;

    /// Sends one request. Gives `None` when no answer came.
    async fn send(&self, request: &Request, token: Self::Token) -> Option<Response>;
}

/// Tells the time, waits, and knows whether the page is hidden or offline. Dropping one of its futures leaves no timer and no listener.
#[expect(async_fn_in_trait, reason = "a browser has one thread: no future needs to be Send")]
pub trait Clock {
    /// The current time by the wall clock, which a person can set.
    fn now(&self) -> Timestamp;

    /// Milliseconds since some start. It never runs backwards.
    fn uptime_ms(&self) -> u64;

    /// Waits for so many milliseconds.
    async fn sleep(&self, ms: u32);

    /// A random number from 0 up to, but not including, 1.
    fn random(&self) -> f64;

    /// Fills the bytes with random values, for the ids of requests.
    fn fill_random(&self, bytes: &mut [u8]);

    /// Whether the machine is certainly without a network.
    fn is_offline(&self) -> bool;

    /// Whether the page is hidden, or the machine offline.
    fn is_hidden_or_offline(&self) -> bool;

    /// Waits until the page is visible and the machine online.
    async fn until_visible_and_online(&self);
}
