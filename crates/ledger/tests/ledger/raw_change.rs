//! Automerge change chunks written byte by byte, so that each byte can be made wrong.

use ledger::{ActorId, ChangeHash};
use sha2::{Digest as _, Sha256};

/// A change with as many operations as asked, all of them `set`.
#[derive(Clone)]
pub(crate) struct RawChange {
    pub(crate) chunk_type: u8,
    pub(crate) dependencies: Vec<ChangeHash>,
    pub(crate) actor: Vec<u8>,
    pub(crate) seq: u64,
    pub(crate) start_op: u64,
    pub(crate) message: Vec<u8>,
    pub(crate) other_actors: Vec<ActorId>,
    /// Column specifications with their bytes.
    pub(crate) columns: Vec<(u64, Vec<u8>)>,
}

/// Column id 4 (action), type 2 (run-length encoded unsigned integers).
pub(crate) const ACTION: u64 = 66;

impl RawChange {
    /// The first change of an actor.
    pub(crate) fn first(actor: ActorId) -> Self {
        Self {
            chunk_type: 1,
            dependencies: Vec::new(),
            actor: actor.0.to_vec(),
            seq: 1,
            start_op: 1,
            message: Vec::new(),
            other_actors: Vec::new(),
            columns: vec![(ACTION, run(1))],
        }
    }

    /// The change that follows `past` of `ops` operations altogether.
    pub(crate) fn after(actor: ActorId, seq: u64, past: &[ChangeHash], ops: u64) -> Self {
        Self {
            seq,
            start_op: ops + 1,
            dependencies: past.to_vec(),
            ..Self::first(actor)
        }
    }

    fn chunk(&self) -> Vec<u8> {
        let mut body = unsigned(self.dependencies.len() as u64);
        body.extend(self.dependencies.iter().flat_map(|hash| hash.0));
        body.extend(unsigned(self.actor.len() as u64));
        body.extend(&self.actor);
        body.extend(unsigned(self.seq));
        body.extend(unsigned(self.start_op));
        body.extend(signed(0));
        body.extend(unsigned(self.message.len() as u64));
        body.extend(&self.message);
        body.extend(unsigned(self.other_actors.len() as u64));
        for actor in &self.other_actors {
            body.extend(unsigned(16));
            body.extend(actor.0);
        }
        body.extend(unsigned(self.columns.len() as u64));
        for (spec, bytes) in &self.columns {
            body.extend(unsigned(*spec));
            body.extend(unsigned(bytes.len() as u64));
        }
        body.extend(self.columns.iter().flat_map(|(_, bytes)| bytes.clone()));
        [vec![self.chunk_type], unsigned(body.len() as u64), body].concat()
    }

    pub(crate) fn hash(&self) -> ChangeHash {
        ChangeHash(Sha256::digest(self.chunk()).into())
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        chunk(&self.chunk())
    }
}

/// Magic and checksum before type, length and contents.
pub(crate) fn chunk(hashed: &[u8]) -> Vec<u8> {
    let sum = Sha256::digest(hashed);
    [&[0x85, 0x6f, 0x4a, 0x83], &sum[..4], hashed].concat()
}

/// A run of `count` equal actions.
pub(crate) fn run(count: u64) -> Vec<u8> {
    [signed(i64::try_from(count).expect("small")), unsigned(1)].concat()
}

pub(crate) fn unsigned(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

pub(crate) fn signed(mut value: i64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (value & 0x7f) as u8;
        value >>= 7;
        let is_last = value == 0 && low & 0x40 == 0 || value == -1 && low & 0x40 != 0;
        bytes.push(if is_last { low } else { low | 0x80 });
        if is_last {
            return bytes;
        }
    }
}
