//! `/sync` as a WebSocket: one message a frame.

use std::{
    future::Future,
    time::{Duration, Instant},
};

use axum::{
    Extension,
    extract::{
        State,
        ws::{Message as Frame, WebSocket, WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::SinkExt;
use ledger::{
    RoomId, limits,
    wire::{Farewell, Goodbye, Message},
};

use super::{Peer, Site};
use crate::{
    admission::Place,
    conn::{Gone, Line},
    metrics::Metrics,
    outbox::Outgoing,
};

/// How long a stranger may take to say who it is.
const HELLO: Duration = Duration::from_secs(10);
/// How often the relay asks whether anyone is there.
const PING: Duration = Duration::from_secs(30);
/// Silence after which nobody is: the link is dead even if TCP does not know it yet.
const SILENCE: Duration = Duration::from_secs(90);
/// How long one batch of frames may take to leave: two frames of the largest size at 20 kbit/s.
const SENDING: Duration = Duration::from_secs(210);
/// How long the last words may take.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// Longest first message: a hello, with room to grow.
const STRANGER_BYTES: usize = 4 * 1024;
/// Frames written before they are sent on together.
const TOGETHER: usize = 64;
/// Small, because there may be ten thousand of them; the default is 128 KiB for each.
const READ_BUFFER: usize = 4 * 1024;
/// A frame that took this much to send shows that the other side takes in what it gets.
const PROGRESS: usize = 64 * 1024;

pub(super) async fn open(
    State(site): State<Site>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    if !site.origins.allow(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let upgrade = match upgrade {
        Ok(upgrade) => upgrade,
        Err(rejection) => return rejection.into_response(),
    };
    let Some(place) = site.admission.admit(site.client(peer, &headers)) else {
        Metrics::add(&site.front.metrics().turned_away, 1);
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(READ_BUFFER)
        .max_write_buffer_size(4 * limits::FRAME_BYTES)
        .max_message_size(limits::FRAME_BYTES)
        .max_frame_size(limits::FRAME_BYTES)
        .on_upgrade(move |socket| async move {
            if let Ok(line) = site.front.connect().await {
                Conversation::new(socket, line, place).hold().await;
            }
        })
}

/// One socket and its line to the desk.
struct Conversation {
    socket: WebSocket,
    line: Line,
    /// Given back when the stranger is welcomed.
    place: Option<Place>,
    heard_at: Instant,
}

/// Why a conversation is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Over {
    /// The other side left, or the link broke.
    Left,
    /// The other side said something that is no message; it is told so.
    Malformed,
    /// The desk hung up; it has said why.
    HungUp,
}

impl From<Gone> for Over {
    fn from(_: Gone) -> Self {
        Self::HungUp
    }
}

impl From<axum::Error> for Over {
    fn from(_: axum::Error) -> Self {
        Self::Left
    }
}

impl Conversation {
    fn new(socket: WebSocket, line: Line, place: Place) -> Self {
        Self {
            socket,
            line,
            place: Some(place),
            heard_at: Instant::now(),
        }
    }

    async fn hold(mut self) {
        let over = self.talk().await;
        tracing::debug!(conn = self.line.conn().0, ?over, "a connection ended");
        let last_words = async {
            if over == Over::Malformed {
                let why = Farewell::Malformed;
                let goodbye = Message::Goodbye(Goodbye { why }).to_bytes();
                self.socket.feed(Frame::Binary(goodbye.into())).await.ok();
            }
            self.socket.send(Frame::Close(None)).await.ok();
        };
        within(LAST_WORDS, last_words).await.ok();
    }

    async fn talk(&mut self) -> Over {
        let alarm = tokio::time::sleep(HELLO);
        tokio::pin!(alarm);
        loop {
            let step = tokio::select! {
                outgoing = self.line.next() => match outgoing {
                    Ok(outgoing) => within(SENDING, self.send(outgoing)).await.unwrap_or(Err(Over::Left)),
                    Err(gone) => Err(gone.into()),
                },
                frame = self.socket.recv() => self.hear(frame).await,
                () = &mut alarm => match self.check_on().await {
                    Ok(next) => {
                        alarm.as_mut().reset(tokio::time::Instant::now() + next);
                        Ok(())
                    }
                    Err(over) => Err(over),
                },
            };
            if let Err(over) = step {
                return over;
            }
        }
    }

    async fn hear(&mut self, frame: Option<Result<Frame, axum::Error>>) -> Result<(), Over> {
        self.heard_at = Instant::now();
        match frame {
            Some(Ok(Frame::Binary(bytes))) => {
                let is_stranger = self.place.is_some();
                if is_stranger && bytes.len() > STRANGER_BYTES {
                    return Err(Over::Malformed);
                }
                let message = Message::parse(&bytes).map_err(|_| Over::Malformed)?;
                Ok(self.line.say(message).await?)
            }
            Some(Ok(Frame::Ping(_) | Frame::Pong(_))) => Ok(()),
            Some(Ok(Frame::Text(_))) => Err(Over::Malformed),
            // A frame over the limit ends here too: it is an error before it is read.
            Some(Err(error)) => match is_over_limit(&error) {
                true => Err(Over::Malformed),
                false => Err(Over::Left),
            },
            Some(Ok(Frame::Close(_))) | None => Err(Over::Left),
        }
    }

    /// Sends this and whatever else waits, flushed together.
    async fn send(&mut self, first: Outgoing) -> Result<(), Over> {
        let mut taken: Vec<RoomId> = Vec::new();
        let mut bytes = 0;
        let mut next = Some(first);
        let mut together = 0;
        let mut is_over = false;
        while let Some(outgoing) = next.take() {
            let frame = match outgoing {
                Outgoing::Frame(frame) => frame,
                Outgoing::Welcome(frame) => {
                    self.place = None;
                    frame
                }
                Outgoing::Stretch(frame, room) => {
                    taken.push(room);
                    frame
                }
                Outgoing::Close(_) => {
                    is_over = true;
                    break;
                }
            };
            bytes += frame.len();
            self.feed(frame).await?;
            together += 1;
            if together < TOGETHER && bytes < limits::FRAME_BYTES {
                next = self.line.next_now();
            }
        }
        self.socket.flush().await?;
        if is_over {
            return Err(Over::HungUp);
        }
        if bytes > PROGRESS {
            self.heard_at = Instant::now();
        }
        Ok(self.line.sent(&taken).await?)
    }

    async fn feed(&mut self, frame: Bytes) -> Result<(), Over> {
        Ok(self.socket.feed(Frame::Binary(frame)).await?)
    }

    /// Whether anyone is there; how long to wait before the next look.
    async fn check_on(&mut self) -> Result<Duration, Over> {
        if self.place.is_some() {
            return Err(Over::Left);
        }
        let silent = self.heard_at.elapsed();
        if silent >= SILENCE {
            return Err(Over::Left);
        }
        if silent >= PING {
            let ping = self.socket.send(Frame::Ping(Bytes::new()));
            within(SENDING, ping).await??;
        }
        Ok(PING.min(SILENCE - silent))
    }
}

async fn within<T>(time: Duration, work: impl Future<Output = T>) -> Result<T, Over> {
    tokio::time::timeout(time, work)
        .await
        .map_err(|_| Over::Left)
}

fn is_over_limit(error: &axum::Error) -> bool {
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(error);
    core::iter::from_fn(|| {
        let current = source?;
        source = current.source();
        Some(current.to_string())
    })
    .any(|text| text.contains("too long") || text.contains("too big"))
}
