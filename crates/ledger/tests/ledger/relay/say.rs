//! The relay writes down what those say who have no key.

use ledger::{
    Answer, Class, Draft, Kind, Refusal, RoomId, Salt, SessionId, Want,
    relay::{Effect, Event, Saying},
};

use crate::{desk::Desk, world::World};

fn saying(room: RoomId, session: u8, words: &[u8]) -> Saying {
    Saying {
        draft: Draft {
            room,
            class: Class::Statement,
            kind: Kind(3),
            payload: words.to_vec(),
        },
        session: SessionId([session; 16]),
        salt: Salt([4; 16]),
    }
}

#[test]
fn what_the_relay_says_stands_in_the_office_in_one_chain_over_all_its_sessions() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let (now, key) = (desk.now, desk.key.clone());
    let mut said = Vec::new();
    for session in [1, 1, 2, 2] {
        let before = desk.relay.room(world.office).unwrap().len();
        let words = [session];
        let (id, effects) = desk
            .relay
            .say(now, saying(world.office, session, &words), &key)
            .unwrap();
        let appended = effects.iter().find_map(|effect| match effect {
            Effect::Append(room, item) if *room == world.office => Some(item.entry.clone()),
            _ => None,
        });
        desk.handle(Event::Flushed);
        let log = desk.relay.room(world.office).unwrap();
        assert_eq!(log.position(id), Some(before + 1));
        said.push(appended.expect("an entry to store"));
    }
    let places = said.iter().map(|entry| {
        let header = entry.header();
        let before = said.iter().position(|other| other.id() == header.prev);
        (header.index, before)
    });
    let expected = [(0, None), (1, Some(0)), (0, Some(1)), (1, Some(2))];
    assert_eq!(places.collect::<Vec<_>>(), expected);
    assert!(said.iter().all(|entry| entry.header().author == key.id()));
}

#[test]
fn the_relay_speaks_in_offices_only_and_within_the_limits() {
    let world = World::new();
    let mut desk = Desk::of(&world);
    let (now, key) = (desk.now, desk.key.clone());
    for (room, words, answer) in [
        (world.board, vec![1], Answer::Refused(Refusal::NotAllowed)),
        (world.hall, vec![1], Answer::Refused(Refusal::NotAllowed)),
        (RoomId([9; 32]), vec![1], Answer::Wanting(Want::Room)),
        (
            world.office,
            vec![1; 70_000],
            Answer::Refused(Refusal::TooLarge),
        ),
    ] {
        let before = desk.relay.room(room).map(ledger::RoomLog::len);
        let said = desk.relay.say(now, saying(room, 1, &words), &key);
        assert_eq!(said.unwrap_err(), answer);
        assert_eq!(desk.relay.room(room).map(ledger::RoomLog::len), before);
    }
}
