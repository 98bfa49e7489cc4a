//! What calls to one base URL share: the number of requests in flight, and the pause that the service asked for.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::call::platform::Clock;

/// The service asks its callers to "reduce the degree of parallelism".
const MAX_IN_FLIGHT: u32 = 4;

/// Limits the requests to one base URL.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    in_flight: Cell<u32>,
    paused_until_ms: Cell<u64>,
    /// Whether the last answer asked for a pause. Then one request at a time tests whether the service still wants one: the calls that waited
    /// for the end of the pause would all come at once.
    is_half_open: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

impl Limiter {
    /// Waits until a place among the requests in flight is free. A pause can have started in the meantime.
    pub(crate) async fn acquire(self: Rc<Self>) -> Permit {
        poll_fn(|context| {
            let most = if self.is_half_open.get() { 1 } else { MAX_IN_FLIGHT };
            if self.in_flight.get() < most {
                self.in_flight.set(self.in_flight.get() + 1);
                return Poll::Ready(Permit(Rc::clone(&self)));
            }
            self.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    /// How much of a pause is left.
    pub(crate) fn paused_for_ms(&self, clock: &impl Clock) -> u32 {
        let wait = self.paused_until_ms.get().saturating_sub(clock.uptime_ms());
        u32::try_from(wait).unwrap_or(u32::MAX)
    }

    /// Lets the others go ahead before there is an answer to the request that tests the service: it may never come.
    pub(crate) fn end_test(&self) {
        self.is_half_open.set(false);
        self.wake();
    }

    /// Wakes all waiting calls: the first to be polled gets the place. Waking only one could lose the place if that call was dropped.
    fn wake(&self) {
        for waker in self.waiting.take() {
            waker.wake();
        }
    }

    fn is_in_use(self: &Rc<Self>) -> bool {
        Rc::strong_count(self) > 1 || self.is_half_open.get()
    }
}

/// Allows one request to be in flight.
#[derive(Debug)]
pub(crate) struct Permit(Rc<Limiter>);

impl Permit {
    /// Gives the place back after a request that ended: by an answer that asks for a pause, or in any other way. A longer pause stays.
    pub(crate) fn release(self, pause_ms: Option<u32>, clock: &impl Clock) {
        let limiter = &self.0;
        if let Some(ms) = pause_ms {
            let until = clock.uptime_ms() + u64::from(ms);
            limiter.paused_until_ms.set(limiter.paused_until_ms.get().max(until));
            limiter.is_half_open.set(true);
        } else if limiter.paused_for_ms(clock) == 0 {
            // An answer that comes during a pause says nothing about its end.
            limiter.is_half_open.set(false);
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.in_flight.set(self.0.in_flight.get().saturating_sub(1));
        self.0.wake();
    }
}

/// The limiters of all base URLs in use.
#[derive(Debug, Default)]
pub(crate) struct Limiters(RefCell<Vec<(String, Rc<Limiter>)>>);

impl Limiters {
    /// The limiter of a base URL. Limiters that are no longer in use are dropped here.
    pub(crate) fn for_base_url(&self, base_url: &str) -> Rc<Limiter> {
        let mut limiters = self.0.borrow_mut();
        limiters.retain(|(_, limiter)| limiter.is_in_use());
        if let Some((_, limiter)) = limiters.iter().find(|(known, _)| known == base_url) {
            return Rc::clone(limiter);
        }
        let limiter = Rc::new(Limiter::default());
        limiters.push((base_url.to_owned(), Rc::clone(&limiter)));
        limiter
    }
}
