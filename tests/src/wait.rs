//! Waiting: a question asked again and again until it has an answer, never a pause for luck.

use std::future::Future;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// How long a journey waits for something that the app does by itself. A busy two-core machine that
/// runs two browsers needs several seconds for what takes a person's tablet half of one.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How long a journey waits for what the network has to bring. After an outage a device tries again
/// after a minute at most, so that hundreds of them do not come back at once.
pub const LONG_PATIENCE: Duration = Duration::from_secs(100);

const PAUSE: Duration = Duration::from_millis(50);

/// Asks until the answer is `Ok(Some(..))`, for [`PATIENCE`] at most.
///
/// # Errors
/// When the deadline passes: the sentence `what` and the last reason why not.
pub async fn eventually<T, F, Fut>(what: &str, ask: F) -> Result<T>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<Option<T>>>,
{
    eventually_within(PATIENCE, what, ask).await
}

/// Asks until the answer is `Ok(Some(..))`, for as long as given.
///
/// An `Err` is remembered and asked again: a page that is being replaced answers with errors.
///
/// # Errors
/// When the deadline passes: the sentence `what` and the last reason why not.
pub async fn eventually_within<T, F, Fut>(patience: Duration, what: &str, mut ask: F) -> Result<T>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<Option<T>>>,
{
    let deadline = Instant::now() + patience;
    loop {
        let answer = ask().await;
        let is_late = Instant::now() >= deadline;
        match answer {
            Ok(Some(answer)) => return Ok(answer),
            Ok(None) if is_late => bail!("waited {patience:?} in vain: {what}"),
            Err(error) if is_late => {
                return Err(error.context(format!("waited {patience:?} in vain: {what}")));
            }
            _ => tokio::time::sleep(PAUSE).await,
        }
    }
}
