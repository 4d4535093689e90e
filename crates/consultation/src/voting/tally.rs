//! The sums of a vote: what ballots were counted into, and what a sitting held on paper states.

use super::conduct::QuorumChecked;
use super::decision::VoteError;
use super::measure::{Counts, Measure};
use super::rule::VotingRule;
use super::terms::{Base, Join, Method, TurnoutOf};

/// The sums of one vote. Staff who enter a sitting held on paper (补录) fill it in from the minutes.
/// Area counts only where the rule looks at it, likewise households.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All who are entitled, those who were recused with them.
    pub entitled: Counts,
    /// 回避: entitled, but out of the base for this matter.
    pub recused: Counts,
    /// Present at the opening, without the recused. Written votes have none present.
    pub present_at_opening: Counts,
    /// Present at the vote, without the recused.
    pub present: Counts,
    /// 同意
    pub yes: Counts,
    /// 反对
    pub no: Counts,
    /// 弃权
    pub abstain: Counts,
    /// 无效
    pub invalid: Counts,
    /// Votes for each of several options, in the order that was announced.
    pub options: Vec<Counts>,
    /// Grades given, from 1 to 5.
    pub grades: [Counts; 5],
    /// Returned nothing although delivery is proved.
    pub silent_delivered: Counts,
    /// 待定: voted, but co-owners differ or ballots clash; counted nowhere until that is settled.
    pub held: Counts,
}

/// A part of a tally, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The recused.
    Recused,
    /// Those present.
    Present,
    /// All ballots together, with the silent to whom delivery is proved.
    Votes,
}

impl Tally {
    /// All who count for this matter: the entitled without the recused.
    pub fn base(&self) -> Counts {
        self.entitled.without(&self.recused)
    }

    /// Those whose ballots take part: abstentions always, invalid ones if the rule says so.
    pub fn taking_part(&self, rule: &VotingRule) -> Counts {
        let mut sum = self.yes.plus(&self.no).plus(&self.abstain);
        for votes in self.options.iter().chain(&self.grades) {
            sum = sum.plus(votes);
        }
        if rule.terms().conduct.spoiled.invalid_takes_part {
            sum = sum.plus(&self.invalid);
        }
        sum
    }

    pub(super) fn of_base(&self, rule: &VotingRule, base: Base) -> Counts {
        match base {
            Base::All => self.base(),
            Base::TakingPart => self.taking_part(rule),
            Base::Present => self.present,
        }
    }

    /// Who makes the turnout.
    pub(super) fn turnout(&self, rule: &VotingRule) -> Counts {
        let terms = rule.terms();
        match (terms.turnout.of, terms.conduct.quorum_checked) {
            (TurnoutOf::TakingPart, _) => self.taking_part(rule),
            (TurnoutOf::Present, QuorumChecked::AtEveryVote) => self.present,
            (TurnoutOf::Present, QuorumChecked::AtOpening) => self.present_at_opening,
        }
    }

    /// Finds what cannot be: more votes than people, a vote of nobody.
    pub(super) fn check(&self, rule: &VotingRule) -> Result<(), VoteError> {
        for measure in [Measure::Heads, Measure::Area, Measure::Households] {
            if measure == Measure::Heads || rule.looks_at(measure) {
                self.check_measure(rule, measure)?;
            }
        }
        Ok(())
    }

    fn check_measure(&self, rule: &VotingRule, measure: Measure) -> Result<(), VoteError> {
        let by = |counts: &Counts| counts.by(measure).get();
        if by(&self.recused) > by(&self.entitled) {
            return self.exceeded(Part::Recused, measure);
        }
        let base = by(&self.base());
        if base == 0 {
            return match measure {
                Measure::Heads => Err(VoteError::NobodyEntitled),
                // Where one condition is enough, the other need not be measured: it is not met.
                Measure::Households if rule.terms().turnout.join == Join::Any => Ok(()),
                _ => Err(VoteError::NotMeasured(measure)),
            };
        }
        if by(&self.present) > base || by(&self.present_at_opening) > base {
            return self.exceeded(Part::Present, measure);
        }
        // Two people of one household may vote differently, so households do not add up.
        let ceiling = if is_of_present(rule) {
            by(&self.present)
        } else {
            base
        };
        if measure != Measure::Households && self.votes(by) > u128::from(ceiling) {
            return self.exceeded(Part::Votes, measure);
        }
        Ok(())
    }

    fn exceeded(&self, part: Part, measure: Measure) -> Result<(), VoteError> {
        Err(VoteError::MoreThanEntitled { part, measure })
    }

    fn votes(&self, by: impl Fn(&Counts) -> u64) -> u128 {
        let kinds = [
            &self.yes,
            &self.no,
            &self.abstain,
            &self.invalid,
            &self.held,
            &self.silent_delivered,
        ];
        kinds
            .into_iter()
            .chain(&self.options)
            .chain(&self.grades)
            .map(|counts| u128::from(by(counts)))
            .sum()
    }
}

/// Whether only those present vote.
pub(crate) fn is_of_present(rule: &VotingRule) -> bool {
    let terms = rule.terms();
    let base = match terms.method {
        Method::YesNo { base, .. } | Method::Options { base, .. } => base,
        Method::Graded { .. } => Base::TakingPart,
    };
    base == Base::Present || terms.turnout.of == TurnoutOf::Present
}
