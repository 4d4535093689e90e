//! The rules that come with the product are rules.

use consultation::voting::{RuleSet, VotingRule, built_in, words};

use super::support::date;

fn all() -> Vec<VotingRule> {
    let sets = built_in::all();
    let versions = sets.iter().flat_map(RuleSet::versions);
    versions.cloned().collect()
}

#[test]
fn every_built_in_rule_passes_its_own_check() {
    for rule in all() {
        let again = VotingRule::new(rule.terms().clone());
        assert_eq!(again, Ok(rule));
    }
}

#[test]
fn every_law_begins_on_a_real_day() {
    let first = date("1990-01-01");
    for rule in all() {
        let law = &rule.terms().law;
        assert!(
            law.id.as_str() == "COMMUNITY" || law.from >= first,
            "{law:?}"
        );
    }
}

#[test]
fn every_rule_that_can_be_chosen_is_found_by_its_id_alone() {
    let sets = built_in::all();
    assert_eq!(sets.len(), 20);
    for set in &sets {
        for rule in set.versions() {
            let id = &rule.terms().id;
            let named: Vec<&RuleSet> = sets.iter().filter(|set| set.has(id)).collect();
            assert_eq!(named, [set], "{id}");
        }
        assert_eq!(RuleSet::find(&sets, set.id()), Some(set));
    }
    assert_eq!(RuleSet::find(&sets, "过半数同意"), None);
}

#[test]
fn what_is_not_checked_is_marked_so_on_the_day_it_holds() {
    let sets = built_in::all();
    let law = |id: &str, day: &str| {
        let set = RuleSet::find(&sets, id).unwrap();
        set.on(date(day)).map(|rule| words::law(&rule.terms().law))
    };
    let lift = |day| law("CN-NB-2021/lift", day);
    assert_eq!(
        lift("2017-12-20").unwrap(),
        "宁波市既有住宅加装电梯原规定（待核）"
    );
    assert!(
        lift("2026-11-27")
            .unwrap()
            .ends_with("（据公开资料，原文待核）")
    );
    assert_eq!(lift("2006-06-01"), None);
    assert_eq!(
        law("CN-RC-2018/residents-meeting", "2026-01-01").unwrap(),
        "《城市居民委员会组织法》（2026年1月1日起施行的文本）（待核）"
    );
}
