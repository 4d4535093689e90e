//! A community with a history: many consultations, written natively and pushed as staff would.

mod hall;

use anyhow::{Result, ensure};
use consultation::{CellValue, Column, Command, RowId, Sheet};
use ledger::link::Link;
use ledger::payload::{self, Found};
use ledger::{Class, Kind, RoomId, RoomKind};

use super::scribe::{self, Scribe};
use crate::Community;
use crate::wire::{Author, WireClient, now, random, today};

use hall::{Plan, text};

/// Consultations that are filed.
pub(super) const CLOSED: usize = 200;
/// Consultations that are under way, at all stages.
pub(super) const OPEN: usize = 20;
/// Halls that one colleague writes: what a key may push without a pause.
const A_COLLEAGUE: usize = 25;

/// Writes the consultations into a community and gives how many changes that took.
///
/// # Errors
/// When the relay refuses something.
pub(super) async fn fill(community: &Community) -> Result<usize> {
    let link = Link::parse(&community.tablet_a.invites_for(10, 7).await?)?;
    let relay = community.relay.address();
    let mut author = joined(community, &link).await?;
    let mut board = Scribe::reading(&mut author, relay, link.board).await?;
    let mut changes = 0;
    let today = today()?;
    let mut halls = Vec::new();
    for first in (0..CLOSED + OPEN).step_by(A_COLLEAGUE) {
        let mut colleague = joined(community, &link).await?;
        let mut client = WireClient::connect(relay, Some(&colleague)).await?;
        for number in first..(first + A_COLLEAGUE).min(CLOSED + OPEN) {
            let plan = Plan::of(number, today)?;
            let (room, entries) = hall::written(&mut colleague, link.board, &plan)?;
            changes += entries.len();
            scribe::push(&mut client, &entries).await?;
            halls.push((room, plan));
        }
    }
    for (room, plan) in &halls {
        topic(&mut board, *room, plan)?;
    }
    let entries = board.sealed(&mut author)?;
    changes += entries.len();
    let mut client = WireClient::connect(relay, Some(&author)).await?;
    scribe::push(&mut client, &entries).await?;
    Ok(changes)
}

/// A colleague who has joined.
pub(super) async fn joined(community: &Community, link: &Link) -> Result<Author> {
    let mut author = Author::new()?;
    let join = author.joins(link.board, &link.invitation)?;
    let relay = community.relay.address();
    let mut client = WireClient::connect(relay, Some(&author)).await?;
    scribe::push(&mut client, &[join]).await?;
    Ok(author)
}

/// The entry that founds a hall.
pub(super) fn founding(author: &mut Author, board: RoomId) -> Result<ledger::Entry> {
    let found = Found {
        kind: RoomKind::Hall,
        board: Some(board),
        nonce: random()?,
        continues: None,
        relay: None,
        first: None,
        name: None,
    };
    author.writes(
        RoomId::ZERO,
        Class::Authority,
        Kind::FOUND,
        payload::encode(&found),
    )
}

/// The topic that a consultation came from, with what the three bodies said of it.
fn topic(board: &mut Scribe, room: RoomId, plan: &Plan) -> Result<RowId> {
    let answered = CellValue::Date(Some(plan.day(3)?));
    let topic = board.adds(
        Sheet::Topics,
        vec![
            (Column::Title, text(&plan.title)),
            (Column::Text, text("居民在值班时反映，希望社区牵头商量。")),
            (Column::CodeHash, CellValue::Blob(Some(room.0))),
            (Column::Category, CellValue::choice("public_affairs")),
            (Column::Source, CellValue::choice("desk")),
            (Column::On, CellValue::Date(Some(plan.day(0)?))),
            (Column::Screening, CellValue::choice("accepted")),
            (Column::ScreenedOn, answered.clone()),
            (Column::Reply, text("已受理，将按程序协商")),
            (Column::RepliedOn, answered.clone()),
            (Column::PublishedOn, answered.clone()),
            (Column::Hall, CellValue::Room(Some(room))),
        ],
    )?;
    for body in ["party_alliance", "party", "committee"] {
        board.adds(
            Sheet::Opinions,
            vec![
                (Column::Topic, CellValue::Row(Some(topic))),
                (Column::Kind, CellValue::choice(body)),
                (Column::Opinion, CellValue::choice("agrees")),
                (Column::On, answered.clone()),
            ],
        )?;
    }
    let list = Command::ListHall {
        room,
        title: plan.title.clone(),
        created: now(),
    };
    board.does(list)?;
    ensure!(topic != RowId::FIRST_ROUND, "a topic is no round");
    Ok(topic)
}
