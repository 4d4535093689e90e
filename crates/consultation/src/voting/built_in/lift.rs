//! 既有住宅加装电梯: each unit of a building votes by itself.

use super::owners::{OwnersMatter, civil_code};
use super::{both, day, law, terms};
use crate::voting::fraction::{Fraction, Share};
use crate::voting::law::Standing;
use crate::voting::rule::VotingRule;
use crate::voting::terms::{Base, Entitled, Grouping, Method, Veto};

/// The rules for a lift in one unit, the older version first: ⅔ of all and nobody against it, then
/// 民法典 278 (七) by unit. Whose own part the lift takes is asked apart from the vote
/// ([`crate::voting::SeparateConsent`]).
pub fn lift() -> Vec<VotingRule> {
    let before = law(
        "CN-NB-2017",
        "宁波市既有住宅加装电梯原规定",
        Standing::Provisional,
        day(2017, 1, 1),
        Some(day(2020, 12, 31)),
    );
    let title = "既有住宅加装电梯（按单元表决）";
    let mut old = terms("CN-NB-2017/lift", title, before, Entitled::Owners);
    old.method = Method::YesNo {
        base: Base::All,
        needed: both(Share::at_least(Fraction::TWO_THIRDS)),
    };
    old.veto = Veto::AnyObjection;
    old.grouping = Grouping::ByBuildingUnit;

    let mut new = civil_code(OwnersMatter::Rebuild);
    new.id = "CN-NB-2021/lift".to_owned();
    new.title = title.to_owned();
    new.law = law(
        "CN-NB-2021",
        "《民法典》第二百七十八条第七项及宁波市加装电梯规定",
        Standing::Reported,
        day(2021, 1, 1),
        None,
    );
    new.grouping = Grouping::ByBuildingUnit;
    vec![VotingRule::built_in(old), VotingRule::built_in(new)]
}
