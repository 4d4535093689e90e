//! A client of the relay that is no browser: for outsiders with bad intent, and for load.
//!
//! It speaks protocol 1 by the `ledger` crate's own messages and keeps no copy of anything. What it
//! signs it signs with real keys ([`Author`]); whether it may is for the relay to find. A [`Keeper`] keeps
//! what the app keeps.

mod author;
mod hall;
mod keeper;

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use ledger::wire::{
    Challenge, Clock, Hello, Message, Open, OpenRoom, PROTOCOL, Proof, Push, Welcome,
    hello_message, welcome_message,
};
use ledger::{Answer, Entry, EntryId, Nonce, RoomId, Seq, limits};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;

use crate::device::ORIGIN;

pub use author::Author;
pub(crate) use author::random;
pub use hall::{Hall, now, today};
pub use keeper::Keeper;

/// The relay answers at once or not at all.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection to a relay that has said who it is.
pub struct WireClient {
    socket: WebSocketStream<TcpStream>,
    welcome: Welcome,
    // What came while an answer to something else was waited for.
    unread: VecDeque<Message>,
}

impl WireClient {
    /// Connects as a key, or as a visitor.
    ///
    /// # Errors
    /// When the relay does not answer, or its signature does not verify.
    pub async fn connect(relay: SocketAddr, author: Option<&Author>) -> Result<Self> {
        let (mut socket, challenge) = greeted(relay).await?;
        let own = author::random()?;
        let proof = match author {
            Some(author) => {
                let message = hello_message(challenge.relay.id(), challenge.nonce, own, ORIGIN);
                Some(Proof {
                    key: author.public(),
                    signature: author.sign(&message)?,
                })
            }
            None => None,
        };
        let hello = Message::Hello(Hello {
            protocols: vec![PROTOCOL],
            proof,
            nonce: own,
        });
        send(&mut socket, &hello).await?;
        let welcome = match next(&mut socket).await? {
            Message::Welcome(welcome) => welcome,
            other => bail!("no welcome but {other:?}"),
        };
        let message = welcome_message(challenge.relay.id(), own, challenge.nonce);
        author::verifies(challenge.relay, &message, welcome.signature)
            .context("the relay's signature")?;
        Ok(Self {
            socket,
            welcome,
            unread: VecDeque::new(),
        })
    }

    /// Connects and greets with somebody else's words: a recorded `Hello`, sent again.
    ///
    /// # Errors
    /// When the relay does not answer.
    pub async fn replays(relay: SocketAddr, recorded: &Message) -> Result<Message> {
        let (mut socket, _) = greeted(relay).await?;
        send(&mut socket, recorded).await?;
        next(&mut socket).await
    }

    /// The greeting of a key, as an eavesdropper would record it.
    ///
    /// # Errors
    /// When the relay does not answer.
    pub async fn recorded_hello(relay: SocketAddr, author: &Author) -> Result<Message> {
        let (_, challenge) = greeted(relay).await?;
        let nonce: Nonce = author::random()?;
        let message = hello_message(challenge.relay.id(), challenge.nonce, nonce, ORIGIN);
        let proof = Some(Proof {
            key: author.public(),
            signature: author.sign(&message)?,
        });
        Ok(Message::Hello(Hello {
            protocols: vec![PROTOCOL],
            proof,
            nonce,
        }))
    }

    /// The rooms that the relay says this key may read.
    pub fn rooms(&self) -> Vec<RoomId> {
        self.welcome.rooms.iter().map(|room| room.room).collect()
    }

    /// Pushes entries and waits for the answer to each.
    ///
    /// # Errors
    /// When the relay hangs up.
    pub async fn push(&mut self, entries: &[Entry]) -> Result<BTreeMap<EntryId, Answer>> {
        let mut answers = BTreeMap::new();
        for some in entries.chunks(limits::PUSH_ENTRIES / 4) {
            let bytes = some.iter().map(|entry| entry.to_bytes().into()).collect();
            self.send(&Message::Push(Push { entries: bytes })).await?;
            while !some.iter().all(|entry| answers.contains_key(&entry.id())) {
                match self.hear().await? {
                    Message::Answers(heard) => {
                        answers.extend(heard.answers.iter().map(|it| (it.entry, it.answer)));
                    }
                    other => self.unread.push_back(other),
                }
            }
        }
        Ok(answers)
    }

    /// Pushes one entry and does not wait for its answer.
    ///
    /// # Errors
    /// When the relay hung up.
    pub async fn push_unanswered(&mut self, entry: &Entry) -> Result<()> {
        let entries = vec![entry.to_bytes().into()];
        self.send(&Message::Push(Push { entries })).await
    }

    /// Pushes one entry and gives its answer.
    ///
    /// # Errors
    /// When the relay hangs up.
    pub async fn push_one(&mut self, entry: &Entry) -> Result<Answer> {
        let answers = self.push(std::slice::from_ref(entry)).await?;
        answers.get(&entry.id()).copied().context("no answer")
    }

    /// Pushes bytes as an entry, whatever they are, and waits until the relay has dealt with them:
    /// it answers a ping that comes after, or hangs up.
    pub async fn pushes_rubbish(mut self, bytes: Vec<u8>) {
        let push = Message::Push(Push {
            entries: vec![bytes.into()],
        });
        let ping = Message::Ping(Clock { now: now() });
        if self.send(&push).await.is_err() || self.send(&ping).await.is_err() {
            return;
        }
        while !matches!(self.hear().await, Ok(Message::Pong(_)) | Err(_)) {}
    }

    /// Subscribes to a room from its beginning.
    ///
    /// # Errors
    /// When the relay hangs up.
    pub async fn open(&mut self, room: RoomId) -> Result<()> {
        let open = OpenRoom {
            room,
            head: None,
            locator: Vec::new(),
            wants_snapshot: None,
        };
        self.send(&Message::Open(Open { rooms: vec![open] })).await
    }

    /// Waits until the room's log has reached this length and gives the entries that came.
    ///
    /// # Errors
    /// When the relay hangs up or does not give so much.
    pub async fn reads_to(&mut self, room: RoomId, length: Seq) -> Result<Vec<Entry>> {
        let mut read = Vec::new();
        loop {
            let Message::Entries(entries) = self.next().await? else {
                continue;
            };
            if entries.room != room {
                continue;
            }
            for (item, seq) in entries.items.iter().zip(entries.from..) {
                read.push(item.at(seq)?.entry);
            }
            if entries.head.head.seq >= length {
                return Ok(read);
            }
        }
    }

    /// The next message, whatever it is.
    ///
    /// # Errors
    /// When the relay hangs up or stays silent.
    pub async fn next(&mut self) -> Result<Message> {
        match self.unread.pop_front() {
            Some(message) => Ok(message),
            None => self.hear().await,
        }
    }

    /// Sends a message.
    ///
    /// # Errors
    /// When the relay hung up.
    pub async fn send(&mut self, message: &Message) -> Result<()> {
        send(&mut self.socket, message).await
    }

    async fn hear(&mut self) -> Result<Message> {
        next(&mut self.socket).await
    }
}

/// Connects and waits for the relay's challenge.
async fn greeted(relay: SocketAddr) -> Result<(WebSocketStream<TcpStream>, Challenge)> {
    let mut socket = reached(relay).await?;
    match next(&mut socket).await? {
        Message::Challenge(challenge) => Ok((socket, challenge)),
        other => bail!("no challenge but {other:?}"),
    }
}

/// Connects.
async fn reached(relay: SocketAddr) -> Result<WebSocketStream<TcpStream>> {
    let mut request = format!("ws://{relay}/sync").into_client_request()?;
    request
        .headers_mut()
        .insert("origin", HeaderValue::from_static(ORIGIN));
    let stream = TcpStream::connect(relay)
        .await
        .context("cannot reach the relay")?;
    stream.set_nodelay(true)?;
    let (socket, _) = tokio_tungstenite::client_async(request, stream).await?;
    Ok(socket)
}

async fn send(socket: &mut WebSocketStream<TcpStream>, message: &Message) -> Result<()> {
    Ok(socket.send(message.to_bytes().into()).await?)
}

/// The next message; frames of the WebSocket itself are none.
async fn next(socket: &mut WebSocketStream<TcpStream>) -> Result<Message> {
    loop {
        let frame = tokio::time::timeout(PATIENCE, socket.next())
            .await
            .context("silence")?;
        let frame = frame.context("the relay hung up")??;
        if frame.is_binary() {
            return Ok(Message::parse(&frame.into_data())?);
        }
    }
}
