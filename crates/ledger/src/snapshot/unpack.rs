//! Spells packed changes out again, byte for byte, within bounds.

use core::cell::Cell;

use sha2::{Digest as _, Sha256};

use super::{
    SnapshotError,
    graph::Graph,
    pack::{Packed, REST},
};
use crate::change::{
    self, ChangeError,
    leb::{Reader, write_signed, write_unsigned},
};
use crate::{ActorId, ChangeHash, limits};

impl From<ChangeError> for SnapshotError {
    fn from(_: ChangeError) -> Self {
        Self::Malformed
    }
}

/// Where reading has come to.
struct Unpacking<'a> {
    actors: &'a [u8],
    graph: Reader<'a>,
    headings: Reader<'a>,
    columns: Vec<(u64, Cell<&'a [u8]>)>,
    known: Graph,
    time: i64,
}

impl Packed {
    /// The changes.
    ///
    /// # Errors
    /// When these are none, or more bytes than the limits allow.
    pub(super) fn unpack(&self) -> Result<Vec<Vec<u8>>, SnapshotError> {
        let columns = self.columns.iter();
        let mut unpacking = Unpacking {
            actors: &self.actors,
            graph: Reader::new(&self.graph),
            headings: Reader::new(&self.headings),
            columns: columns
                .map(|column| (column.specification, Cell::new(column.bytes.as_slice())))
                .collect(),
            known: Graph::default(),
            time: 0,
        };
        let mut changes = Vec::new();
        let mut bytes: usize = 0;
        while !unpacking.graph.rest().is_empty() {
            let change = unpacking.next()?;
            bytes = bytes.saturating_add(change.len());
            if bytes > limits::SNAPSHOT_CHANGES {
                return Err(SnapshotError::TooLarge);
            }
            changes.push(change);
        }
        match unpacking.is_done() {
            true => Ok(changes),
            false => Err(SnapshotError::Malformed),
        }
    }
}

impl<'a> Unpacking<'a> {
    fn is_done(&self) -> bool {
        let columns = self.columns.iter().all(|(_, bytes)| bytes.get().is_empty());
        columns && self.headings.rest().is_empty()
    }

    fn next(&mut self) -> Result<Vec<u8>, SnapshotError> {
        let (known, actors) = (&self.known, self.actors);
        let dependencies = self.graph.list(limits::CHANGE_DEPS, |graph| {
            let back = usize::try_from(graph.unsigned()?).map_err(|_| ChangeError::Malformed)?;
            let place = known.len().checked_sub(back);
            let hash = place.and_then(|place| known.hash(place));
            hash.ok_or(ChangeError::Malformed)
        })?;
        let actor = read_actor(&mut self.graph, actors)?;
        let others = self
            .graph
            .list(limits::CHANGE_ACTORS, |graph| read_actor(graph, actors))?;
        let seq = known.next_seq(actor);
        let start_op = known.next_op(&dependencies);
        let mut body = Vec::new();
        write_unsigned(dependencies.len() as u64, &mut body);
        for ChangeHash(hash) in &dependencies {
            body.extend(hash);
        }
        write_actor(actor, &mut body);
        write_unsigned(seq, &mut body);
        write_unsigned(start_op.ok_or(SnapshotError::Malformed)?, &mut body);
        self.time = self.time.wrapping_add(self.headings.signed()?);
        write_signed(self.time, &mut body);
        let message = self.headings.unsigned()?;
        if message > limits::CHANGE_MESSAGE_BYTES as u64 {
            return Err(SnapshotError::Malformed);
        }
        write_unsigned(message, &mut body);
        body.extend(self.headings.take(message as usize)?);
        write_unsigned(others.len() as u64, &mut body);
        for other in others {
            write_actor(other, &mut body);
        }
        self.put_columns(&mut body)?;
        self.finish(&body)
    }

    fn put_columns(&mut self, body: &mut Vec<u8>) -> Result<(), SnapshotError> {
        let count = self.headings.unsigned()?;
        if count > change::MAX_COLUMNS {
            return Err(SnapshotError::Malformed);
        }
        write_unsigned(count, body);
        let mut lengths = Vec::new();
        for _ in 0..count {
            let (specification, length) = (self.headings.unsigned()?, self.headings.unsigned()?);
            write_unsigned(specification, body);
            write_unsigned(length, body);
            lengths.push((specification, length));
        }
        lengths.push((REST, self.headings.unsigned()?));
        for (specification, length) in lengths {
            body.extend(self.take(specification, length)?);
            if body.len() > limits::ENTRY_BYTES {
                return Err(SnapshotError::TooLarge);
            }
        }
        Ok(())
    }

    fn take(&self, specification: u64, length: u64) -> Result<&'a [u8], SnapshotError> {
        if length == 0 {
            return Ok(&[]);
        }
        let length = usize::try_from(length).map_err(|_| SnapshotError::Malformed)?;
        let column = self.columns.iter().find(|(of, _)| *of == specification);
        let (_, bytes) = column.ok_or(SnapshotError::Malformed)?;
        let (taken, rest) = bytes
            .get()
            .split_at_checked(length)
            .ok_or(SnapshotError::Malformed)?;
        bytes.set(rest);
        Ok(taken)
    }

    /// The chunk around a body, which is then read as any change is.
    fn finish(&mut self, body: &[u8]) -> Result<Vec<u8>, SnapshotError> {
        let mut hashed = vec![change::CHANGE_CHUNK];
        write_unsigned(body.len() as u64, &mut hashed);
        hashed.extend(body);
        let hash: [u8; 32] = Sha256::digest(&hashed).into();
        let checksum = hash.first_chunk::<4>().copied().unwrap_or_default();
        let chunk = [change::MAGIC.as_slice(), &checksum, &hashed].concat();
        let header = change::read(ChangeHash(hash), body)?;
        match self.known.add(&header) {
            true => Ok(chunk),
            false => Err(SnapshotError::Malformed),
        }
    }
}

fn read_actor(graph: &mut Reader<'_>, actors: &[u8]) -> Result<ActorId, ChangeError> {
    let number = usize::try_from(graph.unsigned()?).map_err(|_| ChangeError::Malformed)?;
    let from = number.checked_mul(ActorId::LEN);
    let bytes = from.and_then(|from| actors.get(from..)?.get(..ActorId::LEN));
    bytes
        .and_then(ActorId::from_slice)
        .ok_or(ChangeError::Malformed)
}

fn write_actor(actor: ActorId, to: &mut Vec<u8>) {
    write_unsigned(ActorId::LEN as u64, to);
    to.extend(actor.0);
}
