//! Changes that Automerge made, and chunks that are refused.

use automerge::{
    ActorId as AutomergeActor, AutoCommit, ObjType, ROOT, ReadDoc, transaction::Transactable,
};
use ledger::{
    ActorId, KeyId, RoomId, SessionId,
    change::{ChangeError, parse},
    limits,
};
use serde_json::{Value, json};

use super::{check, hex};
use crate::raw_change::{ACTION, RawChange, chunk, run, signed};

fn derived(room: u8, session: u8) -> (Value, ActorId) {
    let (author, room, session) = (
        KeyId([0x0a; 16]),
        RoomId([room; 32]),
        SessionId([session; 16]),
    );
    let actor = ActorId::derive(author, room, session);
    let value = json!({
        "author": author.to_string(),
        "room": room.to_string(),
        "session": session.to_string(),
        "actor": actor.to_string(),
    });
    (value, actor)
}

/// Two devices that write at once, and one that joins both.
fn written(actors: [ActorId; 2]) -> Vec<automerge::Change> {
    let [one, two] = actors.map(|actor| AutomergeActor::from(actor.0));
    let options = || automerge::transaction::CommitOptions::default().with_time(0);
    let mut first = AutoCommit::new().with_actor(one);
    let text = first.put_object(ROOT, "minutes", ObjType::Text).unwrap();
    first.put(ROOT, "topic", "加装电梯").unwrap();
    first.commit_with(options());
    let mut second = first.fork().with_actor(two);
    first.splice_text(&text, 0, 0, "主持人：开会。").unwrap();
    first.commit_with(options());
    second.put(ROOT, "topic", "加装电梯（三号楼）").unwrap();
    second.delete(ROOT, "minutes").unwrap();
    second.commit_with(options().with_message("from the second tablet"));
    first.merge(&mut second).unwrap();
    first.put(ROOT, "venue", "居民活动室").unwrap();
    first.commit_with(options());
    first.get_changes(&[])
}

#[test]
fn changes_are_as_committed() {
    let (derivations, actors): (Vec<_>, Vec<_>) = [derived(1, 1), derived(1, 2), derived(2, 1)]
        .into_iter()
        .unzip();
    let changes = written([actors[0], actors[1]]);
    let accepted = changes.iter().map(|change| {
        let header = parse(change.raw_bytes()).unwrap();
        let names = |ids: Vec<String>| ids;
        json!({
            "bytes": hex(change.raw_bytes()),
            "hash": header.hash.to_string(),
            "dependencies": names(header.dependencies.iter().map(ToString::to_string).collect()),
            "actor": header.actor.to_string(),
            "seq": header.seq,
            "start_op": header.start_op,
            "ops": header.ops,
            "other_actors": names(header.other_actors.iter().map(ToString::to_string).collect()),
        })
    });
    let accepted: Vec<_> = accepted.collect();
    check(
        "changes",
        &json!({
            "actors": derivations,
            "accepted": accepted,
            "refused": refused(actors[0], &changes),
        }),
    );
}

fn refused(actor: ActorId, changes: &[automerge::Change]) -> Vec<Value> {
    let mut document = AutoCommit::new();
    document.apply_changes(changes.to_vec()).unwrap();
    assert!(document.get(ROOT, "topic").unwrap().is_some());
    let first = RawChange::first(actor);
    let with = |columns| RawChange {
        columns,
        ..first.clone()
    };
    let mut wrong_sum = first.bytes();
    wrong_sum[4] ^= 1;
    // An empty DEFLATE stream: enough, because nothing after the type byte is read.
    let compressed = chunk(&[2, 2, 3, 0]);
    let long = RawChange {
        actor: vec![0x0a; 32],
        ..first.clone()
    };
    let deep = RawChange {
        dependencies: vec![first.hash(); limits::CHANGE_DEPS + 1],
        ..first.clone()
    };
    let tail = [first.bytes(), vec![0]].concat();
    let nulls = with(vec![(ACTION, [signed(0), signed(3)].concat())]);
    let cases = [
        (
            "compressed chunk (type 2)",
            compressed,
            ChangeError::Malformed,
        ),
        (
            "document chunk (type 0)",
            document.save_nocompress(),
            ChangeError::Malformed,
        ),
        ("wrong checksum", wrong_sum, ChangeError::Malformed),
        ("a byte after the chunk", tail, ChangeError::Malformed),
        (
            "compressed column",
            with(vec![(ACTION | 8, run(1))]).bytes(),
            ChangeError::Malformed,
        ),
        (
            "operations without action",
            nulls.bytes(),
            ChangeError::Malformed,
        ),
        ("actor of 32 bytes", long.bytes(), ChangeError::Actor),
        (
            "10,001 operations",
            with(vec![(ACTION, run(10_001))]).bytes(),
            ChangeError::TooComplex,
        ),
        ("65 dependencies", deep.bytes(), ChangeError::TooComplex),
    ];
    let judged = [
        (
            "the actor is not its author's",
            first.bytes(),
            "ForeignActor",
        ),
        (
            "names an actor that nobody has",
            RawChange {
                other_actors: vec![ActorId([9; 16])],
                ..first.clone()
            }
            .bytes(),
            "UnknownActor",
        ),
        (
            "starts at operation 2 without a past",
            RawChange {
                start_op: 2,
                ..first.clone()
            }
            .bytes(),
            "BadStartOp",
        ),
    ];
    let cases = cases.into_iter().map(|(name, bytes, error)| {
        assert_eq!(parse(&bytes), Err(error), "{name}");
        json!({ "name": name, "bytes": hex(bytes), "error": format!("{error:?}"), "by": "parser" })
    });
    let judged = judged.into_iter().map(|(name, bytes, error)| {
        assert!(parse(&bytes).is_ok(), "{name}");
        json!({ "name": name, "bytes": hex(bytes), "error": error, "by": "log" })
    });
    cases.chain(judged).collect()
}
