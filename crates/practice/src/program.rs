//! What the app asks the practice community's worker: to found the community, and to carry words to its relay and back.
//!
//! Questions have a number and a payload in CBOR; messages are the bytes that a socket would carry.

use consultation::CivilTime;
use ledger::dice::Seed;
use ledger::relay::{Conn, Event};
use ledger::replica::{Op, Store};
use ledger::wire::Message;
use ledger::{Nonce, Timestamp, payload};
use minicbor::bytes::ByteVec;

use crate::{InPage, found};

/// Founds the community: [`Founding`] → [`Founded`].
pub const FOUND: u8 = 1;
/// A new relay that remembers nothing, and a device that greets it: [`Connecting`] → [`Heard`].
pub const CONNECT: u8 = 2;
/// A message to the relay: [`Telling`] → [`Heard`].
pub const TELL: u8 = 3;

/// The page, to the relay.
const CONN: Conn = Conn(0);

/// When and where the community is founded.
pub struct Founding {
    /// The page's origin.
    pub origin: String,
    /// Now, in milliseconds since 1970.
    pub now: u64,
    /// Now, by local clocks.
    pub here: String,
}

/// What a device has stored after the founding.
pub struct Founded {
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

/// One step: a row that is put, or rows that are taken out.
pub struct Step {
    what: u8,
    store: u8,
    first: ByteVec,
    second: ByteVec,
}

/// A device that greets a new relay.
pub struct Connecting {
    /// The page's origin.
    pub origin: String,
    /// Now, in milliseconds since 1970.
    pub now: u64,
    /// A random number.
    pub nonce: Nonce,
}

/// A message of the device.
pub struct Telling {
    /// Now, in milliseconds since 1970.
    pub now: u64,
    /// Its bytes.
    pub message: ByteVec,
}

/// What the relay answers.
pub struct Heard {
    /// Messages, in order.
    pub messages: Vec<ByteVec>,
}

ledger::in_map!(Founding {
    0: origin,
    1: now,
    2: here
});
ledger::in_map!(Founded { 0: steps });
ledger::in_map!(Step {
    0: what,
    1: store,
    2: first,
    3: second
});
ledger::in_map!(Connecting {
    0: origin,
    1: now,
    2: nonce
});
ledger::in_map!(Telling { 0: now, 1: message });
ledger::in_map!(Heard { 0: messages });

impl Step {
    fn of(op: Op) -> Self {
        let (what, store, first, second) = match op {
            Op::Put(store, key, value) => (0, store, key, value),
            Op::Delete(store, key) => (1, store, key, Vec::new()),
            Op::DeleteRange(store, first, last) => (2, store, first, last),
        };
        let place = Store::ALL.iter().position(|one| *one == store);
        Self {
            what,
            store: place
                .and_then(|place| u8::try_from(place).ok())
                .unwrap_or(u8::MAX),
            first: first.into(),
            second: second.into(),
        }
    }

    /// The step as a replica would have asked for it; `None` for one of another version.
    pub fn into_op(self) -> Option<Op> {
        let store = *Store::ALL.get(usize::from(self.store))?;
        let (first, second) = (self.first.into(), self.second.into());
        match self.what {
            0 => Some(Op::Put(store, first, second)),
            1 => Some(Op::Delete(store, first)),
            2 => Some(Op::DeleteRange(store, first, second)),
            _ => None,
        }
    }
}

/// The program of the worker.
#[derive(Default)]
pub struct Program {
    relay: Option<InPage>,
}

impl Program {
    /// Answers a question; `None` for one that is not understood. Nothing but ids and salts comes from the seed.
    pub fn answer(&mut self, number: u8, asked: &[u8], seed: Seed) -> Option<Vec<u8>> {
        match number {
            FOUND => {
                let asked: Founding = payload::decode(asked)?;
                let here: CivilTime = asked.here.parse().ok()?;
                let ops = found(&asked.origin, seed, Timestamp(asked.now), here)?;
                let steps = ops.into_iter().map(Step::of).collect();
                Some(payload::encode(&Founded { steps }))
            }
            CONNECT => {
                let asked: Connecting = payload::decode(asked)?;
                self.relay = Some(InPage::new(&asked.origin));
                let (conn, nonce, token) = (CONN, asked.nonce, asked.nonce);
                self.tell(asked.now, Event::Connected { conn, nonce, token })
            }
            TELL => {
                let asked: Telling = payload::decode(asked)?;
                let message = Message::parse(&asked.message).ok()?;
                let conn = CONN;
                self.tell(asked.now, Event::Received { conn, message })
            }
            _ => None,
        }
    }

    fn tell(&mut self, now: u64, event: Event) -> Option<Vec<u8>> {
        let relay = self.relay.as_mut()?;
        let answers = relay.take(Timestamp(now), event);
        let messages = answers.into_iter();
        let messages = messages.map(|(_, message)| message.to_bytes().into());
        Some(payload::encode(&Heard {
            messages: messages.collect(),
        }))
    }
}
