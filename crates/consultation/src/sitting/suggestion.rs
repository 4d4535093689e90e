//! What a matter and a round could come to, from the votes. Staff decide; nothing is written by itself.

use super::result::UnitResult;
use crate::projection::Row;
use crate::record::{Column, Decision};
use crate::voting::{Outcome, Step};

/// What a matter could come to; `None` while votes are missing or held, or units differ.
///
/// What passed goes up where the matter is reserved (民法典 278), and where it is contested (二(四):
/// 存在较大争议); what did not pass is talked over again.
pub fn suggested(matter: &Row, results: &[UnitResult]) -> Option<Decision> {
    let mut suggestion = None;
    for result in results {
        let decision = result.decided.as_ref().ok()?;
        let is_contested = |step: &Step| matches!(step, Step::Contested(_));
        let of_unit = match decision.outcome {
            Outcome::Held => return None,
            Outcome::Passes if decision.steps.iter().any(is_contested) => Decision::ToResidents,
            Outcome::Passes | Outcome::Chosen(_) => Decision::Agreed,
            _ => Decision::AnotherRound,
        };
        if suggestion.is_some_and(|other| other != of_unit) {
            return None;
        }
        suggestion = Some(of_unit);
    }
    let reserved = matter.choice(Column::Reserved).and_then(Decision::from_id);
    match suggestion? {
        Decision::AnotherRound => Some(Decision::AnotherRound),
        passed => reserved.or(Some(passed)),
    }
}

/// What a round could come to when its matters come to these: what goes up takes the round along, then
/// what has to be talked over again; `None` while a matter is open.
pub fn suggested_for_round(
    matters: impl IntoIterator<Item = Option<Decision>>,
) -> Option<Decision> {
    let mut round = None;
    for matter in matters {
        let matter = matter?;
        if round.is_none_or(|other| weight(other) < weight(matter)) {
            round = Some(matter);
        }
    }
    round
}

fn weight(decision: Decision) -> u8 {
    match decision {
        Decision::Agreed => 0,
        Decision::AgreedAmended => 1,
        Decision::AnotherRound => 2,
        Decision::ToTownship => 3,
        Decision::ToResidents => 4,
        Decision::ToOwners => 5,
    }
}
