//! The test vectors beside this crate: made from fixed keys, compared on every run.
//!
//! `UPDATE_VECTORS=1 cargo test -p ledger` writes them anew; a difference in them is a change of
//! the protocol. [`stranger`](crate::stranger) reads them without this crate.

mod changes;
mod entries;
mod log;
mod wire;

use ledger::link::{InvitationKey, Link, Purpose};
use serde_json::{Value, json};

use crate::{keys::TestKey, world::World};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/vectors");

/// The committed vectors of a name.
pub(crate) fn read(name: &str) -> Value {
    let text = std::fs::read_to_string(format!("{FOLDER}/{name}.json"));
    serde_json::from_str(&text.expect("the vectors are committed")).expect("as JSON")
}

#[track_caller]
fn check(name: &str, value: &Value) {
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        let text = serde_json::to_string_pretty(value).unwrap();
        std::fs::write(format!("{FOLDER}/{name}.json"), text + "\n").unwrap();
    }
    let committed = read(name);
    let Some(lists) = value.as_object() else {
        panic!("vectors are lists by name");
    };
    for (list, made) in lists {
        assert_eq!(
            &committed[list], made,
            "{name}.json, {list}: the protocol changed"
        );
    }
    assert_eq!(&committed, value, "{name}.json has lists that nobody makes");
}

pub(crate) fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// CBOR with its diagnostic notation (RFC 8949 §8).
fn cbor(name: &str, bytes: &[u8]) -> Value {
    json!({
        "name": name,
        "bytes": hex(bytes),
        "diagnostic": diagnostic(&mut &bytes[..]),
    })
}

/// Writes out one CBOR item of the few types that the protocol uses.
fn diagnostic(rest: &mut &[u8]) -> String {
    let first = take(rest, 1)[0];
    let length = match first & 0x1f {
        short @ 0..24 => u64::from(short),
        size @ 24..28 => {
            let bytes = take(rest, 1 << (size - 24));
            bytes
                .iter()
                .fold(0, |value, byte| value << 8 | u64::from(*byte))
        }
        _ => panic!("a writer uses definite lengths"),
    };
    let parts =
        |rest: &mut &[u8], count: u64| -> Vec<_> { (0..count).map(|_| diagnostic(rest)).collect() };
    match first >> 5 {
        0 => length.to_string(),
        2 => format!("h'{}'", hex(take(rest, length as usize))),
        3 => format!("{:?}", String::from_utf8_lossy(take(rest, length as usize))),
        4 => format!("[{}]", parts(rest, length).join(", ")),
        5 => {
            let pairs = (0..length).map(|_| format!("{}: {}", diagnostic(rest), diagnostic(rest)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
        other => panic!("the protocol has no major type {other}"),
    }
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> &'a [u8] {
    let (first, tail) = rest.split_at(count);
    *rest = tail;
    first
}

#[test]
fn keys_are_as_committed() {
    let names = [
        "relay",
        "first invitation",
        "administrator",
        "hall invitation",
    ];
    let keys = names.map(|name| {
        let key = TestKey::named(name);
        json!({
            "name": name,
            "scalar": hex(key.scalar),
            "point": hex(key.public().point),
            "id": key.id().to_string(),
        })
    });
    check("keys", &json!({ "keys": keys }));
}

/// A link to the hall of the world.
pub(crate) fn hall_link() -> Link {
    let world = World::new();
    link(&world, Purpose::Join, "hall invitation", true)
}

fn link(world: &World, purpose: Purpose, invitation: &str, is_to_hall: bool) -> Link {
    let key = TestKey::named(invitation);
    Link {
        purpose,
        board: world.board,
        hall: is_to_hall.then_some(world.hall),
        leads_to: None,
        relay: world.relay.id(),
        invitation: InvitationKey {
            scalar: key.scalar,
            public: key.public(),
        },
    }
}

#[test]
fn links_are_as_committed() {
    let world = World::new();
    let links = [
        link(&world, Purpose::Found, "first invitation", false),
        link(&world, Purpose::Join, "hall invitation", true),
        Link {
            leads_to: Some(world.hall),
            ..link(&world, Purpose::Join, "staff invitation", false)
        },
    ];
    let links = links.map(|link| {
        let url = link.to_url("https://zs.example.org");
        assert_eq!(Link::parse(&url), Ok(link));
        json!({
            "url": url,
            "board": link.board.to_string(),
            "hall": link.hall.map(|hall| hall.to_string()),
            "leads_to": link.leads_to.map(|hall| hall.to_string()),
            "relay": link.relay.to_string(),
            "scalar": hex(link.invitation.scalar),
            "point": hex(link.invitation.public.point),
        })
    });
    check("links", &json!({ "links": links }));
}
