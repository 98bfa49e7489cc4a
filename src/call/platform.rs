//! What a call needs of the machine that it runs on.

use crate::failure::Failure;
use crate::request::Request;
use crate::response::Response;
use crate::timestamp::Timestamp;

/// Sends requests. Dropping a future of its ends what it does.
#[expect(async_fn_in_trait, reason = "a browser has one thread: no future needs to be Send")]
pub trait Transport {
    /// The bearer token, which the domain never looks into.
    type Token;

    /// The token for one attempt.
    ///
    /// # Errors
    /// `invalid-argument` when it is no bearer token, `unauthorized` when the caller's provider fails.
    async fn token(&self) -> Result<Self::Token, Box<Failure>>;

    /// Whether asking again can give another token.
    fn can_renew_token(&self) -> bool;

    /// The text without any token that was given out.
    fn strike_out_tokens(&self, text: String) -> String;

    /// Sends one request; `None` when no answer came.
    async fn send(&self, request: &Request, token: Self::Token) -> Option<Response>;
}

/// Tells the time, waits, and knows what holds a browser up. Dropping a future of its leaves no timer or listener.
#[expect(async_fn_in_trait, reason = "a browser has one thread: no future needs to be Send")]
pub trait Clock {
    /// Now, by this machine's clock, which a person can set.
    fn now(&self) -> Timestamp;

    /// Milliseconds since some start, never running backwards.
    fn uptime_ms(&self) -> u64;

    /// Waits for so many milliseconds.
    async fn sleep(&self, ms: u32);

    /// A random number in 0..1.
    fn random(&self) -> f64;

    /// Whether the machine is surely without a network.
    fn is_offline(&self) -> bool;

    /// Whether nobody looks: the page is hidden, or offline.
    fn is_away(&self) -> bool;

    /// Waits until the page is seen and online again.
    async fn until_back(&self);
}
