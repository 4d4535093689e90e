//! A relay that lost its data, and has its key, gets the data back from a device.

use ledger::wire::{Entries, Message, Need, Open, OpenRoom, Step};
use sync_server::{
    log::{Log, SqliteLog},
    verify,
};

use crate::{device::Device, socket::Socket, world::World};

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_data_folder_comes_back_verbatim_from_a_device() {
    let mut world = World::new().await;
    let mut device = Device::new();
    let mut socket = Socket::of(&world, &device).await;
    let mut entries = vec![device.joins(&world.link)];
    entries.extend((0..30_u8).map(|number| device.says(world.board(), &[number])));
    socket.push(&entries).await;
    socket.open(world.board()).await;
    let kept = loop {
        if let Message::Entries(kept) = socket.next().await {
            break kept;
        }
    };
    world.stop().await;
    let before = stored(&world);
    std::fs::remove_dir_all(world.data()).unwrap();
    world.start_again().await;
    heal(&world, &device, &kept).await;
    world.stop().await;
    assert_eq!(stored(&world), before);
    let log = SqliteLog::open_read_only(&world.data()).unwrap();
    assert_eq!(verify::verify(&log).unwrap().problems(), 0);
}

async fn heal(world: &World, device: &Device, kept: &Entries) {
    let mut socket = Socket::of(world, device).await;
    let head = kept.head.head;
    let open = OpenRoom {
        room: kept.room,
        head: Some(kept.head),
        locator: vec![Step {
            seq: head.seq,
            digest: head.digest,
        }],
        wants_snapshot: None,
    };
    socket
        .send(&Message::Open(Open { rooms: vec![open] }))
        .await;
    let need = Need {
        room: kept.room,
        from: 1,
    };
    assert_eq!(socket.next().await, Message::Need(need));
    socket.send(&Message::Have(kept.clone())).await;
    loop {
        if let Message::Opened(opened) = socket.next().await {
            assert_eq!(opened.head.unwrap().head, head);
            return;
        }
    }
}

/// Everything that is stored of the board, as bytes.
fn stored(world: &World) -> (u64, Vec<sync_server::log::Stored>) {
    let log = SqliteLog::open_read_only(&world.data()).unwrap();
    let room = log.room(world.board()).unwrap().unwrap();
    (room.epoch, log.read(room.id, 1, room.len).unwrap())
}
