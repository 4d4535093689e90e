//! 村民会议 and 村民小组会议, for mixed communities (村改居): 村民委员会组织法 22 and 28.

use super::{by, day, law, meeting, terms};
use crate::voting::fraction::{Fraction, Share};
use crate::voting::law::{Law, Standing};
use crate::voting::measure::Measure;
use crate::voting::rule::VotingRule;
use crate::voting::terms::{Entitled, Join, Needed, Terms};

/// 村民会议: more than ½ of those of age, or the representatives of ⅔ of the households; more than ½
/// of those who came decide.
pub fn village_meeting() -> Vec<VotingRule> {
    let law = act("《村民委员会组织法》第二十二条");
    let terms = terms("CN-VC-2010/meeting", "村民会议", law, Entitled::Villagers);
    vec![either(terms, Share::more_than(Fraction::HALF))]
}

/// 村民小组会议: ⅔ of those of age, or the representatives of ⅔ of the households.
pub fn village_group_meeting() -> Vec<VotingRule> {
    let law = act("《村民委员会组织法》第二十八条");
    let terms = terms("CN-VC-2010/group", "村民小组会议", law, Entitled::Villagers);
    vec![either(terms, Share::at_least(Fraction::TWO_THIRDS))]
}

fn either(terms: Terms, of_villagers: Share) -> VotingRule {
    let mut terms = meeting(terms, of_villagers, Share::more_than(Fraction::HALF));
    let of_households: Needed = by(Measure::Households, Share::at_least(Fraction::TWO_THIRDS));
    terms.turnout.join = Join::Any;
    terms.turnout.needed.push(of_households);
    VotingRule::built_in(terms)
}

fn act(title: &str) -> Law {
    law(
        "CN-VC-2010",
        title,
        Standing::Checked,
        day(2010, 10, 28),
        None,
    )
}
