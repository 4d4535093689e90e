//! A newcomer to a long hall, and relays whose snapshots are not what they ought to be.

use ledger::{
    Class, Role,
    snapshot::Snapshot,
    wire::{OpenRoom, Rooms, Summary},
};

use super::*;
use crate::snapshots::{bytes, long_hall, snapshot_of};

const CHANGES: u64 = 40;

impl Device {
    /// A participant's device that has the board, and was told of the hall.
    fn newcomer(world: &World) -> Self {
        let mut device = Self::online(world);
        let items = items(world, world.board);
        let board = stretch(&items, world.board, &world.relay.key, 1);
        device.opens(world.board, Some(board.head));
        device.receive(board);
        device.is_told_of_the_hall(world);
        device
    }

    fn is_told_of_the_hall(&mut self, world: &World) {
        let log = world.logs.log(world.hall);
        let summary = Summary {
            room: world.hall,
            kind: ledger::RoomKind::Hall,
            board: Some(world.board),
            seq: log.len(),
        };
        let rooms = Rooms {
            rooms: vec![summary],
        };
        self.handle(Event::Received(Message::Rooms(rooms)));
    }

    /// Opens of the hall, the last of them.
    fn asked(&self, world: &World) -> Vec<OpenRoom> {
        let opens = self.sent.iter().filter_map(|message| match message {
            Message::Open(open) => Some(open.rooms.clone()),
            _ => None,
        });
        let rooms = opens.flatten().filter(|open| open.room == world.hall);
        rooms.collect()
    }

    fn is_offered(&mut self, world: &World, head: SignedHead) {
        let log = world.logs.log(world.hall);
        self.opens(world.hall, Some(signed(world, log.len())));
        let snapshot = ledger::wire::Snapshot {
            head,
            sha256: Digest([5; 32]),
            length: 900,
        };
        self.handle(Event::Received(Message::Snapshot(snapshot)));
    }

    fn gets(&mut self, fetched: Option<Vec<u8>>) {
        let (ticket, _) = self.fetches.pop().expect("something is fetched");
        self.handle(Event::Fetched(ticket, fetched));
    }

    fn shown(&self, world: &World) -> Vec<usize> {
        let shown = self.notices.iter().filter_map(|notice| match notice {
            Notice::Snapshot(room, changes) if *room == world.hall => Some(changes.len()),
            _ => None,
        });
        shown.collect()
    }

    fn rebuilds(&self, world: &World) -> usize {
        let rebuild = Notice::Rebuild(world.hall);
        let rebuilds = self.notices.iter().filter(|notice| **notice == rebuild);
        rebuilds.count()
    }

    /// The log comes as ever, and counts.
    #[track_caller]
    fn gets_the_log(&mut self, world: &World) {
        let asked = self.asked(world);
        let last = asked.last().expect("it was opened");
        assert_eq!(last.wants_snapshot, None, "now the log is asked for");
        let items = items(world, world.hall);
        self.opens(world.hall, Some(signed(world, items.len() as u64)));
        self.receive(stretch(&items, world.hall, &world.relay.key, 0));
        assert_eq!(self.len(world.hall), items.len() as u64);
        assert_eq!(self.replica.record(world.hall).len() as u64, CHANGES);
    }
}

/// The head of the hall at a position.
fn signed(world: &World, seq: u64) -> SignedHead {
    let key = &world.relay.key;
    let head = world.logs.log(world.hall).head_at(key.id(), seq).unwrap();
    SignedHead {
        head,
        signature: key.sign(&head.message()),
    }
}

#[test]
fn a_newcomer_is_shown_the_snapshot_and_then_the_record_of_the_log() {
    let world = long_hall(CHANGES);
    let mut device = Device::newcomer(&world);
    assert_eq!(device.asked(&world)[0].wants_snapshot, Some(1));
    let upto = world.logs.log(world.hall).len() - 3;
    device.is_offered(&world, signed(&world, upto));
    assert_eq!(device.asked(&world).len(), 1, "the log waits");
    device.gets(Some(bytes(&snapshot_of(&world, upto))));
    assert_eq!(device.shown(&world), [CHANGES as usize - 3]);
    assert_eq!(device.replica.shown_by_snapshot(world.hall), Some(upto));
    assert_eq!(device.replica.record(world.hall).len(), 0, "it is not kept");

    let items = items(&world, world.hall);
    device.opens(world.hall, Some(signed(&world, items.len() as u64)));
    device.receive(stretch(&items[..9], world.hall, &world.relay.key, 0));
    assert_eq!(device.replica.shown_by_snapshot(world.hall), Some(upto));
    assert_eq!(device.rebuilds(&world), 0, "not all of it is here");
    device.gets_the_log(&world);
    assert_eq!(device.replica.shown_by_snapshot(world.hall), None);
    assert_eq!(device.rebuilds(&world), 1);
    assert!(!device.notices.contains(&Notice::Forked(world.hall)));
}

#[test]
fn a_snapshot_that_is_not_what_it_ought_to_be_is_not_shown_and_the_log_comes() {
    let world = long_hall(CHANGES);
    let log = world.logs.log(world.hall);
    let (upto, relay) = (log.len(), world.relay.key.id());
    let good = snapshot_of(&world, upto);
    let true_head = signed(&world, upto);
    let altered = |alter: &dyn Fn(&mut Snapshot)| {
        let mut snapshot = good.clone();
        alter(&mut snapshot);
        Some(bytes(&snapshot))
    };
    let mut cut = bytes(&good);
    cut.truncate(cut.len() - 1);
    let mut spoilt = bytes(&good);
    let at = spoilt.len() / 2;
    spoilt[at] ^= 0x10;
    let is_record = |item: &LogItem| item.entry.header().class == Class::Record;
    let stranger = TestKey::named("man in the middle");
    let forged = SignedHead {
        signature: stranger.sign(&true_head.head.message()),
        ..true_head
    };
    let foreign = SignedHead {
        head: ledger::Head {
            relay: stranger.id(),
            ..true_head.head
        },
        ..true_head
    };
    let said = world.pen(Role::Participant).change(
        world.hall,
        &crate::raw_change::RawChange::first(world.pen(Role::Participant).actor(world.hall)),
    );
    let table: Vec<(&str, SignedHead, Option<Vec<u8>>)> = vec![
        ("not to be had", true_head, None),
        ("cut", true_head, Some(cut)),
        ("spoilt", true_head, Some(spoilt)),
        ("nothing", true_head, Some(Vec::new())),
        (
            "another position",
            signed(&world, upto - 1),
            Some(bytes(&good)),
        ),
        (
            "another room",
            true_head,
            altered(&|it| it.standing.room = world.board),
        ),
        ("a head by somebody else", forged, Some(bytes(&good))),
        ("another relay's head", foreign, Some(bytes(&good))),
        (
            "no heads",
            true_head,
            altered(&|it| it.items.retain(|item| !is_record(item))),
        ),
        (
            "no acts",
            true_head,
            altered(&|it| it.items.retain(is_record)),
        ),
        (
            "a head left out",
            true_head,
            altered(&|it| drop(it.changes.pop())),
        ),
        (
            "the newest change by a participant",
            true_head,
            altered(&|it| {
                let last = it.items.last().unwrap().seq;
                it.items.retain(|item| !is_record(item));
                it.changes = vec![said.payload().unwrap().to_vec()];
                it.items.push(LogItem {
                    seq: last,
                    judged_at: it.items.last().unwrap().judged_at,
                    received_at: START,
                    entry: said.clone(),
                });
            }),
        ),
        (
            "a signature that is not the author's",
            true_head,
            altered(&|it| {
                let item = it.items.last_mut().unwrap();
                item.entry = crate::desk::spoilt(&item.entry, ledger::entry::HEADER_LEN + 3);
            }),
        ),
    ];
    assert_eq!(relay, true_head.head.relay);
    for (what, head, fetched) in table {
        let mut device = Device::newcomer(&world);
        device.is_offered(&world, head);
        device.gets(fetched);
        assert_eq!(device.shown(&world), [] as [usize; 0], "{what}");
        device.gets_the_log(&world);
        assert!(
            !device.notices.contains(&Notice::Forked(world.hall)),
            "{what}"
        );
    }
}

#[test]
fn a_relay_whose_snapshot_left_something_out_is_not_trusted_and_the_log_counts() {
    let world = long_hall(CHANGES);
    let upto = world.logs.log(world.hall).len();
    let mut short = snapshot_of(&world, upto - 2);
    short.standing = snapshot_of(&world, upto).standing;
    let mut device = Device::newcomer(&world);
    device.is_offered(&world, signed(&world, upto));
    device.gets(Some(bytes(&short)));
    assert_eq!(
        device.shown(&world),
        [CHANGES as usize - 2],
        "it cannot be told yet"
    );
    device.gets_the_log(&world);
    assert_eq!(device.rebuilds(&world), 1);
    assert!(device.notices.contains(&Notice::Unsound(world.hall)));
    device.check_distrusts(world.hall, upto);
}

#[test]
fn a_snapshot_waits_until_the_board_is_as_far_as_it_was_judged_by() {
    let world = long_hall(CHANGES);
    let upto = world.logs.log(world.hall).len();
    let mut device = Device::online(&world);
    let board = items(&world, world.board);
    let whole = stretch(&board, world.board, &world.relay.key, 1);
    device.opens(world.board, Some(whole.head));
    device.receive(stretch(&board[..2], world.board, &world.relay.key, 1));
    device.is_told_of_the_hall(&world);
    device.is_offered(&world, signed(&world, upto));
    device.gets(Some(bytes(&snapshot_of(&world, upto))));
    assert_eq!(device.shown(&world), [] as [usize; 0]);
    device.receive(whole);
    assert_eq!(device.shown(&world), [CHANGES as usize]);
    device.gets_the_log(&world);
}

#[test]
fn a_link_that_ends_while_a_snapshot_is_fetched_loses_nothing() {
    let world = long_hall(CHANGES);
    let upto = world.logs.log(world.hall).len();
    let mut device = Device::newcomer(&world);
    device.is_offered(&world, signed(&world, upto));
    let (late, _) = device.fetches[0];
    device.handle(Event::Disconnected);
    let good = bytes(&snapshot_of(&world, upto));
    device.handle(Event::Fetched(late, Some(good.clone())));
    assert_eq!(
        device.shown(&world),
        [] as [usize; 0],
        "it belongs to a link that is over"
    );
    device.fetches.clear();

    device.challenge(&world.relay.key);
    device.welcome(&world.relay.key, &world.relay.key);
    let board = signed_board(&world);
    device.opens(world.board, Some(board));
    let asked = device.asked(&world);
    assert_eq!(asked.last().unwrap().wants_snapshot, Some(1), "asked anew");
    device.is_offered(&world, signed(&world, upto));
    device.gets(Some(good));
    assert_eq!(device.shown(&world), [CHANGES as usize]);
    device.gets_the_log(&world);
}

fn signed_board(world: &World) -> SignedHead {
    world.logs.signed_head(world.board, &world.relay.key)
}

#[test]
fn a_snapshot_that_nobody_asked_for_or_of_absurd_length_is_passed_over() {
    let world = long_hall(CHANGES);
    let upto = world.logs.log(world.hall).len();
    let mut device = Device::newcomer(&world);
    let items = items(&world, world.hall);
    device.opens(world.hall, Some(signed(&world, upto)));
    device.receive(stretch(&items[..5], world.hall, &world.relay.key, 0));
    let snapshot = ledger::wire::Snapshot {
        head: signed(&world, upto),
        sha256: Digest([5; 32]),
        length: 900,
    };
    device.handle(Event::Received(Message::Snapshot(snapshot.clone())));
    assert!(device.fetches.is_empty(), "the log is on its way");

    let mut device = Device::newcomer(&world);
    device.opens(world.hall, Some(signed(&world, upto)));
    let huge = ledger::wire::Snapshot {
        length: u64::MAX,
        ..snapshot
    };
    device.handle(Event::Received(Message::Snapshot(huge)));
    assert!(device.fetches.is_empty());
    device.gets_the_log(&world);
}
