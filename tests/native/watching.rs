//! Watching a batch upload in virtual time.

use std::cell::RefCell;

use partner_center_batch_status::call::platform::Clock;
use partner_center_batch_status::call::race::race;
use partner_center_batch_status::call::watch::{News, WatchLimits, WatchOptions};
use partner_center_batch_status::failure::{Failure, FailureCode};
use partner_center_batch_status::response::Answer;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::virtual_world::{Event, World, code, given, guid, request, response, to_json};

/// Watches to the end and tells what was emitted.
async fn watch(world: &World, options: Value) -> (Vec<String>, Result<(), Box<Failure>>) {
    let limits = WatchLimits::new(&WatchOptions::read(given(&options))).unwrap();
    let emitted = RefCell::new(Vec::new());
    let ids = RefCell::new(10_u64..);
    let outcome = world
        .client()
        .watch_batch_upload_status(
            request(&options),
            limits,
            || guid(ids.borrow_mut().next().unwrap()),
            |answer: Answer<'_>| {
                let details = to_json(&answer);
                let devices = details["devicesStatus"].as_array().unwrap().len();
                format!("{}/{devices}", details["status"].as_str().unwrap())
            },
            async |news| match news {
                News::Changed { details, is_last } => {
                    let details: String = details;
                    assert_eq!(is_last, details.starts_with("finished"));
                    emitted.borrow_mut().push(details);
                }
                News::Waiting { wait_ms } => world.told_waits_ms.borrow_mut().push(wait_ms),
            },
            &mut |_| (),
        )
        .await;
    (emitted.take(), outcome)
}

#[test]
fn a_job_is_followed_to_its_end() {
    let events = ["queued", "queued", "processing", "processing", "finished_with_errors"];
    let world = World::of(events.map(Event::details).to_vec());
    world.fixed_random.set(Some(0.0));
    let (emitted, outcome) = world.run(watch(&world, json!({})));
    assert_eq!(outcome, Ok(()));
    // What has not changed is not told again.
    assert_eq!(emitted, ["queued/0", "processing/0", "finished_with_errors/0"]);
    assert_eq!(world.sent_at_ms(), [0, 5_001, 12_502, 23_753, 40_629]);
    assert_eq!(*world.told_waits_ms.borrow(), [5_000, 7_500, 11_250, 16_875]);
    let ids: Vec<String> = world.sent.borrow().iter().map(|(_, id)| id.clone()).collect();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "every poll is a request of its own");
}

#[test]
fn intervals_grow_to_their_limit_and_vary_by_a_fifth() {
    let intervals = |random: f64, options: Value| {
        let world = World::of(vec![Event::details("unknown")]);
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
fn what_may_pass_does_not_end_it() {
    let told_to_wait = Event::Answer(1, response(200, &[("retry-after", "90")], br#"{"status":"queued"}"#));
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
        vec![Event::Nothing(1), Event::cut_short(), Event::status(429), Event::details("finished")],
        vec![Event::told_to_wait(429, 300), Event::details("finished")],
        vec![told_to_wait, Event::details("finished")],
    ];
    for events in cases {
        let world = World::of(events.clone());
        let (emitted, outcome) = world.run(watch(&world, json!({})));
        assert_eq!(outcome, Ok(()), "{events:?}");
        assert_eq!(emitted.last().map(String::as_str), Some("finished/0"));
    }
}

#[test]
fn the_service_decides_how_long_to_wait() {
    let polls = |event: Event| {
        let world = World::of(vec![event, Event::details("finished")]);
        assert_eq!(world.run(watch(&world, json!({}))).1, Ok(()));
        world.sent_at_ms()
    };
    assert_eq!(polls(Event::told_to_wait(429, 300)), [0, 300_001]);
    assert_eq!(polls(Event::Answer(1, response(200, &[("retry-after", "90")], b"{}"))), [0, 90_001]);
}

#[test]
fn what_is_final_ends_it() {
    let cases = [
        (vec![Event::status(401)], json!({}), FailureCode::Unauthorized),
        (vec![Event::status(403)], json!({}), FailureCode::Forbidden),
        (vec![Event::status(404)], json!({}), FailureCode::NotFound),
        (vec![Event::status(404)], json!({ "notFoundGraceMs": 0 }), FailureCode::NotFound),
        (vec![Event::details("queued"), Event::status(400)], json!({}), FailureCode::Http),
        (vec![Event::details("processing")], json!({ "maxWaitMs": 60_000 }), FailureCode::Timeout),
        (vec![Event::status(503)], json!({ "maxWaitMs": 60_000 }), FailureCode::Timeout),
    ];
    for (events, options, wanted) in cases {
        let world = World::of(events.clone());
        let (_, outcome) = world.run(watch(&world, options.clone()));
        assert_eq!(code(&outcome), Some(wanted), "{events:?} {options}");
        assert!(world.elapsed_ms() <= 60_001, "{events:?} {options}");
        assert_eq!(world.left_over(), 0);
    }
}

#[test]
fn nobody_looks_so_nothing_is_asked() {
    let world = World::of(vec![Event::details("queued"), Event::details("finished")]);
    world.away_ms.set((2_000, 100_000));
    let (_, outcome) = world.run(watch(&world, json!({})));
    assert_eq!(outcome, Ok(()));
    assert_eq!(world.sent_at_ms(), [0, 100_000], "one poll, at once when somebody is back");
}

#[test]
fn an_absence_does_not_outlast_the_watch() {
    let world = World::of(vec![Event::details("queued")]);
    world.away_ms.set((2_000, 1_000_000));
    let (_, outcome) = world.run(watch(&world, json!({ "maxWaitMs": 60_000 })));
    assert_eq!((code(&outcome), world.elapsed_ms()), (Some(FailureCode::Timeout), 60_000));
}

#[test]
fn after_a_sleep_of_the_machine_it_asks_at_once() {
    // Timers stand still while a laptop sleeps, the wall clock does not.
    let world = World::of(vec![Event::details("queued"), Event::details("finished")]);
    let sleep = async {
        (&world).sleep(2_500).await;
        world.wall_ahead_ms.set(world.wall_ahead_ms.get() + 3_600_000);
        std::future::pending::<()>().await;
    };
    world.run(race(watch(&world, json!({ "intervalMs": 30_000 })), sleep));
    assert!(world.sent_at_ms()[1] <= 3_501, "{:?}", world.sent_at_ms());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    /// Whatever the job and the network do, a watch ends by its limit, asks no more often than its intervals allow, and leaves nothing.
    #[test]
    fn a_watch_keeps_its_limits(
        words in prop::collection::vec(prop::sample::select(vec!["queued", "processing", "unknown", "503", "404", "429", "cut", "finished"]), 1..12),
        interval_ms in 1_000_u32..20_000,
        max_wait_ms in 1_u32..400_000,
        stop_after_ms in prop::option::of(0_u64..300_000),
        seed: u64,
    ) {
        let events = words.iter().map(|word| match *word {
            "cut" => Event::cut_short(),
            word => word.parse().map_or_else(|_| Event::details(word), Event::status),
        });
        let world = World::of(events.collect());
        world.seed(seed);
        let options = json!({ "intervalMs": interval_ms, "maxIntervalMs": 20_000, "maxWaitMs": max_wait_ms, "maxRetries": 0 });
        let watching = watch(&world, options);
        let ended = match stop_after_ms {
            Some(ms) => world.run_for(ms, watching),
            None => Some(world.run(watching)),
        };
        prop_assert!(ended.is_some() || stop_after_ms.is_some());
        prop_assert!(world.elapsed_ms() <= u64::from(max_wait_ms) + 1 || stop_after_ms.is_some());
        prop_assert_eq!(world.left_over(), 0);
        let least = u64::from(interval_ms) * 4 / 5;
        for pair in world.sent_at_ms().windows(2) {
            prop_assert!(pair[1] - pair[0] >= least || pair[1] + least > u64::from(max_wait_ms), "{:?}", pair);
        }
        if let Some((emitted, _)) = ended {
            prop_assert!(emitted.windows(2).all(|pair| pair[0] != pair[1]), "{emitted:?}");
        }
    }
}
