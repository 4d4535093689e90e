//! What people of a hall said of its results under their own signature: confirmations, disputes, checks, ratings.
//!
//! Nobody alters a review; whoever wrote it says something else in another one that names it. Of several
//! that one author said of one thing, those that none of the others names are left; if that is more than
//! one, the last of the log counts for now, and that they clash is shown. What counts follows from the log
//! alone, in whatever order its entries came.
//!
//! What this refuses to know: how rights are judged. The ledger says what stands and with which roles it was
//! said; which role may say what is decided here.

use ledger::id_map::IdSet;
use ledger::{EntryId, KeyId, PersonId, Role, Seq};

use super::review::About;
use super::{Checking, Confirming, Rating, Said, Statement};
use crate::record::{Date, RowId};

/// A statement of a hall with what the ledger says of it.
#[derive(Clone, Debug)]
pub struct Heard<'a> {
    /// What was said.
    pub said: Said<'a>,
    /// Whether it stands in the log, or waits here.
    pub stands: bool,
    /// The roles in which it was said.
    pub roles: Vec<Role>,
    /// Whether staff admitted its author to the hall, with the person that they named.
    pub admitted: Option<Option<PersonId>>,
    /// The day by the relay's clock on which it was logged; none while it waits here.
    pub received: Option<Date>,
}

/// Who counts once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// A person whom staff know, on whatever device.
    Person(PersonId),
    /// A key whose person nobody vouches for.
    Key(KeyId),
}

/// Whether a review counts, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReviewState {
    /// It counts.
    Counts,
    /// Its author said something else since.
    Superseded,
    /// It counts as soon as staff admit its author to the hall.
    NotAdmitted,
    /// Its author may not say such a thing.
    NoRight,
    /// It is held: it stands when staff adopt it.
    Held,
}

/// A review as it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Its entry.
    pub entry: EntryId,
    /// Who signed it.
    pub author: KeyId,
    /// Whom it counts for.
    pub who: Who,
    /// What it says: a confirming, a checking or a rating.
    pub statement: Statement,
    /// The day by the relay's clock on which it was logged; none while it waits here.
    pub received: Option<Date>,
    /// Whether it counts.
    pub state: ReviewState,
    /// Whether its author said something else of the same and neither names the other.
    pub clashes: bool,
    order: (Seq, u64, EntryId),
}

/// All reviews of a hall, in the order in which they were said, and how many people wait to be admitted to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reviews {
    all: Vec<Review>,
    waiting: usize,
}

impl Review {
    fn of(heard: &Heard<'_>) -> Option<Self> {
        let said = heard.said;
        if !matches!(
            said.statement,
            Statement::Confirming(_) | Statement::Checking(_) | Statement::Rating(_)
        ) {
            return None;
        }
        let state = match heard.stands {
            false => ReviewState::Held,
            true => right(said.statement, heard),
        };
        Some(Self {
            entry: said.entry,
            author: said.author,
            who: match heard.admitted {
                Some(Some(person)) => Who::Person(person),
                _ => Who::Key(said.author),
            },
            statement: said.statement.clone(),
            received: heard.received,
            state,
            clashes: false,
            order: said.order(),
        })
    }

    /// What it speaks of.
    pub fn about(&self) -> Option<About> {
        match &self.statement {
            Statement::Confirming(confirming) => Some(About::Measure(confirming.measure())),
            Statement::Checking(checking) => Some(checking.about()),
            Statement::Rating(rating) => Some(About::Round(rating.round())),
            _ => None,
        }
    }

    /// The review that it takes the place of.
    pub fn supersedes(&self) -> Option<EntryId> {
        match &self.statement {
            Statement::Confirming(confirming) => confirming.supersedes(),
            Statement::Checking(checking) => checking.supersedes(),
            Statement::Rating(rating) => rating.supersedes(),
            _ => None,
        }
    }

    /// The words of it; may be empty.
    pub fn text(&self) -> &str {
        match &self.statement {
            Statement::Confirming(confirming) => confirming.text(),
            Statement::Checking(checking) => checking.text(),
            Statement::Rating(rating) => rating.text(),
            _ => "",
        }
    }

    /// The day on which it was said: by its author's clock, and no later than it was logged, because a clock
    /// that is years ahead would otherwise speak of work that is not begun.
    pub fn on(&self) -> Option<Date> {
        let on = match &self.statement {
            Statement::Confirming(confirming) => confirming.on(),
            Statement::Checking(checking) => checking.on(),
            Statement::Rating(rating) => rating.on(),
            _ => None,
        };
        match (on, self.received) {
            (Some(on), Some(received)) => Some(on.min(received)),
            (on, received) => on.or(received),
        }
    }

    /// Whether it may count: what is left is whether its author said something else.
    pub fn may_count(&self) -> bool {
        matches!(self.state, ReviewState::Counts | ReviewState::NotAdmitted)
    }

    /// Whether both are one author's word on one thing.
    fn is_beside(&self, other: &Self) -> bool {
        self.author == other.author
            && self.statement.kind() == other.statement.kind()
            && self.about() == other.about()
    }
}

/// Checks are of supervisors who are not staff; everything else is of participants whom staff admitted, and
/// of supervisors.
fn right(statement: &Statement, heard: &Heard<'_>) -> ReviewState {
    let is = |role| heard.roles.contains(&role);
    let is_staff = is(Role::Administrator) || is(Role::Staff);
    let supervises = is(Role::Supervisor) && !is_staff;
    match statement {
        _ if supervises => ReviewState::Counts,
        Statement::Confirming(_) | Statement::Rating(_) if is(Role::Participant) => {
            match heard.admitted {
                Some(_) => ReviewState::Counts,
                None => ReviewState::NotAdmitted,
            }
        }
        _ => ReviewState::NoRight,
    }
}

impl Reviews {
    /// Reads the reviews among the statements of a hall, which may come in any order and more than once.
    pub fn read<'a>(heard: impl IntoIterator<Item = Heard<'a>>) -> Self {
        let mut all: Vec<Review> = Vec::new();
        all.extend(heard.into_iter().filter_map(|heard| Review::of(&heard)));
        all.sort_by_key(|review| review.order);
        all.dedup_by_key(|review| review.entry);
        let mut named: IdSet<EntryId> = IdSet::new();
        for review in all.iter().filter(|review| review.may_count()) {
            let earlier = all
                .iter()
                .find(|other| Some(other.entry) == review.supersedes());
            named.extend(
                earlier
                    .filter(|earlier| earlier.is_beside(review))
                    .map(|earlier| earlier.entry),
            );
        }
        let is_left = |review: &Review| review.may_count() && !named.contains(&review.entry);
        let left: Vec<&Review> = all.iter().filter(|review| is_left(review)).collect();
        let verdicts = all.iter().map(|review| {
            let mut beside = left.iter().filter(|other| other.is_beside(review));
            let last = beside.clone().next_back().map(|last| last.entry);
            let clashes = is_left(review) && beside.any(|other| other.entry != review.entry);
            (clashes, last != Some(review.entry))
        });
        let verdicts: Vec<(bool, bool)> = verdicts.collect();
        let may_count = all.iter_mut().zip(verdicts);
        for (review, (clashes, is_over)) in may_count.filter(|(review, _)| review.may_count()) {
            review.clashes = clashes;
            if is_over {
                review.state = ReviewState::Superseded;
            }
        }
        Self { all, waiting: 0 }
    }

    /// The same, with the number of people who came by an invitation and whom staff have not admitted.
    #[must_use]
    pub fn with_waiting(self, waiting: usize) -> Self {
        Self { waiting, ..self }
    }

    /// How many people wait to be admitted: until then nothing that they say counts.
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Review> {
        self.all.iter()
    }

    /// Those that count.
    pub fn counting(&self) -> impl Iterator<Item = &Review> {
        self.iter()
            .filter(|review| review.state == ReviewState::Counts)
    }

    /// What counts of what was said of a measure.
    pub fn confirming(&self, measure: RowId) -> impl Iterator<Item = (&Review, &Confirming)> {
        self.counting()
            .filter_map(move |review| match &review.statement {
                Statement::Confirming(said) if said.measure() == measure => Some((review, said)),
                _ => None,
            })
    }

    /// What counts of what checks found.
    pub fn checking(&self, about: About) -> impl Iterator<Item = (&Review, &Checking)> {
        self.counting()
            .filter_map(move |review| match &review.statement {
                Statement::Checking(said) if said.about() == about => Some((review, said)),
                _ => None,
            })
    }

    /// The forms of a round that count; of a person who filled in several, on several devices, the last.
    pub fn rating(&self, round: RowId) -> impl Iterator<Item = (&Review, &Rating)> {
        let mut last: Vec<(&Review, &Rating)> = Vec::new();
        for review in self.counting() {
            if let Statement::Rating(said) = &review.statement
                && said.round() == round
            {
                last.retain(|(other, _)| other.who != review.who);
                last.push((review, said));
            }
        }
        last.into_iter()
    }
}

#[cfg(test)]
mod tests;
