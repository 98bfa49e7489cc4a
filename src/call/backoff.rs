//! How long to wait before the next request.
//!
//! What an answer asks for counts between two bounds. It never makes a wait shorter than it is without it, so no answer can cause a hot loop. And
//! it delays other calls by five minutes at most and the next poll of its own watch by an hour, so no single answer can shut them out for a day.

use crate::call::wait::WaitReason;
use crate::failure::{Failure, FailureCode};

/// The first wait when the service asks for none: the default of the Azure SDKs in all languages.
const BASE_MS: u32 = 800;
/// The longest wait when the service asks for none.
const CAP_MS: u32 = 30_000;
/// The shortest wait after a 429: "avoid immediate retries because all requests accrue against your usage limits" (the service's throttling
/// guidance).
const THROTTLED_MS: u32 = 5_000;
/// The `retry_after_ms` of a 429 that does not say how long to wait. The service's own example says 57 seconds.
pub(crate) const THROTTLED_HINT_MS: u32 = 60_000;
/// The longest that an answer keeps others waiting. The call that got it can wait for longer, up to its own deadline.
const LONGEST_PAUSE_MS: u32 = 300_000;
/// The longest that an answer keeps the next poll of its own watch waiting.
pub(crate) const LONGEST_POLL_PAUSE_MS: u32 = 3_600_000;

/// The shortest time between two requests of a watch, unless its interval is shorter: at most two in three seconds, whatever the service says.
pub(crate) const LEAST_PACE_MS: u32 = 1_500;

/// How long to wait before a retry (1 for the first). `None` when the failure is final.
///
/// Waits double from 0.8 s to 30 s and are drawn evenly from zero up to that ("full jitter", `random` being in 0..1), so that clients that failed
/// together do not retry together. After a 429 they are 5 s longer. A wait is never shorter than `pace_ms`, nor than the service asks for.
pub(crate) fn backoff(retry: u32, failure: &Failure, max_retries: u32, pace_ms: u32, random: f64) -> Option<u32> {
    let allowed = if failure.code == FailureCode::EmptyResponse { max_retries.min(1) } else { max_retries };
    if !failure.retryable || retry > allowed {
        return None;
    }
    let longest = BASE_MS.saturating_mul(1 << retry.saturating_sub(1).min(16)).min(CAP_MS);
    let wait_ms = jitter(longest, random) + least_ms(failure);
    Some(wait_ms.max(pace_ms).max(failure.retry_after_ms.unwrap_or(0)))
}

/// How long a failure keeps the other calls to the same base URL waiting. `None` when the service asks for no pause.
pub(crate) fn pause(failure: &Failure) -> Option<u32> {
    asked_ms(failure).map(|asked_ms| asked_ms.min(LONGEST_PAUSE_MS))
}

/// How long the service asks to wait after a failure. `None` when it does not ask.
pub(crate) fn asked_ms(failure: &Failure) -> Option<u32> {
    let least_ms = least_ms(failure);
    let asked_ms = failure.retry_after_ms.or((least_ms > 0).then_some(0));
    asked_ms.map(|asked_ms| asked_ms.max(least_ms))
}

/// Whether a wait is a retry's own, or the pause that the service asks for.
pub(crate) fn wait_reason(failure: &Failure) -> WaitReason {
    if asked_ms(failure).unwrap_or(0) > 0 { WaitReason::Throttled } else { WaitReason::Retry }
}

/// The shortest wait after a failure.
fn least_ms(failure: &Failure) -> u32 {
    if failure.code == FailureCode::Throttled { THROTTLED_MS } else { 0 }
}

/// A fraction of a wait, in whole milliseconds. A random fraction spreads callers out.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the fraction is clamped to 0..=1")]
pub(crate) fn jitter(ms: u32, fraction: f64) -> u32 {
    (f64::from(ms) * fraction.clamp(0.0, 1.0)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::is_transient;

    fn failure(code: FailureCode, status: Option<u16>, retry_after_ms: Option<u32>) -> Failure {
        Failure { retryable: is_transient(code, status), status, retry_after_ms, ..*Failure::new(code, "") }
    }

    #[test]
    fn waits_double_up_to_the_cap() {
        let network = failure(FailureCode::Network, None, None);
        let throttled = failure(FailureCode::Throttled, Some(429), None);
        let waits = |failure: &Failure, random| {
            (1..=8).map(|retry| backoff(retry, failure, 8, 0, random).unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(waits(&network, 1.0), [800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000]);
        assert_eq!(waits(&network, 0.5), [400, 800, 1_600, 3_200, 6_400, 12_800, 15_000, 15_000]);
        assert_eq!(waits(&network, 0.0), [0; 8]);
        assert_eq!(waits(&throttled, 0.0), [5_000; 8]);
        assert_eq!(waits(&throttled, 1.0), [5_800, 6_600, 8_200, 11_400, 17_800, 30_600, 35_000, 35_000]);
    }

    #[test]
    fn the_table_of_retries() {
        use FailureCode::{
            BadEncoding, EmptyResponse, Forbidden, Http, IncompleteResponse, InvalidArgument, Malformed, Network,
            NotFound, NotJson, Service, Throttled, Timeout, TooLarge, Unauthorized,
        };
        // The number of retries out of three that are allowed.
        let cases = [
            (Network, None, 3),
            (Timeout, None, 3),
            (IncompleteResponse, Some(200), 3),
            (EmptyResponse, Some(204), 1),
            (Throttled, Some(429), 3),
            (Http, Some(408), 3),
            (Service, Some(500), 3),
            (Service, Some(502), 3),
            (Service, Some(503), 3),
            (Service, Some(504), 3),
            (Service, Some(501), 0),
            (Service, Some(505), 0),
            (Http, Some(400), 0),
            (Http, Some(409), 0),
            (Http, Some(410), 0),
            (Http, Some(451), 0),
            (Unauthorized, Some(401), 0),
            (Forbidden, Some(403), 0),
            (NotFound, Some(404), 0),
            (InvalidArgument, None, 0),
            (NotJson, Some(200), 0),
            (BadEncoding, Some(200), 0),
            (Malformed, Some(200), 0),
            (TooLarge, Some(200), 0),
        ];
        for (code, status, wanted) in cases {
            let failure = failure(code, status, None);
            let allowed = (1..=9).take_while(|retry| backoff(*retry, &failure, 3, 0, 0.5).is_some()).count();
            assert_eq!(allowed, wanted, "{code:?} {status:?}");
        }
    }

    #[test]
    fn a_wait_that_the_service_asks_for_counts_between_its_bounds() {
        // Status, what the service asks for, the wait before a retry without jitter, the pause for others.
        let cases = [
            (429, Some(57_000), 57_000, Some(57_000)),
            (429, Some(5_001), 5_001, Some(5_001)),
            (429, Some(1), 5_000, Some(5_000)),
            (429, Some(0), 5_000, Some(5_000)),
            (429, None, 5_000, Some(5_000)),
            (429, Some(300_001), 300_001, Some(300_000)),
            (503, Some(7_000), 7_000, Some(7_000)),
            (503, Some(0), 0, Some(0)),
            (503, None, 0, None),
            (503, Some(86_400_000), 86_400_000, Some(300_000)),
            (503, Some(i32::MAX as u32), i32::MAX as u32, Some(300_000)),
        ];
        for (status, asked, wait, wanted_pause) in cases {
            let code = if status == 429 { FailureCode::Throttled } else { FailureCode::Service };
            let failure = failure(code, Some(status), asked);
            assert_eq!(backoff(1, &failure, 3, 0, 0.0), Some(wait), "{status} {asked:?}");
            assert_eq!(backoff(1, &failure, 3, 2_000, 0.0), Some(wait.max(2_000)), "{status} {asked:?}");
            assert!(backoff(1, &failure, 3, 0, 1.0) >= Some(800), "{status} {asked:?}");
            assert_eq!(pause(&failure), wanted_pause, "{status} {asked:?}");
        }
    }
}
