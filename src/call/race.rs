//! Two futures, and the one that is done first.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

/// What was done first.
#[derive(Debug, PartialEq, Eq)]
pub enum First<L, R> {
    /// The left one, also when both were ready.
    Left(L),
    /// The right one.
    Right(R),
}

/// Waits for the first of two futures and drops the other.
pub async fn race<L, R>(left: impl Future<Output = L>, right: impl Future<Output = R>) -> First<L, R> {
    let (mut left, mut right) = (pin!(left), pin!(right));
    poll_fn(|context| {
        if let Poll::Ready(result) = left.as_mut().poll(context) {
            return Poll::Ready(First::Left(result));
        }
        right.as_mut().poll(context).map(First::Right)
    })
    .await
}
