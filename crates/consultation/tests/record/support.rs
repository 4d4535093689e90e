//! Devices that write one record, and short ways to say what they do.

use consultation::calendar::Calendar;
use consultation::procedure::{Facts, Least};
use consultation::projection::Row;
use consultation::promise::Promised;
use consultation::statement::Reviews;
use consultation::{
    Applied, Cell, CellValue, Column, Command, CommandError, Consultation, Document, FieldValue,
    Founding, Jurisdiction, Outcome, PartId, PartKind, Place, RowId, Sheet, Sheets, TextTarget,
};
use ledger::{ActorId, Timestamp};

/// What a look at a hall needs besides: an empty board, the built-in days, and nothing that anybody signed.
pub(crate) struct Nothing {
    board: Sheets,
    calendar: Calendar,
    reviews: Reviews,
}

impl Nothing {
    pub(crate) fn new() -> Self {
        Self {
            board: Sheets::default(),
            calendar: Calendar::built_in(),
            reviews: Reviews::default(),
        }
    }

    /// A round of a hall and the minute, and nothing else.
    pub(crate) fn facts<'a>(
        &'a self,
        title: &'a str,
        hall: &'a Sheets,
        round: &'a Row,
        now: &str,
    ) -> Facts<'a> {
        Facts {
            title,
            hall,
            board: &self.board,
            topic: None,
            round,
            rulings: &[],
            least: Least::default(),
            calendar: &self.calendar,
            now: now.parse().unwrap(),
            reviews: &self.reviews,
            promised: Promised::default(),
        }
    }
}

/// A staff device: a document, the actor of its session, and every change it holds.
pub(crate) struct Device {
    pub(crate) actor: ActorId,
    pub(crate) document: Document,
    pub(crate) changes: Vec<Vec<u8>>,
    clock: u64,
}

impl Device {
    /// A device that has nothing of the record yet.
    pub(crate) fn new(name: u8) -> Self {
        Self {
            actor: ActorId([name; 16]),
            document: Document::empty(),
            changes: Vec::new(),
            clock: u64::from(name) * 1_000,
        }
    }

    /// The device that founds a hall.
    pub(crate) fn founding(title: &str) -> Self {
        Self::new(1).founds(Founding::Hall {
            title: title.to_owned(),
        })
    }

    /// The device that founds a board.
    pub(crate) fn founding_board(name: &str) -> Self {
        Self::new(9).founds(Founding::Board {
            name: name.to_owned(),
            jurisdiction: Jurisdiction::Community,
            office: None,
        })
    }

    fn founds(self, founding: Founding) -> Self {
        let mut device = self;
        let (document, changes) =
            Document::found(device.actor, device.tick(), founding).expect("founding");
        device.document = document;
        device
            .changes
            .extend(changes.into_iter().map(consultation::ChangeBytes::into_vec));
        device
    }

    /// Another device that holds what this one holds.
    pub(crate) fn peer(&self, name: u8) -> Self {
        let mut peer = Self::new(name);
        peer.receive(&self.changes);
        peer
    }

    pub(crate) fn tick(&mut self) -> Timestamp {
        self.clock += 1;
        Timestamp(self.clock)
    }

    pub(crate) fn try_command(&mut self, command: Command) -> Result<Outcome, CommandError> {
        let now = self.tick();
        let outcome = self.document.command(self.actor, now, command)?;
        self.changes.extend(
            outcome
                .changes
                .iter()
                .map(|change| change.as_slice().to_vec()),
        );
        Ok(outcome)
    }

    pub(crate) fn command(&mut self, command: Command) -> Outcome {
        self.try_command(command).expect("the command works")
    }

    pub(crate) fn set(&mut self, field: FieldValue) -> Outcome {
        self.command(Command::Set(field))
    }

    pub(crate) fn add_section(&mut self, heading: &str, place: Place) -> PartId {
        let kind = PartKind::AgendaItem;
        let outcome = self.command(Command::AddSection {
            kind,
            heading: heading.to_owned(),
            place,
        });
        outcome.section.expect("the section's id")
    }

    pub(crate) fn add_row(&mut self, sheet: Sheet, cells: Vec<(Column, CellValue)>) -> RowId {
        let outcome = self.command(Command::AddRow { sheet, cells });
        outcome.row.expect("the row's id")
    }

    /// Every sheet; one that was written only by commands has no odd places.
    pub(crate) fn sheets(&self) -> Sheets {
        let (sheets, problems) = Sheets::read(&self.document);
        assert_eq!(problems, [], "sheets written by commands have problems");
        sheets
    }

    pub(crate) fn splice(
        &mut self,
        target: TextTarget,
        index: usize,
        delete: usize,
        insert: &str,
    ) -> Outcome {
        self.command(Command::SpliceText {
            target,
            index,
            delete,
            insert: insert.to_owned(),
        })
    }

    pub(crate) fn receive(&mut self, changes: &[Vec<u8>]) -> Applied {
        let applied = self.document.apply(changes.iter().map(Vec::as_slice));
        for change in changes {
            if !self.changes.contains(change) {
                self.changes.push(change.clone());
            }
        }
        applied
    }

    /// Everything that a page would show; a record that was written only by commands has no odd
    /// places.
    pub(crate) fn read(&self) -> Consultation {
        let (consultation, problems) = Consultation::read(&self.document);
        assert_eq!(problems, [], "a record written by commands has problems");
        consultation
    }

    pub(crate) fn text(&self, section: PartId) -> String {
        self.read()
            .section(section)
            .expect("the section")
            .text
            .text
            .clone()
    }

    pub(crate) fn headings(&self) -> Vec<String> {
        self.read()
            .minutes
            .iter()
            .map(|section| section.heading.value.clone())
            .collect()
    }
}

/// Brings two devices together.
pub(crate) fn sync(first: &mut Device, second: &mut Device) {
    let changes = first.changes.clone();
    assert_eq!(second.receive(&changes).set_aside, []);
    let changes = second.changes.clone();
    assert_eq!(first.receive(&changes).set_aside, []);
    assert_eq!(first.document.heads(), second.document.heads());
}

/// Words in a cell.
pub(crate) fn text(words: &str) -> CellValue {
    CellValue::Text(words.to_owned())
}

/// A day in a cell.
pub(crate) fn day(text: &str) -> CellValue {
    CellValue::Date(Some(text.parse().unwrap()))
}

/// A minute in a cell.
pub(crate) fn minute(text: &str) -> CellValue {
    CellValue::Minute(Some(text.parse().unwrap()))
}

/// Writes a cell of the first round.
pub(crate) fn set(device: &mut Device, column: Column, value: CellValue) {
    let cell = Cell::of_round(RowId::FIRST_ROUND, column);
    device.set(FieldValue::Cell(cell, value));
}
