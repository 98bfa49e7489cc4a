//! Whole calls in virtual time: retries, limits, cancellation, and what calls share.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

use partner_center_batch_status::{Client, Failure, FailureCode};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::virtual_world::{CUSTOMER_ID, Event, TRACKING_ID, World, asks_for_no_wait, code, request_options, response};

/// A call with these options. Its outcome is the word of the status.
async fn call(world: &World, options: Value) -> Result<String, Box<Failure>> {
    call_by(&world.client(), options).await
}

async fn call_by(client: &Client<&World, &World>, options: Value) -> Result<String, Box<Failure>> {
    let details = client.get_batch_upload_status(CUSTOMER_ID, TRACKING_ID, &request_options(&options)).await?;
    Ok(details.status.to_string())
}

#[test]
fn a_failure_that_passes_is_retried() {
    let cases = [Event::status(503), Event::status(500), Event::status(408), Event::NoResponse(1), Event::cut_off()];
    for event in cases {
        let world = World::with_events(vec![event.clone(), event.clone(), event.clone(), Event::details("finished")]);
        assert_eq!(world.run(call(&world, json!({}))), Ok("finished".to_owned()), "{event:?}");
        assert_eq!(world.sent.borrow().len(), 4, "{event:?}");
    }
}

#[test]
fn the_request_id_stays_the_same_on_every_attempt() {
    // An empty header takes no id away.
    let headers = [("ms-requestid", ""), ("ms-correlationid", " ")];
    let world = World::with_events(vec![Event::Answer(1, response(503, &headers, b""))]);
    let failure = world.run(call(&world, json!({}))).unwrap_err();
    let sent = world.sent.borrow();
    assert!(sent.iter().all(|request| request.request_id == sent[0].request_id));
    assert_eq!(failure.request_id.as_ref(), Some(&sent[0].request_id));
    assert_eq!(failure.correlation_id.map(|id| id.len()), Some(36));
    assert_eq!(failure.attempts, 4);
}

#[test]
fn exact_delays_with_the_jitter_fixed() {
    let sent_at = |events: Vec<Event>, options: Value, random: f64| {
        let world = World::with_events(events);
        world.fixed_random.set(Some(random));
        let outcome = world.run(call(&world, options));
        (world.sent_at_ms(), code(&outcome))
    };
    let unavailable = Some(FailureCode::Service);
    let cases = [
        (vec![Event::status(503)], json!({}), 1.0, vec![0, 801, 2_402, 5_603], unavailable),
        (vec![Event::status(503)], json!({}), 0.5, vec![0, 401, 1_202, 2_803], unavailable),
        (vec![Event::status(503)], json!({ "maxRetries": 0 }), 1.0, vec![0], unavailable),
        (vec![Event::retry_after(503, 7)], json!({}), 1.0, vec![0, 7_001, 14_002, 21_003], unavailable),
        (
            vec![Event::retry_after(429, 7)],
            json!({}),
            0.0,
            vec![0, 7_001, 14_002, 21_003],
            Some(FailureCode::Throttled),
        ),
        (vec![Event::status(429)], json!({}), 0.5, vec![0, 5_401, 11_202, 17_803], Some(FailureCode::Throttled)),
        // The answer arrives after the attempt timeout. Each attempt may take twice as long as the last, and the last all the time that is left.
        (vec![Event::Pending], json!({}), 1.0, vec![0, 30_800], Some(FailureCode::Timeout)),
        (
            vec![Event::Pending],
            json!({ "attemptTimeoutMs": 1_000 }),
            1.0,
            vec![0, 1_800, 5_400, 12_600],
            Some(FailureCode::Timeout),
        ),
        (vec![Event::Pending], json!({ "timeoutMs": 40_000 }), 1.0, vec![0, 30_800], Some(FailureCode::Timeout)),
        (vec![Event::Pending], json!({ "timeoutMs": 1 }), 1.0, vec![0], Some(FailureCode::Timeout)),
        // A success without a body is tried once more.
        (
            vec![Event::Answer(1, response(200, &[], b""))],
            json!({}),
            1.0,
            vec![0, 801],
            Some(FailureCode::EmptyResponse),
        ),
        (vec![Event::retry_after(202, 7)], json!({}), 1.0, vec![0, 7_001], Some(FailureCode::EmptyResponse)),
        (vec![Event::status(404)], json!({}), 1.0, vec![0], Some(FailureCode::NotFound)),
    ];
    for (events, options, random, wanted, wanted_code) in cases {
        let shown = format!("{events:?} {options}");
        assert_eq!(sent_at(events, options, random), (wanted, wanted_code), "{shown}");
    }
}

#[test]
fn an_attempt_after_one_that_timed_out_has_twice_the_time() {
    let answer_after = |ms| Event::Answer(ms, response(200, &[], br#"{"status":"finished"}"#));
    // How long the service takes, options, when requests are sent. Without jitter, and with the most.
    let cases = [
        (29_999, json!({}), [vec![0], vec![0]]),
        (45_000, json!({}), [vec![0, 30_000], vec![0, 30_800]]),
        (59_999, json!({}), [vec![0, 30_000], vec![0, 30_800]]),
        (45_000, json!({ "maxRetries": 1 }), [vec![0, 30_000], vec![0, 30_800]]),
        // The last attempt that the deadline allows gets all the time that is left.
        (35_000, json!({ "timeoutMs": 60_000, "attemptTimeoutMs": 20_000 }), [vec![0, 20_000], vec![0, 20_800]]),
        (45_000, json!({ "timeoutMs": 80_000 }), [vec![0, 30_000], vec![0, 30_800]]),
        (
            30_000,
            json!({ "timeoutMs": 70_000, "attemptTimeoutMs": 10_000 }),
            [vec![0, 10_000, 30_000], vec![0, 10_800, 32_400]],
        ),
        (
            45_000,
            json!({ "timeoutMs": 600_000, "attemptTimeoutMs": 10_000 }),
            [vec![0, 10_000, 30_000, 70_000], vec![0, 10_800, 32_400, 75_600]],
        ),
    ];
    for (ms, options, wanted) in cases {
        for (random, wanted) in [0.0, 1.0].into_iter().zip(wanted) {
            let world = World::with_events(vec![answer_after(ms)]);
            world.fixed_random.set(Some(random));
            assert_eq!(world.run(call(&world, options.clone())), Ok("finished".to_owned()), "{ms} {options}");
            assert_eq!(world.sent_at_ms(), wanted, "{ms} {options}");
        }
    }
    // A failure of another kind changes nothing.
    let world = World::with_events(vec![Event::status(503), Event::Pending, Event::NoResponse(1), Event::Pending]);
    world.fixed_random.set(Some(0.0));
    world.run(call(&world, json!({ "attemptTimeoutMs": 10_000 }))).unwrap_err();
    assert_eq!((world.sent_at_ms(), world.elapsed_ms()), (vec![0, 1, 10_001, 10_002], 30_002));
}

#[test]
fn a_wait_beyond_the_deadline_fails_now() {
    let world = World::with_events(vec![Event::retry_after(429, 57)]);
    let failure = world.run(call(&world, json!({ "timeoutMs": 57_000 }))).unwrap_err();
    assert_eq!((failure.code, failure.retry_after_ms, failure.attempts), (FailureCode::Throttled, Some(57_000), 1));
    assert!(world.elapsed_ms() < 10);
}

#[test]
fn a_throttled_call_always_says_how_long() {
    let world = World::with_events(vec![Event::status(429)]);
    let failure = world.run(call(&world, json!({ "maxRetries": 0 }))).unwrap_err();
    assert_eq!(failure.retry_after_ms, Some(60_000));
}

#[test]
fn a_provider_is_asked_for_one_fresh_token_after_a_401() {
    let cases = [
        (true, vec![Event::status(401), Event::details("finished")], 2, None),
        (true, vec![Event::status(401)], 2, Some(FailureCode::Unauthorized)),
        (false, vec![Event::status(401), Event::details("finished")], 1, Some(FailureCode::Unauthorized)),
    ];
    for (can_renew, events, tokens, wanted) in cases {
        let world = World::with_events(events);
        world.can_renew_token.set(can_renew);
        assert_eq!(code(&world.run(call(&world, json!({ "maxRetries": 0 })))), wanted);
        assert_eq!((world.tokens_asked.get(), world.sent.borrow().len()), (tokens, tokens as usize));
    }
}

#[test]
fn a_pending_token_provider_times_out() {
    let world = World::with_events(vec![Event::NoToken]);
    let failure = world.run(call(&world, json!({ "timeoutMs": 5_000 }))).unwrap_err();
    assert_eq!((failure.code, failure.attempts, world.elapsed_ms()), (FailureCode::Timeout, 0, 5_000));
}

#[test]
fn a_token_that_the_service_repeats_is_redacted_before_the_text_is_cut() {
    let body = format!(
        r#"{{"code":"x-TOKEN","description":"{}TOKEN{}","source":"TOKEN"}}"#,
        "é".repeat(1_022),
        "é".repeat(5_000)
    );
    let world = World::with_events(vec![Event::Answer(1, response(403, &[("ms-cv", "TOKEN.0")], body.as_bytes()))]);
    let failure = world.run(call(&world, json!({}))).unwrap_err();
    assert_eq!(failure.description.unwrap(), format!("{}[t", "é".repeat(1_022)));
    let others = (failure.service_code.as_deref(), failure.source.as_deref(), failure.ms_cv.as_deref());
    assert_eq!(others, (Some("x-[token]"), Some("[token]"), Some("[token].0")));
}

#[test]
fn an_offline_failure_has_the_offline_hint() {
    let world = World::with_events(vec![Event::NoResponse(1)]);
    world.offline_ms.set((0, u64::MAX));
    let failure = world.run(call(&world, json!({}))).unwrap_err();
    assert_eq!(failure.code, FailureCode::Network);
    assert!(failure.hint.contains("offline"));
}

type Call<'a> = Pin<Box<dyn Future<Output = Result<String, Box<Failure>>> + 'a>>;

/// Runs all of them at once, as a page with many jobs does.
async fn all(futures: Vec<Call<'_>>) -> Vec<Result<String, Box<Failure>>> {
    let mut pending: Vec<_> = futures.into_iter().map(|future| (Some(future), None)).collect();
    poll_fn(|context| {
        for (future, output) in &mut pending {
            if let Some(Poll::Ready(result)) = future.as_mut().map(|future| future.as_mut().poll(context)) {
                (*future, *output) = (None, Some(result));
            }
        }
        if pending.iter().all(|(future, _)| future.is_none()) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    pending.into_iter().filter_map(|(_, output)| output).collect()
}

#[test]
fn four_requests_are_in_flight_at_most() {
    let world = World::new(|place| {
        Event::Answer(u32::try_from(place % 5).unwrap() * 10 + 10, response(200, &[], br#"{"status":"queued"}"#))
    });
    let client = world.client();
    let calls = (0..20).map(|_| Box::pin(call_by(&client, json!({}))) as Call);
    let outcomes = world.run(all(calls.collect()));
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 20);
    assert_eq!(world.most_in_flight.get(), 4);
    assert_eq!(world.pending_count(), 0);
}

#[test]
fn a_dropped_call_blocks_no_other() {
    // Four calls hang, the fifth waits and is dropped, the sixth must still get its turn.
    let world = World::new(|place| if place < 4 { Event::Pending } else { Event::details("finished") });
    let client = world.client();
    let limits = json!({ "attemptTimeoutMs": 1_000, "maxRetries": 0 });
    let hanging = (0..4).map(|_| Box::pin(call_by(&client, limits.clone())) as Call);
    let given_up = Box::pin(call_by(&client, json!({ "timeoutMs": 500 }))) as Call;
    let last = Box::pin(call_by(&client, json!({}))) as Call;
    let outcomes = world.run(all(hanging.chain([given_up, last]).collect()));
    assert_eq!(code(&outcomes[4]), Some(FailureCode::Timeout));
    assert_eq!(outcomes[5], Ok("finished".to_owned()));
}

#[test]
fn when_one_call_is_throttled_all_of_them_wait() {
    let world = World::with_events(vec![Event::retry_after(429, 20), Event::details("finished")]);
    let client = world.client();
    let first = world.run(call_by(&client, json!({ "maxRetries": 0 })));
    assert_eq!(code(&first), Some(FailureCode::Throttled));
    // The next call waits for the window when it can …
    let short = world.run(call_by(&client, json!({ "timeoutMs": 10_000 }))).unwrap_err();
    assert_eq!((short.code, short.retry_after_ms, short.attempts), (FailureCode::Throttled, Some(20_000), 0));
    // … and fails at once when it can't.
    assert_eq!(world.run(call_by(&client, json!({}))), Ok("finished".to_owned()));
    assert_eq!(world.sent_at_ms(), [0, 20_001]);
}

#[test]
fn a_request_that_tests_the_service_and_gets_no_answer_shuts_nobody_out() {
    let world =
        World::with_events(vec![Event::retry_after(429, 5), Event::NoResponse(3_600_000), Event::details("finished")]);
    let client = world.client();
    world.run(call_by(&client, json!({ "maxRetries": 0 }))).unwrap_err();
    let hours = json!({ "timeoutMs": 3_600_000, "attemptTimeoutMs": 3_600_000, "maxRetries": 0 });
    let testing = Box::pin(call_by(&client, hours)) as Call;
    let other = Box::pin(call_by(&client, json!({ "timeoutMs": 20_000 }))) as Call;
    let outcomes = world.run(all(vec![testing, other]));
    assert_eq!(outcomes[1], Ok("finished".to_owned()));
    assert_eq!(world.sent_at_ms(), [0, 5_001, 15_101]);
}

/// An answer that asks for a pause of a day.
fn asks_for_a_day(status: u16) -> Event {
    Event::retry_after(status, 86_400)
}

#[test]
fn one_answer_shuts_out_other_calls_for_five_minutes_at_most() {
    let in_2099 = Event::Answer(1, response(503, &[("retry-after", "Thu, 01 Jan 2099 00:00:00 GMT")], b""));
    for (event, asked) in
        [(asks_for_a_day(429), 86_400_000), (asks_for_a_day(503), 86_400_000), (in_2099, i32::MAX as u32)]
    {
        let world = World::with_events(vec![event, Event::details("finished")]);
        let client = world.client();
        // The call that got it tells the exact value, or keeps to it where it has the time.
        let first = world.run(call_by(&client, json!({}))).unwrap_err();
        assert_eq!((first.retry_after_ms, first.attempts), (Some(asked), 1));
        // Others learn how long the rest of the pause is.
        world.run_for(100_000, std::future::pending::<()>());
        let second = world.run(call_by(&client, json!({}))).unwrap_err();
        assert_eq!((second.code, second.retry_after_ms, second.attempts), (FailureCode::Throttled, Some(200_000), 0));
        assert_eq!(world.run(call_by(&client, json!({ "timeoutMs": 400_000 }))), Ok("finished".to_owned()));
        assert_eq!(world.sent_at_ms(), [0, 300_001]);
    }
}

#[test]
fn after_a_pause_one_call_tries_before_the_others() {
    // The service answers again at the third request. Its answers take 10 ms.
    let world = World::new(|place| match place {
        0 | 1 => Event::Answer(10, response(503, &[("retry-after", "86400")], b"")),
        _ => Event::Answer(10, response(200, &[], br#"{"status":"finished"}"#)),
    });
    let client = world.client();
    assert_eq!(code(&world.run(call_by(&client, json!({})))), Some(FailureCode::Service));
    let options = json!({ "timeoutMs": 3_600_000, "maxRetries": 0 });
    let calls = (0..10).map(|_| Box::pin(call_by(&client, options.clone())) as Call);
    let outcomes = world.run(all(calls.collect()));
    assert_eq!(outcomes.iter().filter(|outcome| code(outcome) == Some(FailureCode::Service)).count(), 1);
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 9);
    let sent = world.sent_at_ms();
    assert_eq!(sent[..3], [0, 300_010, 600_020], "one alone, and another one after the next pause");
    assert_eq!(sent[3..].iter().filter(|at| **at == 600_030).count(), 4, "and then as usual: {sent:?}");
    assert_eq!(world.pending_count(), 0);

    assert_eq!(world.most_in_flight.get(), 4);

    // Calls that begin long after the pause find a trial too.
    let world = World::with_events(vec![asks_for_a_day(503), asks_for_a_day(503), Event::details("finished")]);
    let client = world.client();
    let calls = || (0..4).map(|_| Box::pin(call_by(&client, json!({ "maxRetries": 0 }))) as Call).collect();
    assert_eq!(code(&world.run(call_by(&client, json!({})))), Some(FailureCode::Service));
    world.run_for(3_600_000, std::future::pending::<()>());
    world.run(all(calls()));
    assert_eq!((world.sent.borrow().len(), world.most_in_flight.get()), (2, 1));
}

#[test]
fn an_answer_that_comes_during_a_pause_does_not_end_it() {
    let world = World::new(|place| match place {
        0 => Event::Answer(100, response(200, &[], br#"{"status":"queued"}"#)),
        1 => Event::retry_after(429, 20),
        _ => Event::Answer(10, response(200, &[], br#"{"status":"queued"}"#)),
    });
    let client = world.client();
    let options = json!({ "maxRetries": 0 });
    let calls = |count: usize| (0..count).map(|_| Box::pin(call_by(&client, options.clone())) as Call).collect();
    world.run(all(calls(2)));
    world.run(all(calls(3)));
    assert_eq!(world.sent_at_ms(), [0, 0, 20_001, 20_011, 20_011]);
}

#[test]
fn a_trial_that_is_dropped_or_fails_otherwise_blocks_no_other() {
    let world = World::new(|place| match place {
        0 => Event::retry_after(429, 10),
        1 => Event::Pending,
        2 => Event::status(404),
        _ => Event::details("finished"),
    });
    let client = world.client();
    assert_eq!(code(&world.run(call_by(&client, json!({ "maxRetries": 0 })))), Some(FailureCode::Throttled));
    assert!(world.run_for(15_000, call_by(&client, json!({}))).is_none(), "the trial hangs and is dropped");
    let calls = (0..3).map(|_| Box::pin(call_by(&client, json!({}))) as Call);
    let outcomes = world.run(all(calls.collect()));
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 2);
    assert_eq!(code(&outcomes[0]), Some(FailureCode::NotFound));
}

#[test]
fn no_answer_makes_a_retry_come_sooner() {
    for (status, random, wanted) in [
        (503, 1.0, [0, 801, 2_402, 5_603]),
        (503, 0.5, [0, 401, 1_202, 2_803]),
        (429, 0.0, [0, 5_001, 10_002, 15_003]),
        (429, 1.0, [0, 5_801, 12_402, 20_603]),
    ] {
        for event in asks_for_no_wait(status) {
            let world = World::with_events(vec![event.clone()]);
            world.fixed_random.set(Some(random));
            world.run(call(&world, json!({}))).unwrap_err();
            assert_eq!(world.sent_at_ms(), wanted, "{event:?}");
        }
    }
    // A call of somebody else comes no sooner either.
    for event in asks_for_no_wait(429) {
        let world = World::with_events(vec![event, Event::details("finished")]);
        let client = world.client();
        world.run(call_by(&client, json!({ "maxRetries": 0 }))).unwrap_err();
        assert_eq!(world.run(call_by(&client, json!({}))), Ok("finished".to_owned()));
        assert_eq!(world.sent_at_ms(), [0, 5_001]);
    }
}

#[test]
fn a_token_that_somebody_has_to_sign_in_for_keeps_no_other_call_waiting() {
    let world = World::with_events(vec![Event::details("finished")]);
    // Four people sign in for an hour, the fifth call has a token.
    world.token_ms.set(|asked| if asked < 4 { 3_600_000 } else { 0 });
    let client = world.client();
    let waiting = (0..4).map(|_| Box::pin(call_by(&client, json!({}))) as Call);
    let fifth = async {
        let outcome = call_by(&client, json!({})).await;
        assert_eq!(world.elapsed_ms(), 1, "at once");
        outcome
    };
    let outcomes = world.run(all(waiting.chain([Box::pin(fifth) as Call]).collect()));
    assert_eq!(outcomes[4], Ok("finished".to_owned()));
    // The time of a person counts against the whole call alone.
    for outcome in &outcomes[..4] {
        let failure = outcome.as_ref().unwrap_err();
        assert_eq!((failure.code, failure.attempts), (FailureCode::Timeout, 0));
        assert!(failure.message.contains("token"), "{}", failure.message);
    }
    assert_eq!((world.elapsed_ms(), world.tokens_asked.get()), (120_000, 5));

    let world = World::with_events(vec![Event::details("finished")]);
    world.token_ms.set(|_| 60_000);
    assert_eq!(world.run(call(&world, json!({ "attemptTimeoutMs": 5_000 }))), Ok("finished".to_owned()));
    assert_eq!((world.sent_at_ms(), world.tokens_asked.get()), (vec![60_000], 1));
}

#[test]
fn a_token_is_asked_for_after_a_pause() {
    let world = World::with_events(vec![Event::retry_after(429, 60), Event::details("finished")]);
    let client = world.client();
    world.run(call_by(&client, json!({ "maxRetries": 0 }))).unwrap_err();
    assert!(world.run_for(59_000, call_by(&client, json!({}))).is_none());
    assert_eq!(world.tokens_asked.get(), 1, "it could expire in the pause");
    // A pause that begins while a token is fetched is kept all the same.
    let world = World::with_events(vec![Event::retry_after(429, 60), Event::details("finished")]);
    world.token_ms.set(|asked| if asked == 0 { 10_000 } else { 0 });
    let client = world.client();
    let slow = Box::pin(call_by(&client, json!({}))) as Call;
    let throttled = Box::pin(call_by(&client, json!({ "maxRetries": 0 }))) as Call;
    let outcomes = world.run(all(vec![slow, throttled]));
    assert_eq!(outcomes[0], Ok("finished".to_owned()));
    assert_eq!(world.sent_at_ms(), [0, 60_001]);
}

#[test]
fn each_base_url_has_limits_of_its_own() {
    let world = World::with_events(vec![Event::retry_after(429, 20), Event::details("finished")]);
    let client = world.client();
    let (one, two) =
        (json!({ "baseUrl": "https://one.example", "maxRetries": 0 }), json!({ "baseUrl": "https://two.example" }));
    assert_eq!(code(&world.run(call_by(&client, one.clone()))), Some(FailureCode::Throttled));
    assert_eq!(world.run(call_by(&client, two)), Ok("finished".to_owned()));
    assert_eq!(world.run(call_by(&client, one)), Ok("finished".to_owned()));
    assert_eq!(world.sent_at_ms(), [0, 1, 20_001], "the pause of one is kept while the other is called");
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => (0_u32..40_000).prop_map(Event::NoResponse),
        2 => Just(Event::Pending),
        1 => Just(Event::NoToken),
        3 => (prop::sample::select(vec![408, 429, 500, 502, 503, 504]), 0_u32..40).prop_map(|(status, seconds)| Event::retry_after(status, seconds)),
        3 => prop::sample::select(vec![400, 401, 403, 404, 408, 409, 429, 500, 501, 503]).prop_map(Event::status),
        2 => Just(Event::cut_off()),
        1 => (0_u32..40_000).prop_map(|after| Event::Answer(after, response(200, &[], br#"{"status":"queued"}"#))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    /// Whatever happens, a call ends by its deadline, sends a bounded number of requests, never retries before the requested wait, and leaves
    /// no timers or requests.
    #[test]
    fn a_call_keeps_its_limits(
        events in prop::collection::vec(any_event(), 1..8),
        timeout_ms in 1_u32..200_000,
        attempt_timeout_ms in 1_u32..60_000,
        max_retries in 0_u32..=10,
        can_renew: bool,
        seed: u64,
    ) {
        let asked: Vec<u64> = events.iter().map(|event| match event {
            Event::Answer(_, response) if response.status != 401 && response.status >= 400 =>
                response.headers.get("retry-after").map_or(0, |seconds| seconds.parse::<u64>().unwrap() * 1_000),
            _ => 0,
        }).collect();
        let world = World::with_events(events);
        world.seed(seed);
        world.can_renew_token.set(can_renew);
        let options = json!({ "timeoutMs": timeout_ms, "attemptTimeoutMs": attempt_timeout_ms, "maxRetries": max_retries });
        let outcome = world.run(call(&world, options));
        prop_assert!(world.elapsed_ms() <= u64::from(timeout_ms), "{} ms: {outcome:?}", world.elapsed_ms());
        prop_assert_eq!(world.pending_count(), 0);
        let sent = world.sent_at_ms();
        prop_assert!(sent.len() <= max_retries as usize + 2);
        for (place, pair) in sent.windows(2).enumerate() {
            let waited = pair[1] - pair[0];
            prop_assert!(waited >= asked[place.min(asked.len() - 1)], "{waited} ms before request {}", place + 1);
        }
        if let Err(failure) = outcome {
            prop_assert_eq!(failure.attempts as usize, sent.len());
        }
    }

    /// An abort drops the call: at any moment that ends everything at once.
    #[test]
    fn an_abort_wins_at_every_point(events in prop::collection::vec(any_event(), 1..8), abort_after_ms in 0_u64..150_000, seed: u64) {
        let world = World::with_events(events);
        world.seed(seed);
        let outcome = world.run_for(abort_after_ms, call(&world, json!({})));
        prop_assert_eq!(world.pending_count(), 0);
        let sent = world.sent.borrow().len();
        world.run_for(500_000, std::future::pending::<()>());
        prop_assert_eq!(world.sent.borrow().len(), sent);
        prop_assert!(outcome.is_some() || world.sent_at_ms().iter().all(|at| *at <= abort_after_ms));
    }
}
