//! What the votes of a sitting came to, unit by unit.

use super::odd::{OddVote, WhyOdd};
use super::sums::{add, cell_of, of_row, present};
use crate::projection::{Row, Sheets};
use crate::record::{Column, Date, Kind, RowId, Sheet};
use crate::voting::{
    Circumstances, Counts, Decision, Entitled, Grouping, Method, RuleSet, Tally, VoteError,
    VotingRule, announce, decide, is_of_present, words,
};

/// What the votes of one unit, or of all together, came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitResult {
    /// The unit as staff wrote it; empty when all voted together.
    pub unit: String,
    /// Who voted, which the words of a step need.
    pub entitled: Entitled,
    /// The sums.
    pub sums: Tally,
    /// What they came to by the version that holds on the day, or why they came to nothing.
    pub decided: Result<Decision, OddVote>,
    /// What they would come to by the other versions.
    pub beside: Vec<Decision>,
}

impl UnitResult {
    /// The result in full: the version, every step and the outcome, or what is odd.
    pub fn lines(&self) -> Vec<String> {
        match &self.decided {
            Ok(decision) => words::decision(decision, self.entitled),
            Err(odd) => vec![odd.words()],
        }
    }

    /// The same for each of the other versions.
    pub fn lines_beside(&self) -> Vec<Vec<String>> {
        let beside = self.beside.iter();
        beside
            .map(|decision| words::decision(decision, self.entitled))
            .collect()
    }
}

/// What the votes of a sitting on a matter came to. Without a matter, those count that name none.
///
/// Where the rule counts all together, the units' sums are added up; where each unit votes by itself,
/// each has its own result and there is never one total.
///
/// # Errors
///
/// When nothing can be decided for any unit; what is odd about one unit stands in its own result.
pub fn results(
    hall: &Sheets,
    round: &Row,
    sitting: &Row,
    matter: Option<RowId>,
    rules: &[RuleSet],
) -> Result<Vec<UnitResult>, OddVote> {
    let at_rule = round.at(Column::VotingRule);
    let id = round.text(Column::VotingRule);
    if round
        .cell(Column::VotingRule)
        .is_some_and(|cell| cell.is_conflicted())
    {
        return Err(OddVote::new(at_rule, WhyOdd::Differs));
    }
    if id.trim().is_empty() {
        return Err(OddVote::new(at_rule, WhyOdd::NoRule));
    }
    let rule = RuleSet::find(rules, id);
    let rule = rule.ok_or_else(|| OddVote::new(at_rule, WhyOdd::UnknownRule))?;
    let at_time = sitting.at(Column::Time);
    let time = sitting.time(Column::Time);
    let time = time.ok_or_else(|| OddVote::new(at_time, WhyOdd::NoDay))?;
    let day = time.start().date();
    let leading = rule.on_or_newest(Some(day));
    let leading = leading.ok_or_else(|| OddVote::new(at_rule, WhyOdd::UnknownRule))?;
    if !matches!(leading.terms().method, Method::YesNo { .. }) {
        return Err(OddVote::new(at_rule, WhyOdd::OtherMethod));
    }
    let votes = Votes {
        hall,
        round,
        sitting,
        rule,
        leading,
        day,
    };
    let rows = votes.rows(matter)?;
    let is_apart = leading.terms().grouping == Grouping::ByBuildingUnit;
    let groups: Vec<&[&Row]> = if is_apart {
        rows.chunks(1).collect()
    } else {
        vec![rows.as_slice()]
    };
    let is_one_of_several = groups.len() > 1;
    let decided = groups.into_iter();
    Ok(decided
        .map(|rows| votes.decided(rows, is_one_of_several))
        .collect())
}

struct Votes<'a> {
    hall: &'a Sheets,
    round: &'a Row,
    sitting: &'a Row,
    rule: &'a RuleSet,
    /// The version that holds on the day, or else the newest.
    leading: &'a VotingRule,
    day: Date,
}

impl<'a> Votes<'a> {
    /// The rows of the matter, each unit once.
    fn rows(&self, matter: Option<RowId>) -> Result<Vec<&'a Row>, OddVote> {
        let sitting = self.sitting.id;
        let hall = self.hall;
        let matters = hall.rows_of_round(Sheet::Matters, self.round.id).count();
        let mut rows: Vec<&Row> = Vec::new();
        for row in hall.rows_of(Sheet::Tallies, Column::Sitting, sitting) {
            let named = row.row(Column::Matter);
            if named.is_none() && matters > 1 {
                return Err(OddVote::new(row.at(Column::Matter), WhyOdd::NoMatter));
            }
            if named.is_some() && named != matter {
                continue;
            }
            let unit = row.text(Column::Unit).trim();
            if rows
                .iter()
                .any(|other| other.text(Column::Unit).trim() == unit)
            {
                return Err(OddVote::new(row.at(Column::Unit), WhyOdd::UnitTwice));
            }
            rows.push(row);
        }
        if rows.is_empty() {
            let at = self.sitting.at(Column::Time);
            return Err(OddVote::new(at, WhyOdd::NoTally));
        }
        Ok(rows)
    }

    fn decided(&self, rows: &[&Row], is_one_of_several: bool) -> UnitResult {
        let first = rows.first();
        let unit = match rows {
            [only] => only.text(Column::Unit).trim().to_owned(),
            _ => String::new(),
        };
        let sums = self.sums(rows, is_one_of_several);
        let circumstances = self.circumstances();
        let by = |rule: &VotingRule, sums: &Tally| decide(rule, sums, &circumstances);
        let mut beside = Vec::new();
        for rule in self.rule.versions() {
            if rule.terms().id != self.leading.terms().id || !rule.terms().law.is_in_force(self.day)
            {
                beside.extend(sums.as_ref().ok().and_then(|sums| by(rule, sums).ok()));
            }
        }
        let decided = match &sums {
            Err(odd) => Err(odd.clone()),
            Ok(_) if !self.leading.terms().law.is_in_force(self.day) => {
                let at = self.round.at(Column::VotingRule);
                Err(OddVote::new(at, WhyOdd::NoRuleOn(self.day)))
            }
            Ok(sums) => by(self.leading, sums).map_err(|error| {
                let row = first.copied().unwrap_or(self.sitting);
                let at = cell_of(error, self.leading, self.sitting, row);
                OddVote::new(at, WhyOdd::Sums(error))
            }),
        };
        UnitResult {
            unit,
            entitled: self.leading.terms().entitled,
            sums: sums.unwrap_or_default(),
            decided,
            beside,
        }
    }

    fn sums(&self, rows: &[&Row], is_one_of_several: bool) -> Result<Tally, OddVote> {
        let mut sums = Tally::default();
        for row in rows {
            add(&mut sums, &of_row(self.leading, self.sitting, row)?);
        }
        if is_of_present(self.leading) {
            sums.present = present(self.hall, self.sitting, &sums, is_one_of_several)?;
            sums.present_at_opening = sums.present;
        }
        Ok(sums)
    }

    fn circumstances(&self) -> Circumstances {
        let mut circumstances = Circumstances::on(self.day);
        let rows = self
            .hall
            .rows_of(Sheet::Attendance, Column::Sitting, self.sitting.id);
        for row in rows {
            let kind = row.choice(Column::Kind).and_then(Kind::from_id);
            if let (Some(kind), Some(1..)) = (kind, row.count(Column::Count)) {
                circumstances.kinds_present.push(kind.id().to_owned());
            }
        }
        circumstances
    }
}

/// What a vote by a rule takes among so many, as it is read aloud before it.
///
/// # Errors
///
/// When nobody is entitled, or the rule looks at an area that is not there.
pub fn sentence(rule: &VotingRule, entitled: &Counts) -> Result<String, VoteError> {
    Ok(words::announcement(&announce(rule, entitled)?))
}
