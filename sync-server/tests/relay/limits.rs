//! What strangers and the careless cannot do.

use std::time::{Duration, Instant};

use ledger::{
    limits,
    wire::{Farewell, Message},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_tungstenite::tungstenite;

use crate::{
    device::Device,
    socket::{Socket, connect},
    world::{PATIENCE, World},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_over_the_limit_ends_the_connection() {
    let world = World::new().await;
    let mut socket = Socket::of(&world, &Device::new()).await;
    // The relay may hang up while the frame is still on its way.
    socket
        .send_bytes(vec![0; limits::FRAME_BYTES + 1])
        .await
        .ok();
    match socket.try_next().await {
        Some(Message::Goodbye(goodbye)) => assert_eq!(goodbye.why, Farewell::Malformed),
        other => assert_eq!(other, None),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_no_message_end_the_connection_with_a_word() {
    let world = World::new().await;
    let mut socket = Socket::of(&world, &Device::new()).await;
    socket.send_bytes(vec![0xff; 40]).await.unwrap();
    let Message::Goodbye(goodbye) = socket.next().await else {
        panic!("the relay took it for a message");
    };
    assert_eq!(goodbye.why, Farewell::Malformed);
    assert_eq!(socket.try_next().await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_that_says_nothing_is_closed_in_time() {
    let world = World::new().await;
    let mut silent = connect(world.addr(), None).await.unwrap();
    let mut dripping = TcpStream::connect(world.addr()).await.unwrap();
    dripping
        .write_all(b"GET /sync HTTP/1.1\r\nHo")
        .await
        .unwrap();
    let begun = Instant::now();
    assert_eq!(silent.try_next().await, None, "a silent socket");
    let mut rest = Vec::new();
    timeout(PATIENCE, dripping.read_to_end(&mut rest))
        .await
        .expect("a half request is not waited for")
        .ok();
    assert!(begun.elapsed() < Duration::from_secs(18));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_strangers_does_not_disturb_who_is_at_work() {
    let world = World::with(|setup| setup.strangers = (4, 8)).await;
    let mut device = Device::new();
    let mut socket = Socket::of(&world, &device).await;
    socket.push(&[device.joins(&world.link)]).await;
    let mut strangers = Vec::new();
    for _ in 0..50 {
        strangers.push(TcpStream::connect(world.addr()).await);
    }
    let words = device.says(world.board(), b"at work");
    socket.push(&[words]).await;
    drop(strangers);
    let deadline = Instant::now() + PATIENCE;
    while connect(world.addr(), None).await.is_err() {
        assert!(Instant::now() < deadline, "no place is given back");
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_origin_opens_no_socket() {
    let world = World::new().await;
    let refused = connect(world.addr(), Some("https://evil.example")).await;
    let Err(tungstenite::Error::Http(response)) = refused else {
        panic!("a foreign page got in");
    };
    assert_eq!(response.status().as_u16(), 403);
}
