//! Who may do what in a room: keys with their rights, and invitations, as the log built them up.
//!
//! A right holds over a span of positions and until a time by the relay's clock. Nothing here is
//! ever taken out: a revoked right stays, with the position of its end, because what was written
//! before it goes on standing.

mod members;

pub use members::{Invitation, Member, Members, Right};

use crate::{Held, Refusal, Role, Seq, Timestamp, Want};

/// Where and when a right is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// How many entries of the right's own log come before.
    pub after: Seq,
    /// The relay's clock.
    pub received_at: Timestamp,
}

/// Whether a logged entry counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It counts.
    Stands,
    /// It is kept but does not count.
    Held(Held),
}

/// Why an entry is not logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reject {
    /// Something is missing.
    Wanting(Want),
    /// It never will be.
    Refused(Refusal),
}

/// The rights of one author, gathered from a room and its board.
#[derive(Clone, Debug, Default)]
pub(crate) struct Claims {
    stands: Vec<Role>,
    held: Vec<(Role, Held)>,
}

impl Claims {
    /// Adds what one log says of the author.
    pub(crate) fn add(
        &mut self,
        member: &Member,
        position: Position,
        joins: impl Fn(Seq) -> Option<Held>,
    ) {
        for right in &member.rights {
            match right.standing(position, &joins) {
                Some(Verdict::Stands) => self.stands.push(right.role),
                Some(Verdict::Held(why)) => self.held.push((right.role, why)),
                None => {}
            }
        }
    }

    /// The verdict on something that only some roles may do.
    pub(crate) fn verdict(&self, is_allowed: impl Fn(Role) -> bool) -> Result<Verdict, Reject> {
        if self.stands.iter().any(|role| is_allowed(*role)) {
            return Ok(Verdict::Stands);
        }
        if let Some((_, why)) = self.held.iter().find(|(role, _)| is_allowed(*role)) {
            return Ok(Verdict::Held(*why));
        }
        Err(if self.stands.is_empty() && self.held.is_empty() {
            Reject::Wanting(Want::Join)
        } else {
            Reject::Refused(Refusal::NotAllowed)
        })
    }

    /// Roles in force.
    pub(crate) fn roles(&self) -> &[Role] {
        &self.stands
    }

    /// Roles in force, and those that are held.
    pub(crate) fn all(&self) -> Vec<Role> {
        let held = self.held.iter().map(|(role, _)| *role);
        self.stands.iter().copied().chain(held).collect()
    }
}
