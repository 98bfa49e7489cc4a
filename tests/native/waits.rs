//! Every wait is told before it begins: why, and for how long.

use std::pin::pin;

use futures_util::future::join;
use partner_center_batch_status::FailureCode;
use partner_center_batch_status::WaitReason::{self, Busy, Hidden, Offline, Poll, Retry, Throttled, Token};
use serde_json::{Value, json};

use crate::virtual_world::{CUSTOMER_ID, Event, TRACKING_ID, Told, World, request_options, response, watch_options};

/// The waits of a call or a watch, which run for five minutes at most.
fn waits_of(world: &World, is_watch: bool, options: &Value) -> Vec<Told> {
    world.fixed_random.set(Some(0.0));
    let (client, request, watch) = (world.client(), request_options(options), watch_options(options));
    if is_watch {
        let watching = client.watch_batch_upload_status(CUSTOMER_ID, TRACKING_ID, &request, &watch, async |_| ());
        let _ = world.run_for(300_000, watching);
    } else {
        let _ = world.run_for(300_000, client.get_batch_upload_status(CUSTOMER_ID, TRACKING_ID, &request));
    }
    world.waits.take()
}

#[test]
fn every_wait_of_a_call_is_told() {
    let finished = || Event::details("finished");
    let cases: [(&str, Vec<Event>, Vec<Told>); 4] = [
        ("no wait", vec![finished()], vec![]),
        (
            "backoff",
            vec![Event::status(503), Event::NoResponse(1), finished()],
            vec![
                (1, Retry, Some(0), 1, Some(FailureCode::Service)),
                (2, Retry, Some(0), 2, Some(FailureCode::Network)),
            ],
        ),
        (
            "the service asks for a pause",
            vec![Event::retry_after(503, 57), finished()],
            vec![(1, Throttled, Some(57_000), 1, Some(FailureCode::Service))],
        ),
        (
            "the service throttles",
            vec![Event::status(429), finished()],
            vec![(1, Throttled, Some(5_000), 1, Some(FailureCode::Throttled))],
        ),
    ];
    for (name, events, wanted) in cases {
        assert_eq!(waits_of(&World::with_events(events), false, &json!({})), wanted, "{name}");
    }
}

#[test]
fn every_wait_of_a_watch_is_told() {
    /// When the page is hidden or the machine offline, from and to.
    type Absence = (u64, u64);
    type Case = (&'static str, Vec<Event>, Absence, Absence, Vec<Told>);
    const NEVER: Absence = (0, 0);
    let (queued, finished) = (|| Event::details("queued"), || Event::details("finished"));
    let asks = || Event::Answer(1, response(200, &[("retry-after", "90")], br#"{"status":"queued"}"#));
    let throttled = Some(FailureCode::Throttled);
    let cases: [Case; 11] = [
        (
            "interval",
            vec![queued(), queued(), finished()],
            NEVER,
            NEVER,
            vec![(1, Poll, Some(5_000), 1, None), (5_002, Poll, Some(7_500), 1, None)],
        ),
        ("Retry-After of a 200", vec![asks(), finished()], NEVER, NEVER, vec![(1, Poll, Some(90_000), 1, None)]),
        (
            "throttled for longer than a call may take",
            vec![Event::retry_after(429, 250), finished()],
            NEVER,
            NEVER,
            vec![(1, Throttled, Some(250_000), 1, throttled)],
        ),
        (
            "retries that are used up",
            [vec![Event::status(500); 4], vec![finished()]].concat(),
            NEVER,
            NEVER,
            [1, 5_002, 10_003, 15_004]
                .into_iter()
                .zip(1..)
                .map(|(at_ms, attempt)| (at_ms, Retry, Some(5_000), attempt, Some(FailureCode::Service)))
                .collect(),
        ),
        (
            "not there yet",
            vec![Event::status(404), finished()],
            NEVER,
            NEVER,
            vec![(1, Retry, Some(5_000), 1, Some(FailureCode::NotFound))],
        ),
        (
            "hidden during an interval",
            vec![queued(), finished()],
            (1_001, 900_000),
            NEVER,
            vec![(1, Poll, Some(5_000), 1, None), (1_001, Hidden, Some(59_000), 1, None)],
        ),
        (
            "hidden at an answer",
            vec![queued(), finished()],
            (0, 900_000),
            NEVER,
            vec![(1, Poll, Some(5_000), 1, None), (1, Hidden, Some(60_000), 1, None)],
        ),
        (
            "hidden, and back before the interval is over",
            vec![queued(), finished()],
            (1_001, 2_001),
            NEVER,
            vec![
                (1, Poll, Some(5_000), 1, None),
                (1_001, Hidden, Some(59_000), 1, None),
                (2_001, Poll, Some(3_000), 1, None),
            ],
        ),
        (
            "hidden, while the service asks for longer",
            vec![Event::retry_after(429, 250), finished()],
            (1_001, 900_000),
            NEVER,
            vec![(1, Throttled, Some(250_000), 1, throttled)],
        ),
        (
            "offline during an interval",
            vec![queued(), finished()],
            NEVER,
            (1_001, 50_001),
            vec![(1, Poll, Some(5_000), 1, None), (1_001, Offline, None, 1, None)],
        ),
        (
            "offline while throttled: the failure is told once",
            vec![Event::retry_after(429, 250), finished()],
            NEVER,
            (1_001, 50_001),
            vec![
                (1, Throttled, Some(250_000), 1, throttled),
                (1_001, Offline, None, 1, None),
                (50_001, Throttled, Some(200_000), 1, None),
            ],
        ),
    ];
    for (name, events, hidden_ms, offline_ms, wanted) in cases {
        let world = World::with_events(events);
        world.hidden_ms.set(hidden_ms);
        world.offline_ms.set(offline_ms);
        assert_eq!(waits_of(&world, true, &json!({})), wanted, "{name}");
        assert!(matches!(world.sent_at_ms().len(), 2..=5), "{name}: it goes on after the wait");
    }
}

#[test]
fn a_wait_for_a_token_is_told_once_it_lasts() {
    let waits = |token_ms: fn(u32) -> u32| {
        let world = World::with_events(vec![Event::details("finished")]);
        world.token_ms.set(token_ms);
        waits_of(&world, false, &json!({}))
    };
    assert_eq!(waits(|_| 0), []);
    assert_eq!(waits(|_| 50), [], "most come soon");
    assert_eq!(waits(|_| 60_000), [(100, Token, None, 0, None)]);
    assert_eq!(waits(|_| 600_000), [(100, Token, None, 0, None)], "to the end of the call");
}

#[test]
fn a_call_tells_when_others_come_first() {
    let world = World::new(|place| {
        if place < 4 { Event::Answer(20_000, response(200, &[], b"{}")) } else { Event::details("finished") }
    });
    let client = world.client();
    let options = request_options(&json!({}));
    let call = || client.get_batch_upload_status(CUSTOMER_ID, TRACKING_ID, &options);
    world.run(join(join(join(call(), call()), join(call(), call())), call())).1.unwrap();
    assert_eq!(world.waits.take(), [(100, Busy, None, 0, None)]);
    assert_eq!(world.sent_at_ms()[4], 20_000);
}

#[test]
fn a_call_tells_of_a_pause_that_another_call_was_asked_for() {
    let throttled = Some(FailureCode::Throttled);
    let world = World::with_events(vec![Event::retry_after(429, 60), Event::details("finished")]);
    let client = world.client();
    let options = request_options(&json!({ "maxRetries": 0 }));
    let call = || client.get_batch_upload_status(CUSTOMER_ID, TRACKING_ID, &options);
    world.run(call()).unwrap_err();
    world.run(call()).unwrap();
    assert_eq!(world.waits.take(), [(1, Throttled, Some(60_000), 0, throttled)]);

    // One that begins while the call waits before a retry, and one that begins while it waits for a token.
    for token_ms in [(|_| 0) as fn(u32) -> u32, |asked| if asked == 0 { 10_000 } else { 0 }] {
        let world = World::new(move |place| match place {
            0 if token_ms(0) == 0 => Event::status(503),
            _ if place < 2 && token_ms(0) == 0 || place == 0 => {
                Event::Answer(1, response(429, &[("retry-after", "60")], b""))
            }
            _ => Event::details("finished"),
        });
        world.fixed_random.set(Some(0.5));
        world.token_ms.set(token_ms);
        let client = world.client();
        let patient = request_options(&json!({}));
        let mut slow = pin!(client.get_batch_upload_status(CUSTOMER_ID, TRACKING_ID, &patient));
        assert!(world.run_for(10, slow.as_mut()).is_none());
        let other = client.get_batch_upload_status(CUSTOMER_ID, TRACKING_ID, &options);
        let (outcome, _) = world.run(join(slow, other));
        outcome.unwrap();
        let last = world.waits.take().pop().unwrap();
        assert_eq!((last.1, last.4), (Throttled, throttled));
        assert!(last.2 > Some(49_000), "{last:?}");
        assert!(world.sent_at_ms().last() > Some(&60_000));
    }
}

#[test]
fn no_number_of_absences_makes_it_poll_more_often() {
    let world = World::with_events(vec![Event::details("queued")]);
    let absences = async {
        for _ in 0..600 {
            let now = world.elapsed_ms();
            world.hidden_ms.set((now + 40, now + 90));
            world.offline_ms.set((now + 60, now + 95));
            partner_center_batch_status::Clock::sleep(&&world, 97).await;
        }
    };
    let (request, watch) = (request_options(&json!({})), watch_options(&json!({})));
    let client = world.client();
    let watching = client.watch_batch_upload_status(CUSTOMER_ID, TRACKING_ID, &request, &watch, async |_| ());
    world.run_for(60_000, join(watching, absences));
    let sent = world.sent_at_ms();
    assert!(sent.len() > 3, "{sent:?}");
    assert!(sent.windows(3).all(|three| three[2] - three[0] > 3_000), "{sent:?}");
}

#[test]
fn reasons_have_the_words_of_the_package() {
    let words = [Retry, Throttled, Busy, Token, Poll, Hidden, Offline].map(WaitReason::as_str);
    assert_eq!(words, ["retry", "throttled", "busy", "token", "poll", "hidden", "offline"]);
}
