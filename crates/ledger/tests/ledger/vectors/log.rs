//! Two logs item by item, with digests, heads and a receipt.

use ledger::{Digest, Receipt, Role, receipt::Received};
use serde_json::{Value, json};

use super::{check, hex};
use crate::world::World;

#[test]
fn logs_are_as_committed() {
    let mut world = World::new();
    let hall = world.hall;
    world.logs.now = world.logs.now.plus(61_000);
    let mut received = Vec::new();
    for words in ["一", "二"] {
        let said = world.by(Role::Participant, |pen| pen.say(hall, words));
        let seq = world.logs.stand(&said);
        received.push(Received {
            entry: said.id(),
            seq,
        });
    }
    let logs = [log(&world, world.board), log(&world, hall)];
    let relay = &world.relay.key;
    let head = world.logs.signed_head(hall, relay).head;
    let message = Receipt::message(&head, &received);
    let lines = received
        .iter()
        .map(|line| json!([line.entry.to_string(), line.seq]));
    let receipt = json!({
        "relay_key": hex(relay.public().point),
        "room": hall.to_string(),
        "entries": lines.collect::<Vec<_>>(),
        "message": hex(&message),
        "signature": hex(relay.sign(&message).0),
    });
    check("logs", &json!({ "logs": logs, "receipts": [receipt] }));
}

fn log(world: &World, room: ledger::RoomId) -> Value {
    let relay = &world.relay.key;
    let mut digest = Digest::ZERO;
    let items = world.logs.items[&room].iter().map(|item| {
        digest = digest.after(item);
        json!({
            "seq": item.seq,
            "judged_at": item.judged_at,
            "received_at": item.received_at.0,
            "entry": item.entry.id().to_string(),
            "digest": digest.to_string(),
        })
    });
    let items: Vec<_> = items.collect();
    let signed = world.logs.signed_head(room, relay);
    json!({
        "room": room.to_string(),
        "items": items,
        "head": {
            "relay": signed.head.relay.to_string(),
            "relay_key": hex(relay.public().point),
            "epoch": signed.head.epoch,
            "seq": signed.head.seq,
            "digest": signed.head.digest.to_string(),
            "message": hex(signed.head.message()),
            "signature": hex(signed.signature.0),
        },
    })
}
