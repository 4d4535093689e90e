//! Snapshots of a long hall: made by the worker, offered, fetched, read back after a restart.

use std::{io::Read, path::Path, time::Instant};

use consultation::{Command, Document, FieldValue, Founding};
use flate2::read::ZlibDecoder;
use ledger::{
    RoomId, RoomKind, Timestamp,
    snapshot::{FORM, HEADER, Snapshot},
    wire::{self, Message, Open, OpenRoom, Step},
};
use sync_server::serve::Setup;

use crate::{
    device::Device,
    http::{Reply, request},
    socket::Socket,
    world::{PATIENCE, World},
};

const CHANGES: usize = 60;

/// A hall of many changes, and the administrator who wrote them.
struct Hall {
    world: World,
    admin: Device,
    room: RoomId,
    document: Document,
}

fn set_up(folder: &Path) -> impl FnOnce(&mut Setup) {
    let folder = folder.to_owned();
    move |setup| {
        setup.snapshots = Some(folder);
        setup.snapshot_entries = 20;
    }
}

impl Hall {
    async fn new(folder: &Path) -> Self {
        let world = World::with(set_up(folder)).await;
        let mut admin = Device::new();
        let mut socket = Socket::of(&world, &admin).await;
        let founding = admin.founds(RoomKind::Hall, world.board());
        let room = founding.room();
        socket.push(&[admin.joins(&world.link), founding]).await;
        let founded = Founding::Hall {
            title: "停车".to_owned(),
        };
        let (mut document, first) =
            Document::found(admin.actor(room), Timestamp(1), founded).unwrap();
        let mut changes = first;
        while changes.len() < CHANGES {
            let venue = FieldValue::Venue(format!("第{}会议室", changes.len()));
            let written = document.command(admin.actor(room), Timestamp(2), Command::Set(venue));
            changes.extend(written.unwrap().changes);
        }
        let changes = changes.into_iter();
        let entries: Vec<_> = changes
            .map(|change| admin.changes(room, change.into_vec()))
            .collect();
        socket.push(&entries).await;
        Self {
            world,
            admin,
            room,
            document,
        }
    }

    /// Opens the hall, asking for a snapshot, until one is offered.
    async fn offer(&self, socket: &mut Socket) -> wire::Snapshot {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            socket.send(&opening(self.room, Some(FORM))).await;
            loop {
                match socket.next().await {
                    Message::Snapshot(snapshot) => return snapshot,
                    // The log instead: there is no snapshot yet.
                    Message::Entries(entries) if entries.room == self.room => break,
                    _ => {}
                }
            }
        }
        panic!("no snapshot was offered");
    }

    async fn gets(&self, token: Option<String>, path: &str, range: Option<&str>) -> Reply {
        let token = token.map(|token| ("authorization".to_owned(), format!("Bearer {token}")));
        let range = range.map(|range| ("range".to_owned(), range.to_owned()));
        let headers: Vec<_> = token.into_iter().chain(range).collect();
        request(self.world.addr(), "GET", path, &headers, &[]).await
    }

    async fn metrics(&self) -> String {
        let reply = request(self.world.addr(), "GET", "/metrics", &[], &[]).await;
        String::from_utf8(reply.body).unwrap()
    }
}

fn opening(room: RoomId, wants_snapshot: Option<u16>) -> Message {
    let open = OpenRoom {
        room,
        head: None,
        locator: Vec::<Step>::new(),
        wants_snapshot,
    };
    Message::Open(Open { rooms: vec![open] })
}

/// The header and the inflated body, as a snapshot is read.
fn inflated(bytes: &[u8]) -> Vec<u8> {
    let (header, stream) = bytes.split_at(HEADER);
    let mut whole = header.to_vec();
    ZlibDecoder::new(stream).read_to_end(&mut whole).unwrap();
    whole
}

fn token(socket: &Socket) -> Option<String> {
    socket.token.map(|token| token.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_hall_is_offered_as_a_snapshot_that_is_its_record_and_then_as_its_log() {
    let folder = tempfile::tempdir().unwrap();
    let hall = Hall::new(folder.path()).await;
    let mut socket = Socket::of(&hall.world, &hall.admin).await;
    let named = hall.offer(&mut socket).await;
    let path = format!("/snapshot/{}/{}", hall.room, named.sha256);
    let whole = hall.gets(token(&socket), &path, None).await;
    assert_eq!(whole.status, 200);
    assert!(named.is_of(&whole.body), "it is what was named");
    let read = Snapshot::read(&inflated(&whole.body)).unwrap();
    assert_eq!(read.standing.head(hall.world.relay.id()), named.head.head);
    let (document, applied) = Document::from_changes(read.changes.iter().map(Vec::as_slice));
    assert_eq!(applied.set_aside, []);
    assert_eq!(document.heads(), hall.document.heads());
    assert_eq!(read.heads().unwrap(), hall.document.heads());

    let part = hall.gets(token(&socket), &path, Some("bytes=10-19")).await;
    assert_eq!((part.status, &part.body[..]), (206, &whole.body[10..20]));
    socket.send(&opening(hall.room, None)).await;
    let comes = loop {
        if let Message::Entries(entries) = socket.next().await {
            break entries.items.len();
        }
    };
    assert!(comes >= CHANGES, "the log comes when it is asked for");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_is_read_by_those_who_may_read_the_hall_and_by_its_exact_name() {
    let folder = tempfile::tempdir().unwrap();
    let hall = Hall::new(folder.path()).await;
    let mut socket = Socket::of(&hall.world, &hall.admin).await;
    let named = hall.offer(&mut socket).await;
    let path = format!("/snapshot/{}/{}", hall.room, named.sha256);
    let stranger = Socket::of(&hall.world, &Device::new()).await;
    let visitor = Socket::of_visitor(&hall.world).await;
    let other = format!("/snapshot/{}/{}", hall.room, "0".repeat(64));
    let nowhere = format!("/snapshot/{}/{}", "0".repeat(64), named.sha256);
    let table = [
        (token(&socket), path.clone(), 200),
        (None, path.clone(), 401),
        (token(&visitor), path.clone(), 401),
        (token(&stranger), path.clone(), 403),
        (token(&socket), other, 404),
        (token(&socket), nowhere, 404),
        (token(&socket), format!("{path}/.."), 404),
    ];
    for (token, path, expected) in table {
        let reply = hall.gets(token, &path, None).await;
        assert_eq!(reply.status, expected, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn snapshots_outlive_a_restart_and_a_damaged_one_is_not_served_and_the_log_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut hall = Hall::new(folder.path()).await;
    let mut socket = Socket::of(&hall.world, &hall.admin).await;
    let named = hall.offer(&mut socket).await;
    drop(socket);
    std::fs::write(folder.path().join("leftover.unfinished"), b"half").unwrap();
    hall.world.restart_with(set_up(folder.path())).await;
    let mut socket = Socket::of(&hall.world, &hall.admin).await;
    let again = hall.offer(&mut socket).await;
    assert_eq!(again.sha256, named.sha256);
    assert!(
        hall.metrics()
            .await
            .contains("zhongshang_snapshots_made_total 0\n")
    );
    assert!(!folder.path().join("leftover.unfinished").exists());

    let file = folder
        .path()
        .join(format!("{}-{}", hall.room, named.sha256));
    let mut bytes = std::fs::read(&file).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&file, &bytes).unwrap();
    let path = format!("/snapshot/{}/{}", hall.room, named.sha256);
    assert_eq!(hall.gets(token(&socket), &path, None).await.status, 404);
    assert!(!file.exists(), "it is dropped");
    socket.send(&opening(hall.room, None)).await;
    loop {
        if let Message::Entries(entries) = socket.next().await {
            assert!(entries.items.len() >= CHANGES);
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_cannot_keep_snapshots_hands_out_logs() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a file");
    std::fs::write(&file, b"in the way").unwrap();
    let hall = Hall::new(&file).await;
    let mut socket = Socket::of(&hall.world, &hall.admin).await;
    socket.send(&opening(hall.room, Some(FORM))).await;
    loop {
        match socket.next().await {
            Message::Entries(entries) if entries.room == hall.room => break,
            Message::Snapshot(_) => panic!("there is none"),
            _ => {}
        }
    }
}
