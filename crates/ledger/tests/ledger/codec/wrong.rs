//! Bytes that are wrong in one particular way.

use ledger::{
    Class, Draft, Entry, EntryError, KeyId, Kind, RoomId, Salt, SessionId, Signature, Timestamp,
    entry::{HEADER_LEN, PAYLOAD_MAX, Place, SLOT_LEN},
    limits,
    wire::{self, FrameError, Message},
};

fn small() -> Entry {
    let draft = Draft {
        room: RoomId([1; 32]),
        class: Class::Statement,
        kind: Kind(7),
        payload: b"words".to_vec(),
    };
    let place = Place::first(SessionId([2; 16]));
    let unsigned = draft.place(KeyId([3; 16]), place, Timestamp(4), Salt([5; 16]));
    unsigned.unwrap().signed(Signature([6; 64]))
}

#[track_caller]
fn check_spoilt(why: EntryError, spoil: impl Fn(&mut Vec<u8>)) {
    let mut bytes = small().to_bytes();
    spoil(&mut bytes);
    assert_eq!(Entry::parse(&bytes), Err(why));
}

#[test]
fn an_entry_says_what_is_wrong_with_it() {
    check_spoilt(EntryError::Newer, |bytes| bytes[0] = 2);
    check_spoilt(EntryError::Newer, |bytes| bytes[1] = 2);
    check_spoilt(EntryError::Class, |bytes| bytes[34] = 4);
    check_spoilt(EntryError::Length, |bytes| bytes.truncate(SLOT_LEN - 1));
    check_spoilt(EntryError::Length, |bytes| bytes.truncate(SLOT_LEN + 15));
    check_spoilt(EntryError::Length, |bytes| bytes.push(0));
    check_spoilt(EntryError::PayloadHash, |bytes| bytes[SLOT_LEN] ^= 1);
    check_spoilt(EntryError::PayloadHash, |bytes| bytes[SLOT_LEN + 16] ^= 1);
    check_spoilt(EntryError::TooLarge, |bytes| {
        bytes.resize(limits::ENTRY_BYTES + 1, 0)
    });
}

#[test]
fn a_payload_may_fill_an_entry_and_no_more() {
    let draft = |length| Draft {
        room: RoomId([1; 32]),
        class: Class::Statement,
        kind: Kind(7),
        payload: vec![0; length],
    };
    let place = |draft: Draft| {
        let place = Place::first(SessionId([2; 16]));
        draft.place(KeyId([3; 16]), place, Timestamp(4), Salt([5; 16]))
    };
    let full = place(draft(PAYLOAD_MAX)).unwrap().preview().to_bytes();
    assert_eq!(full.len(), limits::ENTRY_BYTES);
    assert!(Entry::parse(&full).is_ok());
    assert_eq!(
        place(draft(PAYLOAD_MAX + 1)).err(),
        Some(EntryError::TooLarge)
    );
}

#[test]
fn the_id_covers_everything_but_the_signature() {
    let entry = small();
    let mut other = entry.to_bytes();
    other[HEADER_LEN] ^= 1;
    assert_eq!(Entry::parse(&other).unwrap().id(), entry.id());
    for at in 2..HEADER_LEN {
        let mut other = entry.slot().to_bytes();
        other[at] ^= 1;
        let id = Entry::parse(&other).map(|other| other.id());
        assert_ne!(id, Ok(entry.id()), "byte {at} is not covered");
    }
}

#[test]
fn a_message_of_a_later_protocol_is_known_as_such() {
    assert_eq!(
        Message::parse(&[0x82, 19, 0xa0]).ok(),
        Some(Message::Unknown)
    );
    let later = [0x82, 0x19, 0x01, 0x00, 0x81, 0xa1, 0x00, 0x01];
    assert_eq!(Message::parse(&later).ok(), Some(Message::Unknown));
    assert!(
        Message::parse(&[0x83, 19, 0xa0, 0xa0]).is_err(),
        "three parts are no message"
    );
}

#[test]
fn an_unknown_key_of_a_message_is_skipped() {
    let ping = [
        0x82, 15, 0x81, 0xa2, 0x00, 0x07, 0x18, 0x63, 0x82, 0x01, 0x02,
    ];
    let clock = wire::Clock { now: Timestamp(7) };
    assert_eq!(Message::parse(&ping).ok(), Some(Message::Ping(clock)));
}

#[test]
fn a_frame_over_the_limit_is_not_read() {
    let frame = vec![0x82; limits::FRAME_BYTES + 1];
    assert!(matches!(
        Message::parse(&frame),
        Err(FrameError::TooLarge(_))
    ));
}

#[test]
fn a_frame_that_promises_endless_lists_costs_nothing() {
    let push = [
        0x82, 0x05, 0x81, 0xa1, 0x00, 0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    ];
    assert!(Message::parse(&push).is_err());
    let nested = [
        vec![0x82, 0x0f, 0x81, 0xa1, 0x18, 0x63],
        vec![0x81; 200_000],
    ]
    .concat();
    assert!(Message::parse(&nested).is_err());
}
