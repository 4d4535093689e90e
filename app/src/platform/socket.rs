//! The wire to the relay: frames of bytes, over a WebSocket or, where those are broken, over long polls.
//!
//! A [`Link`] knows no message: whether the other end is the relay is proved by a signed Welcome, which the
//! session checks. It tells of its end exactly once. Reconnecting is the caller's, with a [`Backoff`].

mod answer;
mod backoff;
mod poll;
mod poll_frames;
mod websocket;

use std::rc::Rc;
use std::time::Duration;

pub(crate) use backoff::{Backoff, Way};

use super::error::PlatformError;
use poll::Poll;
use websocket::Socket;

/// Largest frame either way, as in protocol 1.
pub(crate) const FRAME_LIMIT: usize = 256 * 1024;

/// A link without any frame for this long is taken for dead: half-open connections say nothing.
///
/// Browsers hide WebSocket pings from the page, so the session's own pings and their answers keep it alive.
pub(crate) const SILENCE_LIMIT: Duration = Duration::from_secs(90);

/// A WebSocket that is not open after this long is given up: some networks swallow the attempt.
const OPEN_LIMIT: Duration = Duration::from_secs(30);

/// What a link tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LinkEvent {
    /// It is open; frames may be sent.
    Open,
    /// A frame arrived.
    Frame(Vec<u8>),
    /// It is over; nothing follows.
    Closed(LinkEnd),
}

/// Why a link ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LinkEnd {
    /// The other end, the network or the browser closed it; the text is for the log.
    Lost(String),
    /// Nothing came for [`SILENCE_LIMIT`].
    Silent,
    /// What came is not our relay's: text, a web page, a redirect.
    NotTheRelay(String),
    /// A frame over [`FRAME_LIMIT`] came.
    TooLarge(usize),
}

/// A connection to the relay; dropping it closes it, and it tells nothing more.
pub(crate) enum Link {
    /// Over a WebSocket.
    Socket(Socket),
    /// Over long polls.
    Poll(Poll),
}

type OnEvent = Rc<dyn Fn(LinkEvent)>;

impl Link {
    /// Begins to connect; `path` is `/sync` on the page's own origin.
    pub(crate) fn open(
        way: Way,
        path: &str,
        on_event: impl Fn(LinkEvent) + 'static,
    ) -> Result<Self, PlatformError> {
        let on_event: OnEvent = Rc::new(on_event);
        Ok(match way {
            Way::Socket => Self::Socket(Socket::open(path, on_event)?),
            Way::Poll => Self::Poll(Poll::open(path, on_event)?),
        })
    }

    /// Sends a frame; it may wait in the browser for the network.
    ///
    /// # Errors
    /// `TooLarge` over [`FRAME_LIMIT`]; `Closed` when the link is not open.
    pub(crate) fn send(&self, frame: &[u8]) -> Result<(), PlatformError> {
        if frame.len() > FRAME_LIMIT {
            return Err(PlatformError::TooLarge {
                size: frame.len(),
                limit: FRAME_LIMIT,
            });
        }
        match self {
            Self::Socket(socket) => socket.send(frame),
            Self::Poll(poll) => poll.send(frame),
        }
    }
}
