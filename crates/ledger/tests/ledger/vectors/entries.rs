//! Entries and the payloads of every kind whose meaning the ledger knows.

use ledger::{
    Class, Entry, EntryId, KeyId, Kind, PersonId, PublicKey, Role, RoomId, Timestamp,
    entry::{HEADER_LEN, SLOT_LEN},
    payload::{self, Admit, Adopt, Erase, Found, Grant, Grantee, Join, RelayKey, Revoke},
};
use serde_json::{Value, json};

use super::{cbor, check, hex};
use crate::{
    keys::TestKey,
    world::{Pen, START, World},
};

/// An entry with everything that is in it, and the key that it verifies with.
pub(super) fn described(name: &str, entry: &Entry, key: &PublicKey) -> Value {
    let header = entry.header();
    let bytes = entry.to_bytes();
    json!({
        "name": name,
        "bytes": hex(&bytes),
        "id": entry.id().to_string(),
        "room": entry.room().to_string(),
        "class": header.class.to_byte(),
        "kind": header.kind.0,
        "author": header.author.to_string(),
        "author_key": hex(key.point),
        "session": header.session.to_string(),
        "index": header.index,
        "prev": header.prev.to_string(),
        "made_at": header.made_at.0,
        "payload_hash": hex(header.payload_hash),
        "salt": entry.payload().map(|_| hex(&bytes[SLOT_LEN..SLOT_LEN + 16])),
        "payload": entry.payload().map(hex),
    })
}

#[test]
fn entries_are_as_committed() {
    let mut world = World::new();
    let hall = world.hall;
    let mut list = Vec::new();
    for room in [world.board, world.hall] {
        for item in &world.logs.items[&room] {
            let author = item.entry.header().author;
            let known = world.logs.log(room).members().get(author);
            let known = known.or(world.logs.log(world.board).members().get(author));
            let header = item.entry.header();
            let name = match header.kind {
                Kind::FOUND => "founds a room",
                Kind::GRANT => "grants by invitation",
                _ => "joins",
            };
            list.push(described(name, &item.entry, &known.unwrap().key));
        }
    }
    list.truncate(6);
    let key = world.people[&Role::Participant].key.public();
    let said = world.by(Role::Participant, |pen| {
        pen.say(hall, "同意，但请先公示预算。")
    });
    list.push(described("a statement", &said, &key));
    list.push(described("the same, erased", &said.slot(), &key));
    let empty = world.by(Role::Participant, |pen| pen.say(hall, ""));
    list.push(described("a statement without words", &empty, &key));
    check(
        "entries",
        &json!({ "entries": list, "not_entries": not_entries(&said) }),
    );
}

/// Bytes that are refused, each with the reason.
fn not_entries(entry: &Entry) -> Vec<Value> {
    let spoilt = |why: &str, spoil: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = entry.to_bytes();
        spoil(&mut bytes);
        let error = Entry::parse(&bytes).expect_err(why);
        json!({ "name": why, "bytes": hex(&bytes), "error": format!("{error:?}") })
    };
    let forged = {
        let mut bytes = entry.to_bytes();
        bytes[HEADER_LEN] ^= 1;
        json!({ "name": "the signature is wrong", "bytes": hex(&bytes), "error": "BadSignature" })
    };
    vec![
        spoilt("version 2", &|bytes| bytes[0] = 2),
        spoilt("algorithm 2", &|bytes| bytes[1] = 2),
        spoilt("class 4", &|bytes| bytes[34] = 4),
        spoilt("one byte left over", &|bytes| bytes.push(0)),
        spoilt("cut within the salt", &|bytes| bytes.truncate(SLOT_LEN + 3)),
        spoilt("another salt", &|bytes| bytes[SLOT_LEN] ^= 1),
        spoilt("another payload", &|bytes| bytes[SLOT_LEN + 16] ^= 1),
        forged,
    ]
}

#[test]
fn payloads_are_as_committed() {
    let key = TestKey::named("hall invitation").public();
    let room = RoomId([0x11; 32]);
    let grant = |to, expires| Grant {
        to,
        role: Role::Participant,
        expires,
    };
    let hall = Found {
        continues: Some(RoomId([0x22; 32])),
        ..crate::world::founding(ledger::RoomKind::Hall, Some(room), 3)
    };
    let board = crate::world::board_founding(
        &TestKey::named("relay"),
        &TestKey::named("first invitation"),
    );
    let join = Join {
        invitation: key.id(),
        key: TestKey::named("administrator").public(),
        proof: TestKey::named("hall invitation").sign(b"not a proof"),
    };
    let invitation = Grantee::Invitation { key, limit: 300 };
    let entry = EntryId([0x33; 32]);
    let person = Some(PersonId([0x44; 16]));
    let device = KeyId([0x55; 16]);
    let until = Some(Timestamp(START.0 + 86_400_000));
    let payloads = [
        cbor("FOUND: a board", &payload::encode(&board)),
        cbor(
            "FOUND: a hall that continues another",
            &payload::encode(&hall),
        ),
        cbor(
            "GRANT: to a key",
            &payload::encode(&grant(Grantee::Key(key), None)),
        ),
        cbor(
            "GRANT: to an invitation, with expiry",
            &payload::encode(&grant(invitation, until)),
        ),
        cbor("JOIN", &payload::encode(&join)),
        cbor("REVOKE", &payload::encode(&Revoke { key: device })),
        cbor(
            "ADOPT",
            &payload::encode(&Adopt {
                entries: vec![entry],
            }),
        ),
        cbor(
            "ADMIT: without a person",
            &payload::encode(&Admit {
                key: device,
                person: None,
            }),
        ),
        cbor(
            "ADMIT: a person",
            &payload::encode(&Admit {
                key: device,
                person,
            }),
        ),
        cbor("RELAY_KEY", &payload::encode(&RelayKey { key })),
        cbor("ERASE", &payload::encode(&Erase { target: entry })),
    ];
    check("payloads", &json!({ "payloads": payloads }));
}

#[test]
fn joins_are_as_committed() {
    let world = World::new();
    let invitation = TestKey::named("hall invitation");
    let mut guest = Pen::new("guest");
    let entry = guest.join(world.hall, &invitation);
    let join: Join = payload::decode(entry.payload().unwrap()).unwrap();
    let joins = [json!({
        "entry": described("joins a hall", &entry, &guest.key.public()),
        "invitation_key": hex(invitation.public().point),
        "proof_message": hex(Join::message(world.hall, guest.id())),
        "proof": hex(join.proof.0),
    })];
    assert_eq!(entry.header().class, Class::Authority);
    check("joins", &json!({ "joins": joins }));
}
