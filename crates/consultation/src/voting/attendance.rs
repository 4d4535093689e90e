//! Who of those who came counts, and who listens (列席).

use std::collections::BTreeSet;

use super::ids::{HeadId, VoterId};
use super::measure::Counts;
use super::roster::{Roster, sum};

/// Who came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attendance {
    /// 出席: the first to come for each, who votes.
    pub attending: Vec<(HeadId, VoterId)>,
    /// 列席: came for somebody for whom another had come.
    pub observing: Vec<VoterId>,
    /// Not on the roster.
    pub strangers: Vec<VoterId>,
    /// Those who attend, by every measure.
    pub counts: Counts,
}

/// Reads the check-in list, in the order in which people came; who checks in twice came once.
pub fn attendance(roster: &Roster, came: &[VoterId]) -> Attendance {
    let mut attendance = Attendance::default();
    let mut seen = BTreeSet::new();
    let mut attending = Vec::new();
    for voter in came {
        if !seen.insert(voter) {
            continue;
        }
        let mut is_known = false;
        let mut is_first = false;
        for head in roster.heads() {
            if !head.voters.contains(voter) {
                continue;
            }
            is_known = true;
            if !attendance.attending.iter().any(|(id, _)| *id == head.id) {
                is_first = true;
                attendance.attending.push((head.id.clone(), voter.clone()));
                attending.push(head);
            }
        }
        if !is_known {
            attendance.strangers.push(voter.clone());
        } else if !is_first {
            attendance.observing.push(voter.clone());
        }
    }
    attendance.counts = sum(attending.into_iter());
    attendance
}
