//! What came in for one matter.

use std::collections::BTreeSet;

use super::ballot::Ballot;
use super::ids::VoterId;

/// Everything that came in for one matter; the order of nothing here matters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Poll {
    /// The ballots, those of no account too.
    pub ballots: Vec<Ballot>,
    /// How many options there were; 0 where it is yes or no.
    pub options: u8,
    /// Who was there.
    pub presence: Presence,
    /// 回避: whom the matter concerns so that they do not vote on it.
    pub recused: BTreeSet<VoterId>,
    /// To whom delivery is proved.
    pub delivered: BTreeSet<VoterId>,
}

/// Who was there. Whoever is represented by a written proxy whose holder is there counts as there; whoever listens
/// (列席) while another came for the same household does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Presence {
    /// 书面征求意见: nobody met.
    #[default]
    Written,
    /// A sitting.
    Meeting {
        /// Who was there at the opening.
        at_opening: BTreeSet<VoterId>,
        /// Who was there at the vote.
        at_vote: BTreeSet<VoterId>,
    },
}
