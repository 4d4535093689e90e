//! What ids are ordered by: thirty-two bytes, whatever their type.

use crate::{
    ActorId, ChangeHash, EntryId, KeyId, PersonId, RoomId, SessionId, relay::Conn, replica::Ticket,
};

/// Where an id stands among others of its type.
pub type Place = [u8; 32];

/// What an [`IdMap`](super::IdMap) can be ordered by.
pub trait IdKey: Copy {
    /// Different ids have different places, in the order of the ids.
    fn place(&self) -> Place;
}

/// The bytes of an id, followed by zeros.
pub fn padded(bytes: &[u8]) -> Place {
    let mut place = [0; 32];
    for (to, from) in place.iter_mut().zip(bytes) {
        *to = *from;
    }
    place
}

/// The bytes of two ids, followed by zeros.
fn joined(first: &[u8], second: &[u8]) -> Place {
    let mut place = padded(first);
    for (to, from) in place.iter_mut().skip(first.len()).zip(second) {
        *to = *from;
    }
    place
}

macro_rules! id_keys {
    ($($name:ident),+) => {
        $(impl IdKey for $name {
            fn place(&self) -> Place {
                padded(self.as_bytes())
            }
        })+
    };
}

id_keys!(
    ActorId, ChangeHash, EntryId, KeyId, PersonId, RoomId, SessionId
);

/// A hash, such as that of a number.
impl IdKey for [u8; 32] {
    fn place(&self) -> Place {
        *self
    }
}

impl IdKey for u64 {
    fn place(&self) -> Place {
        padded(&self.to_be_bytes())
    }
}

impl IdKey for Conn {
    fn place(&self) -> Place {
        self.0.place()
    }
}

impl IdKey for Ticket {
    fn place(&self) -> Place {
        self.0.place()
    }
}

impl IdKey for (KeyId, SessionId) {
    fn place(&self) -> Place {
        joined(self.0.as_bytes(), self.1.as_bytes())
    }
}

/// An operation of an Automerge document: its counter and its actor.
impl IdKey for (u64, ActorId) {
    fn place(&self) -> Place {
        joined(&self.0.to_be_bytes(), self.1.as_bytes())
    }
}
