//! A world without sockets and without waiting: scripted answers, and a clock that jumps to the next timer.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use partner_center_batch_status::{
    BatchUploadDetails, BodyError, Client, Clock, Failure, FailureCode, Headers, Request, RequestOptions, Response,
    Timestamp, Transport, Wait, WaitReason, WatchOptions,
};
use serde_json::Value;

pub(crate) const CUSTOMER_ID: &str = "47021739-3426-40bf-9601-61b4b6d7c793";
pub(crate) const TRACKING_ID: &str = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";

/// The options of this JSON object, by their names in JavaScript. Names that are not options are ignored.
pub(crate) fn request_options(options: &Value) -> RequestOptions {
    options.as_object().unwrap().iter().fold(RequestOptions::default(), |all, (name, value)| {
        let text = || value.as_str().unwrap();
        let number = || u32::try_from(value.as_u64().unwrap()).unwrap();
        match name.as_str() {
            "baseUrl" => all.base_url(text()),
            "locale" => all.locale(text()),
            "requestId" => all.request_id(text()),
            "correlationId" => all.correlation_id(text()),
            "maxResponseBytes" => all.max_response_bytes(number()),
            "credentials" => all.credentials(text()),
            "authorizationHeader" => all.authorization_header(text()),
            "timeoutMs" => all.timeout_ms(number()),
            "attemptTimeoutMs" => all.attempt_timeout_ms(number()),
            "maxRetries" => all.max_retries(number()),
            _ => all,
        }
    })
}

/// The same for the options of a watch.
pub(crate) fn watch_options(options: &Value) -> WatchOptions {
    options.as_object().unwrap().iter().fold(WatchOptions::default(), |all, (name, value)| {
        let number = || u32::try_from(value.as_u64().unwrap()).unwrap();
        match name.as_str() {
            "intervalMs" => all.interval_ms(number()),
            "maxIntervalMs" => all.max_interval_ms(number()),
            "maxWaitMs" if value == "Infinity" => all.without_end(),
            "maxWaitMs" => all.max_wait_ms(number()),
            "notFoundGraceMs" => all.not_found_grace_ms(number()),
            _ => all,
        }
    })
}

/// An answer with these parts.
pub(crate) fn response(status: u16, headers: &[(&'static str, &str)], body: &[u8]) -> Response {
    let headers: Headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Response { status, reason: String::new(), headers, body: Ok(body.to_vec()) }
}

/// What a call without retries makes of one answer.
pub(crate) fn read(
    status: u16,
    reason: &str,
    headers: &[(&'static str, &str)],
    body: &[u8],
) -> Result<BatchUploadDetails, Box<Failure>> {
    let response = Response { reason: reason.to_owned(), ..response(status, headers, body) };
    let world = World::with_events(vec![Event::Answer(1, response)]);
    let options = RequestOptions::default().max_retries(0);
    world.run(world.client().get_batch_upload_status(CUSTOMER_ID, TRACKING_ID, &options))
}

/// One request as it was sent.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) at_ms: u64,
    pub(crate) request_id: String,
    pub(crate) request: Request,
}

/// One wait as it was told: when, why, for how long, after how many requests, and the failure that made it necessary.
pub(crate) type Told = (u64, WaitReason, Option<u32>, u32, Option<FailureCode>);

/// What happens to one request.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    /// An answer, after this many milliseconds.
    Answer(u32, Response),
    /// No answer, after this many milliseconds.
    NoResponse(u32),
    /// Neither answer nor end.
    Pending,
    /// The provider of the token never answers.
    NoToken,
}

impl Event {
    pub(crate) fn status(status: u16) -> Self {
        Self::Answer(1, response(status, &[], b""))
    }

    pub(crate) fn retry_after(status: u16, seconds: u32) -> Self {
        Self::Answer(1, response(status, &[("retry-after", &seconds.to_string())], b""))
    }

    pub(crate) fn details(status: &str) -> Self {
        Self::Answer(1, response(200, &[], format!(r#"{{"status":"{status}","devicesStatus":[]}}"#).as_bytes()))
    }

    pub(crate) fn cut_off() -> Self {
        Self::Answer(1, Response { body: Err(BodyError::Interrupted), ..response(200, &[], b"") })
    }
}

/// Every way to ask for no wait, or hardly any, in an answer of this status.
pub(crate) fn asks_for_no_wait(status: u16) -> Vec<Event> {
    let headers: [&[(&'static str, &str)]; 9] = [
        &[("retry-after", "0")],
        &[("retry-after", "0, 0")],
        &[("retry-after", "Tue, 21 Jul 2020 04:10:58 GMT")],
        &[("retry-after", "Tue, 21 Jul 2020 04:10:58 GMT"), ("date", "Tue, 21 Jul 2020 04:10:59 GMT")],
        &[("retry-after-ms", "0")],
        &[("x-ms-retry-after-ms", "1")],
        &[("retry-after-ms", "1"), ("x-ms-retry-after-ms", "0"), ("retry-after", "0")],
        &[("retry-after-ms", "soon"), ("retry-after", "0")],
        &[],
    ];
    let body = if status == 200 { r#"{"status":"queued"}"# } else { r#"{"message":"Try again in 0 seconds."}"# };
    headers.iter().map(|headers| Event::Answer(1, response(status, headers, body.as_bytes()))).collect()
}

/// The uptime at the start of a test.
const START_MS: u64 = 1_000;

/// The world of one test: its time, its events, and what the client did.
pub(crate) struct World {
    now_ms: Rc<Cell<u64>>,
    /// How far the wall clock is ahead of the uptime.
    pub(crate) wall_ahead_ms: Cell<i64>,
    timers: RefCell<BTreeMap<u64, u64>>,
    next_timer: Cell<u64>,
    random: Cell<u64>,
    /// What every random number is, where that is fixed.
    pub(crate) fixed_random: Cell<Option<f64>>,
    /// When the page is hidden, from and to.
    pub(crate) hidden_ms: Cell<(u64, u64)>,
    /// How long the page is visible and hidden in turn. Zero: it does not flicker.
    pub(crate) flicker_ms: Cell<u64>,
    /// When the machine is offline, from and to.
    pub(crate) offline_ms: Cell<(u64, u64)>,
    script: RefCell<Box<dyn FnMut(usize) -> Event>>,
    pub(crate) sent: RefCell<Vec<Sent>>,
    /// The waits that the clients of this world told.
    pub(crate) waits: Rc<RefCell<Vec<Told>>>,
    in_flight: Cell<u32>,
    pub(crate) most_in_flight: Cell<u32>,
    pub(crate) can_renew_token: Cell<bool>,
    pub(crate) tokens_asked: Cell<u32>,
    /// How long it takes to get a token, by the number of tokens that were asked for before.
    pub(crate) token_ms: Cell<fn(u32) -> u32>,
}

impl World {
    pub(crate) fn new(script: impl FnMut(usize) -> Event + 'static) -> Self {
        Self {
            now_ms: Rc::new(Cell::new(START_MS)),
            wall_ahead_ms: Cell::new(1_600_000_000_000),
            timers: RefCell::default(),
            next_timer: Cell::new(0),
            random: Cell::new(0x9E37_79B9_7F4A_7C15),
            fixed_random: Cell::new(None),
            hidden_ms: Cell::new((0, 0)),
            flicker_ms: Cell::new(0),
            offline_ms: Cell::new((0, 0)),
            script: RefCell::new(Box::new(script)),
            sent: RefCell::default(),
            waits: Rc::default(),
            in_flight: Cell::new(0),
            most_in_flight: Cell::new(0),
            can_renew_token: Cell::new(false),
            tokens_asked: Cell::new(0),
            token_ms: Cell::new(|_| 0),
        }
    }

    /// One event after the other, the last one again and again.
    pub(crate) fn with_events(events: Vec<Event>) -> Self {
        Self::new(move |place| events[place.min(events.len() - 1)].clone())
    }

    pub(crate) fn client(&self) -> Client<&Self, &Self> {
        let (now_ms, waits) = (Rc::clone(&self.now_ms), Rc::clone(&self.waits));
        Client::new(self, self).on_wait(move |Wait { reason, wait_ms, attempt, failure, tracking_id }| {
            assert_eq!(tracking_id, TRACKING_ID);
            waits.borrow_mut().push((
                now_ms.get() - START_MS,
                reason,
                wait_ms,
                attempt,
                failure.map(|failure| failure.code),
            ));
        })
    }

    pub(crate) fn elapsed_ms(&self) -> u64 {
        self.now_ms.get() - START_MS
    }

    pub(crate) fn sent_at_ms(&self) -> Vec<u64> {
        self.sent.borrow().iter().map(|sent| sent.at_ms - START_MS).collect()
    }

    /// How many timers and requests are left.
    pub(crate) fn pending_count(&self) -> usize {
        self.timers.borrow().len() + self.in_flight.get() as usize
    }

    pub(crate) fn seed(&self, seed: u64) {
        self.random.set(seed | 1);
    }

    /// Runs a future to its end, in no time at all. Panics where it would wait forever.
    pub(crate) fn run<F: Future>(&self, future: F) -> F::Output {
        let mut future = pin!(future);
        loop {
            if let Some(output) = Self::settle(|context| future.as_mut().poll(context)) {
                return output;
            }
            self.jump().expect("nothing is left to wait for");
        }
    }

    /// Runs a future for this long at most, and drops it when it has not ended by then.
    pub(crate) fn run_for<F: Future>(&self, limit_ms: u64, future: F) -> Option<F::Output> {
        let mut future = pin!(future);
        let end = self.now_ms.get() + limit_ms;
        loop {
            if let Some(output) = Self::settle(|context| future.as_mut().poll(context)) {
                return Some(output);
            }
            let next = self.timers.borrow().values().min().copied();
            if next.is_none_or(|next| next > end) {
                self.now_ms.set(end);
                return None;
            }
            self.jump();
        }
    }

    /// Polls until nothing moves any more at this moment.
    fn settle<T>(mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>) -> Option<T> {
        let woken = Arc::new(Woken(AtomicBool::new(false)));
        let waker = Waker::from(Arc::clone(&woken));
        loop {
            if let Poll::Ready(output) = poll(&mut Context::from_waker(&waker)) {
                return Some(output);
            }
            if !woken.0.swap(false, Ordering::Relaxed) {
                return None;
            }
        }
    }

    /// Moves the time to the next timer.
    fn jump(&self) -> Option<()> {
        let next = self.timers.borrow().values().min().copied()?;
        self.now_ms.set(self.now_ms.get().max(next));
        Some(())
    }

    /// Xorshift, so that a schedule can be run again from its seed.
    fn random_bits(&self) -> u64 {
        let mut bits = self.random.get();
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        self.random.set(bits);
        bits
    }

    /// What happens to the next request.
    fn next_event(&self) -> Event {
        (self.script.borrow_mut())(self.sent.borrow().len())
    }

    async fn wait(&self, ms: u32) {
        let timer = Timer::start(self, u64::from(ms));
        poll_fn(|_| if self.now_ms.get() >= timer.due { Poll::Ready(()) } else { Poll::Pending }).await;
    }
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

struct Timer<'a> {
    world: &'a World,
    id: u64,
    due: u64,
}

impl<'a> Timer<'a> {
    fn start(world: &'a World, ms: u64) -> Self {
        let (id, due) = (world.next_timer.get(), world.now_ms.get() + ms);
        world.next_timer.set(id + 1);
        world.timers.borrow_mut().insert(id, due);
        Self { world, id, due }
    }
}

impl Drop for Timer<'_> {
    fn drop(&mut self) {
        self.world.timers.borrow_mut().remove(&self.id);
    }
}

/// Counts a request from its start to its end, also when it is given up.
struct InFlight<'a>(&'a World);

impl<'a> InFlight<'a> {
    fn start(world: &'a World) -> Self {
        world.in_flight.set(world.in_flight.get() + 1);
        world.most_in_flight.set(world.most_in_flight.get().max(world.in_flight.get()));
        Self(world)
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.in_flight.set(self.0.in_flight.get() - 1);
    }
}

impl Clock for &World {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_ms(i64::try_from(self.now_ms.get()).unwrap() + self.wall_ahead_ms.get())
    }

    fn uptime_ms(&self) -> u64 {
        self.now_ms.get()
    }

    async fn sleep(&self, ms: u32) {
        self.wait(ms).await;
    }

    #[expect(clippy::cast_precision_loss, reason = "a random number needs no last bit")]
    fn random(&self) -> f64 {
        self.fixed_random.get().unwrap_or_else(|| (self.random_bits() >> 11) as f64 / (1_u64 << 53) as f64)
    }

    fn fill_random(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.random_bits().to_le_bytes()[..chunk.len()]);
        }
    }

    fn is_offline(&self) -> bool {
        let (from, to) = self.offline_ms.get();
        (from..to).contains(&self.elapsed_ms())
    }

    fn is_hidden(&self) -> bool {
        let (from, to) = self.hidden_ms.get();
        let flickers = self.elapsed_ms().checked_div(self.flicker_ms.get()).is_some_and(|turn| turn % 2 == 1);
        flickers || (from..to).contains(&self.elapsed_ms())
    }
}

impl Transport for &World {
    type Token = ();

    async fn token(&self) -> Result<(), Box<Failure>> {
        let asked = self.tokens_asked.replace(self.tokens_asked.get() + 1);
        match (self.token_ms.get())(asked) {
            0 if matches!(self.next_event(), Event::NoToken) => std::future::pending().await,
            0 => (),
            ms => self.wait(ms).await,
        }
        Ok(())
    }

    fn can_renew_token(&self) -> bool {
        self.can_renew_token.get()
    }

    fn redact(&self, text: String) -> String {
        text.replace("TOKEN", "[token]")
    }

    async fn send(&self, request: &Request, (): ()) -> Option<Response> {
        let event = self.next_event();
        let id =
            request.headers().find_map(|(name, value)| (name == "MS-RequestId").then(|| value.to_owned())).unwrap();
        let sent = Sent { at_ms: self.now_ms.get(), request_id: id, request: request.clone() };
        self.sent.borrow_mut().push(sent);
        let _in_flight = InFlight::start(self);
        match event {
            Event::Answer(after_ms, response) => {
                self.wait(after_ms).await;
                Some(response)
            }
            Event::NoResponse(after_ms) => {
                self.wait(after_ms).await;
                None
            }
            Event::Pending | Event::NoToken => std::future::pending().await,
        }
    }
}

/// The code of a failed call.
pub(crate) fn code<T>(outcome: &Result<T, Box<Failure>>) -> Option<FailureCode> {
    outcome.as_ref().err().map(|failure| failure.code)
}
