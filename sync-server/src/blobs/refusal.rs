//! Why something about a blob is not done: a closed list of reasons, each with what to do.

use std::io;

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A page of another origin asked.
    Origin,
    /// The path is no address of a blob.
    Address,
    /// The relay keeps no blobs.
    NotKept,
    /// The relay does not have the room.
    NoRoom,
    /// It takes a key, and no connection with one was named.
    Token,
    /// The key has no such right in this room.
    NotAllowed,
    /// The relay is being given back what it lost; the right may be missing only yet.
    Healing,
    /// Nothing is there under this address.
    NotHere,
    /// The fields that describe the piece are missing or make no sense.
    Fields,
    /// The piece does not begin where the upload ends, which is here.
    Offset(u64),
    /// The piece goes beyond the length that it gives.
    BeyondLength,
    /// The blob is larger than this.
    BlobTooLarge(u64),
    /// The piece is larger than this.
    PieceTooLarge(u64),
    /// The first bytes are none of a JPEG, PNG or WebP but, as far as known, of this.
    NotAPicture(&'static str),
    /// The picture has more pixels than this.
    TooManyPixels(u64),
    /// The picture says where it was taken.
    Location,
    /// The bytes do not have the hash that they were announced with.
    Hash,
    /// All bytes that a room may have are used.
    RoomQuota,
    /// All bytes that a key may add are used.
    KeyQuota,
    /// The disk is full but for what the log needs.
    DiskFull,
    /// The store or the disk fails.
    Storage,
    /// Too much at once.
    Busy,
    /// The piece did not come in time; what came is kept, up to here.
    Slow(u64),
    /// The relay is stopping.
    Stopping,
}

impl Refusal {
    /// The reason's name in answers; never changes.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Origin => "origin",
            Self::Address => "address",
            Self::NotKept => "not_kept",
            Self::NoRoom => "no_room",
            Self::Token => "token",
            Self::NotAllowed => "not_allowed",
            Self::Healing => "healing",
            Self::NotHere => "not_here",
            Self::Fields => "fields",
            Self::Offset(_) => "offset",
            Self::BeyondLength => "beyond_length",
            Self::BlobTooLarge(_) => "blob_too_large",
            Self::PieceTooLarge(_) => "piece_too_large",
            Self::NotAPicture(_) => "not_a_picture",
            Self::TooManyPixels(_) => "too_many_pixels",
            Self::Location => "location",
            Self::Hash => "hash",
            Self::RoomQuota => "room_quota",
            Self::KeyQuota => "key_quota",
            Self::DiskFull => "disk_full",
            Self::Storage => "storage",
            Self::Busy => "busy",
            Self::Slow(_) => "slow",
            Self::Stopping => "stopping",
        }
    }

    /// What happened and what to do.
    pub fn hint(self) -> String {
        match self {
            Self::Origin => "a page of another origin asks; open the app at the relay's own".into(),
            Self::Address => {
                "an address is /blobs/<room>/<sha256>, both 64 lower-case hexadecimal digits".into()
            }
            Self::NotKept => "this relay keeps no blobs; the device keeps it and asks again".into(),
            Self::NoRoom => {
                "the relay does not have this room, or not yet; push the room's entries first"
                    .into()
            }
            Self::Token => "this takes the token of a connection whose key has the right: \
                 Authorization: Bearer <token of Welcome>; connect again if the connection ended"
                .into(),
            Self::NotAllowed => {
                "the key of this connection has no right to it in this room; staff can give it one"
                    .into()
            }
            Self::Healing => {
                "the relay is being given back what it lost; try again in a while".into()
            }
            Self::NotHere => "the relay does not have it; whoever does may upload it".into(),
            Self::Fields => {
                "a piece needs Upload-Offset and Upload-Length, both whole numbers, and comes \
                 unencoded"
                    .into()
            }
            Self::Offset(at) => format!("the upload goes on at byte {at}; send from there"),
            Self::BeyondLength => {
                "the piece goes beyond Upload-Length; nothing of it was taken".into()
            }
            Self::BlobTooLarge(most) => {
                format!("at most {most} bytes; make the picture smaller and upload the new one")
            }
            Self::PieceTooLarge(most) => format!("at most {most} bytes at once; send less"),
            Self::NotAPicture(found) => format!(
                "only JPEG, PNG and WebP are kept, and by its first bytes this is {found}, \
                 whatever the file is called"
            ),
            Self::TooManyPixels(most) => {
                format!("at most {most} pixels; make the picture smaller and upload the new one")
            }
            Self::Location => {
                "the picture says where it was taken; encode it anew without metadata".into()
            }
            Self::Hash => {
                "the bytes do not have this SHA-256 and were thrown away; read the file again and \
                 send from byte 0"
                    .into()
            }
            Self::RoomQuota => {
                "this room may not take more; the operator can raise its quota".into()
            }
            Self::KeyQuota => {
                "this key may not add more; staff can add it from their device".into()
            }
            Self::DiskFull => {
                "the relay's disk is full; nothing is lost, keep it and try again later".into()
            }
            Self::Storage => {
                "the relay's store fails; nothing is lost, keep it and try again later".into()
            }
            Self::Busy => "too many uploads at once; try again in a while".into(),
            Self::Slow(at) => format!("it took too long; what came is kept, go on at byte {at}"),
            Self::Stopping => "the relay is stopping; try again in a while".into(),
        }
    }

    /// Whether nothing of the upload is left on the relay.
    pub fn is_thrown_away(self) -> bool {
        matches!(
            self,
            Self::Hash | Self::NotAPicture(_) | Self::TooManyPixels(_) | Self::Location
        )
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        storage("the shelf of unfinished uploads fails", error)
    }
}

/// Logs why a store failed and says so; a full disk has a name of its own.
pub(super) fn storage(
    what: &'static str,
    error: impl std::error::Error + Send + Sync + 'static,
) -> Refusal {
    tracing::error!(error = &error as &dyn std::error::Error, "{what}");
    match is_full(&error) {
        true => Refusal::DiskFull,
        false => Refusal::Storage,
    }
}

fn is_full(error: &(dyn std::error::Error + 'static)) -> bool {
    use io::ErrorKind::{QuotaExceeded, StorageFull};
    let mut current = Some(error);
    while let Some(error) = current {
        let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
        if matches!(kind, Some(StorageFull | QuotaExceeded)) {
            return true;
        }
        current = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_from_a_failing_one_however_deep_it_lies() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        let wrapped = object_store::Error::Generic {
            store: "test",
            source: Box::new(full),
        };
        assert_eq!(storage("a test", wrapped), Refusal::DiskFull);
        let broken = io::Error::from(io::ErrorKind::PermissionDenied);
        assert_eq!(storage("a test", broken), Refusal::Storage);
    }

    #[test]
    fn hints_can_stand_in_an_answer_as_they_are() {
        let hint = Refusal::NotAPicture("a PDF").hint();
        assert!(hint.contains("this is a PDF"), "{hint}");
        assert!(!hint.contains(['"', '\\', '\n']));
    }
}
