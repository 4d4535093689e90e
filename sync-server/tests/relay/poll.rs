//! The same work by requests, where WebSockets do not get through.

use ledger::{
    Answer, Entry,
    wire::{Message, Open, OpenRoom, Push},
};
use sync_server::crypto;

use crate::{
    blobs::client::{Client, photo},
    device::Device,
    http::{Reply, request},
    world::World,
};

struct Session<'a> {
    world: &'a World,
    name: Option<String>,
}

impl Session<'_> {
    async fn post(&mut self, messages: &[Message]) -> Vec<Message> {
        let body: Vec<u8> = messages.iter().flat_map(Message::to_bytes).collect();
        let mut headers = vec![("origin".to_owned(), self.world.origin())];
        headers.extend(
            self.name
                .iter()
                .map(|name| ("x-zhongshang-session".to_owned(), name.clone())),
        );
        let reply = post(self.world, &headers, &body).await;
        assert_eq!(reply.status, 200);
        self.name = reply.header("x-zhongshang-session");
        read(&reply.body)
    }

    /// Posts until a message of the wanted sort has come.
    async fn until<T>(
        &mut self,
        messages: &[Message],
        wanted: impl Fn(&Message) -> Option<T>,
    ) -> T {
        let mut messages = messages;
        loop {
            let heard = self.post(messages).await;
            if let Some(found) = heard.iter().find_map(&wanted) {
                return found;
            }
            messages = &[];
        }
    }
}

async fn post(world: &World, headers: &[(String, String)], body: &[u8]) -> Reply {
    request(world.addr(), "POST", "/sync", headers, body).await
}

fn read(body: &[u8]) -> Vec<Message> {
    let mut messages = Vec::new();
    let mut rest = body;
    while !rest.is_empty() {
        let mut decoder = minicbor::Decoder::new(rest);
        decoder.skip().unwrap();
        let (message, after) = rest.split_at(decoder.position());
        messages.push(Message::parse(message).unwrap());
        rest = after;
    }
    messages
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_does_all_its_work_by_requests() {
    let world = World::new().await;
    let mut device = Device::new();
    let mut session = Session {
        world: &world,
        name: None,
    };
    let challenge = session.post(&[]).await.remove(0);
    let Message::Challenge(challenge) = challenge else {
        panic!("the relay begins with something else");
    };
    let own = crypto::random().unwrap();
    let hello = device.hello(world.relay, challenge.nonce, own, &world.origin());
    let welcome = session.post(&[hello]).await.remove(0);
    let Message::Welcome(welcome) = welcome else {
        panic!("no welcome but {welcome:?}");
    };
    let entries = [
        device.joins(&world.link),
        device.says(world.board(), "同意".as_bytes()),
    ];
    let push = Message::Push(Push {
        entries: entries
            .iter()
            .map(|entry| Entry::to_bytes(entry).into())
            .collect(),
    });
    let answers = session
        .until(&[push], |message| match message {
            Message::Answers(answers) => Some(answers.answers.clone()),
            _ => None,
        })
        .await;
    assert_eq!(answers[1].answer, Answer::Logged(3));
    let open = OpenRoom {
        room: world.board(),
        head: None,
        locator: Vec::new(),
        wants_snapshot: None,
    };
    let open = Message::Open(Open { rooms: vec![open] });
    let items = session
        .until(&[open], |message| match message {
            Message::Entries(entries) => Some(entries.items.len()),
            _ => None,
        })
        .await;
    assert_eq!(items, 3);
    let client = Client::new(world.addr(), Some(&welcome.token.to_string()));
    let uploaded = client.uploads(world.board(), &photo(1, 9_000), 5_000).await;
    assert!(uploaded.is_complete(), "its photos, too");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_is_not_welcome_is_told_why() {
    let world = World::new().await;
    let evil = ("origin".to_owned(), "https://evil.example".to_owned());
    assert_eq!(post(&world, &[evil], &[]).await.status, 403);
    let lost = ("x-zhongshang-session".to_owned(), "ab".repeat(16));
    assert_eq!(post(&world, &[lost], &[]).await.status, 410);
    assert_eq!(post(&world, &[], &[0xff; 9]).await.status, 400);
    assert_eq!(post(&world, &[], &[0; 5_000]).await.status, 400);
}
