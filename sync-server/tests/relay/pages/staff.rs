//! Somebody of the staff who writes on a board, and anybody who reads its pages.

use std::time::Instant;

use consultation::{
    Cell, CellValue, Column, Command, Document, FieldValue, Founding, Jurisdiction, Outcome, RowId,
    Sheet, Statement, statement::Letter,
};
use ledger::{Answer, Class, RoomId, RoomKind, Timestamp, link::Link, wire::Message};

use super::letters::letter;
use crate::{
    device::Device,
    http::{Reply, request},
    socket::Socket,
    world::{PATIENCE, World},
};

/// One answer to a request without an account.
pub(super) async fn get(world: &World, path: &str, headers: &[(&str, &str)]) -> Reply {
    asks(world, "GET", path, headers).await
}

pub(super) async fn asks(
    world: &World,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
) -> Reply {
    let headers: Vec<_> = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    request(world.addr(), method, path, &headers, &[]).await
}

/// Sends a filled form as a browser does.
pub(super) async fn fills(world: &World, path: &str, form: &str) -> Reply {
    let origin = world.origin();
    asks_with(world, path, &[("origin", &origin)], form.as_bytes()).await
}

pub(super) async fn asks_with(
    world: &World,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Reply {
    let kind = ("content-type", "application/x-www-form-urlencoded");
    let headers = headers.iter().chain([&kind]);
    let headers: Vec<_> = headers
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    request(world.addr(), "POST", path, &headers, body).await
}

/// Asks until the answer is the one that is waited for.
pub(super) async fn gets(world: &World, path: &str, is_it: impl Fn(&Reply) -> bool) -> Reply {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let reply = get(world, path, &[]).await;
        if is_it(&reply) {
            return reply;
        }
        let words = String::from_utf8_lossy(&reply.body).into_owned();
        assert!(
            Instant::now() < deadline,
            "{path}: {} {words}",
            reply.status
        );
        tokio::task::yield_now().await;
    }
}

pub(super) struct Staff {
    pub(super) world: World,
    pub(super) office: RoomId,
    device: Device,
    socket: Socket,
    document: Document,
    clock: u64,
}

impl Staff {
    /// The first administrator, who takes the community over and founds board and office.
    pub(super) async fn founding(world: World, name: &str) -> Self {
        let mut device = Device::new();
        let mut socket = Socket::of(&world, &device).await;
        let board = world.board();
        let office = device.founds(RoomKind::Office, board);
        let entries = [device.joins(&world.link), office.clone()];
        let outcome = socket.push(&entries).await;
        assert!(matches!(outcome.of(office.id()), Answer::Logged(_)));
        let mut staff = Self {
            world,
            office: office.room(),
            device,
            socket,
            document: Document::empty(),
            clock: 1,
        };
        staff.document = staff.founds(board, name, Some(staff.office)).await;
        staff
    }

    /// The same for another community of the relay.
    pub(super) async fn founds_another(&mut self, link: &Link, name: &str) {
        let join = self.device.joins(link);
        self.socket.push(&[join]).await;
        self.founds(link.board, name, None).await;
    }

    async fn founds(&mut self, board: RoomId, name: &str, office: Option<RoomId>) -> Document {
        let founding = Founding::Board {
            name: name.to_owned(),
            jurisdiction: Jurisdiction::Community,
            office,
        };
        let actor = self.device.actor(board);
        let (document, changes) = Document::found(actor, Timestamp(1), founding).unwrap();
        self.push(board, changes).await;
        document
    }

    async fn push(&mut self, room: RoomId, changes: Vec<consultation::ChangeBytes>) {
        let changes = changes.into_iter().map(consultation::ChangeBytes::into_vec);
        let entries: Vec<_> = changes
            .map(|change| self.device.changes(room, change))
            .collect();
        let outcome = self.socket.push(&entries).await;
        for entry in &entries {
            let answer = outcome.of(entry.id());
            assert!(matches!(answer, Answer::Logged(_)), "{answer:?}");
        }
    }

    async fn does(&mut self, command: Command) -> Outcome {
        self.clock += 1;
        let board = self.world.board();
        let actor = self.device.actor(board);
        let outcome = self.document.command(actor, Timestamp(self.clock), command);
        let outcome = outcome.unwrap();
        self.push(board, outcome.changes.clone()).await;
        outcome
    }

    pub(super) async fn adds(&mut self, sheet: Sheet, cells: Vec<(Column, CellValue)>) -> RowId {
        self.does(Command::AddRow { sheet, cells })
            .await
            .row
            .unwrap()
    }

    /// Publishes a plan that has been up for long.
    pub(super) async fn publishes(&mut self, title: &str, more: Vec<(Column, CellValue)>) -> RowId {
        let posted = "2020-01-02T09:00".parse().unwrap();
        let mut cells = vec![
            (Column::Publication, CellValue::choice("plan")),
            (Column::Title, CellValue::Text(title.to_owned())),
            (Column::PostedAt, CellValue::Minute(Some(posted))),
        ];
        cells.extend(more);
        self.adds(Sheet::Publications, cells).await
    }

    pub(super) async fn takes_out(&mut self, row: RowId) {
        let cell = Cell {
            sheet: Sheet::Publications,
            row,
            column: Column::Removed,
        };
        let field = FieldValue::Cell(cell, CellValue::Flag(true));
        self.does(Command::Set(field)).await;
    }

    /// Stops the relay and starts it again on the same folder.
    pub(super) async fn restarts(&mut self) {
        self.world.restart().await;
        self.socket = Socket::of(&self.world, &self.device).await;
    }

    /// The letters in the office, as a device of the staff reads them, once there are so many.
    pub(super) async fn reads_letters(&self, count: usize) -> Vec<Letter> {
        let mut reader = Socket::of(&self.world, &self.device).await;
        reader.open(self.office).await;
        let mut letters = Vec::new();
        while letters.len() < count {
            let Message::Entries(entries) = reader.next().await else {
                continue;
            };
            for (item, seq) in entries.items.iter().zip(entries.from..) {
                let entry = item.at(seq).unwrap().entry;
                if entry.header().class == Class::Statement {
                    let payload = entry.payload().expect("staff read it whole");
                    let statement = Statement::decode(entry.header().kind, payload);
                    letters.extend(letter(statement));
                }
            }
        }
        letters
    }

    /// Asks until the answer is the one that is waited for.
    pub(super) async fn gets(&self, path: &str, is_it: impl Fn(&Reply) -> bool) -> Reply {
        gets(&self.world, path, is_it).await
    }

    /// Asks until the page holds these words.
    pub(super) async fn sees(&self, path: &str, words: &str) -> Reply {
        self.gets(path, |reply| {
            reply.status == 200 && String::from_utf8_lossy(&reply.body).contains(words)
        })
        .await
    }
}
