//! A verifier that knows docs/protocol.md and the committed vectors, and nothing of this crate.

use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier as _};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::vectors::read;

fn bytes(value: &Value) -> Vec<u8> {
    let text = value.as_str().expect("hexadecimal").as_bytes();
    let digit = |at: u8| (at as char).to_digit(16).expect("a digit") as u8;
    text.chunks(2)
        .map(|pair| digit(pair[0]) << 4 | digit(pair[1]))
        .collect()
}

fn number(value: &Value) -> [u8; 8] {
    value.as_u64().expect("a number").to_be_bytes()
}

fn sha256(parts: &[&[u8]]) -> Vec<u8> {
    Sha256::digest(parts.concat()).to_vec()
}

fn verifies(key: &Value, message: &[u8], signature: &[u8]) -> bool {
    let key = VerifyingKey::from_sec1_bytes(&bytes(key)).expect("a point");
    let signature = Signature::from_slice(signature).expect("r and s");
    key.verify(message, &signature).is_ok()
}

fn list<'a>(vectors: &'a Value, name: &str) -> &'a Vec<Value> {
    let list = vectors[name].as_array().expect("a list");
    assert!(!list.is_empty());
    list
}

#[track_caller]
fn check_entry(entry: &Value) {
    let all = bytes(&entry["bytes"]);
    assert_eq!(&all[..2], [1, 1]);
    let header = &all[..153];
    let id = sha256(&[b"zhongshang/entry/1", header]);
    assert_eq!(id, bytes(&entry["id"]));
    let is_founding = all[34..37] == [0, 0, 1];
    let room = if is_founding { &id } else { &all[2..34] };
    assert_eq!(room, bytes(&entry["room"]));
    assert_eq!(u64::from(all[34]), entry["class"].as_u64().unwrap());
    assert_eq!([0, 0, 0, 0, 0, 0, all[35], all[36]], number(&entry["kind"]));
    assert_eq!(&all[37..53], bytes(&entry["author"]));
    let key = bytes(&entry["author_key"]);
    assert_eq!(&sha256(&[&[1], &key])[..16], bytes(&entry["author"]));
    assert_eq!(&all[53..69], bytes(&entry["session"]));
    assert_eq!(all[69..77], number(&entry["index"]));
    assert_eq!(&all[77..109], bytes(&entry["prev"]));
    assert_eq!(all[109..117], number(&entry["made_at"]));
    assert_eq!(&all[121..153], bytes(&entry["payload_hash"]));
    let message = [b"zhongshang/entry/1", header].concat();
    assert!(verifies(&entry["author_key"], &message, &all[153..217]));
    if entry["payload"].is_null() {
        assert_eq!(all.len(), 217);
    } else {
        assert_eq!(&all[217..233], bytes(&entry["salt"]));
        assert_eq!(&all[233..], bytes(&entry["payload"]));
        let length = u32::from_be_bytes(all[117..121].try_into().unwrap());
        assert_eq!(all.len(), 233 + length as usize);
        assert_eq!(sha256(&[&all[217..]]), &all[121..153]);
    }
}

#[test]
fn a_stranger_verifies_every_entry() {
    list(&read("entries"), "entries")
        .iter()
        .for_each(check_entry);
}

#[test]
fn a_stranger_sees_a_forged_signature() {
    let vectors = read("entries");
    let forged = list(&vectors, "not_entries").iter();
    for forged in forged.filter(|wrong| wrong["error"] == "BadSignature") {
        let all = bytes(&forged["bytes"]);
        let mut known = list(&vectors, "entries").iter();
        let author = known.find(|entry| bytes(&entry["author"]) == all[37..53]);
        let message = [b"zhongshang/entry/1", &all[..153]].concat();
        assert!(!verifies(
            &author.expect("its author")["author_key"],
            &message,
            &all[153..217]
        ));
    }
}

#[test]
fn a_stranger_verifies_joins() {
    for join in list(&read("joins"), "joins") {
        check_entry(&join["entry"]);
        let room = bytes(&join["entry"]["room"]);
        let author = bytes(&join["entry"]["author"]);
        let message = [b"zhongshang/join/1".as_slice(), &room, &author].concat();
        assert_eq!(message, bytes(&join["proof_message"]));
        assert!(verifies(
            &join["invitation_key"],
            &message,
            &bytes(&join["proof"])
        ));
    }
}

#[test]
fn a_stranger_verifies_logs_heads_and_receipts() {
    let vectors = read("logs");
    for log in list(&vectors, "logs") {
        let mut digest = vec![0; 32];
        for (item, seq) in list(log, "items").iter().zip(1..) {
            assert_eq!(item["seq"].as_u64(), Some(seq));
            digest = sha256(&[
                b"zhongshang/log/1",
                &digest,
                &bytes(&item["entry"]),
                &number(&item["judged_at"]),
                &number(&item["received_at"]),
            ]);
            assert_eq!(digest, bytes(&item["digest"]));
        }
        let head = &log["head"];
        let message = [
            b"zhongshang/head/1".as_slice(),
            &bytes(&head["relay"]),
            &bytes(&log["room"]),
            &number(&head["epoch"]),
            &number(&head["seq"]),
            &digest,
        ]
        .concat();
        assert_eq!(message, bytes(&head["message"]));
        assert!(verifies(
            &head["relay_key"],
            &message,
            &bytes(&head["signature"])
        ));
    }
    for receipt in list(&vectors, "receipts") {
        let log = list(&vectors, "logs")
            .iter()
            .find(|log| log["room"] == receipt["room"]);
        let head = bytes(&log.expect("its log")["head"]["message"]);
        let lines = list(receipt, "entries").iter();
        let lines: Vec<u8> = lines
            .flat_map(|line| [bytes(&line[0]), number(&line[1]).to_vec()].concat())
            .collect();
        let message = [
            b"zhongshang/receipt/1".as_slice(),
            &head["zhongshang/head/1".len()..],
            &sha256(&[&lines]),
        ]
        .concat();
        assert_eq!(message, bytes(&receipt["message"]));
        assert!(verifies(
            &receipt["relay_key"],
            &message,
            &bytes(&receipt["signature"])
        ));
    }
}

#[test]
fn a_stranger_verifies_greetings() {
    for signed in list(&read("wire"), "signed") {
        let relay = list(&read("keys"), "keys")[0]["id"].clone();
        let [asked, own] = ["relay_nonce", "device_nonce"].map(|name| bytes(&signed[name]));
        let origin = signed["origin"].as_str().unwrap().as_bytes();
        let message = match signed["name"].as_str() {
            Some("hello") => [
                b"zhongshang/hello/1".as_slice(),
                &bytes(&relay),
                &asked,
                &own,
                origin,
            ]
            .concat(),
            _ => [
                b"zhongshang/welcome/1".as_slice(),
                &bytes(&relay),
                &own,
                &asked,
            ]
            .concat(),
        };
        assert_eq!(message, bytes(&signed["message"]));
        assert!(verifies(
            &signed["key"],
            &message,
            &bytes(&signed["signature"])
        ));
    }
}

#[test]
fn a_stranger_verifies_actors_and_hashes_of_changes() {
    let vectors = read("changes");
    for actor in list(&vectors, "actors") {
        let parts = ["author", "room", "session"].map(|name| bytes(&actor[name]));
        let hash = sha256(&[b"actor", &parts[0], &parts[1], &parts[2]]);
        assert_eq!(&hash[..16], bytes(&actor["actor"]));
    }
    for change in list(&vectors, "accepted") {
        let all = bytes(&change["bytes"]);
        assert_eq!(&all[..4], [0x85, 0x6f, 0x4a, 0x83]);
        let hash = sha256(&[&all[8..]]);
        assert_eq!(&all[4..8], &hash[..4]);
        assert_eq!(hash, bytes(&change["hash"]));
        assert_eq!(all[8], 1);
    }
}
