//! Payloads of authority and maintenance entries: CBOR maps with integer keys.
//!
//! Unknown keys are skipped when read and kept in the entry, whose bytes nobody re-encodes.

pub mod found;
pub mod grant;
pub mod join;
pub mod settle;

pub use found::Found;
pub use grant::{Grant, Grantee, Revoke};
pub use join::Join;
pub use settle::{Admit, Adopt, Erase, RelayKey};

use minicbor::{Decode, Encode};

/// The payload's bytes.
pub fn encode<T: Encode<()>>(payload: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to a Vec cannot fail: its error type is `Infallible`.
    let _ = minicbor::encode(payload, &mut bytes);
    bytes
}

/// Reads a payload; `None` when it is not one.
pub fn decode<'b, T: Decode<'b, ()>>(bytes: &'b [u8]) -> Option<T> {
    minicbor::decode(bytes).ok()
}
