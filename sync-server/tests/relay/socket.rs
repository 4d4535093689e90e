//! One WebSocket to the relay.

use futures_util::{SinkExt, StreamExt};
use ledger::{
    Answer, Entry, EntryId, Nonce, PublicKey, Receipt, RoomId,
    crypto::Check,
    wire::{
        Answered, Challenge, Hello, Message, Open, OpenRoom, PROTOCOL, Push, Step, Welcome,
        welcome_message,
    },
};
use sync_server::crypto;
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{self, Message as Frame, client::IntoClientRequest},
};

use crate::{
    device::Device,
    world::{PATIENCE, World},
};

pub(crate) struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub(crate) challenge: Challenge,
    /// Authorises requests, once it is welcomed.
    pub(crate) token: Option<Nonce>,
}

/// What became of a push.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) answers: Vec<Answered>,
    pub(crate) receipts: Vec<Receipt>,
}

impl Outcome {
    pub(crate) fn of(&self, entry: EntryId) -> Answer {
        let answered = self.answers.iter().find(|answered| answered.entry == entry);
        answered
            .unwrap_or_else(|| panic!("no answer about {entry}"))
            .answer
    }
}

/// Opens a socket as a page of this origin would.
pub(crate) async fn connect(
    addr: std::net::SocketAddr,
    origin: Option<&str>,
) -> Result<Socket, tungstenite::Error> {
    let mut request = format!("ws://{addr}/sync").into_client_request()?;
    if let Some(origin) = origin {
        request
            .headers_mut()
            .insert("origin", origin.parse().unwrap());
    }
    let (mut stream, _) = connect_async(request).await?;
    let frame = timeout(PATIENCE, stream.next()).await.expect("a challenge");
    let frame = frame.expect("a challenge")?;
    let Message::Challenge(challenge) = Message::parse(&frame.into_data()).unwrap() else {
        panic!("the relay begins with something else");
    };
    Ok(Socket {
        stream,
        challenge,
        token: None,
    })
}

impl Socket {
    /// A socket on which the device is welcomed, and the relay has proved who it is.
    pub(crate) async fn of(world: &World, device: &Device) -> Self {
        let origin = world.origin();
        let mut socket = connect(world.addr(), Some(&origin)).await.unwrap();
        let own = crypto::random().unwrap();
        let hello = device.hello(world.relay, socket.challenge.nonce, own, &origin);
        socket.send(&hello).await;
        let welcome = socket.welcome().await;
        socket.check(&welcome, world.relay, own);
        socket
    }

    /// A socket of somebody without a key.
    pub(crate) async fn of_visitor(world: &World) -> Self {
        let mut socket = connect(world.addr(), None).await.unwrap();
        let hello = Hello {
            protocols: vec![PROTOCOL],
            proof: None,
            nonce: Nonce([7; 16]),
        };
        socket.send(&Message::Hello(hello)).await;
        socket.welcome().await;
        socket
    }

    pub(crate) async fn welcome(&mut self) -> Welcome {
        match self.next().await {
            Message::Welcome(welcome) => {
                self.token = Some(welcome.token);
                welcome
            }
            other => panic!("no welcome but {other:?}"),
        }
    }

    fn check(&self, welcome: &Welcome, relay: PublicKey, own: Nonce) {
        let check = Check {
            key: relay,
            message: welcome_message(relay.id(), own, self.challenge.nonce),
            signature: welcome.signature,
        };
        assert!(crypto::verifies(&check), "the relay did not prove itself");
    }

    pub(crate) async fn send(&mut self, message: &Message) {
        self.send_bytes(message.to_bytes()).await.unwrap();
    }

    pub(crate) async fn send_bytes(&mut self, bytes: Vec<u8>) -> Result<(), tungstenite::Error> {
        self.stream.send(Frame::Binary(bytes.into())).await
    }

    /// The next message; `None` when the relay closed the socket.
    pub(crate) async fn try_next(&mut self) -> Option<Message> {
        loop {
            let frame = timeout(PATIENCE, self.stream.next())
                .await
                .expect("the relay says something, or closes");
            match frame {
                Some(Ok(Frame::Binary(bytes))) => return Some(Message::parse(&bytes).unwrap()),
                Some(Ok(Frame::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    pub(crate) async fn next(&mut self) -> Message {
        self.try_next().await.expect("the relay closed the socket")
    }

    /// Pushes entries and waits until each of them is answered, and logged ones have a receipt.
    pub(crate) async fn push(&mut self, entries: &[Entry]) -> Outcome {
        let bytes = entries.iter().map(Entry::to_bytes).collect();
        self.push_bytes(bytes).await
    }

    pub(crate) async fn push_bytes(&mut self, entries: Vec<Vec<u8>>) -> Outcome {
        let count = entries.len();
        let entries = entries.into_iter().map(Into::into).collect();
        self.send(&Message::Push(Push { entries })).await;
        let mut outcome = Outcome::default();
        loop {
            match self.next().await {
                Message::Answers(answers) => outcome.answers.extend(answers.answers),
                Message::Receipts(receipts) => outcome.receipts.extend(receipts.receipts),
                _ => {}
            }
            let logged = |answered: &&Answered| {
                matches!(answered.answer, Answer::Logged(_) | Answer::Held(..))
            };
            let logged = outcome.answers.iter().filter(logged).count();
            let proved: usize = outcome.receipts.iter().map(|one| one.entries.len()).sum();
            if outcome.answers.len() >= count && proved >= logged {
                return outcome;
            }
        }
    }

    /// Opens a room from nothing.
    pub(crate) async fn open(&mut self, room: RoomId) {
        let open = OpenRoom {
            room,
            head: None,
            locator: Vec::<Step>::new(),
            wants_snapshot: None,
        };
        self.send(&Message::Open(Open { rooms: vec![open] })).await;
    }
}
