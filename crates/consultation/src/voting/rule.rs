//! Terms that were checked.

use super::conduct::{SilenceClause, Treatment};
use super::fraction::{Fraction, FractionProblem, Share};
use super::measure::Measure;
use super::rule_error::{RuleError, RuleField};
use super::terms::{Blocking, Contested, Entitled, Method, Needed, Terms};

/// A voting rule whose terms make sense; votes are decided by no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VotingRule(Terms);

impl VotingRule {
    /// Checks terms.
    ///
    /// # Errors
    ///
    /// Names the first field that makes no sense.
    pub fn new(terms: Terms) -> Result<Self, RuleError> {
        check_names(&terms)?;
        check_list(&terms, &terms.turnout.needed, RuleField::Turnout)?;
        check_list(&terms, &terms.convening, RuleField::Convening)?;
        check_method(&terms)?;
        if let Contested::Unless(share) = terms.contested {
            check_share(share, RuleField::Contested)?;
        }
        check_conduct(&terms)?;
        Ok(Self(terms))
    }

    /// Terms of the product's own rules, which a test checks.
    pub(super) fn built_in(terms: Terms) -> Self {
        Self(terms)
    }

    /// What it says.
    pub fn terms(&self) -> &Terms {
        &self.0
    }

    /// The terms, to be edited and checked again.
    pub fn into_terms(self) -> Terms {
        self.0
    }

    /// Whether it looks at a measure at all.
    pub fn looks_at(&self, measure: Measure) -> bool {
        let decides = match &self.0.method {
            Method::YesNo { needed, .. } | Method::Options { needed, .. } => needed.as_slice(),
            Method::Graded { .. } => &[],
        };
        let turnout = &self.0.turnout.needed;
        decides
            .iter()
            .chain(turnout)
            .any(|needed| needed.measure == measure)
    }
}

impl Entitled {
    /// Whether they are owners of units.
    pub fn are_owners(self) -> bool {
        matches!(self, Self::Owners | Self::InterestedOwners)
    }
}

fn check_names(terms: &Terms) -> Result<(), RuleError> {
    for (text, field) in [
        (terms.id.as_str(), RuleField::Id),
        (&terms.title, RuleField::Title),
        (terms.law.id.as_str(), RuleField::LawId),
    ] {
        if text.trim().is_empty() {
            return Err(RuleError::Empty(field));
        }
    }
    match terms.law.until {
        Some(until) if until < terms.law.from => Err(RuleError::EndsBeforeItBegins),
        _ => Ok(()),
    }
}

fn check_list(
    terms: &Terms,
    list: &[Needed],
    field: fn(Measure) -> RuleField,
) -> Result<(), RuleError> {
    for (place, needed) in list.iter().enumerate() {
        let field = field(needed.measure);
        check_share(needed.share, field)?;
        let others = list.iter().take(place);
        if others
            .into_iter()
            .any(|other| other.measure == needed.measure)
        {
            return Err(RuleError::Twice(field));
        }
        if needed.measure == Measure::Area && !terms.entitled.are_owners() {
            return Err(RuleError::AreaWithoutOwners(field));
        }
    }
    Ok(())
}

fn check_share(share: Share, field: RuleField) -> Result<(), RuleError> {
    share
        .check()
        .map_err(|problem| RuleError::Fraction { field, problem })
}

fn check_method(terms: &Terms) -> Result<(), RuleError> {
    match &terms.method {
        Method::YesNo { needed, .. } | Method::Options { needed, .. } => {
            if needed.is_empty() {
                return Err(RuleError::NothingDecides);
            }
            check_list(terms, needed, RuleField::Decision)
        }
        Method::Graded {
            least_mean,
            blocking,
        } => {
            check_mean(*least_mean)?;
            match blocking {
                Blocking::UpTo(grade) if !grade.is_valid() => {
                    Err(RuleError::OutsideGrades(RuleField::BlockingGrade))
                }
                _ => Ok(()),
            }
        }
    }
}

fn check_mean(mean: Fraction) -> Result<(), RuleError> {
    let field = RuleField::LeastMean;
    let (numerator, denominator) = (u64::from(mean.numerator), u64::from(mean.denominator));
    if denominator == 0 {
        let problem = FractionProblem::ZeroDenominator;
        return Err(RuleError::Fraction { field, problem });
    }
    if numerator < denominator || numerator > denominator * 5 {
        return Err(RuleError::OutsideGrades(field));
    }
    Ok(())
}

fn check_conduct(terms: &Terms) -> Result<(), RuleError> {
    let conduct = &terms.conduct;
    for (treatment, field) in [
        (conduct.spoiled.several_ticks, RuleField::SeveralTicks),
        (conduct.spoiled.blank, RuleField::Blank),
    ] {
        if treatment == Treatment::AsMarked {
            return Err(RuleError::NoMark(field));
        }
    }
    if let SilenceClause::On { article } = &conduct.silence {
        if article.trim().is_empty() {
            return Err(RuleError::Empty(RuleField::SilenceArticle));
        }
        if !matches!(terms.method, Method::YesNo { .. }) {
            return Err(RuleError::SilenceWithoutYesAndNo);
        }
    }
    for must in &conduct.must_be_present {
        if must.kind.trim().is_empty() {
            return Err(RuleError::Empty(RuleField::MustBePresent));
        }
    }
    Ok(())
}
