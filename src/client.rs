//! One call from its request to its outcome, over a transport and a clock.

use crate::failure::{Failure, FailureCode};
use crate::model::BatchUploadDetails;
use crate::request::Request;
use crate::response::Response;
use crate::timestamp::Timestamp;

/// Sends requests.
#[expect(async_fn_in_trait, reason = "a browser has one thread: no future needs to be Send")]
pub trait Transport {
    /// The bearer token, which the domain never looks into.
    type Token;

    /// The token for one attempt.
    ///
    /// # Errors
    /// `invalid-argument` when it is no bearer token, `unauthorized` when the caller's provider fails.
    async fn token(&self) -> Result<Self::Token, Failure>;

    /// Sends one request; `None` when no answer came.
    async fn send(&self, request: &Request, token: Self::Token) -> Option<Response>;
}

/// Tells the time.
pub trait Clock {
    /// Now, by this machine's clock.
    fn now(&self) -> Timestamp;
}

/// Asks for the status of batch uploads.
pub struct Client<T, C> {
    /// What sends.
    pub transport: T,
    /// What tells the time.
    pub clock: C,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Asks once and hands the details to `deliver`, whose result comes back.
    ///
    /// # Errors
    /// The [`Failure`], with the ids that support asks for.
    pub async fn get_batch_upload_status<R>(
        &self,
        request: &Request,
        deliver: impl FnOnce(BatchUploadDetails<'_>) -> R,
    ) -> Result<R, Failure> {
        let token = self.transport.token().await?;
        let outcome = match self.transport.send(request, token).await {
            Some(response) => response.read(request, self.clock.now(), deliver),
            None => Err(Failure::new(FailureCode::Network, "No answer came from the base address.")),
        };
        outcome.map_err(|failure| Failure {
            attempts: 1,
            request_id: failure.request_id.or_else(|| Some(request.request_id.to_string())),
            correlation_id: failure.correlation_id.or_else(|| Some(request.correlation_id.to_string())),
            ..failure
        })
    }
}
