//! One call from its request to its outcome, retries included, over a transport and a clock.

use std::cell::Cell;
use std::rc::Rc;

use crate::call::backoff::{self, THROTTLED_HINT_MS};
use crate::call::limiter::Gate;
use crate::call::platform::{Clock, Transport};
use crate::call::race::{First, race};
use crate::decimal::decimal;
use crate::failure::hint;
use crate::failure::{Failure, FailureCode};
use crate::join::join;
use crate::request::Request;
use crate::response::Answer;

/// A retry that is about to be waited for; or a first attempt, while the service wants to be left alone.
#[derive(Debug)]
pub struct Retry<'a> {
    /// The number of requests that were sent so far.
    pub attempt: u32,
    /// How long the wait is.
    pub wait_ms: u32,
    /// What made it necessary.
    pub failure: &'a Failure,
}

/// Asks for the status of batch uploads.
pub struct Client<T, C> {
    /// What sends.
    pub transport: T,
    /// What tells the time.
    pub clock: C,
    /// What is shared with the other calls to the same base address.
    pub gate: Rc<Gate>,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Asks until there is an answer, which `deliver` gets, or a final failure.
    ///
    /// # Errors
    /// The last [`Failure`], by the request's `timeout_ms` at the latest.
    pub async fn get_batch_upload_status(
        &self,
        request: &Request,
        deliver: &mut dyn FnMut(Answer<'_>),
        on_retry: &mut dyn FnMut(Retry<'_>),
    ) -> Result<(), Box<Failure>> {
        let deadline = self.clock.uptime_ms() + u64::from(request.timeout_ms);
        let sent = Cell::new(0);
        let (mut retries, mut has_renewed_token) = (0, false);
        loop {
            let closed_for_ms = self.gate.closed_for_ms(&self.clock);
            // Later ones were told of the wait before, of which a timer that fires early can leave a millisecond.
            let is_news = sent.get() == 0 && closed_for_ms > 0;
            if is_news && closed_for_ms < self.remaining_ms(deadline) {
                let failure = self.complete(throttled(closed_for_ms), request, sent.get());
                on_retry(Retry { attempt: sent.get(), wait_ms: closed_for_ms, failure: &failure });
            }
            let failure = match self.attempt(request, deadline, &sent, deliver).await {
                Ok(()) => return Ok(()),
                Err(failure) => self.complete(failure, request, sent.get()),
            };
            if let Some(ms) = backoff::throttling_window(&failure) {
                self.gate.close_for(ms, &self.clock);
            }
            let renews_token = failure.status == Some(401) && self.transport.can_renew_token() && !has_renewed_token;
            let wait_ms = if renews_token {
                has_renewed_token = true;
                Some(0)
            } else {
                retries += 1;
                backoff::wait_before(retries, &failure, request.max_retries, self.clock.random())
            };
            let Some(wait_ms) = wait_ms.filter(|wait_ms| *wait_ms < self.remaining_ms(deadline)) else {
                return Err(with_advice(failure));
            };
            on_retry(Retry { attempt: sent.get(), wait_ms, failure: &failure });
            self.clock.sleep(wait_ms).await;
        }
    }

    /// One attempt, its body included, which ends by its own limit and by the deadline.
    async fn attempt(
        &self,
        request: &Request,
        deadline: u64,
        sent: &Cell<u32>,
        deliver: &mut dyn FnMut(Answer<'_>),
    ) -> Result<(), Box<Failure>> {
        let closed_for_ms = self.gate.closed_for_ms(&self.clock);
        if closed_for_ms >= self.remaining_ms(deadline) {
            return Err(throttled(closed_for_ms));
        }
        let enter = Rc::clone(&self.gate).enter(&self.clock);
        let First::Left(_permit) = race(enter, self.clock.sleep(self.remaining_ms(deadline))).await else {
            return Err(Failure::new(
                FailureCode::Timeout,
                "Other calls to the base address were in flight for the whole of timeoutMs.",
            ));
        };
        let limit_ms = request.attempt_timeout_ms.min(self.remaining_ms(deadline));
        match race(self.exchange(request, sent, deliver), self.clock.sleep(limit_ms)).await {
            First::Left(outcome) => outcome,
            First::Right(()) => {
                let message = join(&["No complete answer came within ", &decimal(limit_ms as usize), " ms."]);
                Err(Failure::new(FailureCode::Timeout, &message))
            }
        }
    }

    async fn exchange(
        &self,
        request: &Request,
        sent: &Cell<u32>,
        deliver: &mut dyn FnMut(Answer<'_>),
    ) -> Result<(), Box<Failure>> {
        let token = self.transport.token().await?;
        sent.set(sent.get() + 1);
        match self.transport.send(request, token).await {
            Some(response) => response.read(self.clock.now()).map(deliver),
            None => Err(self.no_answer()),
        }
    }

    fn no_answer(&self) -> Box<Failure> {
        let mut failure = Failure::new(FailureCode::Network, "No answer came from the base address.");
        if self.clock.is_offline() {
            failure.hint = hint::OFFLINE;
        }
        failure
    }

    /// Adds what every failure of a call tells, whatever went wrong, and takes out what none may tell.
    fn complete(&self, mut failure: Box<Failure>, request: &Request, sent: u32) -> Box<Failure> {
        if failure.code != FailureCode::InvalidArgument {
            failure.strike_out(|text| self.transport.strike_out_tokens(text));
            failure.attempts = sent;
            failure.request_id.get_or_insert_with(|| request.request_id.as_str().to_owned());
            failure.correlation_id.get_or_insert_with(|| request.correlation_id.as_str().to_owned());
        }
        failure
    }

    fn remaining_ms(&self, deadline: u64) -> u32 {
        u32::try_from(deadline.saturating_sub(self.clock.uptime_ms())).unwrap_or(u32::MAX)
    }
}

/// What one call was told, all calls to the same base address keep to.
fn throttled(for_ms: u32) -> Box<Failure> {
    let mut failure = Failure::new(FailureCode::Throttled, "Partner Center asked to be left alone for a while.");
    failure.retry_after_ms = Some(for_ms);
    failure
}

/// A caller should know how long to wait even where the service does not say.
fn with_advice(mut failure: Box<Failure>) -> Box<Failure> {
    if failure.code == FailureCode::Throttled {
        failure.retry_after_ms.get_or_insert(THROTTLED_HINT_MS);
    }
    failure
}
