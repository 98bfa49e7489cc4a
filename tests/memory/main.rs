//! What an answer may cost in memory: at most 12 bytes for each of its bytes, the body included. An answer that would cost more is refused, and
//! so is one that there is no memory for.
//!
//! This is a test binary of its own, because it counts what the whole process allocates.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::future::pending;
use std::sync::Mutex;

use cap::Cap;
use futures_executor::block_on;
use partner_center_batch_status::{
    BatchUploadDetails, Client, Clock, Failure, FailureCode, Headers, Request, RequestOptions, Response, Timestamp,
    Transport,
};
use peak_alloc::PeakAlloc;

/// Counts the highest use, where an allocation that is moved counts twice while it is, and can refuse to give more.
#[global_allocator]
static ALLOCATOR: Cap<PeakAlloc> = Cap::new(PeakAlloc, usize::MAX);

/// The tests in here take turns, since there is one allocator.
static TURN: Mutex<()> = Mutex::new(());

const MIB: usize = 1 << 20;
const MOST_BYTES_FOR_A_BYTE: usize = 12;

/// Gives one answer.
struct Recorded {
    status: u16,
    body: std::cell::Cell<Vec<u8>>,
}

impl Transport for Recorded {
    type Token = ();

    async fn token(&self) -> Result<(), Box<Failure>> {
        Ok(())
    }

    fn can_renew_token(&self) -> bool {
        false
    }

    fn redact(&self, text: String) -> String {
        text
    }

    async fn send(&self, _: &Request, (): ()) -> Option<Response> {
        Some(Response {
            status: self.status,
            reason: String::new(),
            headers: Headers::default(),
            body: Ok(self.body.take()),
        })
    }
}

struct StandingClock;

impl Clock for StandingClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_ms(0)
    }

    fn uptime_ms(&self) -> u64 {
        0
    }

    async fn sleep(&self, _: u32) {
        pending::<()>().await;
    }

    fn random(&self) -> f64 {
        0.0
    }

    fn fill_random(&self, _: &mut [u8]) {}

    fn is_offline(&self) -> bool {
        false
    }

    fn is_hidden(&self) -> bool {
        false
    }
}

type Outcome = Result<BatchUploadDetails, Box<Failure>>;

/// What a call makes of an answer.
fn read(status: u16, body: Vec<u8>) -> Outcome {
    let client = Client::new(Recorded { status, body: body.into() }, StandingClock);
    let (customer, upload) = ("47021739-3426-40bf-9601-61b4b6d7c793", "0127ed8e-ff72-4983-a3d8-e8d8bd378932");
    block_on(client.get_batch_upload_status(customer, upload, &RequestOptions::default().max_retries(0)))
}

/// What a call makes of an answer, and the memory that it takes at most, the body included.
fn measure(status: u16, body: Vec<u8>) -> (Outcome, usize) {
    let before = PeakAlloc.current_usage() - body.capacity();
    PeakAlloc.reset_peak_usage();
    let outcome = read(status, body);
    (outcome, PeakAlloc.peak_usage() - before)
}

/// A text of about this many bytes: a start, one item again and again, and an end.
fn repeated(bytes: usize, start: &str, item: &str, end: &str) -> Vec<u8> {
    let times = (bytes - start.len() - end.len()) / item.len();
    [start, &item.repeat(times), end].concat().into_bytes()
}

/// An answer of about this many bytes that lists this device again and again.
fn devices(bytes: usize, device: &str) -> Vec<u8> {
    repeated(bytes, r#"{"status":"finished","devicesStatus":["#, &format!("{device},"), &format!("{device}]}}"))
}

/// The shortest devices that a long list can have are 48 bytes long, the comma included.
fn of_48_bytes(device: &str) -> String {
    let (fields, _) = device.rsplit_once('}').unwrap();
    format!("{fields:<46}}}")
}

const REAL_DEVICE: &str = r#"{"serialNumber":"1234567890","productKey":"12345-67890-09876-54321-13579","status":"finished_with_errors","errorCode":"808","errorDescription":"ZtdDeviceAssignedToOtherTenant","attributes":{"objectType":"DeviceUploadDetails"}}"#;

/// A name, what makes an answer of a length, and the code of the failure that it leads to.
type Case<'a> = (&'a str, &'a dyn Fn(usize) -> Vec<u8>, Option<FailureCode>);

#[test]
fn no_answer_costs_more_than_twelve_bytes_for_each_of_its_bytes() {
    use FailureCode::{Malformed, TooLarge};
    let _turn = TURN.lock();
    let item = |item: &str, length: usize| devices(length, item);
    let all_fields = r#"{"deviceId":"a","serialNumber":"b","productKey":"c","status":"d","errorCode":"e","errorDescription":"f","attributes":{"objectType":"g","etag":"h"}}"#;
    let changing = |length: usize, first: &str, then: &str| {
        let mut text = devices(length / 2, first);
        text.truncate(text.len() - 2);
        text.push(b',');
        text.extend(devices(length / 2, then).split_off(r#"{"status":"finished","devicesStatus":["#.len()));
        text
    };
    let cases: [Case<'_>; 30] = [
        ("numbers", &|length| item("0", length), Some(Malformed)),
        ("lists", &|length| item("[]", length), Some(Malformed)),
        ("lists of numbers", &|length| item("[0,0,0]", length), Some(Malformed)),
        ("texts", &|length| item(r#""""#, length), Some(Malformed)),
        ("true", &|length| item("true", length), Some(Malformed)),
        ("null", &|length| item("null", length), Some(TooLarge)),
        ("empty objects", &|length| item("{}", length), Some(TooLarge)),
        ("objects with an unknown field", &|length| item(r#"{"a":0}"#, length), Some(TooLarge)),
        ("objects with a mismatch", &|length| item(r#"{"etag":{},"status":{}}"#, length), Some(TooLarge)),
        ("short devices", &|length| item(r#"{"status":"finished"}"#, length), Some(TooLarge)),
        ("spread empty objects", &|length| item(&of_48_bytes("{}"), length), None),
        ("spread nulls", &|length| item(&format!("null{:43}", ""), length), None),
        ("spread attributes", &|length| item(&of_48_bytes(r#"{"attributes":{}}"#), length), None),
        ("spread texts", &|length| item(&of_48_bytes(r#"{"deviceId":"a","status":"b"}"#), length), None),
        ("spread escapes", &|length| item(&of_48_bytes(r#"{"errorCode":"\n\n\n\n"}"#), length), None),
        ("spread mismatches", &|length| item(&of_48_bytes(r#"{"status":{},"status":{}}"#), length), Some(Malformed)),
        ("every field", &|length| item(all_fields, length), None),
        ("real devices", &|length| item(REAL_DEVICE, length), None),
        ("few long devices, then many short", &|length| changing(length, REAL_DEVICE, "{}"), Some(TooLarge)),
        ("many short devices, then few long", &|length| changing(length, &of_48_bytes("{}"), REAL_DEVICE), None),
        (
            "lists that do not count",
            &|length| repeated(length, "{", r#""devicesStatus":[{},{},{},0,0,null],"#, r#""status":1}"#),
            Some(Malformed),
        ),
        ("mismatches that do not count", &|length| repeated(length, "{", r#""status":{},"#, r#""status":1}"#), None),
        (
            "lists in lists",
            &|length| repeated(length, r#"{"status":1, "a":"#, "[", &format!("{}}}", "]".repeat((length - 18) / 2))),
            None,
        ),
        (
            "lists in lists, cut off",
            &|length| repeated(length, r#"{"a":"#, "[", ""),
            Some(FailureCode::IncompleteResponse),
        ),
        ("lists that are the answer", &|length| repeated(length, "", "[", ""), Some(FailureCode::IncompleteResponse)),
        ("unknown fields", &|length| repeated(length, "{", r#""a":0,"#, r#""status":0}"#), None),
        ("a giant text", &|length| repeated(length, r#"{"batchTrackingId":""#, "é", r#""}"#), None),
        ("a giant text of escapes", &|length| repeated(length, r#"{"batchTrackingId":""#, r"\n", r#""}"#), None),
        ("a giant name of escapes", &|length| repeated(length, r#"{"status":1,""#, r"\u00e9", r#"":0}"#), None),
        (
            "a giant status of escapes",
            &|length| repeated(length, r#"{"devicesStatus":[],"status":""#, r"\u005f", r#""}"#),
            None,
        ),
    ];
    for mib in [1, 32] {
        for (name, body, wanted) in cases {
            let body = body(mib * MIB);
            let length = body.len();
            assert!(length <= mib * MIB && length > mib * MIB / 10 * 9, "{name}: {length}");
            let (outcome, bytes) = measure(200, body);
            let (whole, tenths) = (bytes / length, bytes % length * 10 / length);
            println!("{whole:3}.{tenths} bytes for a byte, {mib:2} MiB, {name}");
            let code = outcome.as_ref().err().map(|failure| failure.code);
            assert_eq!(code, wanted, "{name}: {:?}", outcome.as_ref().err());
            assert!(bytes <= MOST_BYTES_FOR_A_BYTE * length, "{name}: {bytes} bytes for {mib} MiB");
        }
    }
}

#[test]
fn no_error_costs_more_either() {
    let _turn = TURN.lock();
    let bodies = [
        repeated(32 * MIB, r#"{"code":"1","description":""#, "a", r#""}"#),
        repeated(32 * MIB, r#"{"code":"1","description":""#, r"\n", r#""}"#),
        repeated(32 * MIB, "{", r#""description":"a","#, r#""code":"1"}"#),
        repeated(32 * MIB, r#"{"code":"1","a":"#, "[", ""),
    ];
    for body in bodies {
        let length = body.len();
        let (outcome, bytes) = measure(400, body);
        assert_eq!(outcome.unwrap_err().code, FailureCode::Http);
        assert!(bytes <= MOST_BYTES_FOR_A_BYTE * length, "{bytes} bytes for {length}");
    }
}

#[test]
fn real_batches_are_read() {
    let _turn = TURN.lock();
    for count in [1, 100, 5_000, 150_000] {
        let body = devices(count * (REAL_DEVICE.len() + 1) + 40, REAL_DEVICE);
        let details = read(200, body).unwrap();
        assert_eq!(details.devices_status.len(), count);
    }
    // The shortest that tell anything.
    for (count, device) in [
        (5_000, "{}"),
        (5_000, r#"{"status":"queued"}"#),
        (150_000, r#"{"serialNumber":"12345678","status":"finished"}"#),
    ] {
        let body = devices(count * (device.len() + 1) + 40, device);
        assert_eq!(read(200, body).unwrap().devices_status.len(), count, "{device}");
    }
}

#[test]
fn an_answer_that_there_is_no_memory_for_is_too_large() {
    let _turn = TURN.lock();
    let bodies = [devices(32 * MIB, REAL_DEVICE), repeated(32 * MIB, r#"{"a":"#, "[", "")];
    for body in bodies {
        ALLOCATOR.set_limit(ALLOCATOR.allocated() + MIB).unwrap();
        let outcome = read(200, body);
        ALLOCATOR.set_limit(usize::MAX).unwrap();
        let failure = outcome.unwrap_err();
        assert_eq!((failure.code, failure.retryable), (FailureCode::TooLarge, false));
        assert!(failure.hint.contains("memory"), "{}", failure.hint);
    }
}
