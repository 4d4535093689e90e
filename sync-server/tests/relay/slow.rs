//! A reader that takes nothing for a while is told everything in the end, and costs no memory.

use ledger::wire::Message;

use crate::{device::Device, http::request, socket::Socket, world::World};

/// Entries of 60 KB: far more than an outbox and the system's buffers hold.
const ENTRIES: usize = 300;

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_reader_reads_on_from_the_log_without_a_gap() {
    let world = World::new().await;
    let mut founder = Device::new();
    let mut writer = Socket::of(&world, &founder).await;
    writer.push(&[founder.joins(&world.link)]).await;
    let mut reader = Socket::of_visitor(&world).await;
    reader.open(world.board()).await;
    for number in 0..ENTRIES {
        let words = vec![number as u8; 60_000];
        writer.push(&[founder.says(world.board(), &words)]).await;
    }
    let counters = request(world.addr(), "GET", "/metrics", &[], &[]).await;
    let counters = String::from_utf8(counters.body).unwrap();
    assert!(
        !counters.contains("zhongshang_lagging_total 0\n"),
        "the reader was not slow enough to show anything"
    );
    let mut next = 1;
    while next < ENTRIES as u64 + 3 {
        if let Message::Entries(entries) = reader.next().await {
            assert_eq!(entries.from, next, "no gap and nothing twice");
            next += entries.items.len() as u64;
        }
    }
}
