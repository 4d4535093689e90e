//! What owners decide together: 民法典 278 and 279 since 2021, 物权法 76 before.

use super::{both, day, law, terms};
use crate::voting::fraction::{Fraction, Share};
use crate::voting::law::{Law, Standing};
use crate::voting::rule::VotingRule;
use crate::voting::terms::{Base, Entitled, Join, Method, Terms, Turnout, TurnoutOf};

/// The matters of 民法典 278, by their number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnersMatter {
    /// (一) 制定和修改业主大会议事规则
    AssemblyRules,
    /// (二) 制定和修改管理规约
    Covenant,
    /// (三) 选举业主委员会或者更换业主委员会成员
    Committee,
    /// (四) 选聘和解聘物业服务企业或者其他管理人
    Manager,
    /// (五) 使用建筑物及其附属设施的维修资金
    UseFund,
    /// (六) 筹集建筑物及其附属设施的维修资金
    RaiseFund,
    /// (七) 改建、重建建筑物及其附属设施
    Rebuild,
    /// (八) 改变共有部分的用途或者利用共有部分从事经营活动
    ChangeUse,
    /// (九) 有关共有和共同管理权利的其他重大事项
    Other,
}

impl OwnersMatter {
    /// All of them, in the order of the law.
    pub const ALL: [Self; 9] = [
        Self::AssemblyRules,
        Self::Covenant,
        Self::Committee,
        Self::Manager,
        Self::UseFund,
        Self::RaiseFund,
        Self::Rebuild,
        Self::ChangeUse,
        Self::Other,
    ];

    fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::AssemblyRules => ("assembly-rules", "制定和修改业主大会议事规则"),
            Self::Covenant => ("covenant", "制定和修改管理规约"),
            Self::Committee => ("committee", "选举业主委员会或者更换业主委员会成员"),
            Self::Manager => ("manager", "选聘和解聘物业服务企业或者其他管理人"),
            Self::UseFund => ("use-fund", "使用维修资金"),
            Self::RaiseFund => ("raise-fund", "筹集维修资金"),
            Self::Rebuild => ("rebuild", "改建、重建建筑物及其附属设施"),
            Self::ChangeUse => ("change-use", "改变共有部分用途或者利用共有部分经营"),
            Self::Other => ("other", "有关共有和共同管理权利的其他重大事项"),
        }
    }
}

/// The rules for a matter, the older version first.
pub fn owners(matter: OwnersMatter) -> Vec<VotingRule> {
    vec![
        VotingRule::built_in(property_law(matter)),
        VotingRule::built_in(civil_code(matter)),
    ]
}

/// 住宅改变为经营性用房 (民法典 279): every owner with an interest in it agrees, by default those of the
/// same building; silence is no consent.
pub fn housing_to_business() -> Vec<VotingRule> {
    let law = law(
        "CN-CivilCode-2021",
        "《民法典》第二百七十九条",
        Standing::Checked,
        day(2021, 1, 1),
        None,
    );
    let mut terms = terms(
        "CN-CivilCode-2021/housing-to-business",
        "住宅改变为经营性用房",
        law,
        Entitled::InterestedOwners,
    );
    let everybody = Share::at_least(Fraction::WHOLE);
    terms.method = Method::YesNo {
        base: Base::All,
        needed: vec![super::by(crate::voting::Measure::Heads, everybody)],
    };
    vec![VotingRule::built_in(terms)]
}

/// Since 2021: ⅔ take part, by heads and area; of those more than ½, for (六) to (八) ¾, by both.
pub(super) fn civil_code(matter: OwnersMatter) -> Terms {
    let (id, title) = matter.name();
    let law = law(
        "CN-CivilCode-2021",
        "《民法典》第二百七十八条",
        Standing::Checked,
        day(2021, 1, 1),
        None,
    );
    let id = format!("{}/{id}", law.id.as_str());
    let mut terms = terms(&id, title, law, Entitled::Owners);
    terms.turnout = two_thirds_take_part();
    let share = match matter {
        OwnersMatter::RaiseFund | OwnersMatter::Rebuild | OwnersMatter::ChangeUse => {
            Share::at_least(Fraction::THREE_QUARTERS)
        }
        _ => Share::more_than(Fraction::HALF),
    };
    terms.method = Method::YesNo {
        base: Base::TakingPart,
        needed: both(share),
    };
    terms
}

pub(super) fn two_thirds_take_part() -> Turnout {
    Turnout {
        of: TurnoutOf::TakingPart,
        join: Join::All,
        needed: both(Share::at_least(Fraction::TWO_THIRDS)),
    }
}

/// Before 2021: of all, ⅔ for the repair fund and for rebuilding, more than ½ for the rest.
fn property_law(matter: OwnersMatter) -> Terms {
    let (id, title) = matter.name();
    let law = property_law_76();
    let id = format!("{}/{id}", law.id.as_str());
    let mut terms = terms(&id, title, law, Entitled::Owners);
    let share = match matter {
        OwnersMatter::UseFund | OwnersMatter::RaiseFund | OwnersMatter::Rebuild => {
            Share::at_least(Fraction::TWO_THIRDS)
        }
        _ => Share::more_than(Fraction::HALF),
    };
    terms.method = Method::YesNo {
        base: Base::All,
        needed: both(share),
    };
    terms
}

fn property_law_76() -> Law {
    law(
        "CN-PRC-2007",
        "《物权法》第七十六条（已废止）",
        Standing::Reported,
        day(2007, 10, 1),
        Some(day(2020, 12, 31)),
    )
}
