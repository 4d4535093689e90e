//! Whom a voter votes for: a sorted list, so that large estates are counted in one pass.

use crate::voting::ids::VoterId;
use crate::voting::roster::{Head, Roster};

/// The heads of a roster by those who may vote for them.
pub(super) struct Index<'a>(Vec<(&'a VoterId, &'a Head)>);

impl<'a> Index<'a> {
    pub(super) fn of(roster: &'a Roster) -> Self {
        let mut pairs = Vec::new();
        for head in roster.heads() {
            for voter in &head.voters {
                pairs.push((voter, head));
            }
        }
        pairs.sort_by_key(|(voter, _)| *voter);
        Self(pairs)
    }

    /// The heads for which somebody may vote; none for a stranger.
    pub(super) fn heads(&self, voter: &VoterId) -> &[(&'a VoterId, &'a Head)] {
        let start = self.0.partition_point(|(other, _)| *other < voter);
        let end = self.0.partition_point(|(other, _)| *other <= voter);
        self.0.get(start..end).unwrap_or(&[])
    }
}
