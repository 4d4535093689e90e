//! Changes without what follows from each other: hashes, counters, and what every change repeats.
//!
//! A dependency is named by how far back it is, an actor by its place in a list, the time by the
//! difference to the change before. `seq` and `start_op` are left out, because the ledger logs no
//! change whose counters do not follow from its past. Columns of one kind stand together, which a
//! compressor likes. What is no change of that form is not packed, and no snapshot is made of it.

use minicbor::bytes::ByteVec;

use super::{SnapshotError, graph::Graph};
use crate::change::{
    self, ChangeError, ChangeHeader,
    leb::{Reader, write_signed, write_unsigned},
};
use crate::id_map::IdMap;
use crate::{ActorId, limits};

/// The stream that takes what follows a change's columns; a column's own has its specification.
pub(super) const REST: u64 = u64::MAX;

/// Packed changes.
#[derive(Debug)]
pub(super) struct Packed {
    /// Every actor, 16 bytes each, in the order of appearance.
    pub(super) actors: ByteVec,
    /// Of every change its dependencies, actor and other actors.
    pub(super) graph: ByteVec,
    /// Of every change time, message and column headings.
    pub(super) headings: ByteVec,
    /// The bytes of columns, by specification.
    pub(super) columns: Vec<Column>,
}

crate::in_map!(Packed {
    0: actors,
    1: graph,
    2: headings,
    3: columns
});

/// What all changes have in one column.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) specification: u64,
    pub(super) bytes: ByteVec,
}

crate::in_array!(Column { 0: specification, 1: bytes } 2);

impl Default for Packed {
    fn default() -> Self {
        let empty = || ByteVec::from(Vec::new());
        Self {
            actors: empty(),
            graph: empty(),
            headings: empty(),
            columns: Vec::new(),
        }
    }
}

/// What is written so far.
#[derive(Default)]
struct Packing {
    graph: Graph,
    actors: IdMap<ActorId, u64>,
    time: i64,
    packed: Packed,
}

impl Packed {
    /// Packs changes, each after what it depends on.
    ///
    /// # Errors
    /// When one of them is no change, or stands before what it depends on.
    pub(super) fn of(changes: &[Vec<u8>]) -> Result<Self, SnapshotError> {
        let mut packing = Packing::default();
        let mut bytes: usize = 0;
        for change in changes {
            bytes = bytes.saturating_add(change.len());
            if bytes > limits::SNAPSHOT_CHANGES {
                return Err(SnapshotError::TooLarge);
            }
            packing.add(change)?;
        }
        Ok(packing.packed)
    }

    fn put_column(&mut self, specification: u64, bytes: &[u8]) {
        let place = self
            .columns
            .binary_search_by_key(&specification, |column| column.specification);
        let place = place.unwrap_or_else(|place| {
            let column = Column {
                specification,
                bytes: ByteVec::from(Vec::new()),
            };
            self.columns.insert(place, column);
            place
        });
        if let Some(column) = self.columns.get_mut(place) {
            column.bytes.extend_from_slice(bytes);
        }
    }
}

impl Packing {
    fn add(&mut self, change: &[u8]) -> Result<(), SnapshotError> {
        let not_packable = |_| SnapshotError::NotPackable;
        let header = change::parse(change).map_err(not_packable)?;
        self.put_graph(&header)?;
        self.put_rest(change).map_err(not_packable)?;
        match self.graph.add(&header) {
            true => Ok(()),
            false => Err(SnapshotError::NotPackable),
        }
    }

    fn put_graph(&mut self, header: &ChangeHeader) -> Result<(), SnapshotError> {
        write_unsigned(header.dependencies.len() as u64, &mut self.packed.graph);
        for dependency in &header.dependencies {
            let place = self.graph.place(*dependency);
            let back = self.graph.len() - place.ok_or(SnapshotError::NotPackable)?;
            write_unsigned(back as u64, &mut self.packed.graph);
        }
        self.put_actor(header.actor);
        write_unsigned(header.other_actors.len() as u64, &mut self.packed.graph);
        for actor in &header.other_actors {
            self.put_actor(*actor);
        }
        Ok(())
    }

    fn put_actor(&mut self, actor: ActorId) {
        let next = self.packed.actors.len() as u64 / ActorId::LEN as u64;
        let number = match self.actors.get(&actor) {
            Some(number) => *number,
            None => {
                self.packed.actors.extend_from_slice(&actor.0);
                self.actors.insert(actor, next);
                next
            }
        };
        write_unsigned(number, &mut self.packed.graph);
    }

    /// Goes over a change that was parsed, and keeps what the graph does not tell.
    fn put_rest(&mut self, change: &[u8]) -> Result<(), ChangeError> {
        let mut outer = Reader::new(change);
        outer.take(change::MAGIC.len() + 4 + 1)?;
        outer.unsigned()?;
        let mut body = Reader::new(outer.rest());
        body.list(limits::CHANGE_DEPS, |body| body.take(32).map(drop))?;
        skip_actor(&mut body)?;
        body.unsigned()?;
        body.unsigned()?;
        let time = body.signed()?;
        let headings = &mut self.packed.headings;
        write_signed(time.wrapping_sub(self.time), headings);
        self.time = time;
        let message = body.unsigned()?;
        write_unsigned(message, headings);
        headings.extend_from_slice(take(&mut body, message)?);
        body.list(limits::CHANGE_ACTORS, skip_actor)?;
        let count = body.unsigned()?;
        write_unsigned(count, headings);
        let mut lengths = Vec::new();
        for _ in 0..count {
            let (specification, length) = (body.unsigned()?, body.unsigned()?);
            write_unsigned(specification, headings);
            write_unsigned(length, headings);
            lengths.push((specification, length));
        }
        for (specification, length) in lengths {
            self.packed
                .put_column(specification, take(&mut body, length)?);
        }
        let rest = body.rest();
        write_unsigned(rest.len() as u64, &mut self.packed.headings);
        if !rest.is_empty() {
            self.packed.put_column(REST, rest);
        }
        Ok(())
    }
}

fn skip_actor(body: &mut Reader<'_>) -> Result<(), ChangeError> {
    let length = body.unsigned()?;
    take(body, length).map(drop)
}

fn take<'a>(body: &mut Reader<'a>, length: u64) -> Result<&'a [u8], ChangeError> {
    body.take(usize::try_from(length).map_err(|_| ChangeError::Malformed)?)
}
