//! Bytes in and out: what is written reads back, and nothing that is read ever panics.

use ledger::{
    Answer, Class, Digest, Draft, Entry, EntryError, EntryId, Head, Held, KeyId, Kind, Later,
    Nonce, PublicKey, Receipt, Refusal, RoomId, RoomKind, Salt, SessionId, Signature, SignedHead,
    Timestamp, Want,
    entry::{HEADER_LEN, PAYLOAD_MAX, Place, SLOT_LEN},
    limits,
    link::{InvitationKey, Link, Purpose},
    receipt::Received,
    wire::{self, FrameError, Message},
};
use proptest::{collection::vec, option, prelude::*};

fn entry() -> impl Strategy<Value = Entry> {
    let ids = (
        any::<[u8; 32]>(),
        any::<[u8; 16]>(),
        any::<[u8; 16]>(),
        any::<[u8; 32]>(),
    );
    let numbers = (0..4_u8, any::<u16>(), any::<u64>(), any::<u64>());
    (
        ids,
        numbers,
        any::<[u8; 16]>(),
        vec(any::<u8>(), 0..600),
        signature(),
    )
        .prop_map(
            |(
                (room, author, session, prev),
                (class, kind, index, made_at),
                salt,
                payload,
                signature,
            )| {
                let draft = Draft {
                    room: RoomId(room),
                    class: Class::from_byte(class).unwrap(),
                    kind: Kind(kind),
                    payload,
                };
                let place = Place {
                    session: SessionId(session),
                    index,
                    prev: EntryId(prev),
                };
                let unsigned = draft
                    .place(KeyId(author), place, Timestamp(made_at), Salt(salt))
                    .unwrap();
                unsigned.signed(signature)
            },
        )
}

fn signature() -> impl Strategy<Value = Signature> {
    vec(any::<u8>(), 64).prop_map(|bytes| Signature::from_slice(&bytes).unwrap())
}

fn key() -> impl Strategy<Value = PublicKey> {
    vec(any::<u8>(), 64)
        .prop_map(|point| PublicKey::from_slice(&[vec![4], point].concat()).unwrap())
}

fn room() -> impl Strategy<Value = RoomId> {
    any::<[u8; 32]>().prop_map(RoomId)
}

fn nonce() -> impl Strategy<Value = Nonce> {
    any::<[u8; 16]>().prop_map(Nonce)
}

fn head() -> impl Strategy<Value = SignedHead> {
    let head = (
        any::<[u8; 16]>(),
        room(),
        any::<u64>(),
        any::<u64>(),
        any::<[u8; 32]>(),
    );
    (head, signature()).prop_map(
        |((relay, room, epoch, seq, digest), signature)| SignedHead {
            head: Head {
                relay: KeyId(relay),
                room,
                epoch,
                seq,
                digest: Digest(digest),
            },
            signature,
        },
    )
}

fn answer() -> impl Strategy<Value = Answer> {
    let held = prop_oneof![
        Just(Held::Revoked),
        Just(Held::Expired),
        Just(Held::JoinOverLimit),
        Just(Held::Fork)
    ];
    let want = prop_oneof![
        Just(Want::Join),
        Just(Want::Grant),
        Just(Want::Room),
        Just(Want::Board),
        Just(Want::Dependency),
        Just(Want::Payload),
        Just(Want::NewerRelay)
    ];
    let later = prop_oneof![
        Just(Later::Busy),
        Just(Later::Rate),
        Just(Later::Quota),
        Just(Later::Disk),
        Just(Later::Healing)
    ];
    let refusal = (0..=12_u8).prop_map(|number| minicbor::decode::<Refusal>(&[number]).unwrap());
    prop_oneof![
        any::<u64>().prop_map(Answer::Logged),
        (any::<u64>(), held).prop_map(|(seq, why)| Answer::Held(seq, why)),
        want.prop_map(Answer::Wanting),
        later.prop_map(Answer::Later),
        refusal.prop_map(Answer::Refused),
    ]
}

fn room_kind() -> impl Strategy<Value = RoomKind> {
    prop_oneof![
        Just(RoomKind::Board),
        Just(RoomKind::Office),
        Just(RoomKind::Hall)
    ]
}

fn summary() -> impl Strategy<Value = wire::Summary> {
    (room(), room_kind(), option::of(room()), any::<u64>()).prop_map(|(room, kind, board, seq)| {
        wire::Summary {
            room,
            kind,
            board,
            seq,
        }
    })
}

fn push() -> impl Strategy<Value = wire::Push> {
    vec(entry(), 0..3).prop_map(|entries| wire::Push {
        entries: entries
            .iter()
            .map(|entry| entry.to_bytes().into())
            .collect(),
    })
}

fn entries() -> impl Strategy<Value = wire::Entries> {
    let item =
        (any::<u64>(), any::<u64>(), entry()).prop_map(|(judged_at, at, entry)| wire::Item {
            judged_at,
            received_at: Timestamp(at),
            entry: entry.to_bytes().into(),
        });
    (room(), any::<u64>(), vec(item, 0..3), head()).prop_map(|(room, from, items, head)| {
        wire::Entries {
            room,
            from,
            items,
            head,
        }
    })
}

fn greeting() -> impl Strategy<Value = Message> {
    let proof = (key(), signature()).prop_map(|(key, signature)| wire::Proof { key, signature });
    prop_oneof![
        (nonce(), key(), vec(any::<u16>(), 0..4)).prop_map(|(nonce, relay, protocols)| {
            Message::Challenge(wire::Challenge {
                nonce,
                relay,
                protocols,
            })
        }),
        (vec(any::<u16>(), 0..4), option::of(proof), nonce()).prop_map(
            |(protocols, proof, nonce)| Message::Hello(wire::Hello {
                protocols,
                proof,
                nonce,
            })
        ),
        (vec(summary(), 0..4), any::<u64>(), nonce(), signature()).prop_map(
            |(rooms, now, token, signature)| Message::Welcome(wire::Welcome {
                rooms,
                now: Timestamp(now),
                token,
                signature,
            })
        ),
    ]
}

fn opening() -> impl Strategy<Value = Message> {
    let step = (any::<u64>(), any::<[u8; 32]>()).prop_map(|(seq, digest)| wire::Step {
        seq,
        digest: Digest(digest),
    });
    let open = (room(), option::of(head()), vec(step, 0..5)).prop_map(|(room, head, locator)| {
        wire::OpenRoom {
            room,
            head,
            locator,
        }
    });
    let why = prop_oneof![Just(wire::Why::NewEpoch), Just(wire::Why::NoAccess)];
    prop_oneof![
        vec(open, 0..3).prop_map(|rooms| Message::Open(wire::Open { rooms })),
        (room(), option::of(head()))
            .prop_map(|(room, head)| Message::Opened(wire::Opened { room, head })),
        (room(), why, any::<u64>(), option::of(head())).prop_map(|(room, why, common, head)| {
            Message::Reset(wire::Reset {
                room,
                why,
                common,
                head,
            })
        }),
        (room(), any::<u64>()).prop_map(|(room, from)| Message::Need(wire::Need { room, from })),
    ]
}

fn traffic() -> impl Strategy<Value = Message> {
    let answered = (any::<[u8; 32]>(), answer()).prop_map(|(entry, answer)| wire::Answered {
        entry: EntryId(entry),
        answer,
    });
    let received = (any::<[u8; 32]>(), any::<u64>()).prop_map(|(entry, seq)| Received {
        entry: EntryId(entry),
        seq,
    });
    let receipt =
        (head(), vec(received, 0..4), signature()).prop_map(|(head, entries, signature)| Receipt {
            head: head.head,
            entries,
            signature,
        });
    let fetched = vec(any::<[u8; 32]>().prop_map(EntryId), 0..4);
    prop_oneof![
        push().prop_map(Message::Push),
        push().prop_map(Message::Bodies),
        vec(answered, 0..4).prop_map(|answers| Message::Answers(wire::Answers { answers })),
        vec(receipt, 0..3).prop_map(|receipts| Message::Receipts(wire::Receipts { receipts })),
        entries().prop_map(Message::Entries),
        entries().prop_map(Message::Have),
        (room(), fetched).prop_map(|(room, entries)| Message::Fetch(wire::Fetch { room, entries })),
        vec(summary(), 0..3).prop_map(|rooms| Message::Rooms(wire::Rooms { rooms })),
    ]
}

fn message() -> impl Strategy<Value = Message> {
    let clock = any::<u64>().prop_map(|now| wire::Clock {
        now: Timestamp(now),
    });
    let why = prop_oneof![
        Just(wire::Farewell::Protocol),
        Just(wire::Farewell::BadProof),
        Just(wire::Farewell::Malformed),
        Just(wire::Farewell::Busy)
    ];
    prop_oneof![
        greeting(),
        opening(),
        traffic(),
        clock.clone().prop_map(Message::Ping),
        clock.prop_map(Message::Pong),
        why.prop_map(|why| Message::Goodbye(wire::Goodbye { why })),
        (head(), any::<[u8; 32]>(), any::<u64>()).prop_map(|(head, sha256, length)| {
            Message::Snapshot(wire::Snapshot {
                head,
                sha256: Digest(sha256),
                length,
            })
        }),
    ]
}

fn link() -> impl Strategy<Value = Link> {
    let purpose = prop_oneof![Just(Purpose::Found), Just(Purpose::Join)];
    (
        purpose,
        room(),
        option::of(room()),
        any::<[u8; 16]>(),
        any::<[u8; 32]>(),
        key(),
    )
        .prop_map(|(purpose, board, hall, relay, scalar, public)| Link {
            purpose,
            board,
            hall,
            relay: KeyId(relay),
            invitation: InvitationKey { scalar, public },
        })
}

/// Bytes with a few of them changed, taken out or put in.
fn spoilt(bytes: Vec<u8>, spoils: &[(u8, prop::sample::Index, u8)]) -> Vec<u8> {
    spoils.iter().fold(bytes, |mut bytes, (how, at, byte)| {
        let at = at.index(bytes.len().max(1));
        match how % 4 {
            0 => bytes.truncate(at),
            1 => bytes.insert(at.min(bytes.len()), *byte),
            _ if at < bytes.len() => bytes[at] = *byte,
            _ => {}
        }
        bytes
    })
}

fn spoils() -> impl Strategy<Value = Vec<(u8, prop::sample::Index, u8)>> {
    vec(any::<(u8, prop::sample::Index, u8)>(), 1..4)
}

proptest! {
    #[test]
    fn an_entry_reads_back(entry in entry()) {
        let bytes = entry.to_bytes();
        prop_assert_eq!(Entry::parse(&bytes), Ok(entry.clone()));
        let slot = entry.slot();
        prop_assert_eq!(slot.to_bytes(), &bytes[..SLOT_LEN]);
        prop_assert_eq!(Entry::parse(&slot.to_bytes()).map(|slot| slot.id()), Ok(entry.id()));
    }

    #[test]
    fn a_spoilt_entry_is_another_entry_or_none(entry in entry(), spoils in spoils()) {
        let bytes = entry.to_bytes();
        let other = spoilt(bytes.clone(), &spoils);
        if let Ok(read) = Entry::parse(&other) {
            prop_assert_eq!(read.to_bytes(), other.clone(), "nothing is read that is not written");
            let same_header = other[..HEADER_LEN] == bytes[..HEADER_LEN];
            prop_assert_eq!(read.id() == entry.id(), same_header);
        }
    }

    #[test]
    fn random_bytes_are_never_a_panic(bytes in vec(any::<u8>(), 0..2_000)) {
        let _ = Entry::parse(&bytes);
        let _ = Message::parse(&bytes);
        let _ = ledger::change::parse(&bytes);
        let _ = Link::parse(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn random_bytes_behind_a_true_checksum_are_never_a_panic(
        body in vec(any::<u8>(), 0..400),
        kind in 0..4_u8,
    ) {
        let head = [vec![kind], crate::raw_change::unsigned(body.len() as u64)].concat();
        let bytes = crate::raw_change::chunk(&[head, body].concat());
        let _ = ledger::change::parse(&bytes);
    }

    #[test]
    fn a_message_reads_back(message in message()) {
        let bytes = message.to_bytes();
        prop_assert!(bytes.len() <= limits::FRAME_BYTES);
        prop_assert_eq!(Message::parse(&bytes).ok(), Some(message));
    }

    #[test]
    fn a_spoilt_message_is_never_a_panic(message in message(), spoils in spoils()) {
        let _ = Message::parse(&spoilt(message.to_bytes(), &spoils));
    }

    #[test]
    fn a_message_cut_short_is_none(message in message(), at in any::<prop::sample::Index>()) {
        let bytes = message.to_bytes();
        let cut = &bytes[..at.index(bytes.len())];
        prop_assert!(Message::parse(cut).is_err());
    }

    #[test]
    fn a_link_reads_back(link in link(), spoils in spoils()) {
        let fragment = link.to_fragment();
        prop_assert_eq!(Link::parse(&fragment), Ok(link));
        let _ = Link::parse(&String::from_utf8_lossy(&spoilt(fragment.into_bytes(), &spoils)));
    }
}

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
