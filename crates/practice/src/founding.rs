//! Founds the practice community: two devices and the relay, played through at once.
//!
//! What people would have done over the last weeks is done here by the same commands, in the same
//! order, with a clock that is moved by hand: the board is hosted, this device joins and founds, a
//! colleague joins, the samples are written, and one field is changed by both before either hears of
//! the other. What comes of it is the rows that this device would have stored.

mod board;
mod desk;

use consultation::sample::{self, Sample};
use consultation::{
    ChangeBytes, CivilTime, Command, Document, Founding, Jurisdiction, NameTag, Statement,
};
use ledger::crypto::Crypto as _;
use ledger::dice::{Dice, Seed};
use ledger::payload::{self, Found, Join};
use ledger::relay::{Conn, Event};
use ledger::replica::Op;
use ledger::{
    Class, Draft, Kind, Nonce, PersonId, Role, RoomId, RoomKind, Salt, SessionId, Timestamp,
};

use super::InPage;
use super::keys::{COLLEAGUE, FIRST, Keys, ME, RELAY, SECOND};
use desk::Desk;

const MINUTE_MS: u64 = 60 * 1000;
const DAY_MS: u64 = 24 * 60 * MINUTE_MS;
/// The community is a little older than its oldest sample.
const AGE_DAYS: u64 = 40;
/// When people wrote on the days before today: at 10:12.
const MORNING_MS: u64 = (10 * 60 + 12) * MINUTE_MS;
/// What the two people and their devices are called.
const OWN_TAG: [&str; 2] = ["练习员", "这台设备"];
const COLLEAGUE_TAG: [&str; 2] = ["陈静", "居委会平板"];

/// Everyone who takes part.
struct Village {
    now: Timestamp,
    dice: Dice,
    relay: InPage,
    me: Desk,
    colleague: Desk,
    board: RoomId,
}

/// The rows of a device of the practice community as it stands at `now`, which local clocks show as
/// `here`; `None` only if a sample breaks a rule. Nothing but ids and salts comes from the seed.
pub fn found(origin: &str, seed: Seed, now: Timestamp, here: CivilTime) -> Option<Vec<Op>> {
    let minutes = u64::from(here.hour()) * 60 + u64::from(here.minute());
    let midnight = now.0.saturating_sub(minutes * MINUTE_MS);
    let ago = |days: u64| match days {
        0 => now,
        days => Timestamp((midnight + MORNING_MS).saturating_sub(days * DAY_MS)),
    };
    let mut village = Village::new(origin, seed, ago(AGE_DAYS))?;
    let mut board = village.found_community()?;
    village.furnish(&mut board, here)?;
    village.invite_colleague()?;
    for sample in sample::samples(here.date()) {
        village.now = ago(u64::from(sample.age));
        village.hold(&mut board, &sample)?;
    }
    village.settle();
    Some(village.me.into_rows())
}

impl Village {
    fn new(origin: &str, seed: Seed, now: Timestamp) -> Option<Self> {
        let mut dice = Dice::new(seed);
        let mut relay = InPage::new(origin);
        let founding = board::founding(&mut dice, now)?;
        let board = founding.room();
        relay.host(now, founding)?;
        Some(Self {
            now,
            me: Desk::new(ME, SessionId(dice.draw()), origin, Conn(1)),
            colleague: Desk::new(COLLEAGUE, SessionId(dice.draw()), origin, Conn(2)),
            dice,
            relay,
            board,
        })
    }

    /// This device joins by the first invitation and founds office and board, as the founder of a
    /// real community does; gives the board's record.
    fn found_community(&mut self) -> Option<Document> {
        self.enter(ME, FIRST, OWN_TAG)?;
        let (office, _) = self.found_room(RoomKind::Office, |actor, at| {
            Document::found(actor, at, Founding::Office).ok()
        })?;
        let founding = Founding::Board {
            name: sample::COMMUNITY.to_owned(),
            jurisdiction: Jurisdiction::Community,
            office: Some(office),
        };
        let (board, changes) =
            Document::found(self.me.actor(self.board)?, self.now, founding).ok()?;
        self.write_changes(ME, self.board, changes)?;
        self.settle();
        Some(board)
    }

    /// Bodies, venues and rules, as staff would have entered them.
    fn furnish(&mut self, board: &mut Document, here: CivilTime) -> Option<()> {
        let (actor, now) = (self.me.actor(self.board)?, self.now);
        let changes = sample::furnish(board, actor, now, here.date()).ok()?;
        self.write_changes(ME, self.board, changes)?;
        self.settle();
        Some(())
    }

    fn invite_colleague(&mut self) -> Option<()> {
        let grant = payload::encode(&board::invitation(SECOND, Role::Staff));
        self.write(ME, self.board, Class::Authority, Kind::GRANT, grant)?;
        self.settle();
        self.enter(COLLEAGUE, SECOND, COLLEAGUE_TAG)
    }

    /// A device follows the board, greets the relay, joins and says who it is.
    fn enter(&mut self, who: Keys, invitation: Keys, [name, device]: [&str; 2]) -> Option<()> {
        let (board, relay) = (self.board, RELAY.public().id());
        let (nonce, token) = (Nonce(self.dice.draw()), Nonce(self.dice.draw()));
        let own = Nonce(self.dice.draw());
        let desk = self.desk(who);
        desk.follow(board, relay);
        desk.connect(own);
        let conn = desk.conn();
        self.tell(Event::Connected { conn, nonce, token });
        self.settle();
        let key = who.public();
        let join = Join {
            invitation: invitation.public().id(),
            key,
            proof: invitation.sign(&Join::message(board, key.id())),
        };
        let join = payload::encode(&join);
        self.write(who, board, Class::Authority, Kind::JOIN, join)?;
        let tag = NameTag::new(PersonId(self.dice.draw()), name, device).ok()?;
        let tag = Statement::NameTag(tag);
        self.write(who, board, Class::Statement, tag.kind(), tag.encode())?;
        self.settle();
        Some(())
    }

    /// A sample consultation: its hall, its record, its line on the board, and what is unsettled.
    fn hold(&mut self, board: &mut Document, sample: &Sample) -> Option<()> {
        let (room, mut document) =
            self.found_room(RoomKind::Hall, |actor, at| sample.found(actor, at).ok())?;
        let list = Command::ListHall {
            room,
            title: sample.title.to_owned(),
            created: self.now,
        };
        self.command(ME, self.board, board, list)?;
        self.settle();
        if let Some([own, other]) = sample.apart.clone() {
            let mut copy = self.colleague.document(room);
            // Neither hears of the other before both have written.
            self.command(ME, room, &mut document, Command::Set(own))?;
            self.now.0 += 4 * MINUTE_MS;
            self.command(COLLEAGUE, room, &mut copy, Command::Set(other))?;
            self.settle();
        }
        Some(())
    }

    fn found_room(
        &mut self,
        kind: RoomKind,
        record: impl Fn(ledger::ActorId, Timestamp) -> Option<(Document, Vec<ChangeBytes>)>,
    ) -> Option<(RoomId, Document)> {
        let found = Found {
            kind,
            board: Some(self.board),
            nonce: Nonce(self.dice.draw()),
            continues: None,
            relay: None,
            first: None,
            name: None,
        };
        let found = payload::encode(&found);
        let first = self.write(ME, RoomId::ZERO, Class::Authority, Kind::FOUND, found)?;
        let room = RoomId::from(first);
        let (document, changes) = record(self.me.actor(room)?, self.now)?;
        self.write_changes(ME, room, changes)?;
        self.settle();
        Some((room, document))
    }

    fn command(
        &mut self,
        who: Keys,
        room: RoomId,
        document: &mut Document,
        command: Command,
    ) -> Option<()> {
        let actor = self.desk(who).actor(room)?;
        let outcome = document.command(actor, self.now, command).ok()?;
        self.write_changes(who, room, outcome.changes)
    }

    fn write_changes(&mut self, who: Keys, room: RoomId, changes: Vec<ChangeBytes>) -> Option<()> {
        for change in changes {
            self.write(who, room, Class::Record, Kind::CHANGE, change.into_vec())?;
        }
        Some(())
    }

    fn write(
        &mut self,
        who: Keys,
        room: RoomId,
        class: Class,
        kind: Kind,
        payload: Vec<u8>,
    ) -> Option<ledger::EntryId> {
        let (now, salt) = (self.now, Salt(self.dice.draw()));
        let draft = Draft {
            room,
            class,
            kind,
            payload,
        };
        self.desk(who).write(now, draft, salt)
    }

    /// Lets messages go to and fro until nobody has anything more to say.
    fn settle(&mut self) {
        loop {
            let now = self.now;
            let mut sent = self.me.turn(now);
            sent.append(&mut self.colleague.turn(now));
            if sent.is_empty() {
                return;
            }
            for event in sent {
                self.tell(event);
            }
        }
    }

    fn tell(&mut self, event: Event) {
        for (conn, message) in self.relay.take(self.now, event) {
            let desk = match conn == self.me.conn() {
                true => &mut self.me,
                false => &mut self.colleague,
            };
            desk.hear(message);
        }
    }

    fn desk(&mut self, who: Keys) -> &mut Desk {
        match who == ME {
            true => &mut self.me,
            false => &mut self.colleague,
        }
    }
}
