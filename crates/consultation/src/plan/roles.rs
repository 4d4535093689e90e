//! Who takes which role, and what should be looked at again. Nothing here holds a consultation up.

use super::template::template;
use crate::projection::{Row, Sheets};
use crate::record::{Column, Form, Role, RowId, Sheet};

/// Something about the roles of a round that should be looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleProblem {
    /// Nobody has a role that the form needs.
    Missing(Role),
    /// A row says a role and not who takes it.
    Nobody(RowId),
    /// A row says somebody and not which role they take.
    NoRole(RowId),
    /// One and the same has two roles that do not go together.
    Both {
        /// The row that stands later.
        row: RowId,
        /// The one role.
        first: Role,
        /// The other.
        second: Role,
    },
}

/// Roles that one and the same does not have: whoever counts is watched by another, whoever leads or
/// speaks for a plan does not speak for those who judge it, whoever listens does not speak.
const APART: [(Role, Role); 12] = [
    (Role::Teller, Role::Scrutineer),
    (Role::Speaker, Role::Teller),
    (Role::Speaker, Role::Scrutineer),
    (Role::HearingChair, Role::Speaker),
    (Role::HearingChair, Role::Delegate),
    (Role::Chair, Role::Speaker),
    (Role::Speaker, Role::Delegate),
    (Role::Listener, Role::Speaker),
    (Role::Listener, Role::Delegate),
    (Role::Listener, Role::HearingChair),
    (Role::Listener, Role::Teller),
    (Role::Listener, Role::Scrutineer),
];

/// Roles that a sitting of this form needs: who leads it, who records it, and those of the form.
pub fn needed_roles(form: Option<&Form>) -> Vec<Role> {
    let of_form = form.map_or(&[][..], |form| template(form).roles);
    let mut needed = Vec::new();
    if !of_form.contains(&Role::HearingChair) {
        needed.push(Role::Chair);
    }
    needed.push(Role::Recorder);
    needed.extend(of_form);
    needed
}

/// What should be looked at again, first what is missing.
pub fn role_problems(hall: &Sheets, round: &Row) -> Vec<RoleProblem> {
    let rows: Vec<&Row> = hall.rows_of_round(Sheet::Roles, round.id).collect();
    let role = |row: &Row| row.choice(Column::Role).and_then(Role::from_id);
    let form = round.choice(Column::Form).map(Form::from_id);
    let mut problems = Vec::new();
    for needed in needed_roles(form.as_ref()) {
        // 旁听 is open to whoever comes.
        let is_taken = needed == Role::Listener || rows.iter().any(|row| role(row) == Some(needed));
        if !is_taken {
            problems.push(RoleProblem::Missing(needed));
        }
    }
    for (place, row) in rows.iter().enumerate() {
        if row.is_empty(Column::Role) {
            problems.push(RoleProblem::NoRole(row.id));
        }
        let who = row.text(Column::By).trim();
        if who.is_empty() {
            problems.push(RoleProblem::Nobody(row.id));
            continue;
        }
        let others = rows.iter().take(place);
        for other in others.filter(|other| other.text(Column::By).trim() == who) {
            let (Some(first), Some(second)) = (role(other), role(row)) else {
                continue;
            };
            if APART.contains(&(first, second)) || APART.contains(&(second, first)) {
                let row = row.id;
                problems.push(RoleProblem::Both { row, first, second });
            }
        }
    }
    problems
}
