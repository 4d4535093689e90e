//! The rules that come with the product are rules.

use consultation::voting::built_in::{
    OwnersMatter, graded_sitting, housing_to_business, lift, options_sitting, owners,
    representatives_meeting, residents_meeting, sitting, village_group_meeting, village_meeting,
};
use consultation::voting::{Entitled, VotingRule};

use super::support::date;

fn all() -> Vec<VotingRule> {
    let adopted = date("2026-01-01");
    let mut rules = vec![
        sitting(adopted),
        options_sitting(adopted),
        graded_sitting(adopted),
    ];
    rules.extend(OwnersMatter::ALL.into_iter().flat_map(owners));
    rules.extend(housing_to_business());
    rules.extend(lift());
    for entitled in [
        Entitled::Residents,
        Entitled::Households,
        Entitled::GroupRepresentatives,
    ] {
        rules.extend(residents_meeting(entitled));
    }
    rules.extend(representatives_meeting());
    rules.extend(village_meeting());
    rules.extend(village_group_meeting());
    rules
}

#[test]
fn every_built_in_rule_passes_its_own_check() {
    for rule in all() {
        let again = VotingRule::new(rule.terms().clone());
        assert_eq!(again, Ok(rule));
    }
}

#[test]
fn every_built_in_rule_begins_on_a_real_day() {
    let first = date("1990-01-01");
    for rule in all() {
        assert!(rule.terms().law.from >= first, "{}", rule.terms().id);
    }
}
