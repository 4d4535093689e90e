//! Reads the header of an Automerge change within bounds, without Automerge.
//!
//! Layout after the Automerge binary format, "change chunks": magic, checksum, chunk type 1,
//! length, then dependencies, actor, sequence number, first operation, time, message, other
//! actors, column metadata, columns. Operations are counted from the action column (id 4), which
//! every operation fills. Compressed chunks, documents and bundles have other chunk types and are
//! refused by that byte, so nothing is ever inflated here.

pub(crate) mod leb;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::{ActorId, ChangeHash, limits};
use leb::Reader;

pub(crate) const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
pub(crate) const CHANGE_CHUNK: u8 = 1;
const DEFLATE_BIT: u64 = 0b1000;
/// Column id 4 (action), type 2 (unsigned integers, run-length encoded).
const ACTION_COLUMN: u64 = 4 << 4 | 2;
/// More columns than Automerge has, fewer than an attacker would like.
pub(crate) const MAX_COLUMNS: u64 = 64;

/// What the ledger needs to know of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeHeader {
    /// Its hash, by which later changes depend on it.
    pub hash: ChangeHash,
    /// What it depends on directly.
    pub dependencies: Vec<ChangeHash>,
    /// The actor that made it.
    pub actor: ActorId,
    /// The actor's count of changes, from 1.
    pub seq: u64,
    /// The counter of its first operation.
    pub start_op: u64,
    /// How many operations it has.
    pub ops: u64,
    /// Actors that its operations refer to.
    pub other_actors: Vec<ActorId>,
}

impl ChangeHeader {
    /// The largest operation counter up to and including this change.
    pub fn max_op(&self) -> u64 {
        self.start_op.saturating_add(self.ops).saturating_sub(1)
    }
}

/// Why bytes are not a change that is accepted.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ChangeError {
    /// Not a well-formed, uncompressed change with a matching checksum.
    #[error("not an uncompressed Automerge change")]
    Malformed,
    /// An actor that is not 16 bytes long cannot be derived from a key.
    #[error("an actor of foreign length")]
    Actor,
    /// More operations, dependencies, actors or text than the limits allow.
    #[error("over a limit of the protocol")]
    TooComplex,
}

/// Reads a change's header.
///
/// # Errors
/// Named in [`ChangeError`]; never panics and never allocates more than the input's size.
pub fn parse(bytes: &[u8]) -> Result<ChangeHeader, ChangeError> {
    let (hash, body) = framed(bytes)?;
    read(hash, body)
}

/// The hash of a change, by which its checksum was checked, and its body.
fn framed(bytes: &[u8]) -> Result<(ChangeHash, &[u8]), ChangeError> {
    let mut outer = Reader::new(bytes);
    if outer.take(4)? != MAGIC {
        return Err(ChangeError::Malformed);
    }
    let checksum = outer.take(4)?;
    let hashed = outer.rest();
    if outer.byte()? != CHANGE_CHUNK {
        return Err(ChangeError::Malformed);
    }
    let length = outer.unsigned()?;
    if length != outer.rest().len() as u64 {
        return Err(ChangeError::Malformed);
    }
    let hash: [u8; 32] = Sha256::digest(hashed).into();
    if hash.get(..4) != Some(checksum) {
        return Err(ChangeError::Malformed);
    }
    Ok((ChangeHash(hash), outer.rest()))
}

/// Reads the body of a change, given its hash.
pub(crate) fn read(hash: ChangeHash, body: &[u8]) -> Result<ChangeHeader, ChangeError> {
    let mut body = Reader::new(body);
    let dependencies = body.list(limits::CHANGE_DEPS, |body| {
        ChangeHash::from_slice(body.take(32)?).ok_or(ChangeError::Malformed)
    })?;
    let actor = read_actor(&mut body)?;
    let seq = body.unsigned()?;
    let start_op = body.unsigned()?;
    body.signed()?;
    let message = body.unsigned()?;
    if message > limits::CHANGE_MESSAGE_BYTES as u64 {
        return Err(ChangeError::TooComplex);
    }
    if core::str::from_utf8(body.take(message as usize)?).is_err() {
        return Err(ChangeError::Malformed);
    }
    let other_actors = body.list(limits::CHANGE_ACTORS, read_actor)?;
    let ops = count_ops(&mut body)?;
    if seq == 0 || start_op == 0 {
        return Err(ChangeError::Malformed);
    }
    if ops > limits::CHANGE_OPS {
        return Err(ChangeError::TooComplex);
    }
    Ok(ChangeHeader {
        hash,
        dependencies,
        actor,
        seq,
        start_op,
        ops,
        other_actors,
    })
}

fn read_actor(body: &mut Reader<'_>) -> Result<ActorId, ChangeError> {
    let length = body.unsigned()?;
    if length != ActorId::LEN as u64 {
        return Err(ChangeError::Actor);
    }
    ActorId::from_slice(body.take(ActorId::LEN)?).ok_or(ChangeError::Actor)
}

fn count_ops(body: &mut Reader<'_>) -> Result<u64, ChangeError> {
    let columns = body.unsigned()?;
    if columns > MAX_COLUMNS {
        return Err(ChangeError::TooComplex);
    }
    let mut lengths = Vec::new();
    let mut previous = None;
    for _ in 0..columns {
        let spec = body.unsigned()?;
        let length = body.unsigned()?;
        let is_in_order = previous.is_none_or(|before| before < spec);
        if spec & DEFLATE_BIT != 0 || !is_in_order {
            return Err(ChangeError::Malformed);
        }
        previous = Some(spec);
        lengths.push((spec, length));
    }
    let mut ops = 0;
    for (spec, length) in lengths {
        let length = usize::try_from(length).map_err(|_| ChangeError::Malformed)?;
        let column = body.take(length)?;
        if spec == ACTION_COLUMN {
            ops = count_runs(column)?;
        }
    }
    Ok(ops)
}

/// Counts the values of a run-length encoded column, stopping once the limit is passed.
fn count_runs(column: &[u8]) -> Result<u64, ChangeError> {
    let mut column = Reader::new(column);
    let mut count = 0_u64;
    while !column.rest().is_empty() && count <= limits::CHANGE_OPS {
        let run = column.signed()?;
        match run {
            0 => return Err(ChangeError::Malformed), // a run of nulls: an operation without action
            1.. => {
                column.unsigned()?;
                count = count.saturating_add(run.unsigned_abs());
            }
            _ => {
                let literals = run.unsigned_abs();
                if literals > limits::CHANGE_OPS {
                    return Err(ChangeError::TooComplex);
                }
                for _ in 0..literals {
                    column.unsigned()?;
                }
                count = count.saturating_add(literals);
            }
        }
    }
    Ok(count)
}
