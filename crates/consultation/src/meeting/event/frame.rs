//! How events stand in CBOR: one map for all of them, so that they are read by one piece of code. `docs/record.md`
//! says which key each event uses for what.

use std::sync::Arc;

use ledger::{ChangeHash, EntryId, KeyId, Kind, PersonId, payload};
use minicbor::bytes::ByteVec;

use super::{
    BlobHash, Card, CheckIn, Counted, Event, Happened, Opening, OwnedUnit, RollHead, Vote,
};
use crate::meeting::choice::{
    CameBy, Capacity, Conducted, Duty, FloorStep, Settles, Stance, StepKind, Via,
};
use crate::meeting::moment::Moment;
use crate::record::RowId;
use crate::voting::{Grade, Mark, OptionNo};

/// What every event is made of; each uses some of it.
#[derive(Default)]
struct Framed {
    sitting: Option<ByteVec>,
    at: String,
    supersedes: Option<EntryId>,
    person: Option<PersonId>,
    other: Option<PersonId>,
    entry: Option<EntryId>,
    row: Option<ByteVec>,
    code: Option<String>,
    text: Option<String>,
    texts: Option<Vec<String>>,
    numbers: Option<Vec<u64>>,
    entries: Option<Vec<EntryId>>,
    people: Option<Vec<PersonId>>,
    hash: Option<ByteVec>,
    parts: Option<Vec<Part>>,
    key: Option<KeyId>,
    heads: Option<Vec<ChangeHash>>,
}

ledger::in_map!(Framed {
    0: sitting,
    1: at,
    2: supersedes,
    3: person,
    4: other,
    5: entry,
    6: row,
    7: code,
    8: text,
    9: texts,
    10: numbers,
    11: entries,
    12: people,
    13: hash,
    14: parts,
    15: key,
    16: heads,
});

/// A unit on a card; one that counts in a roll.
struct Part {
    label: String,
    group: Option<String>,
    area: Option<u64>,
    voters: Option<Vec<PersonId>>,
    is_parking: Option<bool>,
}

ledger::in_map!(Part {
    0: label,
    1: group,
    2: area,
    3: voters,
    4: is_parking,
});

pub(super) fn encode(happened: &Happened) -> Vec<u8> {
    let mut framed = Framed {
        sitting: bytes(happened.sitting.as_bytes()),
        at: happened.at.to_string(),
        supersedes: happened.supersedes,
        ..Framed::default()
    };
    framed.fill(&happened.event);
    payload::encode(&framed)
}

pub(super) fn decode(kind: Kind, payload: &[u8]) -> Option<Happened> {
    let framed: Framed = payload::decode(payload)?;
    Some(Happened {
        sitting: row(framed.sitting.as_ref())?,
        at: framed.at.parse::<Moment>().ok()?,
        supersedes: framed.supersedes,
        event: framed.event(kind)?,
    })
}

impl Framed {
    fn fill(&mut self, event: &Event) {
        match event {
            Event::Post { duties, name } => {
                let duties = duties.iter().map(|duty| duty.id().to_owned());
                self.texts = Some(duties.collect());
                self.text = words(name);
            }
            Event::Report {
                read,
                unsent,
                digest,
            } => {
                self.numbers = Some(vec![*read, *unsent]);
                self.hash = hash(Some(*digest));
            }
            Event::Step { step, item, reason } => {
                self.code = code(step.id());
                self.row = item.and_then(|item| bytes(item.as_bytes()));
                self.text = words(reason);
            }
            Event::Card(card) => self.card(card),
            Event::Same { person, other } => {
                self.person = Some(*person);
                self.other = Some(*other);
            }
            Event::CheckIn(came) => {
                self.person = Some(came.person);
                self.code = code(came.capacity.id());
                self.texts = Some(vec![came.came_by.id().to_owned()]);
                self.people = list(&came.holds);
                self.text = words(&came.basis);
                self.hash = hash(came.signature);
            }
            Event::Moved { person, is_back } => {
                self.person = Some(*person);
                self.numbers = Some(vec![u64::from(*is_back)]);
            }
            Event::Recused {
                person,
                matter,
                reason,
            } => {
                self.person = Some(*person);
                self.row = bytes(matter.as_bytes());
                self.text = words(reason);
            }
            Event::Floor {
                person,
                step,
                stance,
                item,
            } => {
                self.person = Some(*person);
                self.code = code(step.id());
                self.texts = stance.map(|stance| vec![stance.id().to_owned()]);
                self.row = item.and_then(|item| bytes(item.as_bytes()));
            }
            Event::Speech {
                person,
                stance,
                item,
                text,
            } => {
                self.person = Some(*person);
                self.code = stance.map(|stance| stance.id().to_owned());
                self.row = item.and_then(|item| bytes(item.as_bytes()));
                self.text = words(text);
            }
            Event::Opinion {
                person,
                matter,
                stance,
                text,
            } => {
                self.person = *person;
                self.row = matter.and_then(|matter| bytes(matter.as_bytes()));
                self.code = code(stance.id());
                self.text = words(text);
            }
            Event::Support { opinion, person } => {
                self.entry = Some(*opinion);
                self.person = *person;
            }
            Event::Roll { heads } => self.parts = Some(heads.iter().map(Part::of_head).collect()),
            Event::Opening(opening) => self.opening(opening),
            Event::Ballot(vote) => self.vote(vote),
            Event::Witness { ballots } => self.entries = list(ballots),
            Event::Count {
                opening,
                duty,
                counted,
            } => {
                self.entry = Some(*opening);
                self.code = code(duty.id());
                let Counted {
                    yes,
                    no,
                    abstain,
                    invalid,
                    issued,
                } = *counted;
                self.numbers = Some(vec![yes, no, abstain, invalid, issued]);
            }
            Event::Listed { entries } => self.entries = list(entries),
            Event::Closing {
                opening,
                lists,
                count,
                digest,
            } => {
                self.entry = Some(*opening);
                self.entries = list(lists);
                self.numbers = Some(vec![*count]);
                self.hash = hash(Some(*digest));
            }
            Event::Settled {
                opening,
                settles,
                entries,
                tablet,
                reason,
            } => {
                self.entry = Some(*opening);
                self.code = code(settles.id());
                self.entries = list(entries);
                self.key = *tablet;
                self.text = words(reason);
            }
            Event::Signed {
                person,
                signature,
                reason,
            } => {
                self.person = Some(*person);
                self.hash = hash(*signature);
                self.text = words(reason);
            }
            Event::Sealed {
                heads,
                lists,
                count,
                digest,
            } => {
                self.heads = list(heads);
                self.entries = list(lists);
                self.numbers = Some(vec![*count]);
                self.hash = hash(Some(*digest));
            }
            Event::Addendum { text } => self.text = words(text),
            Event::Withdrawn { entry, reason } => {
                self.entry = Some(*entry);
                self.text = words(reason);
            }
        }
    }

    fn card(&mut self, card: &Card) {
        self.person = Some(card.person);
        self.text = words(&card.name);
        let texts = [&card.kind, &card.represents, &card.household];
        self.texts = Some(texts.map(Clone::clone).to_vec());
        self.numbers = Some(vec![u64::from(card.is_invited)]);
        let units = card.units.iter().map(Part::of_unit);
        self.parts = (!card.units.is_empty()).then(|| units.collect());
    }

    fn opening(&mut self, opening: &Opening) {
        self.row = bytes(opening.matter.as_bytes());
        self.text = words(&opening.text);
        self.code = code(opening.way.id());
        let fixed = [&opening.rule, &opening.sentence, &opening.group];
        let texts = fixed.into_iter().chain(&opening.options);
        self.texts = Some(texts.cloned().collect());
        self.entries = list(&opening.rolls);
    }

    fn vote(&mut self, vote: &Vote) {
        self.entry = Some(vote.opening);
        self.person = Some(vote.voter);
        self.other = vote.holder;
        self.code = code(vote.via.id());
        let (mark, place) = number_of(vote.mark);
        self.numbers = Some(vec![mark, place, u64::from(vote.is_signed)]);
        self.hash = hash(vote.evidence);
    }

    fn event(self, kind: Kind) -> Option<Event> {
        let number = |place: usize| self.numbers.as_ref()?.get(place).copied();
        let first = || self.texts.as_ref()?.first();
        let text = || self.text.clone().unwrap_or_default();
        let row_here = || row(self.row.as_ref());
        let entries = || self.entries.clone().unwrap_or_default();
        let code = self.code.as_deref();
        Some(match kind.0 {
            32 => Event::Post {
                duties: (self.texts.iter().flatten())
                    .filter_map(|id| Duty::from_id(id))
                    .collect(),
                name: text(),
            },
            33 => Event::Report {
                read: number(0)?,
                unsent: number(1)?,
                digest: hash_of(self.hash.as_ref())?,
            },
            34 => Event::Step {
                step: StepKind::from_id(code?)?,
                item: row_here(),
                reason: text(),
            },
            35 => {
                let texts = self.texts.unwrap_or_default();
                let [kind, represents, household] = texts.try_into().ok()?;
                let units = self.parts.unwrap_or_default();
                Event::Card(Arc::new(Card {
                    person: self.person?,
                    name: self.text.unwrap_or_default(),
                    kind,
                    represents,
                    household,
                    is_invited: self.numbers?.first() == Some(&1),
                    units: units.into_iter().map(Part::unit).collect(),
                }))
            }
            36 => Event::Same {
                person: self.person?,
                other: self.other?,
            },
            37 => Event::CheckIn(CheckIn {
                person: self.person?,
                capacity: Capacity::from_id(code?)?,
                came_by: CameBy::from_id(first()?)?,
                holds: self.people.clone().unwrap_or_default(),
                basis: text(),
                signature: hash_of(self.hash.as_ref()),
            }),
            38 => Event::Moved {
                person: self.person?,
                is_back: number(0)? == 1,
            },
            39 => Event::Recused {
                person: self.person?,
                matter: row_here()?,
                reason: text(),
            },
            40 => Event::Floor {
                person: self.person?,
                step: FloorStep::from_id(code?)?,
                stance: first().and_then(|id| Stance::from_id(id)),
                item: row_here(),
            },
            41 => Event::Speech {
                person: self.person?,
                stance: code.and_then(Stance::from_id),
                item: row_here(),
                text: text(),
            },
            42 => Event::Opinion {
                person: self.person,
                matter: row_here(),
                stance: Stance::from_id(code?)?,
                text: text(),
            },
            43 => Event::Support {
                opinion: self.entry?,
                person: self.person,
            },
            44 => Event::Roll {
                heads: self.parts?.into_iter().map(Part::head).collect(),
            },
            45 => {
                let mut texts = self.texts.clone()?.into_iter();
                Event::Opening(Arc::new(Opening {
                    matter: row_here()?,
                    text: text(),
                    rule: texts.next()?,
                    sentence: texts.next()?,
                    way: Conducted::from_id(code?)?,
                    group: texts.next()?,
                    options: texts.collect(),
                    rolls: entries(),
                }))
            }
            46 => Event::Ballot(Vote {
                opening: self.entry?,
                voter: self.person?,
                mark: mark_of(number(0)?, number(1)?)?,
                via: Via::from_id(code?)?,
                holder: self.other,
                is_signed: number(2)? == 1,
                evidence: hash_of(self.hash.as_ref()),
            }),
            47 => Event::Witness { ballots: entries() },
            48 => Event::Count {
                opening: self.entry?,
                duty: Duty::from_id(code?)?,
                counted: Counted {
                    yes: number(0)?,
                    no: number(1)?,
                    abstain: number(2)?,
                    invalid: number(3)?,
                    issued: number(4)?,
                },
            },
            49 => Event::Listed { entries: entries() },
            50 => Event::Closing {
                opening: self.entry?,
                lists: entries(),
                count: number(0)?,
                digest: hash_of(self.hash.as_ref())?,
            },
            51 => Event::Settled {
                opening: self.entry?,
                settles: Settles::from_id(code?)?,
                entries: entries(),
                tablet: self.key,
                reason: text(),
            },
            52 => Event::Signed {
                person: self.person?,
                signature: hash_of(self.hash.as_ref()),
                reason: text(),
            },
            53 => Event::Sealed {
                heads: self.heads.clone().unwrap_or_default(),
                lists: entries(),
                count: number(0)?,
                digest: hash_of(self.hash.as_ref())?,
            },
            54 => Event::Addendum { text: text() },
            55 => Event::Withdrawn {
                entry: self.entry?,
                reason: text(),
            },
            _ => return None,
        })
    }
}

impl Part {
    fn of_unit(unit: &OwnedUnit) -> Self {
        Self {
            label: unit.unit.clone(),
            group: words(&unit.building_unit),
            area: Some(unit.area),
            voters: None,
            is_parking: unit.is_parking.then_some(true),
        }
    }

    fn of_head(head: &RollHead) -> Self {
        Self {
            label: head.label.clone(),
            group: words(&head.household),
            area: Some(head.area),
            voters: list(&head.voters),
            is_parking: None,
        }
    }

    fn unit(self) -> OwnedUnit {
        OwnedUnit {
            unit: self.label,
            building_unit: self.group.unwrap_or_default(),
            area: self.area.unwrap_or_default(),
            is_parking: self.is_parking == Some(true),
        }
    }

    fn head(self) -> RollHead {
        RollHead {
            label: self.label,
            voters: self.voters.unwrap_or_default(),
            area: self.area.unwrap_or_default(),
            household: self.group.unwrap_or_default(),
        }
    }
}

fn bytes(bytes: &[u8]) -> Option<ByteVec> {
    Some(bytes.to_vec().into())
}

fn row(bytes: Option<&ByteVec>) -> Option<RowId> {
    bytes.and_then(|bytes| RowId::from_slice(bytes))
}

fn hash(hash: Option<BlobHash>) -> Option<ByteVec> {
    hash.and_then(|hash| bytes(&hash))
}

fn hash_of(bytes: Option<&ByteVec>) -> Option<BlobHash> {
    bytes.and_then(|bytes| bytes.as_slice().try_into().ok())
}

fn code(id: &str) -> Option<String> {
    Some(id.to_owned())
}

fn words(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_owned())
}

fn list<T: Clone>(list: &[T]) -> Option<Vec<T>> {
    (!list.is_empty()).then(|| list.to_vec())
}

/// A mark as two numbers: which, and the option or grade.
fn number_of(mark: Mark) -> (u64, u64) {
    match mark {
        Mark::Yes => (1, 0),
        Mark::No => (2, 0),
        Mark::Abstain => (3, 0),
        Mark::Blank => (4, 0),
        Mark::SeveralTicks => (5, 0),
        Mark::Option(option) => (6, u64::from(option.get())),
        Mark::Grade(grade) => (7, u64::from(grade.get())),
    }
}

fn mark_of(number: u64, place: u64) -> Option<Mark> {
    let place = u8::try_from(place).ok()?;
    Some(match number {
        1 => Mark::Yes,
        2 => Mark::No,
        3 => Mark::Abstain,
        4 => Mark::Blank,
        5 => Mark::SeveralTicks,
        6 => Mark::Option(OptionNo::new(place)),
        7 => Mark::Grade(Grade::new(place)),
        _ => return None,
    })
}
