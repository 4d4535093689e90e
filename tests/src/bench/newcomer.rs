//! A newcomer to a long hall over a poor line: from the press on 加入 to the record's words on the page, those
//! of the last section that the snapshot shows.
//!
//! The hall has 20,000 changes, typed as people type: a few characters a change, here and there one taken
//! back, in sections of some thousand characters, by several colleagues one after the other. The app is
//! on the newcomer's device already; the line carries 1 Mbit/s for all connections together.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use consultation::{Command, Founding, PartId, PartKind, Place, TextTarget};
use ledger::RoomId;
use ledger::link::Link;
use ledger::snapshot::FORM;
use ledger::wire::{Message, Open, OpenRoom, Snapshot};
use serde::Serialize;

use super::archive::{founding, joined};
use super::scribe::{self, Scribe};
use crate::wire::{Author, WireClient, now};
use crate::{Community, Device, Member, Network, Size, eventually_within};

/// Changes of the hall's record.
const CHANGES: usize = 20_000;
/// Changes that one colleague writes: what a key may push without a pause.
const A_COLLEAGUE: usize = 2_500;
/// Changes of one section of the minutes.
const A_SECTION: usize = 800;
/// 1 Mbit/s.
const BYTES_PER_SECOND: u32 = 125_000;
/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(300);
/// What the long hall is called.
pub const LONG_HALL: &str = "小区停车位怎么分";
/// What stands at the end of its record.
pub const LAST_WORDS: &str = "会议到此结束";
/// What is typed, over and over from another place.
const WORDS: &str = "居民代表提出车位应当先满足本小区住户的需要，物业公司说明地面车位一百二十个、\
    登记车辆三百四十辆；与会人员讨论了错时停车、向外租用和改造绿化带三种办法，老年住户担心夜间噪声，\
    业委会答复先试行三个月再表决，费用按月公布，不同意见记录在案，请社区居委会监督执行。";

/// What it came to.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct NewcomerFigures {
    /// From the press on 加入 to the record's words on the page, in milliseconds.
    pub newcomer_ms: f64,
    /// Bytes of the snapshot.
    pub snapshot_bytes: u64,
}

/// Measures it.
///
/// # Errors
/// When a step fails.
pub async fn measure_newcomer() -> Result<NewcomerFigures> {
    let community = Community::founded().await?;
    let tablet = &community.tablet_a;
    let snapshot = write_long_hall(&community, CHANGES).await?;
    let link = tablet.invites_staff().await?;
    tablet.is_all_delivered().await?;
    let newcomer = Device::new("newcomer", Size::Tablet, community.relay.address()).await?;
    newcomer.visits("/").await?;
    newcomer.is_installed().await?;
    newcomer.network(Network::Slow {
        delay: Duration::ZERO,
        bytes_per_second: BYTES_PER_SECOND,
    });
    newcomer.follows(&link).await?;
    let member = Member::LI_JIANGUO;
    newcomer.fills("您的姓名", member.name).await?;
    newcomer.fills("这台设备叫什么", member.device).await?;
    let begun = Instant::now();
    newcomer.presses("加入").await?;
    newcomer.sees_a("navigation", "主导航").await?;
    newcomer.opens_consultation(LONG_HALL).await?;
    newcomer.opens_minutes().await?;
    let words = words_of(&snapshot);
    let script = format!(
        "const texts = [...document.querySelectorAll('textarea')].map((box) => box.value);
         return texts.some((text) => text.includes('{words}'));"
    );
    eventually_within(PATIENCE, "the record's words", || async {
        let is_there = newcomer.runs(&script).await?;
        Ok((is_there.as_bool() == Some(true)).then_some(()))
    })
    .await?;
    Ok(NewcomerFigures {
        newcomer_ms: begun.elapsed().as_secs_f64() * 1_000.0,
        snapshot_bytes: snapshot.length,
    })
}

/// Writes a hall of so many changes and lists it on the board; gives its snapshot, once there is one.
///
/// # Errors
/// When the relay refuses something or makes no snapshot.
pub async fn write_long_hall(community: &Community, changes: usize) -> Result<Snapshot> {
    let link = Link::parse(&community.tablet_a.invites_for(10, 7).await?)?;
    let (room, author) = fill(community, &link, changes).await?;
    offered(community, room, &author).await
}

/// Writes the hall and lists it; gives it and somebody who may read it.
async fn fill(community: &Community, link: &Link, changes: usize) -> Result<(RoomId, Author)> {
    let relay = community.relay.address();
    let mut author = joined(community, link).await?;
    let first = founding(&mut author, link.board)?;
    let room = first.room();
    let founded = Founding::Hall {
        title: LONG_HALL.to_owned(),
    };
    let mut typist = Typist {
        scribe: Scribe::founding(&author, room, founded)?,
        section: None,
        at: 0,
        words: WORDS.chars().collect(),
        next: 0,
    };
    let mut client = WireClient::connect(relay, Some(&author)).await?;
    let mut entries = vec![first];
    entries.extend(typist.scribe.sealed(&mut author)?);
    scribe::push(&mut client, &entries).await?;
    for from in (0..changes).step_by(A_COLLEAGUE) {
        let mut colleague = joined(community, link).await?;
        typist.scribe.is_handed_to(&colleague);
        for number in from..(from + A_COLLEAGUE).min(changes) {
            typist.types(number)?;
        }
        if from + A_COLLEAGUE >= changes {
            typist.says(LAST_WORDS.to_owned(), 0)?;
        }
        let mut client = WireClient::connect(relay, Some(&colleague)).await?;
        let entries = typist.scribe.sealed(&mut colleague)?;
        scribe::push(&mut client, &entries).await?;
    }
    let mut board = Scribe::reading(&mut author, relay, link.board).await?;
    board.does(Command::ListHall {
        room,
        title: LONG_HALL.to_owned(),
        created: now(),
    })?;
    let entries = board.sealed(&mut author)?;
    scribe::push(&mut client, &entries).await?;
    Ok((room, author))
}

/// Who types the minutes.
struct Typist {
    scribe: Scribe,
    section: Option<PartId>,
    at: usize,
    words: Vec<char>,
    next: usize,
}

impl Typist {
    fn types(&mut self, number: usize) -> Result<()> {
        if number.is_multiple_of(A_SECTION) {
            return self.begins_a_section(number / A_SECTION + 1);
        }
        let insert = self.some_words(number);
        let delete = usize::from(number.is_multiple_of(11) && self.at > 0);
        self.says(insert, delete)
    }

    /// Types at the end of the section, over so many of its last characters.
    fn says(&mut self, insert: String, delete: usize) -> Result<()> {
        let index = self.at - delete;
        self.at = index + insert.chars().count();
        let target = TextTarget::Section(self.section.context("no section")?);
        self.scribe.does(Command::SpliceText {
            target,
            index,
            delete,
            insert,
        })?;
        Ok(())
    }

    fn begins_a_section(&mut self, number: usize) -> Result<()> {
        let outcome = self.scribe.does(Command::AddSection {
            kind: PartKind::Free,
            heading: format!("第{number}项"),
            place: Place::Last,
        })?;
        self.section = Some(outcome.section.context("a section without an id")?);
        self.at = 0;
        self.says(opening(number), 0)
    }

    /// One to three characters, and now and then from elsewhere, so that nothing repeats for long.
    fn some_words(&mut self, number: usize) -> String {
        if number.is_multiple_of(7) {
            self.next = number.wrapping_mul(2_654_435_761) >> 7;
        }
        let count = 1 + number * 31 % 3;
        let from = self.next;
        self.next = from.wrapping_add(count);
        let place = |step: usize| from.wrapping_add(step) % self.words.len();
        let words = (0..count).filter_map(|step| self.words.get(place(step)));
        words.collect()
    }
}

/// With what a section begins.
fn opening(number: usize) -> String {
    format!("第{number}项从这里记起：")
}

/// Words of the last section that a snapshot of the hall shows: it may end before the log does.
pub fn words_of(snapshot: &Snapshot) -> String {
    let upto = usize::try_from(snapshot.head.head.seq).unwrap_or(usize::MAX);
    opening((upto / A_SECTION).max(1))
}

/// Opens the hall until the relay offers its snapshot.
async fn offered(community: &Community, room: RoomId, author: &Author) -> Result<Snapshot> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        let mut client = WireClient::connect(community.relay.address(), Some(author)).await?;
        let open = OpenRoom {
            room,
            head: None,
            locator: Vec::new(),
            wants_snapshot: Some(FORM),
        };
        let open = Message::Open(Open { rooms: vec![open] });
        client.send(&open).await?;
        loop {
            match client.next().await? {
                Message::Snapshot(snapshot) => {
                    return Ok(snapshot);
                }
                Message::Entries(_) => break,
                _ => {}
            }
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    bail!("the relay made no snapshot within {PATIENCE:?}");
}
