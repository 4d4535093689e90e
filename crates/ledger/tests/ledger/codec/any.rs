//! Any entry, any message, any link, and ways to spoil their bytes.

use ledger::{
    Answer, Class, Digest, Draft, Entry, EntryId, Head, Held, KeyId, Kind, Later, Nonce, PublicKey,
    Receipt, Refusal, RoomId, RoomKind, Salt, SessionId, Signature, SignedHead, Timestamp, Want,
    entry::Place,
    link::{InvitationKey, Link, Purpose},
    receipt::Received,
    wire::{self, Message},
};
use proptest::{collection::vec, option, prelude::*};

pub(super) fn entry() -> impl Strategy<Value = Entry> {
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

pub(super) fn signature() -> impl Strategy<Value = Signature> {
    vec(any::<u8>(), 64).prop_map(|bytes| Signature::from_slice(&bytes).unwrap())
}

pub(super) fn key() -> impl Strategy<Value = PublicKey> {
    vec(any::<u8>(), 64)
        .prop_map(|point| PublicKey::from_slice(&[vec![4], point].concat()).unwrap())
}

pub(super) fn room() -> impl Strategy<Value = RoomId> {
    any::<[u8; 32]>().prop_map(RoomId)
}

pub(super) fn nonce() -> impl Strategy<Value = Nonce> {
    any::<[u8; 16]>().prop_map(Nonce)
}

pub(super) fn head() -> impl Strategy<Value = SignedHead> {
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

pub(super) fn answer() -> impl Strategy<Value = Answer> {
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

pub(super) fn room_kind() -> impl Strategy<Value = RoomKind> {
    prop_oneof![
        Just(RoomKind::Board),
        Just(RoomKind::Office),
        Just(RoomKind::Hall)
    ]
}

pub(super) fn summary() -> impl Strategy<Value = wire::Summary> {
    (room(), room_kind(), option::of(room()), any::<u64>()).prop_map(|(room, kind, board, seq)| {
        wire::Summary {
            room,
            kind,
            board,
            seq,
        }
    })
}

pub(super) fn push() -> impl Strategy<Value = wire::Push> {
    vec(entry(), 0..3).prop_map(|entries| wire::Push {
        entries: entries
            .iter()
            .map(|entry| entry.to_bytes().into())
            .collect(),
    })
}

pub(super) fn entries() -> impl Strategy<Value = wire::Entries> {
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

pub(super) fn greeting() -> impl Strategy<Value = Message> {
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

pub(super) fn opening() -> impl Strategy<Value = Message> {
    let step = (any::<u64>(), any::<[u8; 32]>()).prop_map(|(seq, digest)| wire::Step {
        seq,
        digest: Digest(digest),
    });
    let wants = option::of(any::<u16>());
    let open = (room(), option::of(head()), vec(step, 0..5), wants);
    let open = open.prop_map(|(room, head, locator, wants_snapshot)| wire::OpenRoom {
        room,
        head,
        locator,
        wants_snapshot,
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

pub(super) fn traffic() -> impl Strategy<Value = Message> {
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

pub(super) fn message() -> impl Strategy<Value = Message> {
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

pub(super) fn link() -> impl Strategy<Value = Link> {
    let purpose = prop_oneof![Just(Purpose::Found), Just(Purpose::Join)];
    (
        purpose,
        room(),
        option::of(room()),
        option::of(room()),
        any::<[u8; 16]>(),
        any::<[u8; 32]>(),
        key(),
    )
        .prop_map(
            |(purpose, board, hall, leads_to, relay, scalar, public)| Link {
                purpose,
                board,
                hall,
                leads_to,
                relay: KeyId(relay),
                invitation: InvitationKey { scalar, public },
            },
        )
}

/// Bytes with a few of them changed, taken out or put in.
pub(super) fn spoilt(bytes: Vec<u8>, spoils: &[(u8, prop::sample::Index, u8)]) -> Vec<u8> {
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

pub(super) fn spoils() -> impl Strategy<Value = Vec<(u8, prop::sample::Index, u8)>> {
    vec(any::<(u8, prop::sample::Index, u8)>(), 1..4)
}
