//! Where a blob is: its room and its hash.

use std::fmt;

use ledger::{KeyId, RoomId};
use object_store::path::Path;
use sha2::{Digest, Sha256};

/// The SHA-256 of a blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobId(pub [u8; 32]);

/// Names a blob: the same bytes in two rooms are two blobs, because rights are a room's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// Whose rights count.
    pub room: RoomId,
    /// What it is.
    pub blob: BlobId,
}

impl BlobId {
    /// The id of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Whether this is the hash of these bytes.
    pub fn is_hash_of(self, bytes: &[u8]) -> bool {
        Self::of(bytes) == self
    }

    /// Reads hexadecimal. Only lower-case: an address of a blob has one form.
    pub fn from_hex(text: &str) -> Option<Self> {
        let id = Self(RoomId::from_hex(text)?.0);
        (id.to_string() == text).then_some(id)
    }
}

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        RoomId(self.0).fmt(f)
    }
}

impl Address {
    /// Reads `<room>/<sha256>`, both in lower-case hexadecimal.
    pub fn parse(text: &str) -> Option<Self> {
        let (room, blob) = text.split_once('/')?;
        Some(Self {
            room: RoomId(BlobId::from_hex(room)?.0),
            blob: BlobId::from_hex(blob)?,
        })
    }

    /// Where the store has it.
    pub fn path(&self) -> Path {
        Path::from(format!("{}/{}", self.room, self.blob))
    }

    /// Where the store puts aside what is not what its name says.
    pub(super) fn damaged_path(&self) -> Path {
        Path::from(format!("{}/{}.{DAMAGED}", self.room, self.blob))
    }
}

/// The ending of a blob that was put aside, because it is not what its name says.
pub const DAMAGED: &str = "damaged";

/// The name of an unfinished upload on the shelf.
pub(super) fn shelf_name(key: KeyId, address: Address) -> String {
    format!("{key}-{}-{}", address.room, address.blob)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_form() {
        let (room, blob) = ("ab".repeat(32), "0c".repeat(32));
        let address = Address::parse(&format!("{room}/{blob}")).unwrap();
        assert_eq!(address.path().to_string(), format!("{room}/{blob}"));
        for wrong in [
            room.clone(),
            format!("{room}/{blob}/"),
            format!("{room}/{}", blob.to_uppercase()),
            format!("{room}/../{blob}"),
            format!("{room}/{}", &blob[1..]),
            format!("{room}/{blob}.damaged"),
        ] {
            assert_eq!(Address::parse(&wrong), None, "{wrong}");
        }
    }
}
