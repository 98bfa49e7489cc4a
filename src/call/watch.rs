//! Watching: asking again until a batch upload is done.

use std::pin::pin;

use details::BatchUploadDetails;
use futures_util::future::select;

use crate::call::backoff::{LEAST_PACE_MS, jitter, pause, within_bounds};
use crate::call::client::{Client, Retry};
use crate::call::platform::{Clock, Transport};
use crate::failure::{Failure, FailureCode};
use crate::request::Request;
use crate::request::options::{RequestOptions, WatchOptions};
use crate::response::Answer;

/// How often a waiting watch checks whether the machine slept or the page was hidden.
const CHECK_MS: u32 = 1_000;
/// The shortest time between two requests of a watch.
const LEAST_INTERVAL_MS: u32 = 1_000;
/// A watch with less time left than this makes no more poll. Timers fire a little early, in Node by a millisecond or two.
const WORTH_A_POLL_MS: u32 = 10;
/// How much shorter than the interval a wait can be, drawn at random, so that watches do not poll at the same time.
const JITTER: f64 = 0.2;

/// The checked limits of a watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WatchLimits {
    interval_ms: u32,
    max_interval_ms: u32,
    max_wait_ms: u32,
    not_found_grace_ms: u32,
}

impl WatchLimits {
    /// Checks the options.
    ///
    /// # Errors
    /// `invalid-argument`, with the name of the first option that can't be used, and its rule.
    pub(crate) fn new(options: &WatchOptions) -> Result<Self, Box<Failure>> {
        const HOUR_MS: u32 = 3_600_000;
        const WEEK_MS: u32 = 7 * 24 * HOUR_MS;
        Ok(Self {
            interval_ms: options.interval_ms.number(LEAST_INTERVAL_MS..=HOUR_MS)?.unwrap_or(5_000),
            max_interval_ms: options.max_interval_ms.number(LEAST_INTERVAL_MS..=HOUR_MS)?.unwrap_or(30_000),
            max_wait_ms: options.max_wait_ms.number(1..=WEEK_MS)?.unwrap_or(HOUR_MS),
            not_found_grace_ms: options.not_found_grace_ms.number(0..=HOUR_MS)?.unwrap_or(30_000),
        })
    }
}

/// What happens while a batch upload is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchEvent<D = BatchUploadDetails> {
    /// The batch or a device has changed.
    Changed {
        /// The details.
        details: D,
        /// Whether the batch is done, so that no other event follows.
        is_last: bool,
    },
    /// The batch is not done. The next poll follows.
    Waiting {
        /// The wait before the next poll, in milliseconds. It is longer while the page is hidden or offline.
        wait_ms: u32,
    },
}

/// The answer of one poll.
struct Poll<D> {
    is_final: bool,
    retry_after_ms: Option<u32>,
    /// The details, where they differ from those of the last poll.
    changed: Option<D>,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Watches a batch upload: emits its details at first and whenever they change, and ends after `finished` or `finished_with_errors`.
    ///
    /// The next poll waits for the future that `emit` returns. Transient failures do not end a watch, nor does the status `unknown`, nor a
    /// 404 just after the upload.
    ///
    /// # Errors
    /// The first final [`Failure`], or `timeout` after the option `max_wait_ms`.
    pub async fn watch_batch_upload_status(
        &self,
        customer_id: &str,
        tracking_id: &str,
        options: &RequestOptions,
        watch_options: &WatchOptions,
        emit: impl AsyncFnMut(WatchEvent),
    ) -> Result<(), Box<Failure>> {
        let request =
            Request::new(Some(customer_id), Some(tracking_id), options, |bytes| self.clock.fill_random(bytes))?;
        let limits = WatchLimits::new(watch_options)?;
        let tracking_id = request.tracking_id;
        self.watch(request, limits, |answer| Ok(answer.details.to_details(tracking_id.as_str())), emit).await
    }

    /// Watches as above. `deliver` converts each answer to the value that is emitted.
    pub(crate) async fn watch<D>(
        &self,
        mut request: Request,
        limits: WatchLimits,
        deliver: impl Fn(Answer<'_>) -> Result<D, Box<Failure>>,
        mut emit: impl AsyncFnMut(WatchEvent<D>),
    ) -> Result<(), Box<Failure>> {
        let started = self.clock.uptime_ms();
        let call_timeout_ms = request.timeout_ms;
        let mut interval_ms = limits.interval_ms.min(limits.max_interval_ms);
        let mut last_fingerprint = None;
        loop {
            request.timeout_ms = call_timeout_ms.min(self.left_ms(started, limits.max_wait_ms)).max(1);
            // Retries keep the interval too.
            request.pace_ms = self.jittered(interval_ms);
            let mut poll = None;
            let mut on_answer = |answer: Answer<'_>| {
                let fingerprint = fingerprint(answer.details.text);
                let is_new = last_fingerprint.replace(fingerprint) != Some(fingerprint);
                poll = Some(Poll {
                    is_final: answer.details.is_final(),
                    retry_after_ms: answer.retry_after_ms,
                    changed: is_new.then(|| deliver(answer)).transpose()?,
                });
                Ok(())
            };
            let outcome = self.send(&request, &mut on_answer).await;
            let ended = self.clock.uptime_ms();
            let mut passing = None;
            let asked_ms = match (outcome, poll) {
                (Err(failure), _) if self.can_pass(&failure, started, limits) => {
                    let asked_ms = pause(&failure);
                    passing = Some(failure);
                    asked_ms
                }
                (Err(failure), _) => return Err(failure),
                (Ok(()), None) => None,
                (Ok(()), Some(Poll { is_final, retry_after_ms, changed })) => {
                    if let Some(details) = changed {
                        emit(WatchEvent::Changed { details, is_last: is_final }).await;
                    }
                    if is_final {
                        return Ok(());
                    }
                    retry_after_ms.map(within_bounds)
                }
            };
            let left_ms = self.left_ms(started, limits.max_wait_ms);
            let asked_ms = asked_ms.unwrap_or(0).min(left_ms);
            let wait_ms = request.pace_ms.min(left_ms).max(asked_ms);
            match passing {
                Some(failure) => self.tell(Retry { attempt: failure.attempts, wait_ms, failure: &failure }),
                None => emit(WatchEvent::Waiting { wait_ms }).await,
            }
            if asked_ms > 0 {
                self.clock.sleep(asked_ms).await;
            }
            self.wait_while_visible(wait_ms - asked_ms).await;
            if self.clock.is_hidden_or_offline() {
                let left = self.clock.sleep(self.left_ms(started, limits.max_wait_ms));
                select(pin!(self.clock.until_visible_and_online()), pin!(left)).await;
            }
            // A page that is hidden and shown again and again, or goes on and off line, asks no more often for it.
            let early_ms = self.left_ms(ended, LEAST_PACE_MS.min(limits.interval_ms));
            self.clock.sleep(early_ms.min(self.left_ms(started, limits.max_wait_ms))).await;
            if self.left_ms(started, limits.max_wait_ms) < WORTH_A_POLL_MS {
                return Err(Failure::new(FailureCode::Timeout, "The batch upload was not done within maxWaitMs."));
            }
            interval_ms = (interval_ms + interval_ms / 2).min(limits.max_interval_ms);
            request.renew_request_id(|bytes| self.clock.fill_random(bytes));
        }
    }

    fn can_pass(&self, failure: &Failure, started: u64, limits: WatchLimits) -> bool {
        let is_not_there_yet = failure.can_appear_later() && self.left_ms(started, limits.not_found_grace_ms) > 0;
        failure.retryable || is_not_there_yet
    }

    fn jittered(&self, interval_ms: u32) -> u32 {
        (interval_ms - jitter(interval_ms, JITTER * self.clock.random())).max(LEAST_INTERVAL_MS)
    }

    fn left_ms(&self, started: u64, limit_ms: u32) -> u32 {
        let elapsed_ms = self.clock.uptime_ms().saturating_sub(started);
        u64::from(limit_ms).saturating_sub(elapsed_ms).try_into().unwrap_or(limit_ms)
    }

    /// Waits, but only while the page is visible and the machine awake. Timers stop while the machine sleeps; the wall
    /// clock shows that the wait is over.
    async fn wait_while_visible(&self, wait_ms: u32) {
        let due = self.clock.now().unix_ms() + i64::from(wait_ms);
        let mut remaining_ms = wait_ms;
        while remaining_ms > 0 && self.clock.now().unix_ms() < due && !self.clock.is_hidden_or_offline() {
            let step_ms = remaining_ms.min(CHECK_MS);
            self.clock.sleep(step_ms).await;
            remaining_ms -= step_ms;
        }
    }
}

/// Detects changed answers by a hash of their text: the service writes the same state in the same way. FNV-1a is smaller than the hash of the
/// standard library.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
