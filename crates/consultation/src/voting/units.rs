//! Votes of a building's units, each by itself: five may pass and one fail, and there is never one
//! total.

use std::collections::BTreeMap;

use super::decide::decide;
use super::decision::{Circumstances, Decision, VoteError};
use super::ids::BuildingUnit;
use super::roster::PropertyUnit;
use super::rule::VotingRule;
use super::tally::Tally;

/// One unit's vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitVote {
    /// Which unit.
    pub unit: BuildingUnit,
    /// Its sums.
    pub tally: Tally,
    /// What its decision depends on beside them; separate consents differ from unit to unit.
    pub circumstances: Circumstances,
}

/// What one unit's vote came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitDecision {
    /// Which unit.
    pub unit: BuildingUnit,
    /// What it came to.
    pub decision: Result<Decision, VoteError>,
}

/// Decides each unit's vote by itself, in the order given.
pub fn decide_each(rule: &VotingRule, votes: &[UnitVote]) -> Vec<UnitDecision> {
    let mut decisions = Vec::new();
    for vote in votes {
        decisions.push(UnitDecision {
            unit: vote.unit.clone(),
            decision: decide(rule, &vote.tally, &vote.circumstances),
        });
    }
    decisions
}

/// The properties of each unit, for a roster each.
pub fn by_building_unit(units: &[PropertyUnit]) -> BTreeMap<BuildingUnit, Vec<PropertyUnit>> {
    let mut apart: BTreeMap<BuildingUnit, Vec<PropertyUnit>> = BTreeMap::new();
    for unit in units {
        let list = apart.entry(unit.building_unit.clone()).or_default();
        list.push(unit.clone());
    }
    apart
}
