//! The program itself, killed without warning while photos come.

use std::time::Duration;

use ledger::crypto::Crypto;
use sync_server::{blobs::FOLDER, key_file, log::SqliteLog, verify};

use super::client::{Client, path, photo};
use crate::{
    device::Device,
    killed::{Program, invited},
    world::PATIENCE,
};

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_photos_come_it_has_every_one_it_said_it_had_and_goes_on_with_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let link = invited(folder.path());
    let key = key_file::read(&folder.path().join("relay.key")).unwrap();
    let mut device = Device::new();
    let join = device.joins(&link);
    let photos: Vec<_> = (0..10).map(|seed| photo(seed, 150_000)).collect();
    let mut proved = Vec::new();
    // The last one is waited for.
    let patience = (0..9).map(|round| Duration::from_millis(6 * round));
    for (photo, patience) in photos.iter().zip(patience.chain([PATIENCE])) {
        let program = Program::start(folder.path());
        let mut socket = program.welcome(&device, key.public()).await;
        socket.push(std::slice::from_ref(&join)).await;
        let token = socket.token.unwrap().to_string();
        let client = Client::new(program.addr, Some(&token));
        let uploads = client.uploads(link.board, photo, 20_000);
        let uploaded = tokio::time::timeout(patience, uploads);
        if uploaded.await.is_ok_and(|reply| reply.is_complete()) {
            proved.push(photo);
        }
        program.kill();
    }
    let program = Program::start(folder.path());
    let socket = program.welcome(&device, key.public()).await;
    let token = socket.token.unwrap().to_string();
    let client = Client::new(program.addr, Some(&token));
    assert!(!proved.is_empty(), "the last one was waited for");
    for photo in proved {
        let reply = client.get(&path(link.board, photo)).await;
        assert!(
            reply.status == 200 && reply.body == *photo,
            "it was said to be kept"
        );
    }
    for photo in &photos {
        let reply = client.uploads(link.board, photo, 20_000).await;
        assert!(reply.is_complete(), "{:?}", reply.reason());
        assert_eq!(client.get(&path(link.board, photo)).await.body, *photo);
    }
    program.kill();
    let data = folder.path().join("data");
    let log = SqliteLog::open_read_only(&data).unwrap();
    let report = verify::blobs(&data.join(FOLDER), &log).unwrap();
    assert_eq!(
        (report.sound, report.problems.len()),
        (photos.len(), 0),
        "{report}"
    );
}
