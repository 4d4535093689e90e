//! Reviews of a hall, read: what people signed of its results, who they are, and what this person is among them.

use std::sync::Arc;

use consultation::People;
use consultation::statement::{About, CHECK, CONFIRMATION, Heard, RATING, Reviews};
use ledger::authority::{Member, Verdict};
use ledger::{Class, EntryId, KeyId, Kind, PersonId, Role, RoomId};

use super::super::view::{Guest, Part, ReviewView};
use super::view::{civil, said};
use super::{State, now, show};

impl State {
    /// What people of a hall signed of its results.
    pub(super) fn reviews(&self, room: RoomId) -> Reviews {
        let signed = self.heard(room, &[CONFIRMATION, CHECK, RATING]);
        let members = self.replica.log(room).map(ledger::RoomLog::members);
        let waiting = participants(self, room).filter(|(_, member)| member.admitted.is_none());
        let reviews = Reviews::read(signed.iter().map(|(shown, statement)| {
            let member = members.and_then(|members| members.get(shown.entry.header().author));
            let received = shown.received_at.and_then(civil);
            Heard {
                said: said(shown, statement),
                stands: shown.verdict == Verdict::Stands,
                roles: self.replica.roles_of(room, shown, now()),
                admitted: member.and_then(|member| Some(member.admitted?.1)),
                received: received.map(|received| received.date()),
            }
        }));
        reviews.with_waiting(waiting.count())
    }

    /// This person's word on something as it counts, or will count once they are admitted.
    pub(super) fn my_review(&self, room: RoomId, kind: Kind, about: About) -> Option<EntryId> {
        let me = self.replica.me()?;
        let reviews = self.reviews(room);
        let mine = reviews.iter().filter(|review| {
            let is_mine = review.author == me && review.statement.kind() == kind;
            review.may_count() && is_mine && review.about() == Some(about)
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

    pub(super) fn person(&self, room: RoomId, key: KeyId) -> Option<PersonId> {
        self.people(room).get(key).map(|person| person.person)
    }
}

/// The reviews of a hall as they are shown.
pub(super) fn of_hall(
    state: &State,
    room: RoomId,
    names: (&People, &People),
    reviews: &Reviews,
) -> Vec<Arc<ReviewView>> {
    let shown = reviews.iter().map(|review| {
        let mark = state.replica.mark(room, review.entry);
        Arc::new(ReviewView {
            review: review.clone(),
            author: show::signed_by(state, room, names, review.entry),
            mark: mark.map(show::mark).unwrap_or_default(),
        })
    });
    shown.collect()
}

/// Who takes part in a hall by an invitation of its own.
fn participants(state: &State, room: RoomId) -> impl Iterator<Item = (KeyId, &Member)> {
    let log = state.replica.log(room).into_iter();
    let members = log.flat_map(|log| log.members().iter());
    members.filter(move |(key, member)| {
        let takes_part = |role| role == Role::Participant;
        let was = member.rights.iter().any(|right| takes_part(right.role));
        was && state
            .replica
            .roles(room, *key, now())
            .into_iter()
            .any(takes_part)
    })
}

/// Whoever takes part in a hall by an invitation of its own, as staff see them.
pub(super) fn guests(state: &State, room: RoomId, people: &People) -> Vec<Guest> {
    let guests = participants(state, room);
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
