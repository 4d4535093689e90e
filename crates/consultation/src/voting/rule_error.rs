//! Why terms are no rule, and in which field.

use super::fraction::FractionProblem;
use super::measure::Measure;

/// A field of the terms, for the page to point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleField {
    /// [`super::Terms::id`].
    Id,
    /// [`super::Terms::title`].
    Title,
    /// [`super::Law::id`].
    LawId,
    /// The turnout by a measure.
    Turnout(Measure),
    /// The share that decides, by a measure.
    Decision(Measure),
    /// The least mean of grades.
    LeastMean,
    /// The grade that sends a matter back.
    BlockingGrade,
    /// The share under which a matter is contested.
    Contested,
    /// The share that can ask for a meeting.
    Convening(Measure),
    /// What is made of several ticks.
    SeveralTicks,
    /// What is made of a blank ballot.
    Blank,
    /// The article of the clause on silence.
    SilenceArticle,
    /// The kinds that must be present.
    MustBePresent,
}

/// Why terms are no rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// A share that no vote could meet, or every vote would.
    #[error("{field:?}: {problem}")]
    Fraction {
        /// Where.
        field: RuleField,
        /// What is wrong.
        problem: FractionProblem,
    },
    /// Something that has to be written is empty.
    #[error("{0:?} is empty")]
    Empty(RuleField),
    /// A decision without any condition would always pass.
    #[error("there is nothing that decides")]
    NothingDecides,
    /// Silence can go with a majority only where there is yes and no.
    #[error("silence can count only where it is yes or no")]
    SilenceWithoutYesAndNo,
    /// The same measure twice in one list.
    #[error("{0:?} is there twice")]
    Twice(RuleField),
    /// Area belongs to owners only.
    #[error("{0:?}: only owners have an area")]
    AreaWithoutOwners(RuleField),
    /// A rule that ends before it begins.
    #[error("the rule ends before it begins")]
    EndsBeforeItBegins,
    /// A mean or grade outside 1 to 5.
    #[error("{0:?} lies outside 1 to 5")]
    OutsideGrades(RuleField),
    /// A ballot without one clear tick cannot count as marked.
    #[error("{0:?} has no mark to go by")]
    NoMark(RuleField),
}
