//! A device that keeps its rooms as the app does, without a browser: the app's own replica at a socket.
//!
//! Whatever comes it verifies, judges and keeps, in memory: what is to be stored is stored at once.

use std::collections::VecDeque;
use std::net::SocketAddr;

use anyhow::{Context, Result, anyhow, bail};
use ledger::link::Link;
use ledger::replica::{Effect, Event, Notice, Salted};
use ledger::{Class, Draft, EntryId, Kind, Replica, RoomId, RoomKind, payload};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;

use super::{Author, author, next, now, reached, send};
use crate::device::ORIGIN;

/// A device with a copy of its rooms and a connection.
pub struct Keeper {
    author: Author,
    replica: Replica,
    socket: WebSocketStream<TcpStream>,
}

impl Keeper {
    /// Connects for the first time, following a link to a hall, whose invitation it redeems.
    ///
    /// # Errors
    /// When the relay does not answer, or the link is to no hall.
    pub async fn follows(relay: SocketAddr, author: Author, link: &Link) -> Result<Self> {
        let hall = link.hall.context("the link is to no hall")?;
        let replica = Replica::new(Some(author.public()), author::random()?, ORIGIN);
        let mut keeper = Self {
            author,
            replica,
            socket: reached(relay).await?,
        };
        let mut effects = Vec::new();
        let rooms = [
            (link.board, RoomKind::Board, None),
            (hall, RoomKind::Hall, Some(link.board)),
        ];
        for (room, kind, board) in rooms {
            let relay = Some(link.relay);
            keeper
                .replica
                .follow(room, Some(kind), board, relay, &mut effects);
        }
        keeper.carries_out(effects).await?;
        let nonce = author::random()?;
        let connected = keeper.replica.handle(now(), Event::Connected { nonce });
        keeper.carries_out(connected).await?;
        let join = keeper.author.redeems(hall, &link.invitation)?;
        let join = payload::encode(&join);
        keeper
            .writes(hall, Class::Authority, Kind::JOIN, join)
            .await?;
        Ok(keeper)
    }

    /// What it has.
    pub fn replica(&self) -> &Replica {
        &self.replica
    }

    /// Writes an entry; it is sent as soon as its room is open.
    ///
    /// # Errors
    /// When the relay would refuse it, or hung up.
    pub async fn writes(
        &mut self,
        room: RoomId,
        class: Class,
        kind: Kind,
        payload: Vec<u8>,
    ) -> Result<EntryId> {
        let draft = Draft {
            room,
            class,
            kind,
            payload,
        };
        let salt = author::random()?;
        let mut effects = Vec::new();
        let entry = self
            .replica
            .write(now(), Salted { draft, salt }, &mut effects)?;
        self.carries_out(effects).await?;
        Ok(entry)
    }

    /// Waits for the relay to say something. Given up before that, it has missed nothing.
    ///
    /// # Errors
    /// When the relay hangs up or stays silent.
    pub async fn hears(&mut self) -> Result<ledger::wire::Message> {
        next(&mut self.socket).await
    }

    /// Takes in what the relay said.
    ///
    /// # Errors
    /// When the relay hangs up, or is not to be trusted.
    pub async fn takes(&mut self, message: ledger::wire::Message) -> Result<()> {
        let effects = self.replica.handle(now(), Event::Received(message));
        self.carries_out(effects).await
    }

    async fn carries_out(&mut self, effects: Vec<Effect>) -> Result<()> {
        let mut effects = VecDeque::from(effects);
        while let Some(effect) = effects.pop_front() {
            let event = match effect {
                Effect::Send(message) => {
                    send(&mut self.socket, &message).await?;
                    continue;
                }
                Effect::Sign(ticket, message) => Event::Signed(ticket, self.author.sign(&message)?),
                Effect::Verify(ticket, checks) => {
                    let results = checks.iter().map(|check| {
                        author::verifies(check.key, &check.message, check.signature).is_ok()
                    });
                    Event::Verified(ticket, results.collect())
                }
                Effect::Store(ticket, _) => Event::Stored(ticket),
                Effect::Fetch(ticket, _) => Event::Fetched(ticket, None),
                Effect::Notify(notice) => {
                    is_fine(&notice)?;
                    continue;
                }
                Effect::HangUp => bail!("the device hung up"),
            };
            effects.extend(self.replica.handle(now(), event));
        }
        Ok(())
    }
}

fn is_fine(notice: &Notice) -> Result<()> {
    match notice {
        Notice::Lost(..)
        | Notice::Refused(..)
        | Notice::Forked(_)
        | Notice::Unsound(_)
        | Notice::NotOurRelay => Err(anyhow!("the device says {notice:?}")),
        _ => Ok(()),
    }
}
