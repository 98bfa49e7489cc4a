//! One call from its request to its outcome, retries included.

use std::cell::Cell;
use std::fmt;
use std::pin::pin;
use std::rc::Rc;

use details::BatchUploadDetails;
use details::text::{concat, decimal};
use futures_util::future::{Either, select};

use crate::call::backoff::{LEAST_PACE_MS, THROTTLED_HINT_MS, backoff, pause};
use crate::call::limiter::{Limiter, Limiters, Permit};
use crate::call::platform::{Clock, Transport};
use crate::failure::{Failure, FailureCode, hint};
use crate::request::Request;
use crate::request::options::RequestOptions;
use crate::response::Answer;

/// How long one request that tests whether the service answers again keeps the others waiting.
const LONGEST_TEST_MS: u32 = 10_000;

/// A wait before a retry, before the first attempt while another call is throttled, or before the poll of a watch that follows a failure.
#[derive(Debug)]
pub struct Retry<'a> {
    /// How many requests the call has sent so far.
    pub attempt: u32,
    /// How long the wait is, in milliseconds.
    pub wait_ms: u32,
    /// The failure that makes it necessary.
    pub failure: &'a Failure,
}

/// Asks for the status of batch uploads.
///
/// The calls of one client share a limit for each base URL: four requests in flight at most. When one call is throttled, all of them wait, for
/// five minutes at most, and then one request tests whether the service answers again. Dropping the future of a call or a watch cancels it: its
/// request is aborted, and its timers and listeners are removed.
pub struct Client<T, C> {
    pub(crate) transport: T,
    pub(crate) clock: C,
    limiters: Rc<Limiters>,
    on_retry: Box<dyn Fn(Retry<'_>)>,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// A client over a transport and a clock.
    #[must_use]
    pub fn new(transport: T, clock: C) -> Self {
        Self::with_limiters(transport, clock, Rc::default())
    }

    /// A client that shares its limits with others.
    pub(crate) fn with_limiters(transport: T, clock: C, limiters: Rc<Limiters>) -> Self {
        Self { transport, clock, limiters, on_retry: Box::new(|_| ()) }
    }

    /// Calls a function before each wait for a retry.
    #[must_use]
    pub fn on_retry(mut self, on_retry: impl Fn(Retry<'_>) + 'static) -> Self {
        self.on_retry = Box::new(on_retry);
        self
    }

    /// Gets the status of a batch upload. Transient failures are retried within the limits of the options.
    ///
    /// # Errors
    /// A [`Failure`]: `invalid-argument` before any request, otherwise the last failure. It comes within the option `timeout_ms`.
    pub async fn get_batch_upload_status(
        &self,
        customer_id: &str,
        tracking_id: &str,
        options: &RequestOptions,
    ) -> Result<BatchUploadDetails, Box<Failure>> {
        let request =
            Request::new(Some(customer_id), Some(tracking_id), options, |bytes| self.clock.fill_random(bytes))?;
        let mut details = BatchUploadDetails::default();
        let mut deliver = |answer: Answer<'_>| {
            details = answer.details.to_details(request.tracking_id.as_str());
            Ok(())
        };
        self.send(&request, &mut deliver).await?;
        Ok(details)
    }

    /// Sends a request until there is an answer, which `deliver` gets and can refuse, or a final failure.
    pub(crate) async fn send(
        &self,
        request: &Request,
        deliver: &mut dyn FnMut(Answer<'_>) -> Result<(), Box<Failure>>,
    ) -> Result<(), Box<Failure>> {
        let deadline = self.clock.uptime_ms() + u64::from(request.timeout_ms);
        let limiter = self.limiters.for_base_url(request.base_url.as_str());
        let sent = Cell::new(0);
        let (mut retries, mut has_renewed_token) = (0, false);
        let mut attempt_timeout_ms = request.attempt_timeout_ms;
        loop {
            let paused_for_ms = limiter.paused_for_ms(&self.clock);
            // Later attempts have already reported their wait. A timer that fires early can leave a millisecond of it.
            let should_report_wait = sent.get() == 0 && paused_for_ms > 0;
            if should_report_wait && paused_for_ms < self.remaining_ms(deadline) {
                let failure = self.with_context(throttled(paused_for_ms), request, sent.get());
                self.tell(Retry { attempt: sent.get(), wait_ms: paused_for_ms, failure: &failure });
            }
            let failure = match self.attempt(request, attempt_timeout_ms, &limiter, deadline, &sent, deliver).await {
                Ok(()) => return Ok(()),
                Err(failure) => self.with_context(failure, request, sent.get()),
            };
            if failure.code == FailureCode::Timeout {
                // The same time would be too short again. While the service was slow, most calls were cut off (Partner-Center-PowerShell#312).
                attempt_timeout_ms = attempt_timeout_ms.saturating_mul(2);
            }
            let renews_token = failure.status == Some(401) && self.transport.can_renew_token() && !has_renewed_token;
            let wait_ms = if renews_token {
                has_renewed_token = true;
                Some(request.pace_ms.min(LEAST_PACE_MS))
            } else {
                retries += 1;
                backoff(retries, &failure, request.max_retries, request.pace_ms, self.clock.random())
            };
            let Some(wait_ms) = wait_ms.filter(|wait_ms| *wait_ms < self.remaining_ms(deadline)) else {
                return Err(with_default_retry_after(failure));
            };
            self.tell(Retry { attempt: sent.get(), wait_ms, failure: &failure });
            self.clock.sleep(wait_ms).await;
        }
    }

    /// Tells about a wait before it begins.
    pub(crate) fn tell(&self, retry: Retry<'_>) {
        (self.on_retry)(retry);
    }

    /// Makes one attempt, including reading the body. It is limited by this timeout and the deadline.
    async fn attempt(
        &self,
        request: &Request,
        timeout_ms: u32,
        limiter: &Rc<Limiter>,
        deadline: u64,
        sent: &Cell<u32>,
        deliver: &mut dyn FnMut(Answer<'_>) -> Result<(), Box<Failure>>,
    ) -> Result<(), Box<Failure>> {
        let ready = pin!(self.ready(limiter, deadline));
        let (token, permit) = match select(ready, pin!(self.clock.sleep(self.remaining_ms(deadline)))).await {
            Either::Left((ready, _)) => ready?,
            Either::Right(_) => {
                let message = "Getting a token, or other calls to the base address, took the whole of timeoutMs.";
                return Err(Failure::new(FailureCode::Timeout, message));
            }
        };
        sent.set(sent.get() + 1);
        let limit_ms = timeout_ms.min(self.remaining_ms(deadline));
        let exchange = pin!(self.transport.send(request, token));
        let outcome = match select(exchange, pin!(self.clock.sleep(limit_ms))).await {
            Either::Left((Some(response), _)) => response.read(self.clock.now()).and_then(deliver),
            Either::Left((None, _)) => Err(self.no_answer()),
            Either::Right(_) => {
                let message = concat(&["No complete answer came within ", &decimal(limit_ms as usize), " ms."]);
                Err(Failure::new(FailureCode::Timeout, &message))
            }
        };
        let failure = outcome.as_ref().err().filter(|failure| failure.retryable);
        permit.release(failure.and_then(|failure| pause(failure)), &self.clock);
        outcome
    }

    /// Gets a token and a place among the requests in flight. Fails at once if a pause ends too late for the call.
    ///
    /// The token is asked for after a pause and before there is a place: somebody may have to sign in first, which must not keep others waiting
    /// and counts against the whole call alone. If the token expires while the attempt waits for its place, the 401 leads to a new one.
    async fn ready(&self, limiter: &Rc<Limiter>, deadline: u64) -> Result<(T::Token, Permit), Box<Failure>> {
        let mut known_token = None;
        loop {
            let paused_for_ms = limiter.paused_for_ms(&self.clock);
            if paused_for_ms > 0 {
                if paused_for_ms >= self.remaining_ms(deadline) {
                    return Err(throttled(paused_for_ms));
                }
                self.clock.sleep(paused_for_ms).await;
            }
            let token = match known_token.take() {
                Some(token) => token,
                None => self.transport.token().await?,
            };
            match select(pin!(Rc::clone(limiter).acquire()), pin!(self.clock.sleep(LONGEST_TEST_MS))).await {
                Either::Left((permit, _)) if limiter.paused_for_ms(&self.clock) == 0 => return Ok((token, permit)),
                // A pause has begun meanwhile.
                Either::Left(_) => {}
                Either::Right(_) => limiter.end_test(),
            }
            known_token = Some(token);
        }
    }

    fn no_answer(&self) -> Box<Failure> {
        let mut failure = Failure::new(FailureCode::Network, "No answer came from the base address.");
        if self.clock.is_offline() {
            hint::OFFLINE.clone_into(&mut failure.hint);
        }
        failure
    }

    /// Adds the ids, the number of requests and the audience of the token, and redacts tokens.
    fn with_context(&self, mut failure: Box<Failure>, request: &Request, sent: u32) -> Box<Failure> {
        if failure.code != FailureCode::InvalidArgument {
            failure.redact(|text| self.transport.redact(text));
            failure.attempts = sent;
            hint::add_audience(&mut failure.hint, request.base_url.audience());
            failure.request_id.get_or_insert_with(|| request.request_id.as_str().to_owned());
            failure.correlation_id.get_or_insert_with(|| request.correlation_id.as_str().to_owned());
        }
        failure
    }

    fn remaining_ms(&self, deadline: u64) -> u32 {
        u32::try_from(deadline.saturating_sub(self.clock.uptime_ms())).unwrap_or(u32::MAX)
    }
}

impl<T: fmt::Debug, C: fmt::Debug> fmt::Debug for Client<T, C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("transport", &self.transport)
            .field("clock", &self.clock)
            .finish_non_exhaustive()
    }
}

/// The failure of a call whose deadline is before the end of the current pause.
fn throttled(for_ms: u32) -> Box<Failure> {
    let mut failure =
        Failure::new(FailureCode::Throttled, "Partner Center is throttling requests: wait before the next call.");
    failure.retry_after_ms = Some(for_ms);
    failure
}

/// Adds the default wait to a 429 without one, so that the caller always knows how long to wait.
fn with_default_retry_after(mut failure: Box<Failure>) -> Box<Failure> {
    if failure.code == FailureCode::Throttled {
        failure.retry_after_ms.get_or_insert(THROTTLED_HINT_MS);
    }
    failure
}
