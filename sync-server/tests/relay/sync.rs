//! What a device can rely on.

use ledger::{
    Answer, Refusal, Want,
    wire::{Entries, Farewell, Message},
};
use sync_server::crypto;

use crate::{
    device::{Device, forged},
    socket::{Socket, connect},
    world::World,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_founder_joins_and_what_is_said_then_has_a_receipt_that_verifies() {
    let world = World::new().await;
    let mut device = Device::new();
    let mut socket = Socket::of(&world, &device).await;
    let join = device.joins(&world.link);
    let words = device.says(world.board(), "同意".as_bytes());
    let outcome = socket.push(&[join.clone(), words.clone()]).await;
    assert_eq!(outcome.of(join.id()), Answer::Logged(2));
    assert_eq!(outcome.of(words.id()), Answer::Logged(3));
    for receipt in &outcome.receipts {
        assert!(crypto::verifies(&receipt.check(world.relay)), "{receipt:?}");
    }
    let again = socket.push(&[words.clone(), join]).await;
    assert_eq!(again.of(words.id()), Answer::Logged(3), "twice is once");
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_and_forgers_are_answered_by_name_and_nothing_is_stored() {
    let world = World::new().await;
    let (mut founder, mut stranger) = (Device::new(), Device::new());
    let mut socket = Socket::of(&world, &founder).await;
    socket.push(&[founder.joins(&world.link)]).await;
    let unknown = stranger.says(world.board(), b"?");
    let outcome = socket.push(std::slice::from_ref(&unknown)).await;
    assert_eq!(outcome.of(unknown.id()), Answer::Wanting(Want::Join));
    let words = founder.says(world.board(), b"!");
    let outcome = socket.push_bytes(vec![forged(&words)]).await;
    let refused = Answer::Refused(Refusal::BadSignature);
    assert_eq!(outcome.of(words.id()), refused);
    let late = stranger.joins(&world.link);
    let outcome = socket.push(std::slice::from_ref(&late)).await;
    let used = Answer::Refused(Refusal::InvitationUsed);
    assert_eq!(outcome.of(late.id()), used);
    let outcome = socket.push(std::slice::from_ref(&words)).await;
    assert_eq!(outcome.of(words.id()), Answer::Logged(3), "nothing between");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_device_says_reaches_the_others_in_order_under_a_signed_head() {
    let world = World::new().await;
    let mut founder = Device::new();
    let mut writer = Socket::of(&world, &founder).await;
    writer.push(&[founder.joins(&world.link)]).await;
    let mut reader = Socket::of_visitor(&world).await;
    reader.open(world.board()).await;
    let said: Vec<_> = (0..40_u8)
        .map(|number| founder.says(world.board(), &[number]))
        .collect();
    for words in &said {
        writer.push(std::slice::from_ref(words)).await;
    }
    let mut items = Vec::new();
    while items.len() < said.len() + 2 {
        if let Message::Entries(entries) = reader.next().await {
            items.extend(checked(&world, entries, items.len()));
        }
    }
    let ids: Vec<_> = items[2..].to_vec();
    let expected: Vec<_> = said.iter().map(|words| words.id()).collect();
    assert_eq!(ids, expected);
}

fn checked(world: &World, entries: Entries, before: usize) -> Vec<ledger::EntryId> {
    assert_eq!(entries.from, before as u64 + 1, "no gap and nothing twice");
    assert!(crypto::verifies(&entries.head.check(world.relay)));
    let items = entries.items.iter().zip(entries.from..);
    items
        .map(|(item, seq)| item.at(seq).unwrap().entry.id())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_keeps_everything_that_had_a_receipt() {
    let mut world = World::new().await;
    let mut device = Device::new();
    let mut socket = Socket::of(&world, &device).await;
    let mut entries = vec![device.joins(&world.link)];
    entries.extend((0..20_u8).map(|number| device.says(world.board(), &[number])));
    socket.push(&entries).await;
    world.restart().await;
    let mut socket = Socket::of(&world, &device).await;
    let outcome = socket.push(&entries).await;
    for (entry, seq) in entries.iter().zip(2..) {
        assert_eq!(outcome.of(entry.id()), Answer::Logged(seq));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopping_relay_says_goodbye() {
    let mut world = World::new().await;
    let mut socket = Socket::of(&world, &Device::new()).await;
    world.stop().await;
    let Message::Goodbye(goodbye) = socket.next().await else {
        panic!("the relay left without a word");
    };
    assert_eq!(goodbye.why, Farewell::Busy);
    assert_eq!(socket.try_next().await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_prepared_while_the_relay_runs_can_be_founded_at_once() {
    let world = World::new().await;
    let link = world.invites();
    let mut device = Device::new();
    let mut socket = Socket::of(&world, &device).await;
    let join = device.joins(&link);
    let outcome = socket.push(std::slice::from_ref(&join)).await;
    assert_eq!(outcome.of(join.id()), Answer::Logged(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hello_meant_for_another_origin_is_not_believed() {
    let world = World::new().await;
    let device = Device::new();
    let mut socket = connect(world.addr(), None).await.unwrap();
    let nonce = socket.challenge.nonce;
    let own = crypto::random().unwrap();
    let hello = device.hello(world.relay, nonce, own, "https://evil.example");
    socket.send(&hello).await;
    let Message::Goodbye(goodbye) = socket.next().await else {
        panic!("the hello was believed");
    };
    assert_eq!(goodbye.why, Farewell::BadProof);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_of_several_public_origins_is_good_for_a_hello() {
    let origins = ["https://zs.example.org", "http://10.0.0.7:8787"];
    let world = World::with(|setup| setup.origins = origins.map(str::to_owned).into()).await;
    for origin in origins {
        let mut socket = connect(world.addr(), Some(origin)).await.unwrap();
        let nonce = socket.challenge.nonce;
        let own = crypto::random().unwrap();
        let hello = Device::new().hello(world.relay, nonce, own, origin);
        socket.send(&hello).await;
        socket.welcome().await;
    }
}
