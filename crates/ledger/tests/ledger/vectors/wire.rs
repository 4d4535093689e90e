//! One frame of every message, and of every answer.

use ledger::{
    Answer, Digest, EntryId, Held, Later, Nonce, Receipt, Refusal, Role, RoomKind, Want,
    receipt::Received,
    wire::{
        self, Answered, Answers, Challenge, Clock, Entries, Farewell, Fetch, Goodbye, Hello, Item,
        Message, Need, Open, OpenRoom, Opened, PROTOCOL, Proof, Push, Receipts, Reset, Rooms,
        Snapshot, Step, Summary, Welcome, Why,
    },
};
use serde_json::{Value, json};

use super::{cbor, check, hex};
use crate::{
    keys::TestKey,
    world::{START, World},
};

const ORIGIN: &str = "https://zs.example.org";

fn frame(name: &str, message: &Message) -> Value {
    let bytes = message.to_bytes();
    assert_eq!(Message::parse(&bytes).ok().as_ref(), Some(message));
    cbor(name, &bytes)
}

#[test]
fn frames_are_as_committed() {
    let world = World::new();
    let frames = [greeting(&world), reading(&world), writing(&world)].concat();
    check(
        "wire",
        &json!({
            "frames": frames,
            "signed": signed(),
            "answers": answers(),
        }),
    );
}

const ASKED: Nonce = Nonce([0xa1; 16]);
const OWN: Nonce = Nonce([0xb2; 16]);

/// The two signatures of a greeting.
fn signed() -> Vec<Value> {
    let (relay, device) = (TestKey::named("relay"), TestKey::named("administrator"));
    let hello = wire::hello_message(relay.id(), ASKED, OWN, ORIGIN);
    let welcome = wire::welcome_message(relay.id(), OWN, ASKED);
    [("hello", device, hello), ("welcome", relay, welcome)]
        .into_iter()
        .map(|(name, key, message)| {
            json!({
                "name": name,
                "relay_nonce": ASKED.to_string(),
                "device_nonce": OWN.to_string(),
                "origin": ORIGIN,
                "key": hex(key.public().point),
                "message": hex(&message),
                "signature": hex(key.sign(&message).0),
            })
        })
        .collect()
}

fn greeting(world: &World) -> Vec<Value> {
    let (relay, device) = (TestKey::named("relay"), TestKey::named("administrator"));
    let hello = wire::hello_message(relay.id(), ASKED, OWN, ORIGIN);
    let proof = Proof {
        key: device.public(),
        signature: device.sign(&hello),
    };
    let hello = |proof| {
        Message::Hello(Hello {
            protocols: vec![PROTOCOL],
            proof,
            nonce: OWN,
        })
    };
    let challenge = Challenge {
        nonce: ASKED,
        relay: relay.public(),
        protocols: vec![PROTOCOL],
    };
    let rooms = vec![
        Summary {
            room: world.board,
            kind: RoomKind::Board,
            board: None,
            seq: 12,
        },
        Summary {
            room: world.hall,
            kind: RoomKind::Hall,
            board: Some(world.board),
            seq: 7,
        },
    ];
    let welcome = Welcome {
        rooms: rooms.clone(),
        now: START,
        token: Nonce([0xc3; 16]),
        signature: relay.sign(&wire::welcome_message(relay.id(), OWN, ASKED)),
    };
    let clock = Clock { now: START };
    let why = Farewell::BadProof;
    vec![
        frame("Challenge", &Message::Challenge(challenge)),
        frame("Hello", &hello(Some(proof))),
        frame("Hello of a visitor", &hello(None)),
        frame("Welcome", &Message::Welcome(welcome)),
        frame("Rooms", &Message::Rooms(Rooms { rooms })),
        frame("Ping", &Message::Ping(clock)),
        frame("Pong", &Message::Pong(clock)),
        frame("Goodbye", &Message::Goodbye(Goodbye { why })),
    ]
}

fn reading(world: &World) -> Vec<Value> {
    let relay = TestKey::named("relay");
    let room = world.hall;
    let head = world.logs.signed_head(room, &relay);
    let log = world.logs.log(room);
    let steps = log.locator().into_iter();
    let open_asking = |head, locator, wants_snapshot| {
        Message::Open(Open {
            rooms: vec![OpenRoom {
                room,
                head,
                locator,
                wants_snapshot,
            }],
        })
    };
    let open = |head, locator| open_asking(head, locator, None);
    let items = world.logs.items[&room].iter().take(2).map(Item::of);
    let entries = Entries {
        room,
        from: 1,
        items: items.collect(),
        head,
    };
    let reset = |why, common, head| {
        Message::Reset(Reset {
            room,
            why,
            common,
            head,
        })
    };
    let snapshot = Snapshot {
        head,
        sha256: Digest([0xd4; 32]),
        length: 100_000,
    };
    let opened = |head| Message::Opened(Opened { room, head });
    vec![
        frame(
            "Open",
            &open(
                Some(head),
                steps.map(|(seq, digest)| Step { seq, digest }).collect(),
            ),
        ),
        frame("Open of an empty room", &open(None, vec![])),
        frame("Opened", &opened(Some(head))),
        frame("Opened, room unknown", &opened(None)),
        frame("Entries", &Message::Entries(entries.clone())),
        frame("Reset, new epoch", &reset(Why::NewEpoch, 3, Some(head))),
        frame("Reset, no access", &reset(Why::NoAccess, 0, None)),
        frame("Need", &Message::Need(Need { room, from: 1 })),
        frame("Have", &Message::Have(entries)),
        frame("Snapshot", &Message::Snapshot(snapshot)),
        frame(
            "Open of an empty room, asking for a snapshot",
            &open_asking(None, vec![], Some(1)),
        ),
    ]
}

fn writing(world: &World) -> Vec<Value> {
    let relay = TestKey::named("relay");
    let said = world.pen(Role::Participant).say(world.hall, "同意");
    let push = Push {
        entries: vec![said.to_bytes().into()],
    };
    let entries = vec![Received {
        entry: said.id(),
        seq: 8,
    }];
    let head = world.logs.signed_head(world.hall, &relay).head;
    let receipt = Receipt {
        head,
        signature: relay.sign(&Receipt::message(&head, &entries)),
        entries,
    };
    let receipts = vec![receipt];
    let answers = Answers {
        answers: vec![Answered {
            entry: said.id(),
            answer: Answer::Logged(8),
        }],
    };
    let fetch = Fetch {
        room: world.hall,
        entries: vec![said.id()],
    };
    vec![
        frame("Push", &Message::Push(push.clone())),
        frame("Answers", &Message::Answers(answers)),
        frame("Receipts", &Message::Receipts(Receipts { receipts })),
        frame("Fetch", &Message::Fetch(fetch)),
        frame("Bodies", &Message::Bodies(push)),
    ]
}

/// Every answer with its bytes inside a message about one entry.
fn answers() -> Vec<Value> {
    let held = [
        Held::Revoked,
        Held::Expired,
        Held::JoinOverLimit,
        Held::Fork,
    ];
    let want = [
        Want::Join,
        Want::Grant,
        Want::Room,
        Want::Board,
        Want::Dependency,
        Want::Payload,
        Want::NewerRelay,
    ];
    let later = [
        Later::Busy,
        Later::Rate,
        Later::Quota,
        Later::Disk,
        Later::Healing,
    ];
    let refusal = [
        Refusal::Malformed,
        Refusal::TooLarge,
        Refusal::BadSignature,
        Refusal::NotAllowed,
        Refusal::InvitationUsed,
        Refusal::BadProof,
        Refusal::BoardNotHosted,
        Refusal::ForeignActor,
        Refusal::UnknownActor,
        Refusal::BadStartOp,
        Refusal::ForkedChange,
        Refusal::TooComplex,
        Refusal::NotErasable,
    ];
    let all = core::iter::once(Answer::Logged(8))
        .chain(held.map(|why| Answer::Held(8, why)))
        .chain(want.map(Answer::Wanting))
        .chain(later.map(Answer::Later))
        .chain(refusal.map(Answer::Refused));
    all.map(|answer| {
        let answered = Answered {
            entry: EntryId([0x33; 32]),
            answer,
        };
        let answers = vec![answered];
        frame(
            &format!("{answer:?}"),
            &Message::Answers(Answers { answers }),
        )
    })
    .collect()
}
