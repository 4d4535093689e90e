//! The program itself, killed without warning while it works.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use ledger::{
    Answer, PublicKey,
    link::Link,
    wire::{Answered, Message, Push},
};
use sync_server::{crypto, key_file, log::SqliteLog, verify};

use crate::{
    device::Device,
    socket::{Socket, connect},
};

pub(crate) struct Program {
    child: Child,
    pub(crate) addr: std::net::SocketAddr,
    origin: String,
}

impl Program {
    pub(crate) fn start(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sync-server"))
            .args(["serve", "--addr", "127.0.0.1:0", "--log", "warn"])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let origin = lines
            .find_map(|line| Some(line.ok()?.strip_prefix("listening on ")?.to_owned()))
            .expect("it says where it listens");
        let addr = origin.trim_start_matches("http://").parse().unwrap();
        Self {
            child,
            addr,
            origin,
        }
    }

    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) async fn welcome(&self, device: &Device, relay: PublicKey) -> Socket {
        let mut socket = connect(self.addr, Some(&self.origin)).await.unwrap();
        let own = crypto::random().unwrap();
        let nonce = socket.challenge.nonce;
        socket
            .send(&device.hello(relay, nonce, own, &self.origin))
            .await;
        socket.welcome().await;
        socket
    }
}

pub(crate) fn invited(folder: &Path) -> Link {
    let invite = Command::new(env!("CARGO_BIN_EXE_sync-server"))
        .args(["invite", "--name", "示范社区"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(invite.status.success(), "{invite:?}");
    Link::parse(&String::from_utf8(invite.stdout).unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_commit_and_answer_an_entry_is_there_once_when_it_is_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let link = invited(folder.path());
    let relay = {
        use ledger::crypto::Crypto;
        let key = key_file::read(&folder.path().join("relay.key")).unwrap();
        key.public()
    };
    let mut device = Device::new();
    let mut sent = vec![device.joins(&link)];
    let mut proved = Vec::new();
    for round in 0..8_u64 {
        let program = Program::start(folder.path());
        let mut socket = program.welcome(&device, relay).await;
        sent.push(device.says(link.board, &round.to_be_bytes()));
        // The whole outbox, as a device does that never heard what became of it.
        let entries = sent.iter().map(|entry| entry.to_bytes().into()).collect();
        socket.send(&Message::Push(Push { entries })).await;
        let heard = tokio::time::timeout(Duration::from_millis(round * 3), logged(&mut socket));
        if let Ok(logged) = heard.await {
            proved.extend(logged);
        }
        program.kill();
    }
    let program = Program::start(folder.path());
    let mut socket = program.welcome(&device, relay).await;
    let outcome = socket.push(&sent).await;
    let answers: Vec<_> = sent.iter().map(|entry| outcome.of(entry.id())).collect();
    let expected: Vec<_> = (2..).take(sent.len()).map(Answer::Logged).collect();
    assert_eq!(answers, expected, "each once, in the order it was sent");
    for answered in proved {
        assert_eq!(outcome.of(answered.entry), answered.answer);
    }
    program.kill();
    let log = SqliteLog::open_read_only(&folder.path().join("data")).unwrap();
    assert_eq!(verify::verify(&log).unwrap().problems(), 0);
}

async fn logged(socket: &mut Socket) -> Vec<Answered> {
    loop {
        if let Some(Message::Answers(answers)) = socket.try_next().await {
            return answers.answers;
        }
    }
}

#[test]
fn the_command_line_says_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_sync-server"))
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), said)
    };
    let (code, said) = run(&["serve", "--tls-cert", "a.pem"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("belong together"), "{said}");
    let (code, said) = run(&["serve", "--app", "nowhere"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("holds no built app"), "{said}");
    let (code, said) = run(&["verify", "nowhere"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("no data folder"), "{said}");
    let (code, said) = run(&["invite", "--key", "data/relay.key"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("would lose both"), "{said}");
}

#[test]
fn a_founding_link_is_the_only_thing_that_invite_prints() {
    let folder = tempfile::tempdir().unwrap();
    let link = invited(folder.path());
    assert_eq!(link.purpose, ledger::link::Purpose::Found);
    let verified = Command::new(env!("CARGO_BIN_EXE_sync-server"))
        .args(["verify", "data"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8(verified.stdout).unwrap();
    assert!(verified.status.success(), "{said}");
    assert!(said.ends_with("1 rooms, 0 problems\n"), "{said}");
}
