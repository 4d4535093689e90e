//! What somebody says by a deed.

use ledger::EntryId;

use super::{Deed, RULE, What};
use crate::meeting::choice::{
    Capacity, Conducted, Duty, FloorStep, Settles, Stance, StepKind, Via,
};
use crate::meeting::event::{Counted, Event, Opening, RollHead};
use crate::meeting::sum;
use crate::meeting::tests::{ballot, came, id, matter, person as person_of, row};
use crate::voting::Mark;

/// One of several, by a number.
fn one_of<T: Copy>(all: &[T], number: u64) -> T {
    let place = usize::try_from(number).unwrap() % all.len();
    all[place]
}

impl Deed {
    pub(super) fn event(&self, opening: EntryId) -> Event {
        let [one, other] = self.entries;
        // Most of what is said of votes is said of the one that everybody knows.
        let opening = if one % 4 == 0 { id(other) } else { opening };
        let (person, stance) = (person_of(self.number), one_of(Stance::ALL, one));
        let (item, text, reason) = (Some(row(7)), "好".to_owned(), "经核对".to_owned());
        let entries = vec![id(one), id(other)];
        let mut sorted = entries.clone();
        sorted.sort_unstable();
        let (count, digest) = (2, sum(&sorted));
        match self.what {
            What::Post => Event::Post {
                duties: vec![one_of(Duty::ALL, one)],
                name: text,
            },
            What::Report => Event::Report {
                read: other,
                unsent: one % 3,
                digest,
            },
            What::Step => Event::Step {
                step: one_of(StepKind::ALL, one),
                item,
                reason,
            },
            What::Same => Event::Same {
                person,
                other: person_of(u16::try_from(one % 7).unwrap()),
            },
            What::CheckIn => came(self.number, one_of(Capacity::ALL, one), &[]),
            What::Moved => Event::Moved {
                person,
                is_back: one % 2 == 0,
            },
            What::Recused => Event::Recused {
                person,
                matter: matter(),
                reason,
            },
            What::Floor => Event::Floor {
                person,
                step: one_of(FloorStep::ALL, one),
                stance: Some(stance),
                item,
            },
            What::Speech => Event::Speech {
                person,
                stance: Some(stance),
                item,
                text,
            },
            What::Opinion => Event::Opinion {
                person: None,
                matter: item,
                stance,
                text,
            },
            What::Support => Event::Support {
                opinion: id(one),
                person: None,
            },
            What::Roll => Event::Roll {
                heads: vec![RollHead {
                    label: text,
                    voters: vec![person],
                    area: one,
                    household: String::new(),
                }],
            },
            What::Opening => Event::Opening(
                Opening {
                    matter: matter(),
                    text,
                    rule: RULE.to_owned(),
                    sentence: String::new(),
                    way: one_of(Conducted::ALL, one),
                    group: String::new(),
                    options: Vec::new(),
                    rolls: entries,
                }
                .into(),
            ),
            What::Ballot => {
                let mark = one_of(&[Mark::Yes, Mark::No, Mark::Abstain, Mark::Blank], one);
                ballot(opening, self.number, mark, one_of(Via::ALL, other))
            }
            What::Witness => Event::Witness { ballots: entries },
            What::Count => Event::Count {
                opening,
                duty: one_of(&[Duty::Teller, Duty::Scrutineer], one),
                counted: Counted {
                    yes: other,
                    ..Counted::default()
                },
            },
            What::Listed => Event::Listed { entries },
            What::Closing => Event::Closing {
                opening,
                lists: entries,
                count,
                digest,
            },
            What::Settled => Event::Settled {
                opening,
                settles: one_of(Settles::ALL, other),
                entries,
                tablet: Some(self.who.key()),
                reason,
            },
            What::Signed => Event::Signed {
                person,
                signature: None,
                reason,
            },
            What::Sealed => Event::Sealed {
                heads: Vec::new(),
                lists: entries,
                count,
                digest,
            },
            What::Addendum | What::LosesNetwork | What::HasNetwork => Event::Addendum { text },
            What::Withdrawn => Event::Withdrawn {
                entry: id(one),
                reason,
            },
        }
    }
}
