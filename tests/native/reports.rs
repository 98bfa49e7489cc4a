//! What people meet, as public reports show it, through the public API. `tests/package/reports.test.js` sends the same answers over sockets.

use partner_center_batch_status::{Failure, Headers, Response};
use serde_json::{Value, json};

use crate::virtual_world::{CUSTOMER_ID, Event, TRACKING_ID, World, request_options, watch_options};

const REPORTS: &str = include_str!("../../tools/simulator/reports.json");

fn response(report: &Value) -> Response {
    let answer = &report["answer"];
    let text = |name: &str| answer[name].as_str().unwrap_or_default().replace("{token}", "TOKEN");
    let headers = answer["headers"].as_object().into_iter().flatten();
    let headers: Headers = headers.map(|(name, value)| (name, value.as_str().unwrap().to_owned())).collect();
    Response {
        status: u16::try_from(answer["status"].as_u64().unwrap()).unwrap(),
        reason: text("reason"),
        headers,
        body: Ok(text("body").into_bytes()),
    }
}

/// The fields that a report expects of a failure. Those that it does not name are absent.
fn told(failure: &Failure) -> Value {
    let fields = [
        ("code", Some(json!(failure.code.as_str()))),
        ("serviceCode", failure.service_code.as_ref().map(|code| json!(code))),
        ("description", failure.description.as_ref().map(|description| json!(description))),
        ("source", failure.source.as_ref().map(|source| json!(source))),
        ("reason", failure.reason.map(|reason| json!(reason))),
        ("retryAfterMs", failure.retry_after_ms.map(|ms| json!(ms))),
    ];
    fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn texts(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().map(|text| text.as_str().unwrap())
}

fn assert_failure(name: &str, report: &Value, failure: &Failure) {
    assert_eq!(told(failure), report["failure"], "{name}");
    let status = report["answer"]["status"].as_u64();
    assert_eq!((failure.status.map(u64::from), failure.attempts), (status, 1), "{name}");
    assert!(texts(&report["hint"]).all(|piece| failure.hint.contains(piece)), "{name}: {}", failure.hint);
    assert!(!texts(&report["hintLacks"]).any(|piece| failure.hint.contains(piece)), "{name}: {}", failure.hint);
    assert!(!format!("{failure:?}").contains("TOKEN"), "{name}: {failure:?}");
    assert!(failure.hint.ends_with('.'), "{name}: {}", failure.hint);
}

#[test]
fn what_people_meet() {
    let reports: Vec<Value> = serde_json::from_str(REPORTS).unwrap();
    for report in &reports {
        let name = report["name"].as_str().unwrap();
        let mut options = json!({ "maxRetries": 0 });
        if let Some(base_url) = report["baseUrl"].as_str() {
            options["baseUrl"] = json!(base_url);
        }
        let options = request_options(&options);
        let world = World::with_events(vec![Event::Answer(1, response(report))]);
        let outcome = world.run(world.client().get_batch_upload_status(CUSTOMER_ID, TRACKING_ID, &options));
        match outcome {
            Ok(details) => {
                let mut wanted = report["details"].clone();
                if wanted["batchTrackingId"].is_null() {
                    wanted["batchTrackingId"] = json!(TRACKING_ID);
                }
                assert_eq!(Ok(details), serde_json::from_value(wanted).map_err(|error| error.to_string()), "{name}");
            }
            Err(failure) => assert_failure(name, report, &failure),
        }
        let url = world.sent.borrow()[0].request.url().to_owned();
        assert_eq!(url.to_ascii_lowercase().matches("/v1/").count(), 1, "{name}: {url}");
        if report["watchEnds"] == json!(true) {
            let world = World::with_events(vec![Event::Answer(1, response(report))]);
            let watch_options = watch_options(&json!({}));
            let emit = async |_| ();
            let watch = world.client();
            let watch = watch.watch_batch_upload_status(CUSTOMER_ID, TRACKING_ID, &options, &watch_options, emit);
            assert_failure(name, report, &world.run(watch).unwrap_err());
        }
    }
    let names = reports.iter().map(|report| report["name"].as_str().unwrap());
    assert_eq!(names.collect::<std::collections::BTreeSet<_>>().len(), reports.len());
}
