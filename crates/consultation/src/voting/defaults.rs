//! Values that a community's rules start from. Where no law has a number it says so; all of them can
//! be changed by the community's own rules.

use super::ballot::HolderKind;
use super::conduct::{
    Conduct, OffAgenda, Parking, Proxies, QuorumChecked, SilenceClause, Spoiled, Treatment,
};
use super::fraction::{Fraction, Share};
use super::measure::Heads;
use super::terms::Contested;
use crate::calendar::{Days, Years};

/// 方案公示: days a plan is posted. The policy has no number; its own solicitation stood seven days, as
/// does practice in Zhejiang (公示不少于七日).
pub const PLAN_NOTICE: Days = Days::new(7);
/// 方案公示 on the simple track (小事快议).
pub const SIMPLE_PLAN_NOTICE: Days = Days::new(3);
/// 结果公示: days a result is posted; no number in the policy.
pub const RESULT_NOTICE: Days = Days::new(7);
/// No notice is shorter, whatever the rules say.
pub const LEAST_NOTICE: Days = Days::new(1);
/// Working days in which an objection or a dispute is answered; no number in the law.
pub const ANSWER_WORKING_DAYS: Days = Days::new(5);
/// 落实台账: days in which a completed measure can be disputed; no number in the law.
pub const DISPUTE_WINDOW: Days = Days::new(7);
/// Households whose dispute reopens a measure.
pub const REOPEN_HOUSEHOLDS: Heads = Heads::new(3);
/// Or this share of the participants, whichever comes first.
pub const REOPEN_SHARE: Share = Share::at_least(Fraction::new(1, 20));
/// Days in use before something is rated.
pub const RATED_AFTER: Days = Days::new(30);
/// Ratings from which they are shown as a result.
pub const LEAST_RATINGS: Heads = Heads::new(10);
/// 撤销权: owners can challenge a decision in court for a year (司法解释 12); shown on the result.
pub const CHALLENGE_YEARS: Years = Years::new(1);
/// 待核: years the file is kept; the township decides.
pub const KEEP_YEARS: Years = Years::new(30);
/// Consultations a year in the annual plan, one a quarter.
pub const CONSULTATIONS_A_YEAR: u8 = 4;
/// 计票人, who are not interested in the matter; by custom.
pub const LEAST_TELLERS: u8 = 1;
/// 监票人, likewise.
pub const LEAST_SCRUTINEERS: u8 = 1;
/// Minutes of one speech; no number in the law.
pub const SPEECH_MINUTES: u8 = 3;
/// Speeches a person; those who have not spoken go first.
pub const SPEECHES_A_PERSON: u8 = 2;
/// Residents among the participants (二(一), 三(二)); no number in the policy.
pub const RESIDENTS_SHARE: Share = Share::at_least(Fraction::HALF);
/// 非户籍居民: a warning when their share of the participants is under this part of their share of the
/// roster.
pub const NON_REGISTERED_PART: Fraction = Fraction::HALF;
/// 存在较大争议: what passed with less is shown so, and suggests the assembly.
pub const CONTESTED: Contested = Contested::Unless(Share::at_least(Fraction::TWO_THIRDS));
/// 委托: others an owner votes for; 舟山 17 lets the rules say how many.
pub const OWNERS_PROXIES: Heads = Heads::new(1);
/// 委托: others a resident votes for, as in village elections.
pub const RESIDENTS_PROXIES: Heads = Heads::new(3);
/// From which age residents vote (城市居民委员会组织法).
pub const VOTING_AGE: Years = Years::new(18);

/// Who never votes for others: staff, tellers, the property firm.
pub fn barred_holders() -> Vec<HolderKind> {
    vec![
        HolderKind::Staff,
        HolderKind::Teller,
        HolderKind::PropertyFirm,
    ]
}

/// How a vote is held unless the rules say otherwise: the quorum is checked at every vote, silence is
/// silence, an invalid ballot is no turnout, what was not announced is not voted on.
pub fn conduct(proxies: Heads) -> Conduct {
    Conduct {
        quorum_checked: QuorumChecked::AtEveryVote,
        must_be_present: Vec::new(),
        proxies: Proxies {
            limit: proxies,
            barred: barred_holders(),
        },
        spoiled: Spoiled {
            several_ticks: Treatment::Invalid,
            blank: Treatment::Abstention,
            unsigned: Treatment::Invalid,
            invalid_takes_part: false,
        },
        silence: SilenceClause::Off,
        off_agenda: OffAgenda::DiscussOnly,
        parking: Parking::Outside,
        least_age: VOTING_AGE,
    }
}
