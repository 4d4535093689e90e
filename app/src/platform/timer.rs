//! Waiting, and waiting no longer than a limit.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;

/// Resolves after `pause`; a hidden tab may be woken later, never earlier.
pub(crate) async fn sleep(pause: Duration) {
    TimeoutFuture::new(millis(pause)).await;
}

/// Waits for `work` no longer than `limit`; `None` when the time ran out, and `work` is dropped.
pub(crate) async fn within<F: Future>(limit: Duration, work: F) -> Option<F::Output> {
    match select(pin!(work), TimeoutFuture::new(millis(limit))).await {
        Either::Left((output, _)) => Some(output),
        Either::Right(_) => None,
    }
}

/// Whole milliseconds of a duration, as the browser's timers count them.
pub(crate) fn millis(duration: Duration) -> u32 {
    u32::try_from(duration.as_millis()).unwrap_or(u32::MAX)
}
