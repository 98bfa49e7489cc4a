//! Watching a batch upload in virtual time.

use std::cell::RefCell;
use std::pin::pin;

use futures_util::future::select;
use partner_center_batch_status::{BatchUploadDetails, Clock, Failure, FailureCode};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::virtual_world::{
    CUSTOMER_ID, Event, TRACKING_ID, World, asks_for_no_wait, code, request_options, response, watch_options,
};

/// Watches to the end. Gives what was emitted: the word of each status and the number of devices.
async fn watch(world: &World, options: Value) -> (Vec<String>, Result<(), Box<Failure>>) {
    let emitted = RefCell::new(Vec::new());
    let emit = async |details: BatchUploadDetails| {
        emitted.borrow_mut().push(format!("{}/{}", details.status, details.devices_status.len()));
    };
    let (request, watch) = (request_options(&options), watch_options(&options));
    let outcome = world.client().watch_batch_upload_status(CUSTOMER_ID, TRACKING_ID, &request, &watch, emit).await;
    (emitted.take(), outcome)
}

#[test]
fn a_batch_is_watched_to_its_end() {
    let events = ["queued", "queued", "processing", "processing", "finished_with_errors"];
    let world = World::with_events(events.map(Event::details).to_vec());
    world.fixed_random.set(Some(0.0));
    let (emitted, outcome) = world.run(watch(&world, json!({})));
    assert_eq!(outcome, Ok(()));
    // Details that have not changed are not emitted again.
    assert_eq!(emitted, ["queued/0", "processing/0", "finished_with_errors/0"]);
    assert_eq!(world.sent_at_ms(), [0, 5_001, 12_502, 23_753, 40_629]);
    let ids: Vec<String> = world.sent.borrow().iter().map(|sent| sent.request_id.clone()).collect();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "every poll is a request of its own");
}

#[test]
fn intervals_grow_to_their_limit_and_vary_by_a_fifth() {
    let intervals = |random: f64, options: Value| {
        let world = World::with_events(vec![Event::details("unknown")]);
        world.fixed_random.set(Some(random));
        let (_, outcome) = world.run(watch(&world, options));
        assert_eq!(code(&outcome), Some(FailureCode::Timeout));
        let sent = world.sent_at_ms();
        sent.windows(2).map(|pair| pair[1] - pair[0] - 1).take(7).collect::<Vec<_>>()
    };
    assert_eq!(intervals(0.0, json!({})), [5_000, 7_500, 11_250, 16_875, 25_312, 30_000, 30_000]);
    assert_eq!(intervals(1.0, json!({})), [4_000, 6_000, 9_000, 13_500, 20_250, 24_000, 24_000]);
    assert_eq!(intervals(0.0, json!({ "intervalMs": 1_000, "maxIntervalMs": 1_000 }))[..3], [1_000, 1_000, 1_000]);
    assert_eq!(intervals(0.0, json!({ "intervalMs": 9_000, "maxIntervalMs": 2_000 }))[..2], [2_000, 2_000]);
}

#[test]
fn failures_that_can_pass_do_not_end_it() {
    let asks_to_wait = Event::Answer(1, response(200, &[("retry-after", "90")], br#"{"status":"queued"}"#));
    let cases = [
        vec![Event::details("unknown"), Event::details("finished")],
        vec![Event::details("cancelled"), Event::details("finished")],
        vec![Event::status(404), Event::status(404), Event::details("finished")],
        vec![
            Event::status(503),
            Event::status(503),
            Event::status(503),
            Event::status(503),
            Event::status(503),
            Event::details("finished"),
        ],
        vec![Event::NoResponse(1), Event::cut_off(), Event::status(429), Event::details("finished")],
        vec![Event::retry_after(429, 300), Event::details("finished")],
        vec![asks_to_wait, Event::details("finished")],
    ];
    for events in cases {
        let world = World::with_events(events.clone());
        let (emitted, outcome) = world.run(watch(&world, json!({})));
        assert_eq!(outcome, Ok(()), "{events:?}");
        assert_eq!(emitted.last().map(String::as_str), Some("finished/0"));
    }
}

#[test]
fn the_service_decides_how_long_to_wait() {
    let polls = |event: Event| {
        let world = World::with_events(vec![event, Event::details("finished")]);
        assert_eq!(world.run(watch(&world, json!({}))).1, Ok(()));
        world.sent_at_ms()
    };
    assert_eq!(polls(Event::retry_after(429, 300)), [0, 300_001]);
    assert_eq!(polls(Event::retry_after(429, 750)), [0, 750_001], "not when other calls may try again");
    assert_eq!(
        polls(Event::Answer(1, response(200, &[("retry-after", "90")], br#"{"status":"queued"}"#))),
        [0, 90_001]
    );
}

#[test]
fn no_answer_makes_it_poll_sooner() {
    for status in [200, 429, 503] {
        for (event, jitter) in
            asks_for_no_wait(status).into_iter().flat_map(|event| [(event.clone(), 0.0), (event, 1.0)])
        {
            let gaps = |options: Value| {
                let world = World::with_events(vec![event.clone()]);
                world.fixed_random.set(Some(jitter));
                world.run(watch(&world, options)).1.unwrap_err();
                world.sent_at_ms().windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>()
            };
            let least = if status == 429 { 5_000 } else { 4_000 };
            let usual = gaps(json!({}));
            assert!(usual.len() > 10 && usual.iter().all(|gap| *gap > least), "{event:?} {usual:?}");
            let least = if status == 429 { 5_000 } else { 1_000 };
            let shortest = gaps(json!({ "intervalMs": 1_000, "maxIntervalMs": 1_000, "maxWaitMs": 100_000 }));
            assert!(shortest.len() > 10 && shortest.iter().all(|gap| *gap > least), "{event:?} {shortest:?}");
        }
    }
}

/// At most two requests in three seconds.
fn is_calm(world: &World) -> bool {
    world.sent_at_ms().windows(3).all(|sent| sent[2] - sent[0] >= 3_000)
}

#[test]
fn a_page_that_is_hidden_and_shown_again_and_again_does_not_make_it_poll_more_often() {
    for turn_ms in [7, 20, 25, 90, 200, 999] {
        for answer_ms in [1, 25, 200] {
            let world =
                World::with_events(vec![Event::Answer(answer_ms, response(200, &[], br#"{"status":"queued"}"#))]);
            world.flicker_ms.set(turn_ms);
            world.run(watch(&world, json!({ "maxWaitMs": 120_000 }))).1.unwrap_err();
            assert!(world.sent_at_ms().len() > 1 && is_calm(&world), "{turn_ms} {answer_ms} {:?}", world.sent_at_ms());
        }
    }
}

#[test]
fn a_token_that_is_refused_again_and_again_does_not_make_it_poll_more_often() {
    let events = (0..20).flat_map(|_| [Event::status(401), Event::details("queued")]).collect();
    let world = World::with_events(events);
    world.can_renew_token.set(true);
    world.run(watch(&world, json!({ "maxWaitMs": 60_000, "maxIntervalMs": 5_000 }))).1.unwrap_err();
    assert!(world.sent_at_ms().len() > 10 && is_calm(&world), "{:?}", world.sent_at_ms());
}

#[test]
fn no_answer_stops_it_for_more_than_an_hour() {
    let asks_for_a_day = Event::Answer(1, response(200, &[("retry-after", "86400")], br#"{"status":"queued"}"#));
    for event in [asks_for_a_day, Event::retry_after(503, 86_400), Event::retry_after(429, 86_400)] {
        let world = World::with_events(vec![event, Event::details("finished")]);
        assert_eq!(world.run(watch(&world, json!({ "maxWaitMs": "Infinity" }))).1, Ok(()));
        assert_eq!(world.sent_at_ms(), [0, 3_600_001]);
    }
}

#[test]
fn a_page_that_is_visible_again_still_waits_as_long_as_the_service_asks() {
    let asks = Event::Answer(1, response(200, &[("retry-after", "3")], br#"{"status":"queued"}"#));
    let world = World::with_events(vec![asks, Event::details("finished")]);
    world.hidden_ms.set((500, 1_500));
    assert_eq!(world.run(watch(&world, json!({}))).1, Ok(()));
    assert!(world.sent_at_ms()[1] > 3_000, "{:?}", world.sent_at_ms());
}

#[test]
fn final_failures_end_it() {
    let no_such_route = Event::Answer(1, response(404, &[], br#"{"statusCode":404,"message":"Resource not found"}"#));
    let no_batch =
        Event::Answer(1, response(200, &[], br#"{"code":400072,"description":"This item isn't available."}"#));
    let cases = [
        (vec![no_such_route], json!({}), FailureCode::NotFound),
        (vec![no_batch], json!({}), FailureCode::Malformed),
        (vec![Event::status(401)], json!({}), FailureCode::Unauthorized),
        (vec![Event::status(403)], json!({}), FailureCode::Forbidden),
        (vec![Event::status(404)], json!({}), FailureCode::NotFound),
        (vec![Event::status(404)], json!({ "notFoundGraceMs": 0 }), FailureCode::NotFound),
        (vec![Event::details("queued"), Event::status(400)], json!({}), FailureCode::Http),
        (vec![Event::details("processing")], json!({ "maxWaitMs": 60_000 }), FailureCode::Timeout),
        // Without any answer, nobody knows whether anything is going on.
        (vec![Event::status(503)], json!({ "maxWaitMs": 60_000 }), FailureCode::Service),
    ];
    for (events, options, wanted) in cases {
        let world = World::with_events(events.clone());
        let (_, outcome) = world.run(watch(&world, options.clone()));
        assert_eq!(code(&outcome), Some(wanted), "{events:?} {options}");
        assert!(world.elapsed_ms() <= 60_001, "{events:?} {options}");
        assert_eq!(world.pending_count(), 0);
    }
}

#[test]
fn a_hidden_page_polls_once_a_minute_or_as_seldom_as_it_is_asked_to() {
    let polls = |event: Event, options: Value| {
        let world = World::with_events(vec![event]);
        world.fixed_random.set(Some(0.0));
        world.hidden_ms.set((500, u64::MAX));
        assert!(world.run_for(250_000, watch(&world, options)).is_none());
        world.sent_at_ms()
    };
    let asks = |seconds| Event::Answer(1, response(200, &[("retry-after", seconds)], br#"{"status":"queued"}"#));
    assert_eq!(polls(Event::details("queued"), json!({})), [0, 60_001, 120_002, 180_003, 240_004]);
    assert_eq!(polls(asks("20"), json!({})), [0, 60_001, 120_002, 180_003, 240_004]);
    assert_eq!(polls(asks("100"), json!({})), [0, 100_001, 200_002]);
    let slow = json!({ "intervalMs": 90_000, "maxIntervalMs": 90_000 });
    assert_eq!(polls(Event::details("queued"), slow), [0, 90_001, 180_002]);
    assert_eq!(
        polls(Event::status(503), json!({})),
        [0, 5_001, 10_002, 15_003, 75_004, 135_005, 195_006],
        "no retries"
    );
    assert_eq!(polls(Event::retry_after(429, 125), json!({ "maxRetries": 0 })), [0, 125_001]);
}

#[test]
fn back_in_sight_it_polls_at_once_if_the_last_poll_is_older_than_the_interval() {
    // Hidden or offline from when to when, and when the second poll comes, give or take how often a watch looks.
    let cases = [((2_000, 100_000), 60_001), ((2_000, 30_000), 30_000), ((2_000, 3_000), 5_001)];
    for (absence, wanted) in cases {
        let world = World::with_events(vec![Event::details("queued"), Event::details("finished")]);
        world.fixed_random.set(Some(0.0));
        world.hidden_ms.set(absence);
        assert_eq!(world.run(watch(&world, json!({}))).1, Ok(()));
        let second = world.sent_at_ms()[1];
        assert!((wanted..wanted + 500).contains(&second), "hidden {absence:?}: {second}");
    }
    for (absence, wanted) in [((2_000, 100_000), 100_000), ((2_000, 3_000), 5_001)] {
        let world = World::with_events(vec![Event::details("queued"), Event::details("finished")]);
        world.fixed_random.set(Some(0.0));
        world.offline_ms.set(absence);
        assert_eq!(world.run(watch(&world, json!({}))).1, Ok(()));
        let second = world.sent_at_ms()[1];
        assert!((wanted..wanted + 500).contains(&second), "offline {absence:?}: {second}");
    }
}

#[test]
fn a_hidden_watch_keeps_its_limit() {
    let world = World::with_events(vec![Event::details("queued")]);
    world.hidden_ms.set((2_000, 1_000_000));
    let (_, outcome) = world.run(watch(&world, json!({ "maxWaitMs": 60_000 })));
    assert_eq!((code(&outcome), world.elapsed_ms()), (Some(FailureCode::Timeout), 60_000));
}

#[test]
fn polls_immediately_after_the_machine_slept() {
    // Timers stand still while a laptop sleeps, the wall clock does not.
    let world = World::with_events(vec![Event::details("queued"), Event::details("finished")]);
    let sleep = async {
        (&world).sleep(2_500).await;
        world.wall_ahead_ms.set(world.wall_ahead_ms.get() + 3_600_000);
        std::future::pending::<()>().await;
    };
    let watch = watch(&world, json!({ "intervalMs": 30_000 }));
    world.run(select(pin!(watch), pin!(sleep)));
    assert!(world.sent_at_ms()[1] <= 3_501, "{:?}", world.sent_at_ms());
}

#[test]
fn a_wall_clock_that_jumps_again_and_again_causes_no_storm() {
    let world = World::with_events(vec![Event::details("queued")]);
    let jump = async {
        loop {
            (&world).sleep(100).await;
            world.wall_ahead_ms.set(world.wall_ahead_ms.get() + 3_600_000);
        }
    };
    let watching = watch(&world, json!({}));
    assert!(world.run_for(60_000, select(pin!(watching), pin!(jump))).is_none());
    let sent = world.sent_at_ms();
    assert!(sent.windows(3).all(|three| three[2] - three[0] >= 3_000), "{sent:?}");
}

#[test]
fn a_watch_whose_time_is_over_says_so_in_words_of_its_own() {
    for (options, wanted) in [
        (json!({}), "The batch upload is still going on after 1 hour (maxWaitMs)."),
        (json!({ "maxWaitMs": 90_000 }), "The batch upload is still going on after 90000 ms (maxWaitMs)."),
    ] {
        let world = World::with_events(vec![Event::details("processing")]);
        let failure = world.run(watch(&world, options)).1.unwrap_err();
        assert_eq!(
            (failure.code, failure.reason, failure.message.as_str()),
            (FailureCode::Timeout, Some("max-wait"), wanted)
        );
        assert!(failure.hint.contains("same two ids"), "{}", failure.hint);
        assert!(failure.retryable);
    }
    // A poll that takes too long is another thing.
    let world = World::with_events(vec![Event::Pending]);
    let call = world.client();
    let outcome = world.run(call.get_batch_upload_status(CUSTOMER_ID, TRACKING_ID, &request_options(&json!({}))));
    assert_eq!(outcome.unwrap_err().reason, None);
}

#[test]
fn a_watch_without_an_end_goes_on() {
    const DAY_MS: u64 = 86_400_000;
    let world = World::with_events(vec![Event::details("processing")]);
    let options = json!({ "maxWaitMs": "Infinity", "intervalMs": 3_600_000, "maxIntervalMs": 3_600_000 });
    assert!(world.run_for(60 * DAY_MS, watch(&world, options)).is_none());
    assert!(world.sent_at_ms().last() > Some(&(59 * DAY_MS)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    /// Whatever the job and the network do, a watch ends by its limit, asks no more often than its intervals allow, and leaves nothing.
    #[test]
    fn a_watch_keeps_its_limits(
        words in prop::collection::vec(prop::sample::select(vec!["queued", "processing", "unknown", "503", "404", "429", "cut", "200 now", "503 now", "429 now", "finished"]), 1..12),
        interval_ms in 1_000_u32..20_000,
        max_wait_ms in 1_u32..400_000,
        stop_after_ms in prop::option::of(0_u64..300_000),
        seed: u64,
    ) {
        let events = words.iter().map(|word| match *word {
            "cut" => Event::cut_off(),
            "200 now" => Event::Answer(1, response(200, &[("retry-after", "0")], br#"{"status":"queued","devicesStatus":[]}"#)),
            "503 now" => Event::retry_after(503, 0),
            "429 now" => Event::retry_after(429, 0),
            word => word.parse().map_or_else(|_| Event::details(word), Event::status),
        });
        let world = World::with_events(events.collect());
        world.seed(seed);
        let options = json!({ "intervalMs": interval_ms, "maxIntervalMs": 20_000, "maxWaitMs": max_wait_ms });
        let watching = watch(&world, options);
        let ended = match stop_after_ms {
            Some(ms) => world.run_for(ms, watching),
            None => Some(world.run(watching)),
        };
        prop_assert!(ended.is_some() || stop_after_ms.is_some());
        prop_assert!(world.elapsed_ms() <= u64::from(max_wait_ms) + 1 || stop_after_ms.is_some());
        prop_assert_eq!(world.pending_count(), 0);
        let least = u64::from(interval_ms) * 4 / 5;
        for pair in world.sent_at_ms().windows(2) {
            prop_assert!(pair[1] - pair[0] >= least || pair[1] + least > u64::from(max_wait_ms), "{:?}", pair);
        }
        if let Some((emitted, _)) = ended {
            prop_assert!(emitted.windows(2).all(|pair| pair[0] != pair[1]), "{emitted:?}");
        }
    }
}
