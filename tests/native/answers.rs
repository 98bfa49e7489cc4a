//! Every form of an answer that the decoder takes or refuses.

use partner_center_batch_status::{BatchUploadDetails, FailureCode, Timestamp, UploadStatus};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::virtual_world::{TRACKING_ID, read};

const DOCUMENTED_SAMPLE: &[u8] = include_bytes!("../fixtures/documented-sample.json");

fn details(body: impl AsRef<[u8]>) -> Result<BatchUploadDetails, (FailureCode, String)> {
    read(200, "", &[], body.as_ref()).map_err(|failure| (failure.code, failure.message))
}

#[test]
fn the_documented_sample() {
    assert!(DOCUMENTED_SAMPLE.starts_with("\u{feff}".as_bytes()));
    let details = details(DOCUMENTED_SAMPLE).unwrap();
    assert_eq!(details.batch_tracking_id, TRACKING_ID);
    assert_eq!(details.status, UploadStatus::Finished);
    assert_eq!(details.started_time, Some(Timestamp::from_unix_ms(1_500_976_800_000)));
    assert_eq!(details.completed_time, Some(Timestamp::from_unix_ms(1_500_977_400_000)));
    assert_eq!(details.attributes.unwrap().object_type.as_deref(), Some("BatchUploadDetails"));
    let [device] = details.devices_status.try_into().unwrap();
    assert_eq!(device.device_id, None);
    assert_eq!(device.serial_number.as_deref(), Some("1234567890"));
    assert_eq!(device.product_key.as_deref(), Some("12345-67890-09876-54321-13579"));
    assert_eq!(device.status, UploadStatus::FinishedWithErrors);
    assert_eq!(device.error_code.as_deref(), Some("808"));
    assert_eq!(device.error_description.as_deref(), Some("ZtdDeviceAssignedToOtherTenant"));
    assert_eq!(device.attributes.unwrap().object_type.as_deref(), Some("DeviceUploadDetails"));
}

#[test]
fn every_accepted_form() {
    let empty = json!({ "batchTrackingId": TRACKING_ID, "status": "unknown", "devicesStatus": [] });
    let with = |changes: Value| {
        let mut wanted = empty.clone();
        wanted.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        wanted
    };
    let device = |device: Value| with(json!({ "devicesStatus": [device] }));
    let cases = [
        (r#"{"status":"unknown"}"#, empty.clone()),
        ("\u{feff}{\"status\":0}", empty.clone()),
        ("\u{feff} \r\n\t{\"devicesStatus\":[]}\n", empty.clone()),
        // Missing and null are the same, and so are empty texts.
        (
            r#"{"batchTrackingId":"","status":null,"startedTime":null,"completedTime":null,"devicesStatus":null,"attributes":null}"#,
            empty.clone(),
        ),
        (
            r#"{"status":1,"attributes":{"objectType":"","etag":""}}"#,
            with(json!({ "status": "queued", "attributes": {} })),
        ),
        (
            r#"{"devicesStatus":[{"deviceId":"","serialNumber":"","productKey":"","status":"","errorCode":"","errorDescription":""}]}"#,
            device(json!({ "status": "unknown" })),
        ),
        // Names are known in any case. The last one counts, however it is written.
        (
            r#"{"BatchTrackingId":"another","STATUS":"Queued","devicesstatus":[{"SerialNumber":"A","Status":3,"ATTRIBUTES":{"ETag":"e"}}]}"#,
            with(json!({
                "batchTrackingId": "another", "status": "queued",
                "devicesStatus": [{ "serialNumber": "A", "status": "finished", "attributes": { "etag": "e" } }],
            })),
        ),
        (r#"{"status":"queued","Status":"finished"}"#, with(json!({ "status": "finished" }))),
        (r#"{"Status":"finished","status":"queued"}"#, with(json!({ "status": "queued" }))),
        (r#"{"status":"queued","\u0053tatus":"finished"}"#, with(json!({ "status": "finished" }))),
        (r#"{"status":"queued","ſtatus":"finished","st\u0061tus_":1}"#, with(json!({ "status": "queued" }))),
        (r#"{"status":"","startedTime":"","completedTime":"0001-01-01T00:00:00"}"#, empty.clone()),
        (r#"{"batchTrackingId":"another"}"#, with(json!({ "batchTrackingId": "another" }))),
        (r#"{"startedTime":"2017-07-25"}"#, with(json!({ "startedTime": "2017-07-25T00:00:00.000Z" }))),
        (r#"{"startedTime":"0001-01-01"}"#, empty.clone()),
        (r#"{"startedTime":"2017-07-25T03:00:00-07:00"}"#, with(json!({ "startedTime": "2017-07-25T10:00:00.000Z" }))),
        // Unknown fields of any type and depth are skipped.
        (
            r#"{"later":{"a":[1,2.5,{"b":null}],"c":"\ud83d\ude00"},"status":"queued"}"#,
            with(json!({ "status": "queued" })),
        ),
        (r#"{"__proto__":{"status":"queued"},"constructor":1,"toString":[],"status":0}"#, empty.clone()),
        // The last value of a repeated field counts, also when an earlier one has a wrong type.
        (r#"{"status":"queued","status":"finished"}"#, with(json!({ "status": "finished" }))),
        (
            r#"{"status":{},"devicesStatus":5,"status":"queued","devicesStatus":[]}"#,
            with(json!({ "status": "queued" })),
        ),
        (
            r#"{"devicesStatus":[{"serialNumber":"A"},{"serialNumber":"B"}],"devicesStatus":[{"serialNumber":"C"}]}"#,
            device(json!({ "serialNumber": "C", "status": "unknown" })),
        ),
        // Nothing of an earlier value is left.
        (
            r#"{"attributes":{"etag":7,"objectType":"t"},"status":"","attributes":{"etag":"e"}}"#,
            with(json!({ "attributes": { "etag": "e" } })),
        ),
        (
            r#"{"attributes":{"etag":7},"attributes":null,"devicesStatus":[{"status":[]},5],"devicesStatus":null,"status":0}"#,
            empty.clone(),
        ),
        (r#"{"devicesStatus":[{}]}"#, device(json!({ "status": "unknown" }))),
        // A null keeps its place in the list.
        (r#"{"devicesStatus":[null]}"#, device(json!({ "status": "unknown" }))),
        (r#"{"devicesStatus":[{"errorCode":808}]}"#, device(json!({ "status": "unknown", "errorCode": "808" }))),
        // What Microsoft Graph writes where there is no error.
        (r#"{"devicesStatus":[{"errorCode":"0","errorDescription":"None"}]}"#, device(json!({ "status": "unknown" }))),
        (r#"{"devicesStatus":[{"errorCode":0,"errorDescription":""}]}"#, device(json!({ "status": "unknown" }))),
        (r#"{"devicesStatus":[{"errorCode":0}]}"#, device(json!({ "status": "unknown" }))),
        (r#"{"devicesStatus":[{"errorDescription":"NONE"}]}"#, device(json!({ "status": "unknown" }))),
        (
            r#"{"devicesStatus":[{"errorCode":"808","errorDescription":"None"}]}"#,
            device(json!({ "status": "unknown", "errorCode": "808" })),
        ),
        (
            r#"{"devicesStatus":[{"errorCode":0,"errorDescription":"ZtdDeviceDuplicated"}]}"#,
            device(json!({ "status": "unknown", "errorDescription": "ZtdDeviceDuplicated" })),
        ),
        (
            r#"{"devicesStatus":[{"errorCode":"00","errorDescription":"Nonesuch"}]}"#,
            device(json!({ "status": "unknown", "errorCode": "00", "errorDescription": "Nonesuch" })),
        ),
        (
            r#"{"devicesStatus":[{"deviceId":"d","serialNumber":"é\u00e9\n\"\\\ud83d\ude00","attributes":{"etag":"e","x":1}}]}"#,
            device(json!({
                "deviceId": "d", "serialNumber": "éé\n\"\\😀", "status": "unknown", "attributes": { "etag": "e" },
            })),
        ),
        ("{\"\\u0073tatus\":\"queued\"}", with(json!({ "status": "queued" }))),
    ];
    for (body, wanted) in cases {
        assert_eq!(details(body), Ok(serde_json::from_value(wanted).unwrap()), "{body}");
    }
}

#[test]
fn every_spelling_of_a_status() {
    let cases = [
        (json!("unknown"), "unknown"),
        (json!("queued"), "queued"),
        (json!("processing"), "processing"),
        (json!("in-progress"), "processing"),
        (json!("in_progress"), "processing"),
        (json!("InProgress"), "processing"),
        (json!("finished"), "finished"),
        (json!("FINISHED"), "finished"),
        (json!("finished_with_errors"), "finished_with_errors"),
        (json!("FinishedWithErrors"), "finished_with_errors"),
        (json!("finishedWithErrors"), "finished_with_errors"),
        (json!("finished-with-errors"), "finished_with_errors"),
        (json!("FINISHED_WITH_ERRORS"), "finished_with_errors"),
        (json!(0), "unknown"),
        (json!(1), "queued"),
        (json!(2), "processing"),
        (json!(3), "finished"),
        (json!(4), "finished_with_errors"),
        // An unknown word is passed on as it is.
        (json!("Cancelled"), "Cancelled"),
        (json!("finished!"), "finished!"),
        (json!("finıshed"), "finıshed"),
        (json!(5), "5"),
        (json!(-1), "-1"),
    ];
    for (status, wanted) in cases {
        let body = json!({ "status": status, "devicesStatus": [{ "status": status }] }).to_string();
        let details = details(&body).unwrap();
        assert_eq!(details.status.as_str(), wanted, "{status}");
        assert_eq!(details.devices_status[0].status.as_str(), wanted, "{status}");
    }
}

#[test]
fn every_refused_form() {
    use FailureCode::{BadEncoding, EmptyResponse, IncompleteResponse, Malformed, NotJson};
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let cases: [(&[u8], FailureCode, &str); 48] = [
        (b"", EmptyResponse, ""),
        (b" \n", EmptyResponse, ""),
        (b"\xef\xbb\xbf", EmptyResponse, ""),
        (b"<!DOCTYPE html><title>Sign in</title>", NotJson, ""),
        (b"\xef\xbb\xbf \n<html>", NotJson, ""),
        (b"Service unavailable", NotJson, ""),
        (b"\x1f\x8b\x08", BadEncoding, ""),
        (b"\xff\xfe{\0}\0", BadEncoding, ""),
        (b"{\0}\0", BadEncoding, ""),
        (b"{\"status\":\"\xff\"}", BadEncoding, ""),
        (b"{\"later\":\"\xc3\x28\"}", BadEncoding, ""),
        (b"{", IncompleteResponse, ""),
        (b"{\"status\":\"finished\"", IncompleteResponse, ""),
        (b"{\"status\":\"fini", IncompleteResponse, ""),
        (b"{\"status\":\"\\ud8", IncompleteResponse, ""),
        (b"{\"devicesStatus\":[{\"serialNumber\":\"1\"},", IncompleteResponse, ""),
        (b"{\"status\":\"\xc3", IncompleteResponse, ""),
        (b"{\"status\" \"finished\"}", Malformed, "line 1, column 11"),
        (b"{}\n{}", Malformed, "line 2, column 1"),
        (b"{\"status\":finished}", Malformed, "line 1"),
        (b"{'status':'finished'}", Malformed, "line 1"),
        (b"[]", Malformed, "a list"),
        (b"\"finished\"", Malformed, "a text"),
        // Encoded twice.
        (br#""{\"status\":\"finished\"}""#, Malformed, "a text"),
        (b"5", Malformed, "a number"),
        (b"null", Malformed, "null"),
        (b"{}", Malformed, "an object of another kind"),
        (b"\xef\xbb\xbf{}", Malformed, "an object of another kind"),
        (br#"{"later":{"status":"queued"}}"#, Malformed, "an object of another kind"),
        (br#"{"status":404,"error":"Not Found"}"#, Malformed, "an object of another kind"),
        (br#"{"status":null,"devicesStatus":null,"attributes":null}"#, Malformed, "an object of another kind"),
        (br#"{"status":"queued","Status":null}"#, Malformed, "an object of another kind"),
        // Every resource of the service has attributes.
        (
            br#"{"totalCount":0,"items":[],"attributes":{"objectType":"Collection"}}"#,
            Malformed,
            "an object of another kind",
        ),
        (b"true", Malformed, "true or false"),
        (deep.as_bytes(), Malformed, "a list"),
        (br#"{"batchTrackingId":5}"#, Malformed, "a number at batchTrackingId"),
        (br#"{"status":{"a":1}}"#, Malformed, "an object at status"),
        (br#"{"status":2.5}"#, Malformed, "a number at status"),
        (br#"{"startedTime":1500976800}"#, Malformed, "a number at startedTime"),
        (br#"{"completedTime":"yesterday"}"#, Malformed, "a text that is no time at completedTime"),
        (br#"{"devicesStatus":{}}"#, Malformed, "an object at devicesStatus,"),
        (br#"{"attributes":"x"}"#, Malformed, "a text at attributes,"),
        (
            br#"{"attributes":{"etag":true},"devicesStatus":[null,{"status":{}}]}"#,
            Malformed,
            "true or false at attributes.etag,",
        ),
        (br#"{"devicesStatus":[null,{"attributes":5}]}"#, Malformed, "a number at devicesStatus[1].attributes,"),
        (br#"{"devicesStatus":[{},5]}"#, Malformed, "a number at devicesStatus[1],"),
        (br#"{"devicesStatus":[{},{},{},{"serialNumber":5}]}"#, Malformed, "a number at devicesStatus[3].serialNumber"),
        (br#"{"devicesStatus":[{"errorCode":["x"]}]}"#, Malformed, "a list at devicesStatus[0].errorCode"),
        (
            br#"{"devicesStatus":[{"attributes":{"etag":7}}]}"#,
            Malformed,
            "a number at devicesStatus[0].attributes.etag",
        ),
    ];
    for (body, code, message) in cases {
        let shown = String::from_utf8_lossy(&body[..body.len().min(60)]);
        let (found_code, found_message) = details(body).unwrap_err();
        assert_eq!(found_code, code, "{shown}: {found_message}");
        assert!(found_message.contains(message), "{shown}: {found_message}");
    }
}

#[test]
fn deep_nesting_in_an_unknown_field_is_skipped() {
    let body = format!(r#"{{"later":{}{},"status":"queued"}}"#, "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(details(&body).unwrap().status, UploadStatus::Queued);
}

#[test]
fn html_is_recognized_by_its_content_type_too() {
    let outcome = read(200, "", &[("content-type", "Text/HTML; charset=utf-8")], b"Sign in, please");
    assert_eq!(outcome.unwrap_err().code, FailureCode::NotJson);
    // A wrong content type alone does no harm.
    assert!(read(200, "", &[("content-type", "text/html")], br#"{"status":1}"#).is_ok());
}

proptest! {
    /// Whatever the body is, reading it ends with details or a failure whose texts hold no piece of it.
    #[test]
    fn no_body_makes_the_decoder_panic(body: Vec<u8>) {
        let _ = details(body);
    }

    #[test]
    fn no_json_makes_the_decoder_panic(
        head in r#"(\u{feff}|)\{("(status|startedTime|devicesStatus|attributes|x)":)?"#,
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "{", "}", "[", "]", ",", ":", "null", "true", "808", "-0.5e3", "\"SECRET\"", "\"serialNumber\"", "\"\\ud83d", "\"status\":", " ",
            ]),
            0..20,
        ),
    ) {
        let body = head + &parts.concat();
        if let Err((_, message)) = details(&body) {
            prop_assert!(!message.contains("SECRET") && !message.contains("808"), "{}", message);
        }
    }

    /// A word is known in any case and however its parts are joined, or it is kept.
    #[test]
    fn unknown_statuses_are_kept(word in "[ A-Za-z_é-]{0,24}") {
        let plain: String = word.to_ascii_lowercase().chars().filter(|letter| !" _-".contains(*letter)).collect();
        let wanted = match plain.as_str() {
            "" | "unknown" => UploadStatus::Unknown,
            "queued" => UploadStatus::Queued,
            "processing" | "inprogress" => UploadStatus::Processing,
            "finished" => UploadStatus::Finished,
            "finishedwitherrors" => UploadStatus::FinishedWithErrors,
            _ => UploadStatus::Other(word.clone()),
        };
        prop_assert_eq!(UploadStatus::from(word), wanted);
    }

    #[test]
    fn known_words_are_known_in_any_spelling(
        words in prop::sample::select(vec![
            vec!["unknown"], vec!["queued"], vec!["processing"], vec!["finished"], vec!["finished", "with", "errors"],
        ]),
        joint in prop::sample::select(vec!["", "_", "-", " "]),
        upper: bool,
    ) {
        let spelling = words.join(joint);
        let spelling = if upper { spelling.to_uppercase() } else { spelling };
        let found = details(json!({ "status": spelling }).to_string()).unwrap();
        prop_assert_eq!(found.status.as_str(), words.join("_"));
    }
}

#[test]
fn only_two_states_are_final() {
    let cases = [
        (r#""unknown""#, false),
        (r#""queued""#, false),
        (r#""processing""#, false),
        (r#""finished""#, true),
        (r#""finished_with_errors""#, true),
        (r#""Cancelled""#, false),
        ("2", false),
        ("3", true),
        ("4", true),
        ("5", false),
        ("null", false),
    ];
    for (status, wanted) in cases {
        let details = details(format!(r#"{{"devicesStatus":[{{"status":3}}],"status":{status}}}"#)).unwrap();
        assert_eq!(details.status.is_final(), wanted, "{status}");
    }
}
