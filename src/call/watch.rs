//! Asking again and again until a batch upload is done.

#[cfg(target_family = "wasm")]
use tsify::Tsify;

use crate::call::backoff::part_of;
use crate::call::client::{Client, Retry};
use crate::call::platform::{Clock, Transport};
use crate::call::race::race;
use crate::failure::{Failure, FailureCode};
use crate::request::Request;
use crate::request::guid::Guid;
use crate::request::options::Given;
use crate::response::Answer;

/// While it waits, a watch looks this often whether the machine slept, or the page was hidden.
const LOOK_MS: u32 = 1_000;
/// Waits between polls are drawn from this much less to the whole interval, so that watches do not march in step.
const JITTER: f64 = 0.2;

/// How a batch upload is watched. Everything is optional.
#[expect(clippy::struct_field_names, reason = "the unit is part of a public option's name")]
#[cfg_attr(target_family = "wasm", derive(Tsify), serde(rename_all = "camelCase"))]
pub struct WatchOptions {
    /// The first wait between two polls, in milliseconds: 1,000 to 3,600,000. It grows by half with every poll. Default 5,000.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "number"))]
    pub(crate) interval_ms: Given,
    /// The longest wait between two polls, in milliseconds: 1,000 to 3,600,000. Default 30,000.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "number"))]
    pub(crate) max_interval_ms: Given,
    /// How long the whole watch may take, in milliseconds: 1 to 604,800,000 (a week). Then it fails with `timeout`. Default one hour.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "number"))]
    pub(crate) max_wait_ms: Given,
    /// How long a 404 is taken as "not there yet", in milliseconds from the start: 0 to 3,600,000. Default 30,000.
    #[cfg_attr(target_family = "wasm", tsify(optional, type = "number"))]
    pub(crate) not_found_grace_ms: Given,
}

impl WatchOptions {
    /// Takes every option by its name.
    pub fn read(get: impl Fn(&'static str) -> Given) -> Self {
        Self {
            interval_ms: get("intervalMs"),
            max_interval_ms: get("maxIntervalMs"),
            max_wait_ms: get("maxWaitMs"),
            not_found_grace_ms: get("notFoundGraceMs"),
        }
    }
}

/// The limits of a watch. Those that exist are valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WatchLimits {
    /// The first wait.
    pub interval_ms: u32,
    /// The longest wait.
    pub max_interval_ms: u32,
    /// The whole watch.
    pub max_wait_ms: u32,
    /// How long a 404 is no failure.
    pub not_found_grace_ms: u32,
}

impl WatchLimits {
    /// Checks what a caller gave.
    ///
    /// # Errors
    /// `invalid-argument`, with the name of the first option that can't be used and the rule.
    pub fn new(options: &WatchOptions) -> Result<Self, Box<Failure>> {
        const HOUR_MS: u32 = 3_600_000;
        const WEEK_MS: u32 = 7 * 24 * HOUR_MS;
        Ok(Self {
            interval_ms: options.interval_ms.number(1_000..=HOUR_MS)?.unwrap_or(5_000),
            max_interval_ms: options.max_interval_ms.number(1_000..=HOUR_MS)?.unwrap_or(30_000),
            max_wait_ms: options.max_wait_ms.number(1..=WEEK_MS)?.unwrap_or(HOUR_MS),
            not_found_grace_ms: options.not_found_grace_ms.number(0..=HOUR_MS)?.unwrap_or(30_000),
        })
    }
}

/// What a watch tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News<R> {
    /// The batch or a device has changed.
    Changed {
        /// What was made of the details.
        details: R,
        /// Whether nothing more will come.
        is_last: bool,
    },
    /// The batch is not done, and will be looked at again.
    Waiting {
        /// In so many milliseconds.
        wait_ms: u32,
    },
}

/// What a poll saw.
struct Seen<R> {
    is_final: bool,
    retry_after_ms: Option<u32>,
    /// What was made of the answer, where it differs from the last one.
    news: Option<R>,
}

impl<T: Transport, C: Clock> Client<T, C> {
    /// Polls until the batch upload is done, and awaits `tell` with the [`News`]; `deliver` makes of the details what it is told.
    /// `fresh_id` gives a request id for each poll.
    ///
    /// Failures that may pass do not end a watch, nor does the status `unknown`, nor a 404 just after the upload.
    ///
    /// # Errors
    /// The first final [`Failure`], or `timeout` after `max_wait_ms`.
    pub async fn watch_batch_upload_status<R>(
        &self,
        mut request: Request,
        limits: WatchLimits,
        fresh_id: impl Fn() -> Guid,
        deliver: impl Fn(Answer<'_>) -> R,
        mut tell: impl AsyncFnMut(News<R>),
        on_retry: &mut dyn FnMut(Retry<'_>),
    ) -> Result<(), Box<Failure>> {
        let started = self.clock.uptime_ms();
        let call_timeout_ms = request.timeout_ms;
        let mut interval_ms = limits.interval_ms.min(limits.max_interval_ms);
        let mut last_fingerprint = None;
        loop {
            request.timeout_ms = call_timeout_ms.min(self.left_ms(started, limits.max_wait_ms)).max(1);
            let mut seen = None;
            let mut look = |answer: Answer<'_>| {
                let fingerprint = fingerprint(answer.text);
                let is_new = last_fingerprint.replace(fingerprint) != Some(fingerprint);
                seen = Some(Seen {
                    is_final: answer.details.is_final(),
                    retry_after_ms: answer.retry_after_ms,
                    news: is_new.then(|| deliver(answer)),
                });
            };
            let outcome = self.get_batch_upload_status(&request, &mut look, on_retry).await;
            let has_answer = outcome.is_ok();
            let asked_to_wait_ms = match (outcome, seen) {
                (Err(failure), _) if self.may_pass(&failure, started, limits) => failure.retry_after_ms,
                (Err(failure), _) => return Err(failure),
                (Ok(()), None) => None,
                (Ok(()), Some(Seen { is_final, retry_after_ms, news })) => {
                    if let Some(details) = news {
                        tell(News::Changed { details, is_last: is_final }).await;
                    }
                    if is_final {
                        return Ok(());
                    }
                    retry_after_ms
                }
            };
            let left_ms = self.left_ms(started, limits.max_wait_ms);
            let wait_ms = asked_to_wait_ms.unwrap_or_else(|| self.jittered(interval_ms)).min(left_ms);
            if has_answer {
                tell(News::Waiting { wait_ms }).await;
            }
            match asked_to_wait_ms {
                Some(_) => self.clock.sleep(wait_ms).await,
                None => self.wait_while_watched(wait_ms).await,
            }
            if self.clock.is_away() {
                race(self.clock.until_back(), self.clock.sleep(self.left_ms(started, limits.max_wait_ms))).await;
            }
            if self.left_ms(started, limits.max_wait_ms) == 0 {
                return Err(Failure::new(FailureCode::Timeout, "The batch upload was not done within maxWaitMs."));
            }
            interval_ms = (interval_ms + interval_ms / 2).min(limits.max_interval_ms);
            request.request_id = fresh_id();
        }
    }

    fn may_pass(&self, failure: &Failure, started: u64, limits: WatchLimits) -> bool {
        let is_not_there_yet =
            failure.code == FailureCode::NotFound && self.left_ms(started, limits.not_found_grace_ms) > 0;
        failure.retryable || is_not_there_yet
    }

    fn jittered(&self, interval_ms: u32) -> u32 {
        interval_ms - part_of(interval_ms, JITTER * self.clock.random())
    }

    fn left_ms(&self, started: u64, limit_ms: u32) -> u32 {
        let elapsed_ms = self.clock.uptime_ms().saturating_sub(started);
        u64::from(limit_ms).saturating_sub(elapsed_ms).try_into().unwrap_or(limit_ms)
    }

    /// Waits, but not for what a sleep of the machine or an absence of its user has made pointless. After a sleep, timers go on where
    /// they stopped; the wall clock tells that the time is over.
    async fn wait_while_watched(&self, wait_ms: u32) {
        let due = self.clock.now().unix_ms() + i64::from(wait_ms);
        let mut rest_ms = wait_ms;
        while rest_ms > 0 && self.clock.now().unix_ms() < due && !self.clock.is_away() {
            let step_ms = rest_ms.min(LOOK_MS);
            self.clock.sleep(step_ms).await;
            rest_ms -= step_ms;
        }
    }
}

/// Two answers that differ in any letter count as different: the service writes the same state in the same way. By FNV-1a, whose few lines
/// weigh less than the standard library's hash.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
