//! Which law or rule a voting rule comes from, and from when to when it holds.

use super::rule::VotingRule;
use crate::record::Date;

/// The short name of a version, such as `CN-CivilCode-2021`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LawId(String);

/// How far the text of a version was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Against the text of the law or rule.
    Checked,
    /// Against reports about it only.
    Reported,
    /// 待核: numbers that nobody has checked yet, never to be called law.
    Provisional,
}

/// A version of a law or of a community's own rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Law {
    /// Its short name.
    pub id: LawId,
    /// Its name and article as printed: 《民法典》第二百七十八条.
    pub title: String,
    /// The first day on which it holds.
    pub from: Date,
    /// The last day, if there is one.
    pub until: Option<Date>,
    /// How far it was checked.
    pub standing: Standing,
}

impl LawId {
    /// A short name.
    pub fn new(id: &str) -> Self {
        Self(id.to_owned())
    }

    /// The short name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Law {
    /// Whether it holds on a day.
    pub fn is_in_force(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// The rule that holds on the day of the vote; of several, the one that came last.
pub fn rule_on(rules: &[VotingRule], day: Date) -> Option<&VotingRule> {
    rules
        .iter()
        .filter(|rule| rule.terms().law.is_in_force(day))
        .max_by_key(|rule| rule.terms().law.from)
}
