//! What a call needs of the platform that it runs on.

use crate::failure::Failure;
use crate::request::Request;
use crate::response::Response;
use details::Timestamp;

/// Sends requests. Dropping one of its futures cancels it.
#[expect(async_fn_in_trait, reason = "a browser has one thread: no future needs to be Send")]
pub trait Transport {
    /// The bearer token. It is opaque to the client.
    type Token;

    /// Gets the token for one attempt.
    ///
    /// # Errors
    /// `invalid-argument` when it is no bearer token (see [`is_bearer_token`](crate::is_bearer_token)), `unauthorized` when getting one fails.
    async fn token(&self) -> Result<Self::Token, Box<Failure>>;

    /// Whether asking again can give another token.
    fn can_renew_token(&self) -> bool;

    /// Replaces what the text holds of the tokens that [`Transport::token`] returned, as [`redact_tokens`](crate::redact_tokens) does. A service
    /// can repeat a token, or a piece of it.
    fn redact(&self, text: String) -> String;

    /// Sends one request: a GET of [`Request::url`] with [`Request::headers`] and the header [`Request::authorization_header`], whose value is
    /// `Bearer ` and the token. Gives `None` when no answer came.
    ///
    /// It must not follow redirects, which would send the token elsewhere. It sends cookies as [`Request::credentials`] says, reads at most
    /// [`Request::max_response_bytes`] bytes of the body, after decompression, and gives [`BodyError::TooLarge`](crate::BodyError) for more.
    async fn send(&self, request: &Request, token: Self::Token) -> Option<Response>;
}

/// Tells the time, waits, and knows whether the page is hidden or offline. Dropping one of its futures removes its timers and listeners.
#[expect(async_fn_in_trait, reason = "a browser has one thread: no future needs to be Send")]
pub trait Clock {
    /// The current time of the wall clock, which can be changed.
    fn now(&self) -> Timestamp;

    /// Milliseconds since an arbitrary start. It never goes back.
    fn uptime_ms(&self) -> u64;

    /// Waits for this many milliseconds.
    async fn sleep(&self, ms: u32);

    /// A random number from 0 up to, but not including, 1.
    fn random(&self) -> f64;

    /// Fills the bytes with random values, for the ids of requests.
    fn fill_random(&self, bytes: &mut [u8]);

    /// Whether the machine is known to be offline. `false` outside of browsers is fine.
    fn is_offline(&self) -> bool;

    /// Whether the page is hidden. `false` outside of browsers is fine.
    fn is_hidden(&self) -> bool;
}
