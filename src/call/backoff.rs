//! How long to wait before the next attempt.

use crate::failure::{Failure, FailureCode};

/// The first wait when the service asks for none: the default of the Azure SDKs in all languages.
const BASE_MS: u32 = 800;
/// The longest wait when the service asks for none.
const CAP_MS: u32 = 30_000;
/// The shortest wait after a 429 that does not say how long: "avoid immediate retries because all requests accrue against your
/// usage limits" (the service's throttling guidance).
const THROTTLED_MS: u32 = 5_000;
/// What a caller is told to wait after a 429 that does not say how long. The service's own example says 57 seconds.
pub(crate) const THROTTLED_HINT_MS: u32 = 60_000;

/// How long to wait before a retry (1 for the first). `None` when the failure is final.
///
/// A wait that the service asks for is kept to the millisecond. Other waits double from 0.8 s to 30 s and are drawn evenly from zero up to
/// that ("full jitter", `random` being in 0..1), so that callers that failed together do not come back together.
pub(crate) fn backoff(retry: u32, failure: &Failure, max_retries: u32, random: f64) -> Option<u32> {
    let allowed = if failure.code == FailureCode::EmptyResponse { max_retries.min(1) } else { max_retries };
    if !failure.retryable || retry > allowed {
        return None;
    }
    if failure.retry_after_ms.is_some() {
        return failure.retry_after_ms;
    }
    let longest = BASE_MS.saturating_mul(1 << retry.saturating_sub(1).min(16)).min(CAP_MS);
    let wait = jitter(longest, random);
    Some(if failure.code == FailureCode::Throttled { THROTTLED_MS + wait } else { wait })
}

/// A fraction of a wait, in whole milliseconds. A random fraction keeps callers from marching in step.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the fraction is clamped to 0..=1")]
pub(crate) fn jitter(ms: u32, fraction: f64) -> u32 {
    (f64::from(ms) * fraction.clamp(0.0, 1.0)) as u32
}

/// How long no call should be sent to the same base URL after a failure. `None` when the service did not ask for a pause.
pub(crate) fn throttling_window(failure: &Failure) -> Option<u32> {
    let is_told = failure.retryable && failure.retry_after_ms.is_some();
    if is_told { failure.retry_after_ms } else { (failure.code == FailureCode::Throttled).then_some(THROTTLED_MS) }
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
            (1..=8).map(|retry| backoff(retry, failure, 8, random).unwrap()).collect::<Vec<_>>()
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
            let allowed = (1..=9).take_while(|retry| backoff(*retry, &failure, 3, 0.5).is_some()).count();
            assert_eq!(allowed, wanted, "{code:?} {status:?}");
        }
    }

    #[test]
    fn a_wait_that_the_service_asks_for_is_kept() {
        let asked = failure(FailureCode::Throttled, Some(429), Some(57_000));
        assert_eq!(backoff(1, &asked, 3, 0.0), Some(57_000));
        assert_eq!(throttling_window(&asked), Some(57_000));
        assert_eq!(throttling_window(&failure(FailureCode::Service, Some(503), Some(7_000))), Some(7_000));
        assert_eq!(throttling_window(&failure(FailureCode::Throttled, Some(429), None)), Some(THROTTLED_MS));
        assert_eq!(throttling_window(&failure(FailureCode::Service, Some(503), None)), None);
        assert_eq!(throttling_window(&failure(FailureCode::NotFound, Some(404), Some(7_000))), None);
    }
}
