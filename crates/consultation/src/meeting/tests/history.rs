//! Histories of a small hall, drawn by chance: anybody says anything, about anything that is there or not.

mod event;

use ledger::EntryId;
use proptest::prelude::*;
use proptest::sample::select;

use super::{Hall, Who, at, ballot, id, matter};
use crate::meeting::choice::{Order, Via};
use crate::meeting::event::Happened;
use crate::meeting::{Log, Setting, Sitting, Tablets, digest, to_seal};
use crate::voting::{Mark, built_in};

pub(super) const CHAIR: Who = Who::Tablet(1);
pub(super) const OTHER: Who = Who::Tablet(2);
/// ⅔ take part by heads and area, more than ½ of those agree.
const RULE: &str = "CN-CivilCode-2021/use-fund";
/// Owners of a flat each.
pub(super) const OWNERS: u16 = 6;
/// Entries are named by their places: some are not there yet, some never come.
const PLACES: u64 = 70;

/// What somebody does.
#[derive(Clone, Copy, Debug)]
enum What {
    Post,
    Report,
    Step,
    Same,
    CheckIn,
    Moved,
    Recused,
    Floor,
    Speech,
    Opinion,
    Support,
    Roll,
    Opening,
    Ballot,
    Witness,
    Count,
    Listed,
    Closing,
    Settled,
    Signed,
    Sealed,
    Addendum,
    Withdrawn,
    LosesNetwork,
    HasNetwork,
}

const ALL: [What; 25] = [
    What::Post,
    What::Report,
    What::Step,
    What::Same,
    What::CheckIn,
    What::Moved,
    What::Recused,
    What::Floor,
    What::Speech,
    What::Opinion,
    What::Support,
    What::Roll,
    What::Opening,
    What::Ballot,
    What::Witness,
    What::Count,
    What::Listed,
    What::Closing,
    What::Settled,
    What::Signed,
    What::Sealed,
    What::Addendum,
    What::Withdrawn,
    What::LosesNetwork,
    What::HasNetwork,
];

/// What comes after a result that is final and is none of its business.
const AFTERWARDS: [What; 3] = [What::Post, What::Report, What::Addendum];

/// A deed: who, what, about whom and which entries, at which minute.
#[derive(Clone, Debug)]
pub(super) struct Deed {
    what: What,
    who: Who,
    number: u16,
    entries: [u64; 2],
    over: Option<u64>,
    minute: u8,
}

fn any_of(whats: &'static [What]) -> impl Strategy<Value = Deed> {
    let who = select(vec![
        CHAIR,
        OTHER,
        Who::Kiosk(3),
        Who::Supervisor(1),
        Who::Phone(1),
        Who::Phone(2),
        Who::Phone(3),
        Who::Phone(4),
        Who::Stranger(5),
    ]);
    let entries = (1..PLACES, 1..PLACES);
    let over = prop::option::weighted(0.3, 1..PLACES);
    (select(whats), who, 0..=OWNERS, entries, over, 0..60_u8).prop_map(
        |(what, who, number, (one, other), over, minute)| Deed {
            what,
            who,
            number,
            entries: [one, other],
            over,
            minute,
        },
    )
}

/// A few dozen deeds of any kind.
pub(super) fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    prop::collection::vec(any_of(&ALL), 0..60)
}

/// What tablets say of themselves and what is added, after everything.
pub(super) fn afterwards() -> impl Strategy<Value = Vec<Deed>> {
    prop::collection::vec(any_of(&AFTERWARDS), 0..20)
}

impl Deed {
    /// Does it in a hall; what cannot be said is not.
    pub(super) fn happens(&self, hall: &mut Hall, opening: EntryId, hour: &str) {
        match self.what {
            What::LosesNetwork => hall.cut(self.who),
            What::HasNetwork => hall.join(self.who),
            _ => {
                let at = at(&format!("{hour}:{:02}", self.minute));
                let over = self.over.map(id);
                let event = self.event(opening);
                if let Ok(happened) = Happened::new(Hall::sitting(), at, over, event) {
                    hall.put(self.who, happened);
                }
            }
        }
    }
}

/// A hall of owners who are all there, the first so many of whom agreed by phone to what the chair put to the vote.
pub(super) fn hall(agreed: u16) -> (Hall, EntryId) {
    let mut hall = Hall::default();
    for number in 1..=OWNERS {
        hall.owner(number, "1 单元", &[&format!("{number}01")]);
        hall.comes(CHAIR, "18:55", number);
    }
    hall.begins("18:59");
    let opening = hall.opens(CHAIR, "18:59", RULE);
    for number in 1..=agreed {
        let yes = ballot(opening, number, Mark::Yes, Via::OwnDevice);
        hall.say(Who::Phone(number), "18:59", yes);
    }
    (hall, opening)
}

/// Reads everything there is to read of a sitting.
pub(super) fn read(log: &Log<'_>) -> Sitting {
    let rules = built_in::all();
    let setting = Setting {
        rules: &rules,
        announced: &[matter()],
    };
    let sitting = Sitting::read(log, setting);
    let tablets = Tablets::read(log);
    let _ = tablets.standing(log, CHAIR.key(), &digest(log, &[]));
    for order in Order::ALL {
        let _ = sitting.floor.queue(*order, Some(1));
    }
    let _ = (to_seal(log), sitting.attendance.likely_same());
    for vote in &sitting.votes {
        let _ = vote.lines();
    }
    sitting
}
