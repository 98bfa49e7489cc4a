//! Every argument that is refused, before any request.

use partner_center_batch_status::{BatchUploadDetails, Credentials, Failure, FailureCode};
use serde_json::{Value, json};

use crate::virtual_world::{CUSTOMER_ID, Event, Sent, TRACKING_ID, World, code, request_options, watch_options};

fn world() -> World {
    World::with_events(vec![Event::details("finished")])
}

fn call(customer_id: &str, tracking_id: &str, options: &Value) -> Result<BatchUploadDetails, Box<Failure>> {
    let world = world();
    let options = request_options(options);
    let outcome = world.run(world.client().get_batch_upload_status(customer_id, tracking_id, &options));
    assert_eq!(world.sent.borrow().len(), usize::from(outcome.is_ok()), "nothing is sent for a refused argument");
    outcome
}

/// The request of a call that succeeds.
fn sent(customer_id: &str, options: &Value) -> Sent {
    let world = world();
    world.run(world.client().get_batch_upload_status(customer_id, TRACKING_ID, &request_options(options))).unwrap();
    world.sent.take().remove(0)
}

fn refused(outcome: Result<impl std::fmt::Debug, Box<Failure>>, argument: &str) {
    let failure = outcome.expect_err(argument);
    assert_eq!(failure.code, FailureCode::InvalidArgument, "{argument}");
    assert!(failure.message.starts_with(&format!("{argument} must be ")), "{}", failure.message);
    assert!(!failure.retryable);
}

#[test]
fn the_documented_request() {
    let Sent { request, .. } = sent(&CUSTOMER_ID.to_uppercase(), &json!({}));
    assert_eq!(
        request.url(),
        "https://api.partnercenter.microsoft.com/v1/customers/47021739-3426-40bf-9601-61b4b6d7c793/batchJobStatus/0127ed8e-ff72-4983-a3d8-e8d8bd378932"
    );
    let [accept, request_id, correlation_id, locale] = request.headers().collect::<Vec<_>>().try_into().unwrap();
    assert_eq!((accept, locale), (("Accept", "application/json"), ("X-Locale", "en-US")));
    assert_eq!((request_id.0, correlation_id.0), ("MS-RequestId", "MS-CorrelationId"));
    assert_ne!(request_id.1, correlation_id.1);
    assert_eq!((request.authorization_header(), request.credentials()), ("Authorization", Credentials::Omit));
    assert_eq!(request.max_response_bytes(), 32 * 1024 * 1024);
}

#[test]
fn every_option_is_used() {
    let options = json!({
        "baseUrl": "https://portal.example/gateway/", "locale": "tr-TR", "credentials": "same-origin",
        "requestId": "AAAAAAAA-0000-4000-8000-000000000000", "correlationId": "bbbbbbbb-0000-4000-8000-000000000000",
        "authorizationHeader": "X-Custom-Authorization", "maxResponseBytes": 1,
    });
    let Sent { request, .. } = sent(CUSTOMER_ID, &options);
    assert!(request.url().starts_with("https://portal.example/gateway/v1/customers/"), "{}", request.url());
    let headers = [
        ("Accept", "application/json"),
        ("MS-RequestId", "aaaaaaaa-0000-4000-8000-000000000000"),
        ("MS-CorrelationId", "bbbbbbbb-0000-4000-8000-000000000000"),
        ("X-Locale", "tr-TR"),
    ];
    assert_eq!(request.headers().collect::<Vec<_>>(), headers);
    assert_eq!(
        (request.authorization_header(), request.credentials()),
        ("X-Custom-Authorization", Credentials::SameOrigin)
    );
    assert_eq!(request.max_response_bytes(), 1);
    for name in
        ["Authorization", "X-Authorization", "Ocp-Apim-Subscription-Key", "Token", "Tenant-Token", "From-Portal"]
    {
        assert_eq!(sent(CUSTOMER_ID, &json!({ "authorizationHeader": name })).request.authorization_header(), name);
    }
    // Timeouts and retries show in the tests of whole calls.
}

#[test]
fn every_refused_id() {
    for id in ["", "..", "%2e%2e", "5", "{47021739-3426-40bf-9601-61b4b6d7c793}"] {
        refused(call(id, TRACKING_ID, &json!({})), "customerId");
        refused(call(CUSTOMER_ID, id, &json!({})), "trackingId");
    }
}

#[test]
fn every_refused_option() {
    // Values of another type, which only JavaScript can give, are refused in src/request/options.rs and tests/package.
    let cases = [
        (
            "baseUrl",
            vec![json!(""), json!("http://portal.example"), json!("https://user@portal.example"), json!("/gateway")],
        ),
        (
            "locale",
            vec![json!("english"), json!("en_US"), json!("en-"), json!("en-US\r\nX: 1"), json!("e"), json!("12")],
        ),
        ("requestId", vec![json!("1"), json!("..")]),
        ("correlationId", vec![json!("1")]),
        ("credentials", vec![json!("include"), json!("Omit")]),
        (
            "authorizationHeader",
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
                // Some browsers send their own, and servers write it into their logs.
                json!("User-Agent"),
                json!("X-Forwarded-For"),
                json!("Content-Type"),
                json!("Range"),
                json!("If-None-Match"),
                json!("Cache-Control"),
                json!("X-Method-Override"),
                json!("Accept-Language"),
            ],
        ),
        ("maxResponseBytes", vec![json!(0), json!(2_000_000_000)]),
        ("timeoutMs", vec![json!(0), json!(86_400_001)]),
        ("attemptTimeoutMs", vec![json!(0), json!(86_400_001)]),
        ("maxRetries", vec![json!(11)]),
    ];
    for (name, values) in cases {
        for value in values {
            refused(call(CUSTOMER_ID, TRACKING_ID, &json!({ name: value })), name);
        }
    }
}

#[test]
fn the_limits_of_a_watch() {
    let watch = |options: Value| {
        let world = World::with_events(vec![Event::details("queued"), Event::details("finished")]);
        let (request, watch) = (request_options(&json!({})), watch_options(&options));
        let emit = async |_: BatchUploadDetails| ();
        world.run(world.client().watch_batch_upload_status(CUSTOMER_ID, TRACKING_ID, &request, &watch, emit))
    };
    let cases: [(&str, u32, u32, &[u32]); 4] = [
        ("intervalMs", 1_000, 3_600_000, &[999, 3_600_001]),
        ("maxIntervalMs", 1_000, 3_600_000, &[999, 3_600_001]),
        ("maxWaitMs", 1, 604_800_000, &[0, 604_800_001]),
        ("notFoundGraceMs", 0, 3_600_000, &[3_600_001]),
    ];
    for (name, least, most, outside) in cases {
        for value in [least, most] {
            assert_ne!(code(&watch(json!({ name: value }))), Some(FailureCode::InvalidArgument), "{name} {value}");
        }
        for value in outside {
            refused(watch(json!({ name: value })), name);
        }
    }
}
