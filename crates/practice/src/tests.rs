//! The practice community as a device finds it, and as it goes on from there.

use std::collections::BTreeMap;

use consultation::{Consultation, Document, FieldValue};
use ledger::crypto::Crypto as _;
use ledger::relay::{Conn, Event as ToRelay};
use ledger::replica::{Effect, Event, Mark, Op, Replica, Rows, Salted, Store};
use ledger::{Class, Draft, EntryId, Kind, Nonce, RoomId, RoomKind, Salt, SessionId, Timestamp};

use super::{InPage, ME, found, verify};

const ORIGIN: &str = "http://localhost";
const NOW: Timestamp = Timestamp(1_795_000_000_000);
const CONN: Conn = Conn(7);

/// The rows as a database would have them.
fn stored(ops: Vec<Op>) -> Rows {
    let mut tables = BTreeMap::<(usize, Vec<u8>), Vec<u8>>::new();
    let table = |store: Store| Store::ALL.iter().position(|it| *it == store).unwrap();
    for op in ops {
        match op {
            Op::Put(store, key, value) => drop(tables.insert((table(store), key), value)),
            Op::Delete(store, key) => drop(tables.remove(&(table(store), key))),
            Op::DeleteRange(store, first, last) => {
                tables.retain(|(at, key), _| *at != table(store) || *key < first || *key > last)
            }
        }
    }
    let of = |store: Store| {
        let rows = tables.iter().filter(|((at, _), _)| *at == table(store));
        rows.map(|((_, key), value)| (key.clone(), value.clone()))
            .collect()
    };
    Rows {
        rooms: of(Store::Rooms),
        entries: of(Store::Entries),
        items: of(Store::Items),
        outbox: of(Store::Outbox),
        refused: of(Store::Refused),
    }
}

/// This device as it opens the practice community.
fn opened(seed: u8) -> Replica {
    let ops = found(ORIGIN, [seed; 32], NOW, "2026-11-22T19:00".parse().unwrap());
    let rows = stored(ops.expect("no sample breaks a rule"));
    let mut replica = Replica::new(Some(ME.public()), SessionId([9; 16]), ORIGIN);
    let loaded = replica.load(&rows);
    assert_eq!(loaded.damaged, []);
    replica
}

fn halls(replica: &Replica) -> Vec<RoomId> {
    let mut rooms = replica.rooms();
    rooms.retain(|room| replica.kind(*room) == Some(RoomKind::Hall));
    rooms
}

fn document(replica: &Replica, room: RoomId) -> Document {
    let record = replica.record(room);
    Document::from_changes(record.iter().filter_map(|entry| entry.payload())).0
}

/// Carries out effects, with a relay at the other end, until nothing is left to do.
fn settle(replica: &mut Replica, relay: &mut InPage, effects: Vec<Effect>) {
    let mut events = Vec::new();
    let mut effects = effects;
    loop {
        for effect in std::mem::take(&mut effects) {
            match effect {
                Effect::Sign(ticket, message) => {
                    events.push(Event::Signed(ticket, ME.sign(&message)));
                }
                Effect::Verify(ticket, checks) => {
                    let results = checks.iter().map(verify).collect();
                    events.push(Event::Verified(ticket, results));
                }
                Effect::Store(ticket, _) => events.push(Event::Stored(ticket)),
                Effect::Send(message) => {
                    let told = ToRelay::Received {
                        conn: CONN,
                        message,
                    };
                    let answers = relay.take(NOW, told);
                    events.extend(answers.into_iter().map(|(_, it)| Event::Received(it)));
                }
                Effect::HangUp => panic!("the relay in the page was not believed"),
                Effect::Notify(_) | Effect::Fetch(..) => {}
            }
        }
        if events.is_empty() {
            return;
        }
        effects = replica.handle(NOW, events.remove(0));
    }
}

/// A relay that remembers nothing, greeted by the device.
fn greeted(replica: &mut Replica) -> InPage {
    let mut relay = InPage::new(ORIGIN);
    let up = replica.handle(
        NOW,
        Event::Connected {
            nonce: Nonce([1; 16]),
        },
    );
    settle(replica, &mut relay, up);
    let (nonce, token) = (Nonce([2; 16]), Nonce([3; 16]));
    let conn = CONN;
    for (_, message) in relay.take(NOW, ToRelay::Connected { conn, nonce, token }) {
        let effects = replica.handle(NOW, Event::Received(message));
        settle(replica, &mut relay, effects);
    }
    relay
}

fn write(replica: &mut Replica, relay: &mut InPage, room: RoomId, value: FieldValue) -> EntryId {
    let actor = ledger::ActorId::derive(replica.me().unwrap(), room, replica.session());
    let command = consultation::Command::Set(value);
    let outcome = document(replica, room).command(actor, NOW, command);
    let mut last = None;
    for change in outcome.unwrap().changes {
        let draft = Draft {
            room,
            class: Class::Record,
            kind: Kind::CHANGE,
            payload: change.into_vec(),
        };
        let salt = Salt([4; 16]);
        let mut effects = Vec::new();
        let salted = Salted { draft, salt };
        last = Some(replica.write(NOW, salted, &mut effects).unwrap());
        settle(replica, relay, effects);
    }
    last.unwrap()
}

#[test]
fn samples_are_there_whole_and_delivered() {
    let replica = opened(1);
    let halls = halls(&replica);
    assert_eq!(halls.len(), 6);
    let mut conflicts = 0;
    for room in halls {
        assert_eq!(replica.room_mark(room), Some(Mark::Delivered));
        let (read, problems) = Consultation::read(&document(&replica, room));
        assert_eq!(problems, []);
        conflicts += usize::from(read.venue.is_conflicted());
    }
    assert_eq!(conflicts, 1);
    assert_eq!(replica.unsent(), 0);
}

#[test]
fn two_people_have_a_right() {
    let replica = opened(1);
    let board = replica.rooms().into_iter();
    let mut boards = board.filter(|room| replica.board(*room).is_none());
    let board = boards.next().unwrap();
    assert_eq!(replica.statements(board).len(), 2);
    let head = replica.head(board).unwrap();
    assert!(verify(&head.check(super::keys::RELAY.public())));
}

#[test]
fn relay_that_forgot_everything_takes_it_back_and_goes_on() {
    let mut replica = opened(1);
    let mut relay = greeted(&mut replica);
    assert!(replica.is_online());
    let room = halls(&replica).remove(0);
    let entry = write(
        &mut replica,
        &mut relay,
        room,
        FieldValue::Venue("小区凉亭".to_owned()),
    );
    assert_eq!(replica.mark(room, entry), Some(Mark::Delivered));
    replica.handle(NOW, Event::Disconnected);
    greeted(&mut replica);
    assert!(replica.is_online());
    assert_eq!(replica.mark(room, entry), Some(Mark::Delivered));
    assert_eq!(replica.unsent(), 0);
}

#[test]
fn devices_have_the_same_samples_in_rooms_of_their_own() {
    let titles = |replica: &Replica| {
        let read = |room| Consultation::read(&document(replica, room)).0.title.value;
        let mut titles: Vec<_> = halls(replica).into_iter().map(read).collect();
        titles.sort_unstable();
        titles
    };
    let (one, other) = (opened(1), opened(2));
    assert_eq!(titles(&one), titles(&other));
    assert_ne!(halls(&one), halls(&other));
}
