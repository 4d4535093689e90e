//! A rule as staff choose it: by one name, in all its versions. Which version counts follows from the
//! day of the vote.

use super::law::rule_on;
use super::rule::VotingRule;
use crate::record::Date;

/// A rule in all its versions, the older ones first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSet(Vec<VotingRule>);

impl RuleSet {
    /// A rule with these versions, the older ones first; `None` without any.
    pub fn new(versions: Vec<VotingRule>) -> Option<Self> {
        (!versions.is_empty()).then_some(Self(versions))
    }

    /// The versions, the older ones first.
    pub fn versions(&self) -> &[VotingRule] {
        &self.0
    }

    /// The id under which a plan names it: that of its newest version.
    pub fn id(&self) -> &str {
        self.0.last().map_or("", |rule| rule.terms().id.as_str())
    }

    /// Its name as printed.
    pub fn title(&self) -> &str {
        self.0.last().map_or("", |rule| rule.terms().title.as_str())
    }

    /// Whether an id names one of its versions: a plan keeps the id that was the newest in its day.
    pub fn has(&self, id: &str) -> bool {
        self.0.iter().any(|rule| rule.terms().id == id.trim())
    }

    /// The version that holds on a day.
    pub fn on(&self, day: Date) -> Option<&VotingRule> {
        rule_on(&self.0, day)
    }

    /// The version that holds on a day, or else the newest: what is read aloud before anybody knows
    /// when the vote will be.
    pub fn on_or_newest(&self, day: Option<Date>) -> Option<&VotingRule> {
        day.and_then(|day| self.on(day)).or(self.0.last())
    }

    /// The one of these that an id names.
    pub fn find<'a>(sets: &'a [Self], id: &str) -> Option<&'a Self> {
        sets.iter().find(|set| set.has(id))
    }
}
