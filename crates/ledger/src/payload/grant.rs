//! Giving and ending roles.

use minicbor::{Decode, Encode};

use crate::{KeyId, PublicKey, Role, Timestamp};

/// Gives a role to a key, or to whoever redeems an invitation.
///
/// Granting the same invitation again raises its limit or moves its expiry; it never lowers either.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Grant {
    /// Whom.
    #[n(0)]
    pub to: Grantee,
    /// What.
    #[n(1)]
    pub role: Role,
    /// When it ends by the relay's clock; `None` is never.
    #[n(2)]
    pub expires: Option<Timestamp>,
}

/// Who receives a role.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Grantee {
    /// A key that is known by its public key.
    #[n(0)]
    Key(#[n(0)] PublicKey),
    /// Whoever holds the private key of an invitation, up to a number of joins.
    #[n(1)]
    Invitation {
        /// The invitation's public key.
        #[n(0)]
        key: PublicKey,
        /// How many may join by it; later joins are held.
        #[n(1)]
        limit: u32,
    },
}

/// Ends every role of a key in this room, or an invitation, from its own position on.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Revoke {
    /// The key of a person's device, or of an invitation.
    #[n(0)]
    pub key: KeyId,
}
