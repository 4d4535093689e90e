//! Giving and ending roles.

use minicbor::{
    Decode, Decoder, Encode, Encoder, decode,
    encode::{self, Write},
};

use crate::{
    KeyId, PublicKey, Role, Timestamp,
    cbor::{self, Values},
};

/// Gives a role to a key, or to whoever redeems an invitation.
///
/// Granting the same invitation again raises its limit or moves its expiry; it never lowers either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Whom.
    pub to: Grantee,
    /// What.
    pub role: Role,
    /// When it ends by the relay's clock; `None` is never.
    pub expires: Option<Timestamp>,
}

crate::in_map!(Grant {
    0: to,
    1: role,
    2: expires
});

/// Who receives a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grantee {
    /// A key that is known by its public key.
    Key(PublicKey),
    /// Whoever holds the private key of an invitation, up to a number of joins.
    Invitation {
        /// The invitation's public key.
        key: PublicKey,
        /// How many may join by it; later joins are held.
        limit: u32,
    },
}

impl<'b> Decode<'b, ()> for Grantee {
    fn decode(decoder: &mut Decoder<'b>, _: &mut ()) -> Result<Self, decode::Error> {
        let (number, parts) = Values::of_variant(decoder)?;
        Ok(match number {
            0 => Self::Key(parts.get(0)?),
            1 => Self::Invitation {
                key: parts.get(0)?,
                limit: parts.get(1)?,
            },
            unknown => return Err(decode::Error::unknown_variant(unknown)),
        })
    }
}

impl Encode<()> for Grantee {
    fn encode<W: Write>(
        &self,
        encoder: &mut Encoder<W>,
        context: &mut (),
    ) -> Result<(), encode::Error<W::Error>> {
        match self {
            Self::Key(key) => {
                cbor::begin_variant(encoder, 0, 1)?;
                key.encode(encoder, context)
            }
            Self::Invitation { key, limit } => {
                cbor::begin_variant(encoder, 1, 2)?;
                key.encode(encoder, context)?;
                limit.encode(encoder, context)
            }
        }
    }
}

/// Ends every role of a key in this room, or an invitation, from its own position on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revoke {
    /// The key of a person's device, or of an invitation.
    pub key: KeyId,
}

crate::in_map!(Revoke { 0: key });
