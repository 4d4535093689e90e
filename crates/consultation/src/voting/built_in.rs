//! The rules that come with the product, by version; [`super::rule_on`] picks by the day of the vote.
//!
//! A rule whose text nobody could check is [`super::Standing::Provisional`] and never called law.

mod lift;
mod owners;
mod residents;
mod sitting;
mod village;

pub use lift::lift;
pub use owners::{OwnersMatter, housing_to_business, owners};
pub use residents::{representatives_meeting, residents_meeting};
pub use sitting::{graded_sitting, options_sitting, sitting};
pub use village::{village_group_meeting, village_meeting};

use super::defaults;
use super::fraction::Share;
use super::law::{Law, LawId, Standing};
use super::measure::Measure;
use super::rule_set::RuleSet;
use super::terms::{
    Base, Contested, Entitled, Grouping, Join, Method, Needed, Terms, Tie, Turnout, TurnoutOf, Veto,
};
use crate::record::Date;

/// The rules that a plan can choose, in the order in which they are offered.
pub fn all() -> Vec<RuleSet> {
    // The community's own rules hold from whenever it made them; these stand in until they are here.
    let mut sets = vec![
        vec![sitting(Date::FIRST)],
        vec![options_sitting(Date::FIRST)],
        vec![graded_sitting(Date::FIRST)],
        lift(),
    ];
    sets.extend(OwnersMatter::ALL.into_iter().map(owners));
    sets.push(housing_to_business());
    for entitled in [
        Entitled::Residents,
        Entitled::Households,
        Entitled::GroupRepresentatives,
    ] {
        sets.push(residents_meeting(entitled));
    }
    sets.push(representatives_meeting());
    sets.push(village_meeting());
    sets.push(village_group_meeting());
    sets.into_iter().filter_map(RuleSet::new).collect()
}

/// A day that is certainly one, for constants below; a test reads them all.
fn day(year: u16, month: u8, day: u8) -> Date {
    Date::new(year, month, day).unwrap_or(Date::FIRST)
}

fn law(id: &str, title: &str, standing: Standing, from: Date, until: Option<Date>) -> Law {
    Law {
        id: LawId::new(id),
        title: title.to_owned(),
        from,
        until,
        standing,
    }
}

fn by(measure: Measure, share: Share) -> Needed {
    Needed { measure, share }
}

/// By heads and by area, the dual majority of owners.
fn both(share: Share) -> Vec<Needed> {
    vec![by(Measure::Heads, share), by(Measure::Area, share)]
}

/// Terms that differ from rule to rule only in what follows.
fn terms(id: &str, title: &str, law: Law, entitled: Entitled) -> Terms {
    let proxies = if entitled.are_owners() {
        defaults::OWNERS_PROXIES
    } else {
        defaults::RESIDENTS_PROXIES
    };
    Terms {
        id: id.to_owned(),
        title: title.to_owned(),
        law,
        entitled,
        turnout: Turnout {
            of: TurnoutOf::TakingPart,
            join: Join::All,
            needed: Vec::new(),
        },
        method: Method::YesNo {
            base: Base::TakingPart,
            needed: Vec::new(),
        },
        veto: Veto::None,
        tie: Tie::Fails,
        grouping: Grouping::Together,
        contested: Contested::Never,
        convening: Vec::new(),
        conduct: defaults::conduct(proxies),
    }
}

/// The turnout and decision of a meeting by heads.
fn meeting(mut terms: Terms, quorum: Share, decision: Share) -> Terms {
    terms.turnout = Turnout {
        of: TurnoutOf::Present,
        join: Join::All,
        needed: vec![by(Measure::Heads, quorum)],
    };
    terms.method = Method::YesNo {
        base: Base::Present,
        needed: vec![by(Measure::Heads, decision)],
    };
    terms
}
