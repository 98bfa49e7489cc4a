//! One call from its request to its outcome, retries included.

use std::cell::Cell;
use std::fmt;
use std::pin::pin;
use std::rc::Rc;

use details::BatchUploadDetails;
use details::text::{concat, decimal};
use futures_util::future::{Either, select};

use crate::call::backoff::{LEAST_PACE_MS, THROTTLED_HINT_MS, backoff, pause, wait_reason};
use crate::call::limiter::{Limiter, Limiters, Permit};
use crate::call::platform::{Clock, Transport};
use crate::call::wait::{Wait, WaitReason};
use crate::failure::{Failure, FailureCode, hint};
use crate::request::Request;
use crate::request::options::RequestOptions;
use crate::response::Answer;

/// A pause with less time left than this is not told again: timers fire a little early, in Node by a millisecond or two.
const TIMER_SLACK_MS: u32 = 10;
/// When a call first looks whether it waits for a token or for a place: most come sooner, and are no wait to tell of.
const TELL_AFTER_MS: u32 = 100;
/// How often it looks again, because one can follow the other.
const LOOK_MS: u32 = 1_000;
/// How long one request that tests whether the service answers again keeps the others waiting, in looks.
const LONGEST_TEST_LOOKS: u32 = 10;

/// Asks for the status of batch uploads.
///
/// The calls of one client share a limit for each base URL: four requests in flight at most. When one call is throttled, all of them wait, for
/// five minutes at most, and then one request tests whether the service answers again. Dropping the future of a call or a watch cancels it: its
/// request is aborted, and its timers and listeners are removed.
pub struct Client<T, C> {
    pub(crate) transport: T,
    pub(crate) clock: C,
    limiters: Rc<Limiters>,
    on_wait: Box<dyn Fn(Wait<'_>)>,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// A client over a transport and a clock.
    #[must_use]
    pub fn new(transport: T, clock: C) -> Self {
        Self::with_limiters(transport, clock, Rc::default())
    }

    /// A client that shares its limits with others.
    pub(crate) fn with_limiters(transport: T, clock: C, limiters: Rc<Limiters>) -> Self {
        Self { transport, clock, limiters, on_wait: Box::new(|_| ()) }
    }

    /// Calls a function before each wait of a call or a watch, whatever it waits for apart from an answer; a wait of unknown length is told when
    /// it has lasted for a tenth of a second. It is called again when one wait turns into another, such as a poll of a page that becomes hidden.
    #[must_use]
    pub fn on_wait(mut self, on_wait: impl Fn(Wait<'_>) + 'static) -> Self {
        self.on_wait = Box::new(on_wait);
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

    /// Sends a request until there is an answer, which `deliver` gets and can refuse, or a final failure. Gives the number of requests.
    pub(crate) async fn send(
        &self,
        request: &Request,
        deliver: &mut dyn FnMut(Answer<'_>) -> Result<(), Box<Failure>>,
    ) -> Result<u32, Box<Failure>> {
        let deadline = self.clock.uptime_ms() + u64::from(request.timeout_ms);
        let limiter = self.limiters.for_base_url(request.base_url.as_str());
        let sent = Cell::new(0);
        let (mut retries, mut has_renewed_token) = (0, false);
        let mut attempt_timeout_ms = request.attempt_timeout_ms;
        loop {
            let failure = match self.attempt(request, attempt_timeout_ms, &limiter, deadline, &sent, deliver).await {
                Ok(()) => return Ok(sent.get()),
                Err(failure) => self.with_context(failure, request, sent.get()),
            };
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
            if failure.code == FailureCode::Timeout {
                // The same time would be too short again: while the service was slow, most calls were cut off (Partner-Center-PowerShell#312). The
                // last attempt that there is time for gets all of it.
                attempt_timeout_ms = attempt_timeout_ms.saturating_mul(2);
                if retries >= request.max_retries
                    || attempt_timeout_ms > self.remaining_ms(deadline).saturating_sub(wait_ms) / 2
                {
                    attempt_timeout_ms = u32::MAX;
                }
            }
            self.tell(request, wait_reason(&failure), Some(wait_ms), sent.get(), Some(&failure));
            self.clock.sleep(wait_ms).await;
        }
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
        let waits_for = Cell::new(None);
        let mut ready = pin!(self.ready(request, limiter, deadline, sent.get(), &waits_for));
        let (mut told, mut look_after_ms, mut busy_looks) = (None, TELL_AFTER_MS, 0);
        let (token, permit) = loop {
            let step_ms = look_after_ms.min(self.remaining_ms(deadline));
            if let Either::Left((ready, _)) = select(ready.as_mut(), pin!(self.clock.sleep(step_ms))).await {
                break ready?;
            }
            if self.remaining_ms(deadline) == 0 {
                let message = "Getting a token, or other calls to the base address, took the whole of timeoutMs.";
                return Err(Failure::new(FailureCode::Timeout, message));
            }
            look_after_ms = LOOK_MS;
            let reason = waits_for.get();
            busy_looks = if reason == Some(WaitReason::Busy) { busy_looks + 1 } else { 0 };
            if busy_looks > LONGEST_TEST_LOOKS {
                limiter.end_test();
            }
            if let Some(reason) = reason.filter(|_| reason != told) {
                self.tell(request, reason, None, sent.get(), None);
            }
            told = reason;
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
    async fn ready(
        &self,
        request: &Request,
        limiter: &Rc<Limiter>,
        deadline: u64,
        sent: u32,
        waits_for: &Cell<Option<WaitReason>>,
    ) -> Result<(T::Token, Permit), Box<Failure>> {
        let mut known_token = None;
        loop {
            let paused_for_ms = limiter.paused_for_ms(&self.clock);
            if paused_for_ms > 0 {
                let failure = throttled(paused_for_ms);
                if paused_for_ms >= self.remaining_ms(deadline) {
                    return Err(failure);
                }
                if paused_for_ms > TIMER_SLACK_MS {
                    let failure = self.with_context(failure, request, sent);
                    self.tell(request, WaitReason::Throttled, Some(paused_for_ms), sent, Some(&failure));
                }
                self.clock.sleep(paused_for_ms).await;
            }
            waits_for.set(Some(WaitReason::Token));
            let token = match known_token.take() {
                Some(token) => token,
                None => self.transport.token().await?,
            };
            waits_for.set(Some(WaitReason::Busy));
            let permit = Rc::clone(limiter).acquire().await;
            waits_for.set(None);
            if limiter.paused_for_ms(&self.clock) == 0 {
                return Ok((token, permit));
            }
            known_token = Some(token);
        }
    }

    /// Tells the listener of a wait.
    pub(crate) fn tell(
        &self,
        request: &Request,
        reason: WaitReason,
        wait_ms: Option<u32>,
        attempt: u32,
        failure: Option<&Failure>,
    ) {
        (self.on_wait)(Wait { reason, wait_ms, attempt, failure, tracking_id: request.tracking_id.as_str() });
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
            // The facade of the npm package redacts instead: it knows the tokens, and what JavaScript throws can hold them too.
            if cfg!(not(feature = "npm")) {
                failure.redact(|text| self.transport.redact(text));
            }
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
