//! What calls to one base address share: how many may be in flight, and when the service wants to be left alone.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::call::platform::Clock;

/// The service asks its callers to "reduce the degree of parallelism".
pub const MAX_IN_FLIGHT: u32 = 4;

/// The gate before one base address.
#[derive(Debug, Default)]
pub struct Gate {
    in_flight: Cell<u32>,
    closed_until_ms: Cell<u64>,
    waiting: RefCell<Vec<Waker>>,
}

impl Gate {
    /// Waits until the service may be called and fewer than [`MAX_IN_FLIGHT`] requests are in flight.
    pub async fn enter(self: Rc<Self>, clock: &impl Clock) -> Permit {
        loop {
            let permit = Rc::clone(&self).take_place().await;
            let closed_for_ms = self.closed_for_ms(clock);
            if closed_for_ms == 0 {
                return permit;
            }
            drop(permit);
            clock.sleep(closed_for_ms).await;
        }
    }

    /// How long the service still wants to be left alone.
    pub fn closed_for_ms(&self, clock: &impl Clock) -> u32 {
        let wait = self.closed_until_ms.get().saturating_sub(clock.uptime_ms());
        u32::try_from(wait).unwrap_or(u32::MAX)
    }

    /// Keeps everybody out for a while.
    pub fn close_for(&self, ms: u32, clock: &impl Clock) {
        let until = clock.uptime_ms() + u64::from(ms);
        self.closed_until_ms.set(self.closed_until_ms.get().max(until));
    }

    async fn take_place(self: Rc<Self>) -> Permit {
        poll_fn(|context| {
            if self.in_flight.get() < MAX_IN_FLIGHT {
                self.in_flight.set(self.in_flight.get() + 1);
                return Poll::Ready(Permit(Rc::clone(&self)));
            }
            self.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    fn is_of_use(self: &Rc<Self>, clock: &impl Clock) -> bool {
        Rc::strong_count(self) > 1 || self.closed_for_ms(clock) > 0
    }
}

/// The right to have one request in flight.
#[derive(Debug)]
pub struct Permit(Rc<Gate>);

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.in_flight.set(self.0.in_flight.get().saturating_sub(1));
        // All are woken: the first to look gets the place, and one that has given up meanwhile can't keep it from the others.
        for waker in self.0.waiting.take() {
            waker.wake();
        }
    }
}

/// The gates of all base addresses in use.
#[derive(Debug, Default)]
pub struct Gates(RefCell<Vec<(String, Rc<Gate>)>>);

impl Gates {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(RefCell::new(Vec::new()))
    }

    /// The gate before a base address. Those that nobody uses any more are forgotten.
    pub fn before(&self, base_url: &str, clock: &impl Clock) -> Rc<Gate> {
        let mut gates = self.0.borrow_mut();
        gates.retain(|(_, gate)| gate.is_of_use(clock));
        if let Some((_, gate)) = gates.iter().find(|(known, _)| known == base_url) {
            return Rc::clone(gate);
        }
        let gate = Rc::new(Gate::default());
        gates.push((base_url.to_owned(), Rc::clone(&gate)));
        gate
    }
}
