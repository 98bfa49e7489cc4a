//! A world for the client without sockets and without waiting: scripted answers, and a clock that jumps to the next timer.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use partner_center_batch_status::call::client::Client;
use partner_center_batch_status::call::limiter::Gate;
use partner_center_batch_status::call::platform::{Clock, Transport};
use partner_center_batch_status::failure::{Failure, FailureCode};
use partner_center_batch_status::json::Span;
use partner_center_batch_status::request::guid::Guid;
use partner_center_batch_status::request::options::{Given, GivenValue};
use partner_center_batch_status::request::{Request, RequestOptions};
use partner_center_batch_status::response::headers::Headers;
use partner_center_batch_status::response::{Answer, BodyFault, Response};
use partner_center_batch_status::timestamp::Timestamp;
use serde_json::Value;

pub(crate) const CUSTOMER_ID: &str = "47021739-3426-40bf-9601-61b4b6d7c793";
pub(crate) const TRACKING_ID: &str = "0127ed8e-ff72-4983-a3d8-e8d8bd378932";

/// The options of this JSON object, as the boundary reads them from a JavaScript object.
pub(crate) fn given(options: &Value) -> impl Fn(&'static str) -> Given {
    |name| {
        let value = match &options[name] {
            Value::Null => GivenValue::Nothing,
            Value::String(text) => GivenValue::Text(text.clone()),
            Value::Number(number) => GivenValue::Number(number.as_f64().unwrap()),
            _ => GivenValue::Other,
        };
        Given { name, value }
    }
}

/// A GUID that ends with a number.
pub(crate) fn guid(number: u64) -> Guid {
    Guid::parse(&format!("00000000-0000-4000-8000-{number:012x}")).unwrap()
}

pub(crate) fn request(options: &Value) -> Request {
    let options = RequestOptions::read(given(options));
    Request::new(Some(CUSTOMER_ID), Some(TRACKING_ID), &options, [guid(1), guid(2)]).unwrap()
}

/// An answer with these parts.
pub(crate) fn response(status: u16, headers: &[(&'static str, &str)], body: &[u8]) -> Response {
    let headers: Headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Response { status, reason: String::new(), headers, body: Ok(body.to_vec()) }
}

/// Reads one answer to JSON.
pub(crate) fn read(
    status: u16,
    reason: &str,
    headers: &[(&'static str, &str)],
    body: &[u8],
) -> Result<Value, Box<Failure>> {
    let response = Response { reason: reason.to_owned(), ..response(status, headers, body) };
    response.read(Timestamp::from_unix_ms(0)).map(|answer| to_json(&answer))
}

/// The details of an answer as JSON: cut out of the text as the facade does it, save that times are numbers.
pub(crate) fn to_json(answer: &Answer<'_>) -> Value {
    let units: Vec<u16> = answer.text.encode_utf16().collect();
    let cells = answer.details.cells();
    let pair = |pair: usize| (cells[2 * pair], cells[2 * pair + 1]);
    let cut = |at: usize| {
        let (start, end) = pair(at);
        let range = start as usize..(end & !Span::ESCAPED) as usize;
        let text = (end > 0).then(|| String::from_utf16(&units[range]).unwrap())?;
        Some(if end & Span::ESCAPED == 0 { text } else { serde_json::from_str(&format!("\"{text}\"")).unwrap() })
    };
    let text = |at: usize| cut(at).map(Value::from);
    let status = |at: usize| {
        const WORDS: [&str; 5] = ["unknown", "queued", "processing", "finished", "finished_with_errors"];
        Some(Value::from(cut(at).unwrap_or_else(|| WORDS[pair(at).0 as usize].to_owned())))
    };
    let time = |at: usize| {
        let (higher, lower) = pair(at);
        (higher > 0).then(|| Value::from(((i64::from(higher) - (1 << 31)) << 32) + i64::from(lower)))
    };
    let attributes =
        |row: usize| (pair(row).0 > 0).then(|| object(vec![("objectType", text(row + 1)), ("etag", text(row + 2))]));
    let device = |row: usize| {
        object(vec![
            ("deviceId", text(row + 1)),
            ("serialNumber", text(row + 2)),
            ("productKey", text(row + 3)),
            ("status", status(row + 4)),
            ("errorCode", text(row + 5)),
            ("errorDescription", text(row + 6)),
            ("attributes", attributes(row + 7)),
        ])
    };
    object(vec![
        ("batchTrackingId", text(1)),
        ("status", status(2)),
        ("startedTime", time(3)),
        ("completedTime", time(4)),
        ("devicesStatus", Some((9..cells.len() / 2).step_by(10).map(device).collect())),
        ("attributes", attributes(6)),
    ])
}

fn object(fields: Vec<(&str, Option<Value>)>) -> Value {
    fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// What happens to one request.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    /// An answer after so many milliseconds.
    Answer(u32, Response),
    /// No answer, after so many milliseconds.
    Nothing(u32),
    /// Neither answer nor end.
    Hangs,
    /// The provider of the token never answers.
    NoToken,
}

impl Event {
    pub(crate) fn status(status: u16) -> Self {
        Self::Answer(1, response(status, &[], b""))
    }

    pub(crate) fn told_to_wait(status: u16, seconds: u32) -> Self {
        Self::Answer(1, response(status, &[("retry-after", &seconds.to_string())], b""))
    }

    pub(crate) fn details(status: &str) -> Self {
        Self::Answer(1, response(200, &[], format!(r#"{{"status":"{status}"}}"#).as_bytes()))
    }

    pub(crate) fn cut_short() -> Self {
        Self::Answer(1, Response { body: Err(BodyFault::Interrupted), ..response(200, &[], b"") })
    }
}

/// The whole world of one test: time, events and what was seen of the client.
pub(crate) struct World {
    now_ms: Cell<u64>,
    /// How far the wall clock is ahead of the uptime.
    pub(crate) wall_ahead_ms: Cell<i64>,
    timers: RefCell<BTreeMap<u64, u64>>,
    next_timer: Cell<u64>,
    random: Cell<u64>,
    /// What every random number is, where that is fixed.
    pub(crate) fixed_random: Cell<Option<f64>>,
    /// When the page is away, from and to.
    pub(crate) away_ms: Cell<(u64, u64)>,
    pub(crate) offline: Cell<bool>,
    script: RefCell<Box<dyn FnMut(usize) -> Event>>,
    /// When each request was sent, and with which id.
    pub(crate) sent: RefCell<Vec<(u64, String)>>,
    /// What a watch told of its waits.
    pub(crate) told_waits_ms: RefCell<Vec<u32>>,
    in_flight: Cell<u32>,
    pub(crate) most_in_flight: Cell<u32>,
    pub(crate) can_renew_token: Cell<bool>,
    pub(crate) tokens_asked: Cell<u32>,
}

impl World {
    pub(crate) fn new(script: impl FnMut(usize) -> Event + 'static) -> Self {
        Self {
            now_ms: Cell::new(1_000),
            wall_ahead_ms: Cell::new(1_600_000_000_000),
            timers: RefCell::default(),
            next_timer: Cell::new(0),
            random: Cell::new(0x9E37_79B9_7F4A_7C15),
            fixed_random: Cell::new(None),
            away_ms: Cell::new((0, 0)),
            offline: Cell::new(false),
            script: RefCell::new(Box::new(script)),
            sent: RefCell::default(),
            told_waits_ms: RefCell::default(),
            in_flight: Cell::new(0),
            most_in_flight: Cell::new(0),
            can_renew_token: Cell::new(false),
            tokens_asked: Cell::new(0),
        }
    }

    /// One event after the other, the last one again and again.
    pub(crate) fn of(events: Vec<Event>) -> Self {
        Self::new(move |place| events[place.min(events.len() - 1)].clone())
    }

    pub(crate) fn client(&self) -> Client<&Self, &Self> {
        self.client_behind(&Rc::default())
    }

    pub(crate) fn client_behind(&self, gate: &Rc<Gate>) -> Client<&Self, &Self> {
        Client { transport: self, clock: self, gate: Rc::clone(gate) }
    }

    pub(crate) fn elapsed_ms(&self) -> u64 {
        self.now_ms.get() - 1_000
    }

    pub(crate) fn sent_at_ms(&self) -> Vec<u64> {
        self.sent.borrow().iter().map(|(at, _)| at - 1_000).collect()
    }

    /// Timers and requests that are still there.
    pub(crate) fn left_over(&self) -> usize {
        self.timers.borrow().len() + self.in_flight.get() as usize
    }

    pub(crate) fn seed(&self, seed: u64) {
        self.random.set(seed | 1);
    }

    /// Runs a future to its end, in no time at all. Panics where it would wait for ever.
    pub(crate) fn run<F: Future>(&self, future: F) -> F::Output {
        let mut future = pin!(future);
        loop {
            if let Some(output) = Self::settle(|context| future.as_mut().poll(context)) {
                return output;
            }
            self.jump().expect("nothing is left to wait for");
        }
    }

    /// Runs a future for so long at most, and drops it when it has not ended by then.
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
        // Xorshift, so that a schedule can be run again from its seed.
        let mut bits = self.random.get();
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        self.random.set(bits);
        self.fixed_random.get().unwrap_or((bits >> 11) as f64 / (1_u64 << 53) as f64)
    }

    fn is_offline(&self) -> bool {
        self.offline.get()
    }

    fn is_away(&self) -> bool {
        let (from, to) = self.away_ms.get();
        (from..to).contains(&self.elapsed_ms())
    }

    async fn until_back(&self) {
        let (_, to) = self.away_ms.get();
        self.wait(u32::try_from(to.saturating_sub(self.elapsed_ms())).unwrap()).await;
    }
}

impl Transport for &World {
    type Token = Event;

    async fn token(&self) -> Result<Event, Box<Failure>> {
        self.tokens_asked.set(self.tokens_asked.get() + 1);
        let event = (self.script.borrow_mut())(self.sent.borrow().len());
        if matches!(event, Event::NoToken) {
            std::future::pending::<()>().await;
        }
        Ok(event)
    }

    fn can_renew_token(&self) -> bool {
        self.can_renew_token.get()
    }

    fn strike_out_tokens(&self, text: String) -> String {
        text.replace("TOKEN", "[token]")
    }

    async fn send(&self, request: &Request, event: Event) -> Option<Response> {
        self.sent.borrow_mut().push((self.now_ms.get(), request.request_id.as_str().to_owned()));
        let _in_flight = InFlight::start(self);
        match event {
            Event::Answer(after_ms, response) => {
                self.wait(after_ms).await;
                Some(response)
            }
            Event::Nothing(after_ms) => {
                self.wait(after_ms).await;
                None
            }
            Event::Hangs | Event::NoToken => std::future::pending().await,
        }
    }
}

/// What a failed call says in short.
pub(crate) fn code<T>(outcome: &Result<T, Box<Failure>>) -> Option<FailureCode> {
    outcome.as_ref().err().map(|failure| failure.code)
}
