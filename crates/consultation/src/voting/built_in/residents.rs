//! 居民会议 and 居民代表会议 (城市居民委员会组织法).

use super::{by, day, law, meeting, terms};
use crate::record::Date;
use crate::voting::fraction::{Fraction, Share};
use crate::voting::law::{Law, Standing};
use crate::voting::measure::Measure;
use crate::voting::rule::VotingRule;
use crate::voting::terms::{Entitled, Needed};

/// 居民会议, the older version first. It is made up of all residents of age, of one representative a
/// household, or of two or three a group; whoever is not one of these counts as residents.
///
/// Quorum more than ½, decision more than ½ of those present, asked for by ⅕ of the residents or
/// households or ⅓ of the groups (art. 9 and 10, text of 2018; the amendment of that year was about
/// terms of office). The numbers since 2026 were not available: they are the old ones, 待核.
pub fn residents_meeting(entitled: Entitled) -> Vec<VotingRule> {
    let (convening, name, title) = match entitled {
        Entitled::GroupRepresentatives => (
            Fraction::new(1, 3),
            "residents-meeting-groups",
            "居民会议（居民小组代表）",
        ),
        Entitled::Households => (
            Fraction::new(1, 5),
            "residents-meeting-households",
            "居民会议（户代表）",
        ),
        _ => (Fraction::new(1, 5), "residents-meeting", "居民会议"),
    };
    let more_than_half = Share::more_than(Fraction::HALF);
    let mut rules = Vec::new();
    for law in [act_of_2018(), act_of_2026()] {
        let id = format!("{}/{name}", law.id.as_str());
        let terms = terms(&id, title, law, entitled);
        let mut terms = meeting(terms, more_than_half, more_than_half);
        terms.convening = vec![asked_by(convening)];
        rules.push(VotingRule::built_in(terms));
    }
    rules
}

/// 居民代表会议, the older version first: ⅔ present, more than ½ of those present decide. No national
/// number before 2026; taken by analogy from 村民委员会组织法 26. Since 2026 待核.
pub fn representatives_meeting() -> Vec<VotingRule> {
    let by_analogy = law(
        "CN-VC-2010/analogy",
        "本社区规则（参照《村民委员会组织法》第二十六条）",
        Standing::Checked,
        day(2010, 10, 28),
        Some(last_day_before_2026()),
    );
    let mut rules = Vec::new();
    for law in [by_analogy, act_of_2026()] {
        let id = format!("{}/representatives-meeting", law.id.as_str());
        let terms = terms(&id, "居民代表会议", law, Entitled::Representatives);
        let quorum = Share::at_least(Fraction::TWO_THIRDS);
        let decision = Share::more_than(Fraction::HALF);
        rules.push(VotingRule::built_in(meeting(terms, quorum, decision)));
    }
    rules
}

fn asked_by(fraction: Fraction) -> Needed {
    by(Measure::Heads, Share::at_least(fraction))
}

fn act_of_2018() -> Law {
    law(
        "CN-RC-2018",
        "《城市居民委员会组织法》（2025年12月31日以前施行的文本）",
        Standing::Checked,
        day(1990, 1, 1),
        Some(last_day_before_2026()),
    )
}

fn act_of_2026() -> Law {
    law(
        "CN-RC-2026",
        "《城市居民委员会组织法》（2026年1月1日起施行的文本）",
        Standing::Provisional,
        day(2026, 1, 1),
        None,
    )
}

/// The last day of the text of 2018.
fn last_day_before_2026() -> Date {
    day(2025, 12, 31)
}
