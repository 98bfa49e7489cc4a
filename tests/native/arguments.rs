//! Every argument that is refused, before any request.

use partner_center_batch_status::call::watch::{WatchLimits, WatchOptions};
use partner_center_batch_status::failure::{Failure, FailureCode};
use partner_center_batch_status::request::{Credentials, Request, RequestOptions};
use serde_json::{Value, json};

use crate::virtual_world::{CUSTOMER_ID, TRACKING_ID, given, guid};

fn request(customer_id: Option<&str>, tracking_id: Option<&str>, options: &Value) -> Result<Request, Box<Failure>> {
    let options = RequestOptions::read(given(options));
    Request::new(customer_id, tracking_id, &options, [guid(1), guid(2)])
}

fn refused(outcome: Result<impl std::fmt::Debug, Box<Failure>>, argument: &str) {
    let failure = outcome.expect_err(argument);
    assert_eq!(failure.code, FailureCode::InvalidArgument, "{argument}");
    assert!(failure.message.starts_with(&format!("{argument} must be ")), "{}", failure.message);
    assert!(!failure.retryable);
}

#[test]
fn the_documented_request() {
    let request = request(Some(&CUSTOMER_ID.to_uppercase()), Some(TRACKING_ID), &json!({})).unwrap();
    assert_eq!(
        request.url,
        "https://api.partnercenter.microsoft.com/v1/customers/47021739-3426-40bf-9601-61b4b6d7c793/batchJobStatus/0127ed8e-ff72-4983-a3d8-e8d8bd378932"
    );
    let headers: Vec<_> = request.headers().collect();
    assert_eq!(
        headers,
        [
            ("Accept", "application/json"),
            ("MS-RequestId", "00000000-0000-4000-8000-000000000001"),
            ("MS-CorrelationId", "00000000-0000-4000-8000-000000000002"),
            ("X-Locale", "en-US"),
        ]
    );
    assert_eq!(request.authorization_header, "Authorization");
    assert_eq!(request.credentials, Credentials::Omit);
    assert_eq!((request.timeout_ms, request.attempt_timeout_ms, request.max_retries), (120_000, 30_000, 3));
    assert_eq!(request.max_response_bytes, 32 * 1024 * 1024);
}

#[test]
fn every_option_is_used() {
    let request = request(
        Some(CUSTOMER_ID),
        Some(TRACKING_ID),
        &json!({
            "baseUrl": "https://portal.example/gateway/", "locale": "tr-TR", "credentials": "same-origin",
            "requestId": "AAAAAAAA-0000-4000-8000-000000000000", "correlationId": "bbbbbbbb-0000-4000-8000-000000000000",
            "authorizationHeader": "X-Custom-Authorization", "maxResponseBytes": 1, "timeoutMs": 2, "attemptTimeoutMs": 3, "maxRetries": 0,
            "aFieldOfTomorrow": { "is": "read over" },
        }),
    )
    .unwrap();
    assert!(request.url.starts_with("https://portal.example/gateway/v1/customers/"), "{}", request.url);
    assert_eq!(request.base_url.as_str(), "https://portal.example/gateway");
    assert_eq!(request.locale, "tr-TR");
    assert_eq!(request.credentials, Credentials::SameOrigin);
    assert_eq!(request.request_id.as_str(), "aaaaaaaa-0000-4000-8000-000000000000");
    assert_eq!(request.correlation_id.as_str(), "bbbbbbbb-0000-4000-8000-000000000000");
    assert_eq!(request.authorization_header, "X-Custom-Authorization");
    assert_eq!(
        (request.max_response_bytes, request.timeout_ms, request.attempt_timeout_ms, request.max_retries),
        (1, 2, 3, 0)
    );
}

#[test]
fn every_refused_id() {
    for id in [None, Some(""), Some(".."), Some("%2e%2e"), Some("5"), Some("{47021739-3426-40bf-9601-61b4b6d7c793}")] {
        refused(request(id, Some(TRACKING_ID), &json!({})), "customerId");
        refused(request(Some(CUSTOMER_ID), id, &json!({})), "trackingId");
    }
}

#[test]
fn every_refused_option() {
    let texts = [json!(5), json!(true), json!({}), json!([]), json!("")];
    let numbers = [json!("5"), json!(true), json!({}), json!(-1), json!(1.5), json!(1e300)];
    let cases: [(&str, &[Value], Vec<Value>); 10] = [
        (
            "baseUrl",
            &texts,
            vec![json!("http://portal.example"), json!("https://user@portal.example"), json!("/gateway")],
        ),
        (
            "locale",
            &texts,
            vec![json!("english"), json!("en_US"), json!("en-"), json!("en-US\r\nX: 1"), json!("e"), json!("12")],
        ),
        ("requestId", &texts, vec![json!("1"), json!("..")]),
        ("correlationId", &texts, vec![json!("1")]),
        ("credentials", &texts, vec![json!("include"), json!("Omit")]),
        (
            "authorizationHeader",
            &texts,
            vec![
                json!("X Y"),
                json!("X:"),
                json!("Cookie"),
                json!("host"),
                json!("Sec-Token"),
                json!("Proxy-Authorization"),
                json!("accept"),
                json!("MS-RequestId"),
                json!("X\r\nY"),
                json!("Über"),
            ],
        ),
        ("maxResponseBytes", &numbers, vec![json!(0), json!(2_000_000_000)]),
        ("timeoutMs", &numbers, vec![json!(0), json!(86_400_001)]),
        ("attemptTimeoutMs", &numbers, vec![json!(0), json!(86_400_001)]),
        ("maxRetries", &numbers, vec![json!(11)]),
    ];
    for (name, wrong_kinds, wrong_values) in cases {
        for value in wrong_kinds.iter().chain(&wrong_values) {
            refused(request(Some(CUSTOMER_ID), Some(TRACKING_ID), &json!({ name: value })), name);
        }
    }
}

#[test]
fn the_limits_of_a_watch() {
    let limits = |options: Value| WatchLimits::new(&WatchOptions::read(given(&options)));
    let by_default =
        WatchLimits { interval_ms: 5_000, max_interval_ms: 30_000, max_wait_ms: 3_600_000, not_found_grace_ms: 30_000 };
    assert_eq!(limits(json!({})), Ok(by_default));
    let cases = [
        ("intervalMs", [999, 3_600_001]),
        ("maxIntervalMs", [999, 3_600_001]),
        ("maxWaitMs", [0, 604_800_001]),
        ("notFoundGraceMs", [-1, 3_600_001]),
    ];
    for (name, values) in cases {
        for value in values {
            refused(limits(json!({ name: value })), name);
        }
    }
}
