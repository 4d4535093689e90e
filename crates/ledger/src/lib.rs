//! The ledger: signed entries, who may write them, the order a relay gives them, and the two
//! machines that keep that order on a device and on a relay.
//!
//! How it runs. A device turns what a person did into an [`Entry`] and hands it to its
//! [`Replica`]; a relay hands every [`wire::Message`] that arrives to its [`Relay`]. Both machines
//! are plain state: they are given an event and the time and answer with effects (sign this,
//! store that, send this), which a browser, a socket loop or a simulator carries out. Both judge
//! entries by the same functions over the same [`RoomLog`], so a device knows beforehand what its
//! relay will answer, and can check afterwards that it answered truly.
//!
//! What it refuses to know: clocks, randomness, sockets, storage engines, Automerge documents and
//! what statements mean. Times, salts and session ids come in as arguments; of a change it reads
//! the header only ([`change`]); payloads of statements are bytes.
//!
//! The bytes of everything here are described in `docs/protocol.md`, with test vectors beside
//! this crate in `vectors/`.

pub mod answer;
pub mod authority;
pub mod cbor;
pub mod change;
pub mod crypto;
pub mod dice;
pub mod entry;
pub mod evidence;
pub mod head;
pub mod id;
pub mod id_map;
pub mod item;
pub mod key;
pub mod kind;
pub mod limits;
pub mod link;
pub mod payload;
pub mod receipt;
pub mod relay;
pub mod replica;
pub mod role;
pub mod room;
pub mod snapshot;
pub mod wire;

pub use answer::{Answer, Held, Later, Refusal, Want};
pub use entry::{Body, Draft, Entry, EntryError, Header, Unsigned};
pub use head::{Head, SignedHead};
pub use id::{
    ActorId, ChangeHash, Digest, EntryId, KeyId, Nonce, PersonId, RoomId, Salt, Seq, SessionId,
    Timestamp,
};
pub use item::LogItem;
pub use key::{Alg, PublicKey, Signature};
pub use kind::{Class, Kind, RoomKind};
pub use receipt::Receipt;
pub use relay::Relay;
pub use replica::Replica;
pub use role::Role;
pub use room::RoomLog;
