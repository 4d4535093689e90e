//! A voting rule in words.

use consultation::voting::{Area, Counts, Heads, RuleSet, words};
use consultation::{Column, RowId, Sheet, Sheets, rules, sitting};

/// The rules that a plan can choose.
pub(crate) fn rules(board: &Sheets) -> Vec<RuleSet> {
    rules::rule_sets(board).0
}

/// What the rule of an id is called; one that is not known, by its id.
pub(crate) fn rule_name(board: &Sheets, id: &str) -> String {
    let rules = rules(board);
    let rule = RuleSet::find(&rules, id);
    rule.map_or_else(|| id.to_owned(), |rule| rule.title().to_owned())
}

/// What a plan says of its voting rule: which law it is, and the sentence to be read aloud once it is
/// known how many are entitled.
pub(crate) struct RuleWords {
    pub(crate) law: String,
    pub(crate) sentence: Option<String>,
}

/// The rule of a round's plan; `None` while none is chosen.
pub(crate) fn rule(hall: &Sheets, board: &Sheets, round: RowId) -> Option<RuleWords> {
    let row = hall.row(Sheet::Rounds, round)?;
    let rules = rules(board);
    let set = RuleSet::find(&rules, row.text(Column::VotingRule))?;
    let day = row.time(Column::Time).map(|time| time.start().date());
    let rule = set.on_or_newest(day)?;
    let heads = row.count(Column::Entitled);
    let area = row.count(Column::EntitledArea).unwrap_or(0);
    let counts = heads.map(|heads| Counts::new(Heads::new(heads), Area::hundredths(area)));
    let sentence = counts.and_then(|counts| sitting::sentence(rule, &counts).ok());
    Some(RuleWords {
        law: words::law(&rule.terms().law),
        sentence,
    })
}
