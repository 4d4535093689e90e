//! A sitting of a consultation: the community's own rules, which are no law (二(五)).

use super::{by, law, meeting, terms};
use crate::record::Date;
use crate::voting::ballot::Grade;
use crate::voting::defaults;
use crate::voting::fraction::{Fraction, Share};
use crate::voting::law::Standing;
use crate::voting::measure::Measure;
use crate::voting::rule::VotingRule;
use crate::voting::terms::{Base, Blocking, Entitled, Method, Terms, Tie};

/// Yes or no: ⅔ of those invited are there, more than ½ of them agree, a tie is 未形成一致.
pub fn sitting(adopted: Date) -> VotingRule {
    VotingRule::built_in(common("yes-no", "协商表决", adopted))
}

/// One of several options, with a run-off of the first two.
pub fn options_sitting(adopted: Date) -> VotingRule {
    let mut terms = common("options", "多方案表决", adopted);
    terms.method = Method::Options {
        base: Base::Present,
        needed: vec![by(Measure::Heads, Share::more_than(Fraction::HALF))],
    };
    VotingRule::built_in(terms)
}

/// Grades from 1 to 5 (共识打分): passes with a mean of 3.5 and no 1.
pub fn graded_sitting(adopted: Date) -> VotingRule {
    let mut terms = common("graded", "共识打分", adopted);
    terms.method = Method::Graded {
        least_mean: Fraction::new(7, 2),
        blocking: Blocking::UpTo(Grade::new(1)),
    };
    VotingRule::built_in(terms)
}

fn common(id: &str, title: &str, adopted: Date) -> Terms {
    let own = law(
        "COMMUNITY",
        "本社区协商议事规则",
        Standing::Checked,
        adopted,
        None,
    );
    let id = format!("COMMUNITY/{id}");
    let terms = terms(&id, title, own, Entitled::Participants);
    let quorum = Share::at_least(Fraction::TWO_THIRDS);
    let mut terms = meeting(terms, quorum, Share::more_than(Fraction::HALF));
    terms.tie = Tie::NoAgreement;
    terms.contested = defaults::CONTESTED;
    terms
}
