//! Watching: asking again until a batch upload is done.

use details::BatchUploadDetails;
use details::text::{concat, decimal};

use crate::call::backoff::{LONGEST_POLL_PAUSE_MS, asked_ms, jitter, wait_reason};
use crate::call::client::Client;
use crate::call::platform::{Clock, Transport};
use crate::call::wait::WaitReason;
use crate::failure::{Failure, FailureCode, hint};
use crate::request::Request;
use crate::request::options::{RequestOptions, WatchOptions};
use crate::response::Answer;

/// How often a waiting watch looks whether the page is hidden, the machine is offline, or it slept. Events would tell the first two sooner, for
/// 0.5 kB of wasm.
const LOOK_MS: u32 = 500;
/// The shortest time between two polls of a watch.
const LEAST_INTERVAL_MS: u32 = 1_000;
/// The shortest time between two polls of a hidden page: nobody looks, but the result should be there when somebody does.
const HIDDEN_INTERVAL_MS: u32 = 60_000;
/// The wall clock ends a wait only after this time, because it can jump again and again.
const LEAST_AWAKE_MS: u32 = 1_500;
const HOUR_MS: u32 = 3_600_000;
/// The limit of a watch without an end.
const NO_LIMIT_MS: u32 = u32::MAX;
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
        const WEEK_MS: u32 = 7 * 24 * HOUR_MS;
        Ok(Self {
            interval_ms: options.interval_ms.number(LEAST_INTERVAL_MS..=HOUR_MS)?.unwrap_or(5_000),
            max_interval_ms: options.max_interval_ms.number(LEAST_INTERVAL_MS..=HOUR_MS)?.unwrap_or(30_000),
            max_wait_ms: if options.max_wait_ms.is_infinite() {
                NO_LIMIT_MS
            } else {
                options.max_wait_ms.number(1..=WEEK_MS)?.unwrap_or(HOUR_MS)
            },
            not_found_grace_ms: options.not_found_grace_ms.number(0..=HOUR_MS)?.unwrap_or(30_000),
        })
    }
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
    /// 404 just after the upload. A hidden page polls once a minute at most, and an offline machine not at all.
    ///
    /// # Errors
    /// The first final [`Failure`]. After the option `max_wait_ms`, `timeout`, or the last failure if there was no answer at all.
    pub async fn watch_batch_upload_status(
        &self,
        customer_id: &str,
        tracking_id: &str,
        options: &RequestOptions,
        watch_options: &WatchOptions,
        mut emit: impl AsyncFnMut(BatchUploadDetails),
    ) -> Result<(), Box<Failure>> {
        let request =
            Request::new(Some(customer_id), Some(tracking_id), options, |bytes| self.clock.fill_random(bytes))?;
        let limits = WatchLimits::new(watch_options)?;
        let tracking_id = request.tracking_id;
        let deliver = |answer: Answer<'_>| Ok(answer.details.to_details(tracking_id.as_str()));
        self.watch(request, limits, deliver, async |details, _| emit(details).await).await
    }

    /// Watches as above. `deliver` converts each answer to the value that is emitted, with whether it is the last.
    pub(crate) async fn watch<D>(
        &self,
        mut request: Request,
        limits: WatchLimits,
        deliver: impl Fn(Answer<'_>) -> Result<D, Box<Failure>>,
        mut emit: impl AsyncFnMut(D, bool),
    ) -> Result<(), Box<Failure>> {
        let started = self.clock.uptime_ms();
        let (call_timeout_ms, max_retries) = (request.timeout_ms, request.max_retries);
        let mut interval_ms = limits.interval_ms.min(limits.max_interval_ms);
        let mut last_fingerprint = None;
        loop {
            request.timeout_ms = call_timeout_ms.min(self.left_ms(started, limits.max_wait_ms)).max(1);
            // Retries keep the interval too. A hidden page has none: its next poll is one.
            request.pace_ms = self.jittered(interval_ms);
            request.max_retries = if self.clock.is_hidden() { 0 } else { max_retries };
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
            let (asked_ms, attempt, failure) = match (self.send(&request, &mut on_answer).await, poll) {
                (Err(failure), _) if self.can_pass(&failure, started, limits) => {
                    if failure.code == FailureCode::Timeout {
                        // As within a call: the same time would be too short again, and a hidden page has one attempt a poll.
                        request.attempt_timeout_ms = request.attempt_timeout_ms.saturating_mul(2);
                    }
                    (asked_ms(&failure), failure.attempts, Some(failure))
                }
                (Err(failure), _) => return Err(failure),
                (Ok(attempt), None) => (None, attempt, None),
                (Ok(attempt), Some(Poll { is_final, retry_after_ms, changed })) => {
                    if let Some(details) = changed {
                        emit(details, is_final).await;
                    }
                    if is_final {
                        return Ok(());
                    }
                    (retry_after_ms, attempt, None)
                }
            };
            let wait_ms = request.pace_ms.max(asked_ms.unwrap_or(0).min(LONGEST_POLL_PAUSE_MS));
            let left_ms = || self.left_ms(started, limits.max_wait_ms);
            self.wait_for_next_poll(&request, wait_ms, attempt, failure.as_deref(), left_ms).await;
            if left_ms() < WORTH_A_POLL_MS {
                // Without any answer, nobody knows whether anything is going on.
                return Err(match failure.filter(|_| last_fingerprint.is_none()) {
                    Some(failure) => failure,
                    None => still_going_on(limits.max_wait_ms),
                });
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
        if limit_ms == NO_LIMIT_MS {
            return NO_LIMIT_MS;
        }
        let elapsed_ms = self.clock.uptime_ms().saturating_sub(started);
        u64::from(limit_ms).saturating_sub(elapsed_ms).try_into().unwrap_or(limit_ms)
    }

    /// Waits until the next poll is due, or the watch is over. A hidden page waits for longer, and an offline machine for its connection.
    ///
    /// Each time that this changes, the wait is told again: without the failure, which is no new one.
    async fn wait_for_next_poll(
        &self,
        request: &Request,
        wait_ms: u32,
        attempt: u32,
        failure: Option<&Failure>,
        left_ms: impl Fn() -> u32,
    ) {
        let start = (self.clock.uptime_ms(), self.clock.now().unix_ms());
        let mut told = None;
        loop {
            let left_ms = left_ms();
            let is_slow = told.is_some() && wait_ms < HIDDEN_INTERVAL_MS && self.clock.is_hidden();
            let (mut reason, due_ms) = match failure {
                _ if is_slow => (WaitReason::Hidden, HIDDEN_INTERVAL_MS),
                Some(failure) => (wait_reason(failure), wait_ms),
                None => (WaitReason::Poll, wait_ms),
            };
            let elapsed_ms = told.map_or(0, |_| self.elapsed_ms(start));
            let mut remaining_ms = Some(due_ms.saturating_sub(elapsed_ms).min(left_ms));
            if told.is_some() && self.clock.is_offline() {
                (reason, remaining_ms) = (WaitReason::Offline, None);
            }
            if left_ms < WORTH_A_POLL_MS || remaining_ms == Some(0) {
                return;
            }
            if told == Some(reason) {
                self.clock.sleep(remaining_ms.unwrap_or(LOOK_MS).min(LOOK_MS)).await;
            } else {
                // The usual wait is told first: it is what the watch does once the page is back.
                self.tell(request, reason, remaining_ms, attempt, failure.filter(|_| told.is_none()));
                told = Some(reason);
            }
        }
    }

    /// The time since a start by the uptime and the wall clock. The uptime stands still while the machine sleeps, the wall clock does not.
    fn elapsed_ms(&self, (uptime_ms, unix_ms): (u64, i64)) -> u32 {
        let awake_ms = self.clock.uptime_ms().saturating_sub(uptime_ms);
        let wall_ms = u64::try_from(self.clock.now().unix_ms() - unix_ms).unwrap_or(0);
        let elapsed_ms = if awake_ms < LEAST_AWAKE_MS.into() { awake_ms } else { awake_ms.max(wall_ms) };
        u32::try_from(elapsed_ms).unwrap_or(u32::MAX)
    }
}

/// How a watch ends whose time is over. Nothing has failed: the same watch can be started again.
fn still_going_on(max_wait_ms: u32) -> Box<Failure> {
    let time =
        if max_wait_ms == HOUR_MS { "1 hour".to_owned() } else { concat(&[&decimal(max_wait_ms as usize), " ms"]) };
    let message = concat(&["The batch upload is still going on after ", &time, " (maxWaitMs)."]);
    let mut failure = Failure::new(FailureCode::Timeout, &message);
    hint::STILL_GOING_ON.clone_into(&mut failure.hint);
    failure.reason = Some(hint::REASON_MAX_WAIT);
    failure
}

/// Detects changed answers by a hash of their text: the service writes the same state in the same way. FNV-1a is smaller than the hash of the
/// standard library.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
