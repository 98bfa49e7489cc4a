//! Every error that the service answers with, and the failure that it becomes.

use partner_center_batch_status::{Failure, FailureCode};
use proptest::prelude::*;

use crate::virtual_world::read;

fn failure(status: u16, reason: &str, headers: &[(&'static str, &str)], body: &str) -> Failure {
    *read(status, reason, headers, body.as_bytes()).unwrap_err()
}

#[test]
fn every_status_has_its_code() {
    use FailureCode::{Forbidden, Http, NotFound, Service, Throttled, Unauthorized};
    let cases = [
        (304, Http, false),
        (400, Http, false),
        (401, Unauthorized, false),
        (403, Forbidden, false),
        (404, NotFound, false),
        (405, Http, false),
        (406, Http, false),
        (408, Http, true),
        (409, Http, false),
        (410, Http, false),
        (412, Http, false),
        (417, Http, false),
        (422, Http, false),
        (429, Throttled, true),
        (451, Http, false),
        (500, Service, true),
        (501, Service, false),
        (502, Service, true),
        (503, Service, true),
        (504, Service, true),
        (505, Service, false),
        (599, Service, true),
        (600, Http, false),
    ];
    for (status, code, retryable) in cases {
        // With no body, with HTML, and with JSON that is no error.
        for body in ["", "<html>SECRET</html>", "[\"SECRET\"]", "{\"code\":{\"SECRET\":1}}"] {
            let failure = failure(status, "", &[], body);
            assert_eq!((failure.code, failure.status, failure.retryable), (code, Some(status), retryable), "{status}");
            assert_eq!((failure.service_code, failure.description, failure.source), (None, None, None), "{status}");
            assert!(
                failure.message.contains(&status.to_string()) && !failure.message.contains("SECRET"),
                "{}",
                failure.message
            );
            assert!(!failure.hint.is_empty());
        }
    }
}

#[test]
fn a_hidden_answer_is_no_answer() {
    // What a fetch function gives for an opaque response or a network error.
    let failure = failure(0, "", &[], "");
    assert_eq!((failure.code, failure.status, failure.retryable), (FailureCode::Network, None, true));
    assert!(failure.message.contains("hides"), "{}", failure.message);
}

#[test]
fn every_shape_of_an_error_body() {
    type Told<'a> = (Option<&'a str>, Option<&'a str>, Option<&'a str>);
    let cases: [(&str, Told); 40] = [
        (
            r#"{"code":3000,"description":"Partner Organization with partner_id 9999999 could not be found","data":[],"source":"PartnerFD"}"#,
            (Some("3000"), Some("Partner Organization with partner_id 9999999 could not be found"), Some("PartnerFD")),
        ),
        (
            r#"{"code":"20002","description":"No relationship.","data":["a","b"]}"#,
            (Some("20002"), Some("No relationship."), None),
        ),
        (r#"{"code":900309,"description":"Blocked."}"#, (Some("900309"), Some("Blocked."), None)),
        ("\u{feff}{\"code\":2000}", (Some("2000"), None, None)),
        (r#"{"code":1,"code":2}"#, (Some("1"), None, None)),
        (
            r#"{ "statusCode": 429, "message": "Rate limit is exceeded." }"#,
            (None, Some("Rate limit is exceeded."), None),
        ),
        (r#"{"error":{"code":"invalid_token","message":"Expired."}}"#, (Some("invalid_token"), Some("Expired."), None)),
        (r#"{"code":null,"description":"","source":" "}"#, (None, None, None)),
        (r#"{"code":"not a code, but a sentence"}"#, (None, None, None)),
        (r#"{"description":["A text."],"source":{}}"#, (None, Some("A text."), None)),
        (r#"{"error":"A sentence.","message":"More words."}"#, (None, Some("More words."), None)),
        (r#"{"message":"More words.","error":"A sentence."}"#, (None, Some("More words."), None)),
        (
            r#"{"error":"Forbidden","message":"Forbidden","details":"No such role."}"#,
            (Some("Forbidden"), Some("No such role."), None),
        ),
        (r#"{"errors":["The first error.","The second."]}"#, (None, Some("The first error. The second."), None)),
        (
            r#"{"message":["a is no UUID","b is no UUID"],"statusCode":400}"#,
            (None, Some("a is no UUID b is no UUID"), None),
        ),
        (r#"{"message":"The same.","detail":"The same."}"#, (None, Some("The same."), None)),
        (
            r#"{"message":["must be a GUID"],"error":"Bad Request","statusCode":400}"#,
            (None, Some("must be a GUID"), None),
        ),
        (r#"{"errors":{"customerId":["It must be a GUID."]}}"#, (None, Some("It must be a GUID."), None)),
        (r#"{"detail":[{"loc":["path"],"msg":"It must be a GUID."}]}"#, (None, Some("It must be a GUID."), None)),
        (r#"{"ExceptionMessage":"It broke.","StackTrace":"at a b"}"#, (None, Some("It broke."), None)),
        (
            r#"{"fault":{"faultstring":"It broke.","detail":{"errorcode":"a.b"}}}"#,
            (Some("a.b"), Some("It broke."), None),
        ),
        (
            r#"{"error":{"innerError":{"code":"b","message":"Inner."},"code":"a","message":"Outer."}}"#,
            (Some("a"), Some("Outer."), None),
        ),
        (
            r#"{"error":{"code":"BadRequest","details":[{"code":2000,"message":"No GUID."}]}}"#,
            (Some("2000"), Some("No GUID."), None),
        ),
        (r#"{"code":20002,"error":"Forbidden"}"#, (Some("20002"), None, None)),
        (r#"{"code":403,"error":"no_access"}"#, (Some("no_access"), None, None)),
        (r#"{"user":"Jane Doe","data":{"message":"No role."}}"#, (None, Some("No role."), None)),
        (r#"{"response":{"error":{"message":"No role."}}}"#, (None, Some("No role."), None)),
        (r#"{"status":{"code":403,"message":"No role."}}"#, (Some("403"), Some("No role."), None)),
        (
            r#"{"httpMessage":"Unauthorized","moreInformation":"Client id not registered."}"#,
            (None, Some("Client id not registered."), None),
        ),
        (r#"{"user":"Jane Doe","tags":["a b"]}"#, (None, None, None)),
        (r#"{"message":"<b></b>"}"#, (None, None, None)),
        (r#"{"message":"Blocked.<p>Contact <b>the admin<hr>"}"#, (None, Some("Blocked.Contact the admin"), None)),
        (r#"{"message":"\n    The role is missing.\n  "}"#, (None, Some("The role is missing."), None)),
        (
            r#"{"title":"One or more validation errors occurred.","errors":{"tenant":["Tenant Id must be a GUID."]}}"#,
            (None, Some("Tenant Id must be a GUID."), None),
        ),
        (r#"{"Message":"An error has occurred.","ExceptionMessage":"It broke."}"#, (None, Some("It broke."), None)),
        (
            r#"{"error":{"message":{"lang":"en","value":"Outer."},"innererror":{"errordetails":[{"message":"Inner."}]}}}"#,
            (None, Some("Outer."), None),
        ),
        (
            r#"{"code":2000,"description":"","data":["Tenant Id must be a GUID."]}"#,
            (Some("2000"), Some("Tenant Id must be a GUID."), None),
        ),
        (r#"{"message":"Two\nlines\n  at code"}"#, (None, Some("Two lines"), None)),
        (r#"{"code":2000,"description":"cut sh"#, (None, None, None)),
        ("", (None, None, None)),
    ];
    for (body, wanted) in cases {
        let failure = failure(403, "", &[], body);
        let told = (failure.service_code.as_deref(), failure.description.as_deref(), failure.source.as_deref());
        assert_eq!(told, wanted, "{body}");
    }
}

#[test]
fn a_success_with_an_error_is_no_batch_though_it_repeats_the_tracking_id() {
    let with = |rest: &str| format!(r#"{{"batchTrackingId":"0127ed8e-ff72-4983-a3d8-e8d8bd378932"{rest}}}"#);
    let refused = [
        (r#","code":2000,"description":"No such job.""#, Some("2000"), Some("No such job.")),
        (r#","error":{"code":"900421"},"devicesStatus":[],"status":null"#, Some("900421"), None),
        (r#","status":"unknown","message":"The job is gone.""#, None, Some("The job is gone.")),
    ];
    for (rest, code, words) in refused {
        let failure = failure(200, "", &[], &with(rest));
        let told = (failure.code, failure.service_code.as_deref(), failure.description.as_deref());
        assert_eq!(told, (FailureCode::Malformed, code, words), "{rest}");
    }
    let accepted = [
        "",
        r#","code":0,"message":"None""#,
        r#","status":"queued","message":"It waits.""#,
        r#","status":"finished","code":2000"#,
        r#","startedTime":"2017-07-25T10:00:00","message":"It runs.""#,
        r#","devicesStatus":[{}],"message":"It has devices.""#,
    ];
    for rest in accepted {
        assert!(read(200, "", &[], with(rest).as_bytes()).is_ok(), "{rest}");
    }
}

#[test]
fn no_error_hides_nothing_beside_it() {
    let cases = [
        ("No such role here", r#"{"code":0,"description":"None"}"#, None, Some("No such role here")),
        ("No such role here", r#"{"error":{"code":"None","message":"none"}}"#, None, Some("No such role here")),
        (
            "",
            r#"{"code":"0","description":"None","errors":["The role is missing."]}"#,
            None,
            Some("The role is missing."),
        ),
        ("", r#"{"code":0,"error":"no_access","message":"null"}"#, Some("no_access"), None),
        ("", r#"{"code":0,"description":"None"}"#, None, None),
        (
            "",
            r#"{"description":"None of the accounts has this role."}"#,
            None,
            Some("None of the accounts has this role."),
        ),
    ];
    for (reason, body, code, words) in cases {
        let failure = failure(403, reason, &[], body);
        assert_eq!((failure.service_code.as_deref(), failure.description.as_deref()), (code, words), "{reason} {body}");
    }
    let bare = failure(404, "", &[], r#"{"message":"Not Found"}"#);
    assert_eq!(failure(404, "", &[], r#"{"code":0,"message":"Not Found"}"#).hint, bare.hint);
}

#[test]
fn the_beginning_of_a_giant_text_is_read() {
    let long_json = |length: usize| format!(r#"{{"code":1,"message":"{}"}}"#, "a".repeat(length));
    let cases = [
        (long_json(200_000), Some("1"), 1_024),
        (long_json(300_000), Some("1"), 0),
        (format!(r#"{{"message":"It broke.","stack":"{}"}}"#, "x".repeat(300_000)), None, 9),
        // The limit is inside of a character.
        (format!("a {}", "é".repeat(300_000)), None, 1_024),
    ];
    for (body, code, characters) in cases {
        let failure = failure(403, "", &[], &body);
        let told = failure.description.unwrap_or_default().chars().count();
        assert_eq!((failure.service_code.as_deref(), told), (code, characters));
    }
}

#[test]
fn known_codes_have_hints_of_their_own() {
    let cases = [
        (401, "400", "Admin agent"),
        (404, "1000", "the service knows no such thing"),
        (400, "2000", "GUID of the customer's tenant"),
        (403, "2032", "Admin agent"),
        (404, "3000", "the service knows no such thing"),
        (403, "20002", "no reseller relationship"),
        (404, "60003", "GUID of the customer's tenant"),
        (401, "800001", "the partner's tenant"),
        (404, "800002", "the tracking id"),
        (500, "800003", "Microsoft support"),
        (400, "900118", "GUID of the customer's tenant"),
        (403, "900123", "Partner Agreement"),
        (403, "900124", "Partner Agreement"),
        (403, "900150", "lacks the role"),
        (400, "900316", "App+User"),
        (500, "900192", "a few minutes"),
        (403, "900308", "privileges"),
        (403, "900309", "Conditional Access"),
        (403, "900329", "App+User"),
        (401, "900420", "audience"),
        (401, "900421", "multi-factor"),
    ];
    for (status, code, hint) in cases {
        let failure = failure(status, "", &[], &format!(r#"{{"code":{code}}}"#));
        assert!(failure.hint.contains(hint), "{code}: {}", failure.hint);
    }
    // A code that only begins or ends as one of these is another.
    let unknown = failure(403, "", &[], r#"{"code":"x900421"}"#);
    assert_eq!(unknown.hint, failure(403, "", &[], "").hint);
    // Another code beside the words is kept.
    let with_code = failure(401, "Unauthorized - MFA required", &[], r#"{"code":"1234"}"#);
    assert!(with_code.hint.contains("without multi-factor"));
    assert_eq!(with_code.service_code.as_deref(), Some("1234"));
}

#[test]
fn the_ids_are_those_of_the_answer() {
    let headers = [("ms-requestid", "r"), ("ms-correlationid", "c"), ("ms-cv", "sLRFZMWm+EKuL47u.0")];
    let failure = failure(404, "", &headers, "");
    let ids = (failure.request_id.as_deref(), failure.correlation_id.as_deref(), failure.ms_cv.as_deref());
    assert_eq!(ids, (Some("r"), Some("c"), Some("sLRFZMWm+EKuL47u.0")));
}

#[test]
fn a_throttled_answer_says_how_long() {
    let body = r#"{ "statusCode": 429, "message": "Rate limit is exceeded. Try again in 57 seconds." }"#;
    assert_eq!(failure(429, "", &[("retry-after", "57")], body).retry_after_ms, Some(57_000));
    assert_eq!(failure(429, "", &[], body).retry_after_ms, Some(57_000));
}

/// What errors are made of, in any order: JSON, markup, words that hints and waits look for, characters of several bytes.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\"\"",
        "\"message\":",
        "\"code\":",
        "\"status\":",
        "\"errors\":",
        "\"é😀\"",
        "\"\\ud83d\"",
        "3000",
        "900421",
        "0",
        "<",
        "</p>",
        "<!",
        ">",
        "\n at ",
        "MFA",
        "relationship",
        "#",
        "|",
        "=",
        "!",
        "İ",
        "é",
        "😀",
        "\u{feff}",
        "\u{0}",
        " ",
        "try again in ",
        "retry after ",
        "wait",
        "57",
        "9999999999999999999",
        ".5",
        " seconds",
        " h",
        "MissingMFA_1",
    ]);
    prop::collection::vec(pieces, 0..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// A panic in the WebAssembly would leave the caller waiting. Reading an error ends, whatever a server sends.
    #[test]
    fn no_error_makes_reading_it_panic(
        status in prop::sample::select(vec![0, 200, 202, 304, 400, 401, 403, 404, 409, 429, 500, 503]),
        reason in pieces(),
        challenge in ("(Bearer error_description( ?= ?\"?)?)?", pieces()).prop_map(|(start, rest)| start + &rest),
        retry_after in pieces(),
        body in prop_oneof![pieces().prop_map(String::into_bytes), any::<Vec<u8>>()],
    ) {
        let headers = [
            ("www-authenticate", challenge.as_str()),
            ("retry-after", retry_after.as_str()),
            ("ms-requestid", reason.as_str()),
        ];
        if let Err(failure) = read(status, &reason, &headers, &body) {
            prop_assert!(failure.description.is_none_or(|words| words.chars().count() <= 1_024));
        }
    }
}
