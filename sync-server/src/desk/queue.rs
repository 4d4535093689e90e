//! The desk's end of its queue: waits for messages, but no longer than it is told to.

use std::{
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
    time::Instant,
};

use tokio::sync::mpsc;

use crate::conn::Inbound;

/// Messages taken at once.
const MESSAGES: usize = 256;

/// The queue, read by the thread that made this and by no other.
pub(super) struct Queue {
    messages: mpsc::Receiver<Inbound>,
    waker: Waker,
}

/// Whether there can be more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// Messages came, or the time was up.
    More,
    /// Nobody is left who could send any.
    Gone,
}

struct Bell(Thread);

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.unpark();
    }
}

impl Queue {
    /// The queue for the thread that calls.
    pub(super) fn new(messages: mpsc::Receiver<Inbound>) -> Self {
        Self {
            messages,
            waker: Arc::new(Bell(thread::current())).into(),
        }
    }

    /// Waits for messages and takes what is there; at `until` it waits no longer.
    pub(super) fn hear(&mut self, into: &mut Vec<Inbound>, until: Option<Instant>) -> Heard {
        let mut context = Context::from_waker(&self.waker);
        loop {
            match self.messages.poll_recv_many(&mut context, into, MESSAGES) {
                Poll::Ready(0) => return Heard::Gone,
                Poll::Ready(_) => return Heard::More,
                Poll::Pending => {}
            }
            // A bell that rang meanwhile lets `park` return at once; one without a cause is harmless.
            match until.map(|until| until.saturating_duration_since(Instant::now())) {
                None => thread::park(),
                Some(left) if left.is_zero() => return Heard::More,
                Some(left) => thread::park_timeout(left),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_desk_waits_for_a_message_or_for_its_time_and_hears_when_all_are_gone() {
        let (sender, receiver) = mpsc::channel(8);
        let mut queue = Queue::new(receiver);
        let mut heard = Vec::new();
        let until = Instant::now() + Duration::from_millis(5);
        assert_eq!(queue.hear(&mut heard, Some(until)), Heard::More);
        assert!(
            heard.is_empty() && Instant::now() >= until,
            "the time was up"
        );

        let telling = thread::spawn(move || sender.blocking_send(Inbound::Tick).unwrap());
        assert_eq!(queue.hear(&mut heard, None), Heard::More);
        assert_eq!(heard.len(), 1, "the message rang");

        telling.join().unwrap();
        assert_eq!(queue.hear(&mut heard, None), Heard::Gone);
    }
}
