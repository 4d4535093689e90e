//! The community's own voting rules: a rule that comes with the product, with other shares.

use super::odd::{OddRule, WhyOddRule};
use super::share::share;
use crate::projection::{Row, Sheets};
use crate::record::{Column, Sheet};
use crate::voting::{
    Bound, Entitled, Law, LawId, Measure, Method, Needed, RuleError, RuleField, RuleSet, Share,
    Standing, Terms, VotingRule, built_in,
};

/// Every rule that a plan can choose: those of the product, then the community's own, each in all its
/// versions; and what is odd about the own ones.
pub fn rule_sets(board: &Sheets) -> (Vec<RuleSet>, Vec<OddRule>) {
    let mut sets = built_in::all();
    let mut odd = Vec::new();
    let mut own = Vec::new();
    for row in board.rows(Sheet::Rules) {
        let is_replaced = board
            .rows_of(Sheet::Rules, Column::Replaces, row.id)
            .any(|newer| newer.id != row.id);
        let chain = board.chain(Sheet::Rules, Column::Replaces, row.id);
        let rows = if chain.comes_back {
            // No version of a ring is the newest: each stands by itself until that is put right.
            odd.push(OddRule::new(row, Column::Replaces, WhyOddRule::ComesBack));
            vec![row]
        } else if is_replaced {
            continue;
        } else {
            chain.rows
        };
        let mut versions = Vec::new();
        for row in rows.into_iter().rev().filter(|row| !row.is_removed) {
            match version(row, &sets) {
                Ok(rule) => versions.push(rule),
                Err(why) if odd.contains(&why) => {}
                Err(why) => odd.push(why),
            }
        }
        own.extend(RuleSet::new(versions));
    }
    sets.extend(own);
    (sets, odd)
}

fn version(row: &Row, built_in: &[RuleSet]) -> Result<VotingRule, OddRule> {
    let odd = |column, why| OddRule::new(row, column, why);
    if let Some(column) = row.conflicts().next() {
        return Err(odd(column, WhyOddRule::Differs));
    }
    let since = row.date(Column::Since);
    let since = since.ok_or_else(|| odd(Column::Since, WhyOddRule::Empty))?;
    let until = row.date(Column::Until);
    if until.is_some_and(|until| until < since) {
        return Err(odd(Column::Until, WhyOddRule::EndsBeforeItBegins));
    }
    let title = row.text(Column::Title).trim();
    for column in [Column::Title, Column::StartsFrom] {
        if row.is_empty(column) {
            return Err(odd(column, WhyOddRule::Empty));
        }
    }
    let base = RuleSet::find(built_in, row.text(Column::StartsFrom));
    let base = base.and_then(|base| base.on_or_newest(Some(since)));
    let base = base.ok_or_else(|| odd(Column::StartsFrom, WhyOddRule::UnknownRule))?;
    let mut terms = base.terms().clone();
    for column in [Column::TurnoutShare, Column::DecisionShare] {
        if row.is_empty(column) {
            continue;
        }
        let share = share(row.text(column));
        let share = share.map_err(|problem| odd(column, WhyOddRule::Share(problem)))?;
        set_share(&mut terms, column, share).map_err(|why| odd(column, why))?;
    }
    let id = format!("own/{}", row.id);
    terms.law = Law {
        id: LawId::new(&id),
        title: printed(title, row.text(Column::Adopted).trim()),
        from: since,
        until,
        standing: Standing::Checked,
    };
    terms.id = id;
    title.clone_into(&mut terms.title);
    VotingRule::new(terms).map_err(|error| odd(column_of(error), WhyOddRule::Rule(error)))
}

fn printed(title: &str, adopted: &str) -> String {
    match adopted {
        "" => format!("本社区《{title}》"),
        adopted => format!("本社区《{title}》（{adopted}）"),
    }
}

/// Puts a share in the place of each that the rule has; where it has no turnout, by the measures of
/// its decision.
fn set_share(terms: &mut Terms, column: Column, share: Share) -> Result<(), WhyOddRule> {
    let is_law = !matches!(
        terms.entitled,
        Entitled::Participants | Entitled::Representatives
    );
    let decision = match &mut terms.method {
        Method::YesNo { needed, .. } | Method::Options { needed, .. } => needed,
        Method::Graded { .. } => &mut Vec::new(),
    };
    let measures: Vec<Measure> = decision.iter().map(|needed| needed.measure).collect();
    let list = match column {
        Column::TurnoutShare => &mut terms.turnout.needed,
        _ => decision,
    };
    if is_law && list.iter().any(|needed| is_less(share, needed.share)) {
        return Err(WhyOddRule::UnderLaw);
    }
    if list.is_empty() && column == Column::TurnoutShare {
        let needed = measures.into_iter();
        list.extend(needed.map(|measure| Needed { measure, share }));
    }
    for needed in list.iter_mut() {
        needed.share = share;
    }
    if list.is_empty() {
        return Err(WhyOddRule::NoShare);
    }
    Ok(())
}

/// Whether a share asks for less than another.
fn is_less(share: Share, than: Share) -> bool {
    let cross = |one: Share, other: Share| {
        u64::from(one.fraction.numerator) * u64::from(other.fraction.denominator)
    };
    let (own, least) = (cross(share, than), cross(than, share));
    let is_weaker = share.bound == Bound::AtLeast && than.bound == Bound::MoreThan;
    own < least || own == least && is_weaker
}

/// The cell to which an error of the terms points.
fn column_of(error: RuleError) -> Column {
    let (RuleError::Fraction { field, .. }
    | RuleError::Twice(field)
    | RuleError::AreaWithoutOwners(field)) = error
    else {
        return Column::StartsFrom;
    };
    match field {
        RuleField::Turnout(_) => Column::TurnoutShare,
        RuleField::Decision(_) => Column::DecisionShare,
        _ => Column::StartsFrom,
    }
}
