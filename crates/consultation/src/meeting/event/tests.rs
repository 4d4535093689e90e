use std::sync::Arc;

use ledger::{ChangeHash, EntryId, KeyId, Kind, PersonId};
use proptest::prelude::*;

use super::{
    Card, CheckIn, Counted, Event, EventBox, EventError, Happened, Opening, OwnedUnit, RollHead,
    Vote,
};
use crate::meeting::choice::{
    CameBy, Capacity, Conducted, Duty, FloorStep, Settles, Stance, StepKind, Via,
};
use crate::meeting::tests::{at, person, row};
use crate::voting::{Grade, Mark, OptionNo};

fn happened(event: Event) -> Result<Happened, EventError> {
    Happened::new(row(1), at("19:00:05"), Some(EntryId([5; 32])), event)
}

fn card() -> Card {
    Card {
        person: person(3),
        name: "张建明".to_owned(),
        kind: "registered_resident".to_owned(),
        represents: "3 幢 1 单元 302 室".to_owned(),
        household: "3-1-302".to_owned(),
        is_invited: true,
        units: vec![OwnedUnit {
            unit: "3-1-302".to_owned(),
            building_unit: "3 幢 1 单元".to_owned(),
            area: 8_950,
            is_parking: false,
        }],
    }
}

/// One event of every kind, with every field filled.
fn every_event() -> Vec<Event> {
    let (entry, other) = (EntryId([7; 32]), EntryId([8; 32]));
    let reason = || "有利害关系".to_owned();
    let head = RollHead {
        label: "302 室".to_owned(),
        voters: vec![person(1), person(2)],
        area: 8_950,
        household: "3-1-302".to_owned(),
    };
    vec![
        Event::Post {
            duties: vec![Duty::Chair, Duty::Scrutineer],
            name: "2 号平板".to_owned(),
        },
        Event::Report {
            read: 900,
            unsent: 3,
            digest: [4; 32],
        },
        Event::Step {
            step: StepKind::Adjourned,
            item: Some(row(6)),
            reason: reason(),
        },
        Event::Card(card().into()),
        Event::Same {
            person: person(1),
            other: person(2),
        },
        Event::CheckIn(CheckIn {
            person: person(1),
            capacity: Capacity::Observing,
            came_by: CameBy::WalkIn,
            holds: vec![person(2)],
            basis: "委托书 12 号".to_owned(),
            signature: Some([6; 32]),
        }),
        Event::Moved {
            person: person(1),
            is_back: true,
        },
        Event::Recused {
            person: person(1),
            matter: row(7),
            reason: reason(),
        },
        Event::Floor {
            person: person(1),
            step: FloorStep::Begins,
            stance: Some(Stance::Against),
            item: Some(row(6)),
        },
        Event::Speech {
            person: person(1),
            stance: Some(Stance::For),
            item: Some(row(6)),
            text: "底层采光受影响。\n要有补偿。".to_owned(),
        },
        Event::Opinion {
            person: Some(person(1)),
            matter: Some(row(7)),
            stance: Stance::Other,
            text: "先看方案".to_owned(),
        },
        Event::Support {
            opinion: entry,
            person: Some(person(2)),
        },
        Event::Roll { heads: vec![head] },
        Event::Opening(Arc::new(Opening {
            matter: row(7),
            text: "同意加装电梯。".to_owned(),
            rule: "CN-CivilCode-2021/major".to_owned(),
            sentence: "有权表决的业主 16 人。".to_owned(),
            way: Conducted::SecretPaper,
            group: "1 单元".to_owned(),
            options: vec!["甲方案".to_owned(), "乙方案".to_owned()],
            rolls: vec![entry, other],
        })),
        Event::Ballot(Vote {
            opening: entry,
            voter: person(1),
            mark: Mark::Option(OptionNo::new(2)),
            via: Via::Paper,
            holder: Some(person(2)),
            is_signed: true,
            evidence: Some([3; 32]),
        }),
        Event::Witness {
            ballots: vec![entry],
        },
        Event::Count {
            opening: entry,
            duty: Duty::Scrutineer,
            counted: Counted {
                yes: 20,
                no: 3,
                abstain: 2,
                invalid: 1,
                issued: 30,
            },
        },
        Event::Listed {
            entries: vec![other],
        },
        Event::Closing {
            opening: entry,
            lists: vec![other],
            count: 1,
            digest: [2; 32],
        },
        Event::Settled {
            opening: entry,
            settles: Settles::WithoutTablet,
            entries: vec![other],
            tablet: Some(KeyId([1; 16])),
            reason: reason(),
        },
        Event::Signed {
            person: person(1),
            signature: Some([9; 32]),
            reason: String::new(),
        },
        Event::Sealed {
            heads: vec![ChangeHash([5; 32])],
            lists: vec![entry],
            count: 44,
            digest: [1; 32],
        },
        Event::Addendum {
            text: "会后补记。".to_owned(),
        },
        Event::Withdrawn {
            entry,
            reason: "点错了人".to_owned(),
        },
    ]
}

#[test]
fn every_kind_reads_back() {
    let mut kinds = Vec::new();
    for event in every_event() {
        let happened = happened(event).unwrap();
        let kind = happened.event().kind();
        let read = Happened::decode(kind, &happened.encode());
        assert_eq!(read, Some(happened));
        kinds.push(kind.0);
    }
    assert_eq!(kinds, (32..=55).collect::<Vec<u16>>());
}

#[test]
fn every_mark_reads_back() {
    for mark in [
        Mark::Yes,
        Mark::No,
        Mark::Abstain,
        Mark::Blank,
        Mark::SeveralTicks,
        Mark::Option(OptionNo::new(20)),
        Mark::Grade(Grade::new(5)),
    ] {
        let event = Event::Ballot(Vote {
            opening: EntryId([7; 32]),
            voter: person(1),
            mark,
            via: Via::OwnDevice,
            holder: None,
            is_signed: false,
            evidence: None,
        });
        let happened = happened(event).unwrap();
        let read = Happened::decode(happened.event().kind(), &happened.encode());
        assert_eq!(read, Some(happened));
    }
}

#[test]
fn what_is_missing_is_named_by_its_box() {
    let empty = |part| Err(EventError::Empty(part));
    let opening = EntryId([7; 32]);
    let signed = Event::Signed {
        person: person(1),
        signature: None,
        reason: "  ".to_owned(),
    };
    assert_eq!(happened(signed), empty(EventBox::Signature));
    let nameless = Card {
        name: "\u{202e}".to_owned(),
        ..card()
    };
    assert_eq!(
        happened(Event::Card(nameless.into())),
        empty(EventBox::Name)
    );
    let step = Event::Step {
        step: StepKind::Stopped,
        item: None,
        reason: String::new(),
    };
    assert_eq!(happened(step), empty(EventBox::Reason));
    let proxy = Event::CheckIn(CheckIn {
        person: person(1),
        capacity: Capacity::Attending,
        came_by: CameBy::Name,
        holds: vec![person(2)],
        basis: String::new(),
        signature: None,
    });
    assert_eq!(happened(proxy), empty(EventBox::Reason));
    let count = Event::Count {
        opening,
        duty: Duty::Chair,
        counted: Counted::default(),
    };
    assert_eq!(happened(count), empty(EventBox::Choice));
    let unreasoned = Event::Settled {
        opening,
        settles: Settles::Count,
        entries: vec![opening],
        tablet: None,
        reason: String::new(),
    };
    assert_eq!(happened(unreasoned), empty(EventBox::Reason));
}

#[test]
fn what_cannot_be_is_refused() {
    let counted = Counted {
        yes: 30,
        invalid: 1,
        issued: 30,
        ..Counted::default()
    };
    let count = |counted| Event::Count {
        opening: EntryId([7; 32]),
        duty: Duty::Teller,
        counted,
    };
    let more = EventError::MoreThanIssued {
        counted: 31,
        issued: 30,
    };
    assert_eq!(happened(count(counted)), Err(more));
    // Hands are not handed out.
    let hands = Counted {
        issued: 0,
        ..counted
    };
    assert!(happened(count(hands)).is_ok());
    let themselves = Event::Same {
        person: person(1),
        other: person(1),
    };
    assert_eq!(happened(themselves), Err(EventError::Themselves));
    let mut huge = card();
    huge.units.iter_mut().for_each(|unit| unit.area = u64::MAX);
    let too_much = EventError::TooMuch {
        part: EventBox::Area,
        limit: 100_000_000,
        found: u64::MAX,
    };
    assert_eq!(happened(Event::Card(huge.into())), Err(too_much));
    let long = Event::Addendum {
        text: "长".repeat(2_001),
    };
    let too_much = EventError::TooMuch {
        part: EventBox::Text,
        limit: 2_000,
        found: 2_001,
    };
    assert_eq!(happened(long), Err(too_much));
}

#[test]
fn words_of_strangers_are_cleaned_and_cut() {
    let mut happened = happened(Event::Addendum {
        text: "补".to_owned(),
    })
    .unwrap();
    happened.event = Event::Addendum {
        text: format!("\u{202e}{}", "长".repeat(3_000)),
    };
    let read = Happened::decode(Kind(54), &happened.encode()).unwrap();
    let Event::Addendum { text } = read.event() else {
        panic!("an addendum reads as one");
    };
    assert_eq!(*text, "长".repeat(2_000));
}

#[test]
fn a_payload_that_is_another_kind_s_reads_as_nothing() {
    let bytes = happened(Event::Card(card().into())).unwrap().encode();
    for kind in [31, 45, 56] {
        assert_eq!(Happened::decode(Kind(kind), &bytes), None, "{kind}");
    }
    assert!(Happened::decode(Kind(35), &bytes).is_some());
}

#[test]
fn the_bytes_of_a_ballot_are_these() {
    let event = Event::Ballot(Vote {
        opening: EntryId([7; 32]),
        voter: PersonId([9; 16]),
        mark: Mark::Yes,
        via: Via::OwnDevice,
        holder: None,
        is_signed: true,
        evidence: None,
    });
    let ballot = Happened::new(row(1), at("19:00:05"), None, event).unwrap();
    let mut expected = vec![0xa6, 0x00, 0x50];
    expected.extend([1; 16]);
    expected.extend([0x01, 0x73]);
    expected.extend(b"2026-11-28T19:00:05");
    expected.extend([0x03, 0x50]);
    expected.extend([9; 16]);
    expected.extend([0x05, 0x58, 0x20]);
    expected.extend([7; 32]);
    expected.extend([0x07, 0x6a]);
    expected.extend(b"own_device");
    expected.extend([0x0a, 0x83, 0x01, 0x00, 0x01]);
    assert_eq!(ballot.encode(), expected);
}

proptest! {
    #[test]
    fn decoding_never_panics(
        kind in 30_u16..58,
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let read = Happened::decode(Kind(kind), &bytes);
        prop_assert!(read.is_none_or(|read| read.event().kind() == Kind(kind)));
    }

    #[test]
    fn what_is_read_of_changed_bytes_reads_back(
        place in 0_usize..24,
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let event = every_event().swap_remove(place);
        let happened = happened(event).unwrap();
        let mut bytes = happened.encode();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let kind = happened.event().kind();
        if let Some(read) = Happened::decode(kind, &bytes) {
            prop_assert_eq!(Happened::decode(kind, &read.encode()), Some(read));
        }
    }
}
