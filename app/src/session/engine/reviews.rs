//! Reviews of a hall: what people sign of its results, written and read. Nobody alters one; whoever says
//! something else says it in place of what they said before.

use std::sync::Arc;

use consultation::record::{Checker, Confirmation, Finding, Level, Rater};
use consultation::statement::{
    About, CHECK, CONFIRMATION, Checking, Confirming, Heard, RATING, Rating, ReviewError,
    ReviewState, Reviews,
};
use consultation::{CellValue, Column, Date, People, RowId, Sheet, Statement};
use ledger::authority::Verdict;
use ledger::payload::{self, Admit};
use ledger::{Class, EntryId, KeyId, Kind, PersonId, Role, RoomId};

use super::super::stage::Reply;
use super::super::view::{Guest, Part, ReviewView};
use super::super::{Outcome, Trouble, What};
use super::records::words_of_row;
use super::view::{civil, said};
use super::{Engine, State, now, ready, show};

impl Engine {
    /// Says of a measure or a round what a form asks for: the cells are those of the row that staff would
    /// write instead.
    pub(super) fn review(
        &self,
        room: RoomId,
        sheet: Sheet,
        cells: &[(Column, CellValue)],
    ) -> Reply {
        let words = words_of_row(cells);
        self.say_signed(room, words, |state, today| {
            let form = Form(cells);
            let row = |column| form.row(column);
            let about = row(Column::Measure).map(About::Measure);
            let about = about.or_else(|| row(Column::Round).map(About::Round));
            let about = about.ok_or_else(|| Trouble::new(What::Missing))?;
            match (sheet, about) {
                (Sheet::Confirmations, About::Measure(measure)) => {
                    let says = form.choice(Column::Confirmation, Confirmation::from_id)?;
                    let words = (form.text(Column::Text), form.text(Column::Household));
                    let before = state.my_review(room, CONFIRMATION, about);
                    let confirming = Confirming::new(measure, says, words, today, before);
                    Ok(Statement::Confirming(confirming.map_err(trouble)?))
                }
                (Sheet::Checks, about) => {
                    let checker = form.choice(Column::Checker, Checker::from_id)?;
                    let finding = form.choice(Column::Finding, Finding::from_id)?;
                    let on = form.date(Column::On).unwrap_or(today);
                    let days = (on, form.date(Column::Due));
                    let before = state.my_review(room, CHECK, about);
                    let text = form.text(Column::Text);
                    let checking = Checking::new(about, (checker, finding), text, days, before);
                    Ok(Statement::Checking(checking.map_err(trouble)?))
                }
                _ => Err(Trouble::bug("no such review")),
            }
        })
    }

    /// Fills in the 评议表 of a round.
    pub(super) fn rate(
        &self,
        room: RoomId,
        (round, rater): (RowId, Rater),
        answers: [Option<Level>; 5],
        text: &str,
    ) -> Reply {
        self.say_signed(room, text.to_owned(), |state, today| {
            let before = state.my_review(room, RATING, About::Round(round));
            let rating = Rating::new(round, rater, answers, text, today, before);
            Ok(Statement::Rating(rating.map_err(trouble)?))
        })
    }

    fn say_signed(
        &self,
        room: RoomId,
        words: String,
        make: impl FnOnce(&State, Date) -> Result<Statement, Trouble>,
    ) -> Reply {
        let signed = || {
            let today = civil(now()).ok_or_else(|| Trouble::bug("no civil time"))?;
            let statement = make(&self.inner.state.borrow(), today.date())?;
            let entry = self.write(room, Class::Statement, statement.kind(), statement.encode())?;
            let mut state = self.inner.state.borrow_mut();
            state.words.insert(entry, words);
            state.dirty.insert(room);
            Ok(entry)
        };
        self.done(signed())
    }

    /// Admits somebody to a hall, as the person whom their name tag names: from then on what they say counts.
    pub(super) fn admit(&self, room: RoomId, key: KeyId) -> Reply {
        let person = self.inner.state.borrow().person(room, key);
        let bytes = payload::encode(&Admit { key, person });
        self.done(self.write(room, Class::Authority, Kind::ADMIT, bytes))
    }

    fn done(&self, written: Result<EntryId, Trouble>) -> Reply {
        match written {
            Ok(entry) => {
                self.show();
                let saved = self.saved(&[entry]);
                Box::pin(async move { saved.await.map(|()| Outcome::Done) })
            }
            Err(trouble) => ready(Err(trouble)),
        }
    }
}

/// What a form was filled in with.
struct Form<'a>(&'a [(Column, CellValue)]);

impl<'a> Form<'a> {
    fn cell(&self, column: Column) -> Option<&'a CellValue> {
        let mut cells = self.0.iter();
        let found = cells.find(|(other, _)| *other == column);
        found.map(|(_, value)| value)
    }

    fn text(&self, column: Column) -> &'a str {
        match self.cell(column) {
            Some(CellValue::Text(text)) => text,
            _ => "",
        }
    }

    fn date(&self, column: Column) -> Option<Date> {
        match self.cell(column) {
            Some(CellValue::Date(date)) => *date,
            _ => None,
        }
    }

    fn row(&self, column: Column) -> Option<RowId> {
        match self.cell(column) {
            Some(CellValue::Row(row)) => *row,
            _ => None,
        }
    }

    /// What was chosen; it has to be.
    fn choice<T>(&self, column: Column, read: fn(&str) -> Option<T>) -> Result<T, Trouble> {
        let chosen = match self.cell(column) {
            Some(CellValue::Choice(Some(id))) => read(id),
            _ => None,
        };
        chosen.ok_or_else(|| Trouble::new(What::Empty))
    }
}

fn trouble(error: ReviewError) -> Trouble {
    Trouble::new(match error {
        ReviewError::NoWords { .. } | ReviewError::NoAnswer => What::Empty,
        ReviewError::TooLong { limit, found, .. } => What::TooLong {
            length: found,
            limit,
        },
    })
}

impl State {
    /// What people of a hall signed of its results.
    pub(super) fn reviews(&self, room: RoomId) -> Reviews {
        let statements = self.replica.statements(room);
        let signed = statements.iter().filter_map(|shown| {
            let kind = shown.entry.header().kind;
            let payload = shown.entry.payload()?;
            let is_review = [CONFIRMATION, CHECK, RATING].contains(&kind);
            is_review.then(|| (shown, Statement::decode(kind, payload)))
        });
        let signed: Vec<_> = signed.collect();
        let members = self.replica.log(room).map(ledger::RoomLog::members);
        Reviews::read(signed.iter().map(|(shown, statement)| {
            let member = members.and_then(|members| members.get(shown.entry.header().author));
            let received = shown.received_at.and_then(civil);
            Heard {
                said: said(shown, statement),
                stands: shown.verdict == Verdict::Stands,
                roles: self.replica.roles_of(room, shown, now()),
                admitted: member.and_then(|member| Some(member.admitted?.1)),
                received: received.map(|received| received.date()),
            }
        }))
    }

    /// This person's word on something as it counts, or will count once they are admitted.
    fn my_review(&self, room: RoomId, kind: Kind, about: About) -> Option<EntryId> {
        let me = self.replica.me()?;
        let reviews = self.reviews(room);
        let mine = reviews.iter().filter(|review| {
            let is_left = matches!(review.state, ReviewState::Counts | ReviewState::NotAdmitted);
            let is_mine = review.author == me && review.statement.kind() == kind;
            is_left && is_mine && review.about() == Some(about)
        });
        mine.last().map(|review| review.entry)
    }

    /// What this person is in a hall. Before the relay has logged how they came, what they were invited to.
    pub(super) fn part(&self, room: RoomId) -> Part {
        let Some(me) = self.replica.me() else {
            return Part::Guest;
        };
        let mut roles = self.replica.roles(room, me, now());
        if roles.is_empty() {
            let board = self.board();
            roles.extend(board.map(|board| show::my_role(self, board, me)));
        }
        let is = |role| roles.contains(&role);
        let writes = |role: &Role| role.writes(ledger::RoomKind::Hall, Class::Record, Kind::CHANGE);
        if roles.iter().any(writes) {
            Part::Staff
        } else if is(Role::Supervisor) {
            Part::Supervisor
        } else if is(Role::Participant) {
            let members = self.replica.log(room).map(ledger::RoomLog::members);
            let member = members.and_then(|members| members.get(me));
            let is_admitted = member.is_some_and(|member| member.admitted.is_some());
            Part::Participant { is_admitted }
        } else {
            Part::Guest
        }
    }

    fn person(&self, room: RoomId, key: KeyId) -> Option<PersonId> {
        self.people(room).get(key).map(|person| person.person)
    }
}

/// The reviews of a hall as they are shown.
pub(super) fn of_hall(
    state: &State,
    room: RoomId,
    of_board: &People,
    reviews: &Reviews,
) -> Vec<Arc<ReviewView>> {
    let of_hall = state.people(room);
    let shown = reviews.iter().map(|review| {
        let mark = state.replica.mark(room, review.entry);
        Arc::new(ReviewView {
            review: review.clone(),
            author: show::signed_by(state, room, (&of_hall, of_board), review.entry),
            mark: mark.map(show::mark).unwrap_or_default(),
        })
    });
    shown.collect()
}

/// Who takes part in a hall by an invitation of its own.
pub(super) fn guests(state: &State, room: RoomId) -> Vec<Guest> {
    let Some(log) = state.replica.log(room) else {
        return Vec::new();
    };
    let people = state.people(room);
    let members = log.members().iter();
    let guests = members.filter(|(key, member)| {
        let takes_part = |role| role == Role::Participant;
        let was = member.rights.iter().any(|right| takes_part(right.role));
        was && state
            .replica
            .roles(room, *key, now())
            .into_iter()
            .any(takes_part)
    });
    let guests = guests.map(|(key, member)| {
        let person = people.get(key);
        Guest {
            key,
            name: person.map(|person| person.name.clone()).unwrap_or_default(),
            device: person
                .map(|person| person.device.clone())
                .unwrap_or_default(),
            is_admitted: member.admitted.is_some(),
        }
    });
    guests.collect()
}
