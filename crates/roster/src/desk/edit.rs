//! Cards by hand. The boxes of a form are read as a table of one row, by the rules and with the words of an import.

use std::ops::ControlFlow;

use super::ask::{Cell, NewCards, Settle, Write};
use super::ids::{Ids, bytes};
use super::{Desk, Words};
use crate::birthday::Birthday;
use crate::cards::{Card, Content, Home, Person, Premises, PremisesId, PropertyUnit, Subject};
use crate::import::{
    DraftPerson, DraftPremises, Heading, Mapping, NO_ROOM, Preview, Problem, preview,
};
use crate::progress::Progress;
use crate::table::form;

/// Stands for the door of a person, who lives behind another one or none: it is taken out again.
pub(super) const SOME_ROOM: &str = "1";

impl Desk {
    pub(super) fn write(&self, asked: &Write, ids: &mut Ids) -> Result<NewCards, Words> {
        let is_person = match asked.subject {
            Some(subject) => matches!(subject, Subject::Person(_)),
            None => asked.is_person,
        };
        let subject = asked.subject.unwrap_or_else(|| match is_person {
            true => Subject::Person(ledger::PersonId(ids.id())),
            false => Subject::Premises(PremisesId(ids.id())),
        });
        let known = self.book.content(subject);
        let read = read(&asked.cells, is_person, asked.today)?;
        let draft = read.draft;
        let content = match is_person {
            true => {
                let nobody = || "请写姓名。".to_owned();
                let person = draft.people.into_iter().next().ok_or_else(nobody)?;
                let home = match &known {
                    Some(Content::Person(known)) => known.home.map(|home| home.premises),
                    _ => asked.home,
                };
                Content::Person(of_person(person, home))
            }
            false => {
                let nowhere = || NO_ROOM.to_owned();
                let premises = draft.premises.into_iter().next().ok_or_else(nowhere)?;
                self.is_free(&premises, subject)?;
                Content::Premises(of_premises(premises, known))
            }
        };
        Ok(self.said(subject, Some(content), ids))
    }

    /// Two cards of one place would be two places.
    fn is_free(&self, premises: &DraftPremises, subject: Subject) -> Result<(), Words> {
        let mut others = self.book.premises().iter();
        let is_taken = others
            .any(|(id, other)| other.place == premises.place && Subject::Premises(*id) != subject);
        match is_taken {
            true => Err(format!(
                "{}已经在名册里了。请搜索这个房号，在那里修改。",
                premises.place
            )),
            false => Ok(()),
        }
    }

    pub(super) fn remove(&self, subject: Subject, ids: &mut Ids) -> Result<NewCards, Words> {
        if let Subject::Premises(id) = subject {
            let mut people = self.book.people().values();
            if people.any(|person| person.home.is_some_and(|home| home.premises == id)) {
                return Err(
                    "这套房屋里还有住户，不能移出名册。请先把住户移出，或改住处。".to_owned(),
                );
            }
        }
        Ok(self.said(subject, None, ids))
    }

    pub(super) fn settle(&self, asked: &Settle, ids: &mut Ids) -> Result<NewCards, Words> {
        let clash = self.book.clashes().iter();
        let cards = clash
            .filter(|clash| clash.subject == asked.subject)
            .flat_map(|clash| &clash.cards);
        let place = super::book::size(asked.variant);
        let chosen: Option<&Card> = cards.into_iter().nth(place);
        let settled = || "这一条已经有人定下来了。".to_owned();
        let content = chosen.ok_or_else(settled)?.content.clone();
        Ok(self.said(asked.subject, content, ids))
    }

    /// A new version of one card.
    pub(super) fn said(
        &self,
        subject: Subject,
        content: Option<Content>,
        ids: &mut Ids,
    ) -> NewCards {
        let card = self.book.card(ids.revision(), subject, content);
        NewCards {
            cards: bytes(&[card]),
            subject: Some(subject),
            passed_over: 0,
        }
    }
}

/// Reads the boxes of a form.
fn read(cells: &[Cell], is_person: bool, today: Birthday) -> Result<Preview, Words> {
    let boxes = cells.iter().map(|cell| {
        let heading = Heading::all().find(|heading| heading.words() == cell.label);
        Some((heading?, cell.value.as_str()))
    });
    let mut boxes: Vec<(Heading, &str)> = boxes.flatten().collect();
    if is_person {
        boxes.push((Heading::Room, SOME_ROOM));
    }
    read_boxes(&boxes, today)
}

/// Reads boxes; anything wrong with one of them is an error, for nothing is taken that was not understood.
pub(super) fn read_boxes(boxes: &[(Heading, &str)], today: Birthday) -> Result<Preview, Words> {
    let labelled: Vec<_> = boxes
        .iter()
        .map(|(heading, value)| (heading.words(), *value))
        .collect();
    let sheet = form(&labelled).map_err(|error| error.to_string())?;
    let mut mapping = Mapping::blank(&sheet, 0, 1);
    for (column, (heading, _)) in boxes.iter().enumerate() {
        mapping.set(column, Some(*heading));
    }
    let mut tell = |_| ControlFlow::Continue(());
    let mut progress = Progress::new(&mut tell);
    let read = preview(&[sheet], &[mapping], "", today.0, &mut progress);
    let read = read.map_err(|stopped| stopped.to_string())?;
    let wrong = read
        .problems
        .iter()
        .filter(|problem| !problem.what.is_notice());
    let words: Vec<Words> = wrong.map(Problem::in_form).collect();
    match words.is_empty() {
        true => Ok(read),
        false => Err(words.join("\n")),
    }
}

fn of_person(draft: DraftPerson, home: Option<PremisesId>) -> Person {
    let is_householder = draft.home.is_some_and(|(_, is_householder)| is_householder);
    Person {
        name: draft.name,
        kind: draft.kind,
        sex: draft.sex,
        born: draft.born,
        phone: draft.phone,
        registration: draft.registration,
        home: home.map(|premises| Home {
            premises,
            is_householder,
        }),
        tags: draft.tags,
    }
}

fn of_premises(draft: DraftPremises, known: Option<Content>) -> Premises {
    let owners = match known {
        Some(Content::Premises(Premises {
            unit: Some(unit), ..
        })) => unit.owners,
        _ => Vec::new(),
    };
    let says_nothing = draft.area.is_none()
        && draft.unit_use.is_none()
        && draft.certificate.is_empty()
        && owners.is_empty();
    Premises {
        place: draft.place,
        group: draft.group,
        grid: draft.grid,
        unit: (!says_nothing).then(|| PropertyUnit {
            area: draft.area,
            unit_use: draft.unit_use.unwrap_or_default(),
            certificate: draft.certificate,
            owners,
        }),
        states: draft.states.unwrap_or_default(),
    }
}
