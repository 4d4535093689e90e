//! Checking a data folder from the bytes up: what a stranger would have to believe, believed by
//! nobody. Nothing is changed and no key is needed.

mod blobs;

use std::{collections::BTreeMap, fmt};

use ledger::{LogItem, RoomKind, RoomLog, Seq, Timestamp};

use crate::{
    crypto,
    log::{Log, Stored, StoredRoom},
    replay::{self, ReplayError},
};

pub use blobs::{BlobReport, blobs};

/// Items read at once.
const STRETCH: Seq = 512;

/// What is known of one room after it was checked.
#[derive(Debug)]
pub struct RoomReport {
    /// The room, as far as it could be followed.
    pub log: RoomLog,
    /// Items that are stored.
    pub stored: Seq,
    /// Items whose payload was erased.
    pub erased: usize,
    /// What is wrong, by position; 0 is the room as a whole.
    pub problems: Vec<(Seq, String)>,
}

/// What is known of a data folder after it was checked.
#[derive(Debug, Default)]
pub struct Report {
    /// Every room, boards first.
    pub rooms: Vec<RoomReport>,
}

impl Report {
    /// Number of problems.
    pub fn problems(&self) -> usize {
        self.rooms.iter().map(|room| room.problems.len()).sum()
    }
}

/// Checks every room, boards first.
///
/// # Errors
/// When the store cannot be read at all; what is wrong within it is in the report.
pub fn verify(log: &dyn Log) -> Result<Report, ReplayError> {
    let mut boards = Vec::new();
    let mut others = Vec::new();
    for room in log.rooms()? {
        match replay::founding(log, room.id) {
            Ok(Some(found)) if found.kind != RoomKind::Board => others.push((room, found.board)),
            Ok(None) if room.len == 0 => {}
            _ => boards.push(room),
        }
    }
    let mut report = Report::default();
    let mut logs = BTreeMap::new();
    for room in boards {
        let checked = check_room(log, room, None)?;
        logs.insert(room.id, checked.log.clone());
        report.rooms.push(checked);
    }
    for (room, board) in others {
        let board = board.and_then(|board| logs.get(&board));
        report.rooms.push(check_room(log, room, board)?);
    }
    Ok(report)
}

fn check_room(
    log: &dyn Log,
    room: StoredRoom,
    board: Option<&RoomLog>,
) -> Result<RoomReport, ReplayError> {
    let mut report = RoomReport {
        log: RoomLog::new(room.id),
        stored: room.len,
        erased: 0,
        problems: Vec::new(),
    };
    report.log.begin_epoch(room.epoch);
    let mut bodies = Vec::new();
    let mut from = 1;
    while from <= room.len {
        let items = log.read(room.id, from, room.len.min(from + STRETCH - 1))?;
        for stored in &items {
            // What follows a break cannot be judged any more, and would only repeat it.
            if let Err(problem) = report.follow(board, stored, &mut bodies) {
                report.problems.push((stored.seq, problem));
                return Ok(report);
            }
        }
        from = match items.last() {
            Some(last) => last.seq + 1,
            None => {
                report
                    .problems
                    .push((from, "the item is missing".to_owned()));
                return Ok(report);
            }
        };
    }
    report.check_erasures(&bodies);
    Ok(report)
}

impl RoomReport {
    /// Checks the next item and takes it in; an error ends the following.
    fn follow(
        &mut self,
        board: Option<&RoomLog>,
        stored: &Stored,
        bodies: &mut Vec<(Seq, bool)>,
    ) -> Result<(), String> {
        let next = self.log.len() + 1;
        if stored.seq != next {
            return Err(format!("item {next} is missing"));
        }
        let item = stored.item().map_err(|error| error.to_string())?;
        if item.entry.room() != self.log.id() {
            return Err("the entry belongs to another room".to_owned());
        }
        self.check_order(board, &item);
        let checks = self.log.checks(board, &item.entry, &[]);
        let checks = checks.map_err(|reject| format!("its author is unknown ({reject:?})"))?;
        if checks.iter().any(|check| !crypto::verifies(check)) {
            self.problems
                .push((next, "a signature does not verify".to_owned()));
        }
        let verdict = self.log.judge_logged(board, &item);
        let verdict = verdict.map_err(|reject| format!("no right to it ({reject:?})"))?;
        self.log.append(board, &item, verdict);
        bodies.push((next, item.entry.payload().is_some()));
        match self.log.digest() == stored.digest {
            true => Ok(()),
            false => Err("the digest does not follow from the items before it".to_owned()),
        }
    }

    fn check_order(&mut self, board: Option<&RoomLog>, item: &LogItem) {
        let last = self.log.line(self.log.len());
        let (judged_at, received_at) =
            last.map_or((0, Timestamp(0)), |last| (last.judged_at, last.received_at));
        let mut wrong = |what: &str| self.problems.push((item.seq, what.to_owned()));
        if item.received_at < received_at {
            wrong("it was received before the item before it");
        }
        if item.judged_at < judged_at {
            wrong("it was judged at an earlier board than the item before it");
        }
        if board.is_some_and(|board| item.judged_at > board.len()) {
            wrong("it was judged at a board longer than the one that is stored");
        }
        if item.entry.is_founding() && item.seq != 1 {
            wrong("a founding entry stands within the log");
        }
    }

    /// A payload is missing exactly where a standing erase names its statement.
    fn check_erasures(&mut self, bodies: &[(Seq, bool)]) {
        for (seq, has_body) in bodies {
            let is_erased = self
                .log
                .line(*seq)
                .is_some_and(|line| self.log.is_erased(line.entry));
            match (has_body, is_erased) {
                (false, true) => self.erased += 1,
                (false, false) => self.problems.push((
                    *seq,
                    "the payload is missing and nothing erased it".to_owned(),
                )),
                (true, true) => self
                    .problems
                    .push((*seq, "the payload was erased and is still there".to_owned())),
                (true, false) => {}
            }
        }
    }
}

impl fmt::Display for RoomReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.log.kind() {
            Some(RoomKind::Board) => "board",
            Some(RoomKind::Office) => "office",
            Some(RoomKind::Hall) => "hall",
            None => "room",
        };
        let held = self.log.held().count();
        writeln!(f, "{kind} {}", self.log.id())?;
        writeln!(
            f,
            "  {} of {} items checked, {held} held, {} erased",
            self.log.len(),
            self.stored,
            self.erased
        )?;
        write!(
            f,
            "  epoch {}, head {}",
            self.log.epoch(),
            self.log.digest()
        )?;
        for (seq, problem) in &self.problems {
            write!(f, "\n  PROBLEM at item {seq}: {problem}")?;
        }
        Ok(())
    }
}
