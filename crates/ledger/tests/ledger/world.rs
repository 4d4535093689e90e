//! A small jurisdiction: a board, its office and one hall, with somebody in every role.

use std::collections::BTreeMap;

use ledger::{
    ActorId, Class, Draft, Entry, EntryId, Head, KeyId, Kind, LogItem, Nonce, PublicKey, Role,
    RoomId, RoomKind, RoomLog, Salt, Seq, SessionId, SignedHead, Timestamp,
    authority::{Reject, Verdict},
    entry::Place,
    payload::{self, Found, Grant, Grantee, Join},
};
use minicbor::Encode;

use crate::{keys::TestKey, raw_change::RawChange};

/// The moment at which everything here starts.
pub(crate) const START: Timestamp = Timestamp(1_513_123_200_000);

/// A device: a key, a session, and where it stands in every room's chain.
#[derive(Clone)]
pub(crate) struct Pen {
    pub(crate) key: TestKey,
    pub(crate) session: SessionId,
    pub(crate) places: BTreeMap<RoomId, Place>,
    pub(crate) clock: Timestamp,
    salts: u8,
}

impl Pen {
    pub(crate) fn new(name: &str) -> Self {
        let key = TestKey::named(name);
        let mut session = SessionId(key.id().0);
        session.0.reverse();
        Self {
            key,
            session,
            places: BTreeMap::new(),
            clock: START,
            salts: 0,
        }
    }

    pub(crate) fn id(&self) -> KeyId {
        self.key.id()
    }

    pub(crate) fn actor(&self, room: RoomId) -> ActorId {
        ActorId::derive(self.id(), room, self.session)
    }

    fn unsigned(&mut self, draft: Draft) -> ledger::Unsigned {
        let room = draft.room;
        let place = self.places.get(&room).copied();
        let place = place.unwrap_or(Place::first(self.session));
        self.salts = self.salts.wrapping_add(1);
        let salt = Salt([self.salts; 16]);
        let unsigned = draft.place(self.id(), place, self.clock, salt).unwrap();
        let room = unsigned.preview().room();
        let next = Place {
            index: place.index + 1,
            prev: unsigned.id(),
            ..place
        };
        self.places.insert(room, next);
        unsigned
    }

    /// Writes a signed entry as the next of the pen's chain in that room.
    pub(crate) fn write(
        &mut self,
        room: RoomId,
        class: Class,
        kind: Kind,
        payload: Vec<u8>,
    ) -> Entry {
        let draft = Draft {
            room,
            class,
            kind,
            payload,
        };
        let unsigned = self.unsigned(draft);
        let signature = self.key.sign(&unsigned.message());
        unsigned.signed(signature)
    }

    /// As [`Pen::write`], with zeros for a signature: where only the judgement matters.
    pub(crate) fn scribble(
        &mut self,
        room: RoomId,
        class: Class,
        kind: Kind,
        payload: Vec<u8>,
    ) -> Entry {
        let draft = Draft {
            room,
            class,
            kind,
            payload,
        };
        self.unsigned(draft).preview()
    }

    pub(crate) fn authority<T: Encode<()>>(
        &mut self,
        room: RoomId,
        kind: Kind,
        payload: &T,
    ) -> Entry {
        self.write(room, Class::Authority, kind, payload::encode(payload))
    }

    pub(crate) fn say(&mut self, room: RoomId, words: &str) -> Entry {
        self.write(room, Class::Statement, Kind(1), words.as_bytes().to_vec())
    }

    pub(crate) fn change(&mut self, room: RoomId, change: &RawChange) -> Entry {
        self.write(room, Class::Record, Kind::CHANGE, change.bytes())
    }

    pub(crate) fn erase(&mut self, room: RoomId, target: EntryId) -> Entry {
        let erase = payload::encode(&payload::Erase { target });
        self.write(room, Class::Maintenance, Kind::ERASE, erase)
    }

    pub(crate) fn adopt(&mut self, room: RoomId, entries: &[EntryId]) -> Entry {
        let adopt = payload::Adopt {
            entries: entries.to_vec(),
        };
        self.authority(room, Kind::ADOPT, &adopt)
    }

    pub(crate) fn revoke(&mut self, room: RoomId, key: KeyId) -> Entry {
        self.authority(room, Kind::REVOKE, &payload::Revoke { key })
    }

    pub(crate) fn invite(
        &mut self,
        room: RoomId,
        key: PublicKey,
        role: Role,
        limit: u32,
        expires: Option<Timestamp>,
    ) -> Entry {
        let to = Grantee::Invitation { key, limit };
        self.authority(room, Kind::GRANT, &Grant { to, role, expires })
    }

    pub(crate) fn join(&mut self, room: RoomId, invitation: &TestKey) -> Entry {
        let proof = invitation.sign(&Join::message(room, self.id()));
        let join = Join {
            invitation: invitation.id(),
            key: self.key.public(),
            proof,
        };
        self.authority(room, Kind::JOIN, &join)
    }

    pub(crate) fn found(&mut self, found: &Found) -> Entry {
        self.authority(RoomId::ZERO, Kind::FOUND, found)
    }
}

/// A founding payload with nothing but what every room has.
pub(crate) fn founding(kind: RoomKind, board: Option<RoomId>, nonce: u8) -> Found {
    Found {
        kind,
        board,
        nonce: Nonce([nonce; 16]),
        continues: None,
        relay: None,
        first: None,
        name: None,
    }
}

/// Logs kept as a relay keeps them: nothing enters that is not checked and judged.
#[derive(Clone, Default)]
pub(crate) struct Logs {
    pub(crate) logs: BTreeMap<RoomId, RoomLog>,
    pub(crate) items: BTreeMap<RoomId, Vec<LogItem>>,
    pub(crate) now: Timestamp,
}

impl Logs {
    pub(crate) fn log(&self, room: RoomId) -> &RoomLog {
        &self.logs[&room]
    }

    pub(crate) fn board_id(&self, entry: &Entry) -> Option<RoomId> {
        if entry.is_founding() {
            payload::decode::<Found>(entry.payload()?)?.board
        } else {
            self.logs.get(&entry.room())?.board()
        }
    }

    /// Checks the signatures and judges, without logging.
    pub(crate) fn judge(&self, entry: &Entry) -> Result<Verdict, Reject> {
        let fresh = RoomLog::new(entry.room());
        let log = self.logs.get(&entry.room()).unwrap_or(&fresh);
        let board = self.board_id(entry).and_then(|board| self.logs.get(&board));
        let judged_at = board.map_or(log.len(), RoomLog::len);
        log.judge(board, entry, judged_at, self.now)
    }

    /// Logs an entry if it may be.
    pub(crate) fn post(&mut self, entry: &Entry) -> Result<Verdict, Reject> {
        let verdict = self.judge(entry)?;
        let id = entry.room();
        let board_id = self.board_id(entry);
        let mut log = self.logs.remove(&id).unwrap_or(RoomLog::new(id));
        let board = board_id.and_then(|board| self.logs.get(&board));
        let checks = log.checks(board, entry, &[])?;
        for check in &checks {
            assert!(
                crate::keys::verify(&check.key, &check.message, &check.signature),
                "the world signs truly"
            );
        }
        let item = LogItem {
            seq: log.len() + 1,
            judged_at: board.map_or(log.len(), RoomLog::len),
            received_at: self.now,
            entry: entry.clone(),
        };
        let appended = log.append(board, &item, verdict);
        if appended.is_authority {
            for under in self
                .logs
                .values_mut()
                .filter(|room| room.board() == Some(id))
            {
                under.judge_held_again(Some(&log));
            }
        }
        self.logs.insert(id, log);
        self.items.entry(id).or_default().push(item);
        Ok(verdict)
    }

    /// Logs an entry that is entitled.
    pub(crate) fn stand(&mut self, entry: &Entry) -> Seq {
        assert_eq!(self.post(entry), Ok(Verdict::Stands));
        self.log(entry.room()).len()
    }

    pub(crate) fn signed_head(&self, room: RoomId, relay: &TestKey) -> SignedHead {
        let log = self.log(room);
        let head: Head = log.head_at(relay.id(), log.len()).unwrap();
        SignedHead {
            head,
            signature: relay.sign(&head.message()),
        }
    }
}

/// The jurisdiction.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) logs: Logs,
    pub(crate) board: RoomId,
    pub(crate) office: RoomId,
    pub(crate) hall: RoomId,
    pub(crate) relay: Pen,
    /// The invitation by which the first administrator came.
    pub(crate) first: TestKey,
    pub(crate) founding: Entry,
    pub(crate) people: BTreeMap<Role, Pen>,
}

impl World {
    pub(crate) fn new() -> Self {
        let mut relay = Pen::new("relay");
        let first = TestKey::named("first invitation");
        let founding = relay.found(&board_founding(&relay.key, &first));
        let board = founding.room();
        let mut logs = Logs {
            now: START,
            ..Logs::default()
        };
        logs.stand(&founding);
        let mut admin = Pen::new("administrator");
        logs.stand(&admin.join(board, &first));
        let office = admin.found(&self::founding(RoomKind::Office, Some(board), 2));
        logs.stand(&office);
        let hall = admin.found(&self::founding(RoomKind::Hall, Some(board), 3));
        logs.stand(&hall);
        let mut world = Self {
            logs,
            board,
            office: office.room(),
            hall: hall.room(),
            relay: relay.clone(),
            first,
            founding,
            people: BTreeMap::new(),
        };
        for role in Role::ALL {
            let pen = match role {
                Role::Administrator => admin.clone(),
                Role::Relay => relay.clone(),
                _ => world.newcomer(&mut admin, role, &format!("{role:?}")),
            };
            world.people.insert(role, pen);
        }
        world.people.insert(Role::Administrator, admin);
        world
    }

    /// Has somebody join in a role, by an invitation for one.
    pub(crate) fn newcomer(&mut self, admin: &mut Pen, role: Role, name: &str) -> Pen {
        let room = match role.home() {
            RoomKind::Board => self.board,
            RoomKind::Office => self.office,
            RoomKind::Hall => self.hall,
        };
        let invitation = TestKey::named(&format!("invitation of {name}"));
        self.logs
            .stand(&admin.invite(room, invitation.public(), role, 1, None));
        let mut pen = Pen::new(name);
        self.logs.stand(&pen.join(room, &invitation));
        pen
    }

    pub(crate) fn room(&self, kind: RoomKind) -> RoomId {
        match kind {
            RoomKind::Board => self.board,
            RoomKind::Office => self.office,
            RoomKind::Hall => self.hall,
        }
    }

    pub(crate) fn pen(&self, role: Role) -> Pen {
        self.people[&role].clone()
    }

    /// Lets somebody write, and keeps their chain for the next time.
    pub(crate) fn by(&mut self, role: Role, write: impl FnOnce(&mut Pen) -> Entry) -> Entry {
        write(self.people.get_mut(&role).expect("everybody is there"))
    }
}

/// What a relay signs to prepare a board.
pub(crate) fn board_founding(relay: &TestKey, first: &TestKey) -> Found {
    Found {
        relay: Some(relay.public()),
        first: Some(Grant {
            to: Grantee::Invitation {
                key: first.public(),
                limit: 1,
            },
            role: Role::Administrator,
            expires: None,
        }),
        name: Some("海曙区白云街道牡丹社区".to_owned()),
        ..founding(RoomKind::Board, None, 1)
    }
}
