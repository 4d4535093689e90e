//! Deciding: the rule's conditions one after another, each a step with its numbers.

mod graded;
mod options;
mod validity;
mod yes_no;

pub use validity::can_convene;

use self::graded::graded;
use self::options::options;
use self::validity::{check_kinds, check_turnout};
use self::yes_no::yes_no;
use super::conduct::{OffAgenda, SilenceClause};
use super::decision::{
    Agenda, Circumstances, Consent, Decision, IfSettled, Outcome, UnderSilence, VoteError,
};
use super::rule::VotingRule;
use super::settle::{settlements, with_silent};
use super::step::Step;
use super::tally::Tally;
use super::terms::Method;

/// Decides a vote by a rule, whether or not its version held on that day (see
/// [`Decision::is_in_force`]).
///
/// # Errors
///
/// When the sums cannot be, or nobody is entitled.
pub fn decide(
    rule: &VotingRule,
    tally: &Tally,
    circumstances: &Circumstances,
) -> Result<Decision, VoteError> {
    tally.check(rule)?;
    let terms = rule.terms();
    let mut steps = Vec::new();
    let without = outcome(rule, tally, circumstances, &mut steps);
    let if_settled = if_settled(rule, tally, circumstances, &without);
    let is_open = if_settled
        .iter()
        .flat_map(|settled| &settled.settled)
        .any(|(_, outcome)| *outcome != without);
    let blocked = circumstances.consents.iter();
    Ok(Decision {
        rule: terms.id.clone(),
        title: terms.title.clone(),
        law: terms.law.clone(),
        day: circumstances.day,
        outcome: if is_open { Outcome::Held } else { without },
        steps,
        if_settled,
        under_silence: under_silence(rule, tally, circumstances),
        blocked_by: blocked
            .filter(|separate| separate.consent != Consent::Given)
            .cloned()
            .collect(),
    })
}

/// Decides one vote by several versions of a rule, those that held on its day first.
///
/// # Errors
///
/// When the sums cannot be, or nobody is entitled.
pub fn compare(
    rules: &[VotingRule],
    tally: &Tally,
    circumstances: &Circumstances,
) -> Result<Vec<Decision>, VoteError> {
    let mut decisions = Vec::new();
    for rule in rules {
        decisions.push(decide(rule, tally, circumstances)?);
    }
    decisions.sort_by_key(|decision| !decision.is_in_force());
    Ok(decisions)
}

fn if_settled(
    rule: &VotingRule,
    tally: &Tally,
    circumstances: &Circumstances,
    without: &Outcome,
) -> Option<IfSettled> {
    if tally.held.is_zero() {
        return None;
    }
    let ways = settlements(rule, tally).into_iter();
    let settled = ways.map(|(way, tally)| {
        let outcome = outcome(rule, &tally, circumstances, &mut Vec::new());
        (way, outcome)
    });
    Some(IfSettled {
        held: tally.held,
        without: without.clone(),
        settled: settled.collect(),
    })
}

fn under_silence(
    rule: &VotingRule,
    tally: &Tally,
    circumstances: &Circumstances,
) -> Option<UnderSilence> {
    let SilenceClause::On { article } = &rule.terms().conduct.silence else {
        return None;
    };
    let mut steps = Vec::new();
    let outcome = match with_silent(tally) {
        Some((side, with_silent)) => {
            let silent = tally.silent_delivered;
            steps.push(Step::SilentAdded { side, silent });
            outcome(rule, &with_silent, circumstances, &mut steps)
        }
        None => {
            steps.push(Step::SilentWithoutMajority);
            outcome(rule, tally, circumstances, &mut steps)
        }
    };
    Some(UnderSilence {
        article: article.clone(),
        outcome,
        steps,
    })
}

fn outcome(
    rule: &VotingRule,
    tally: &Tally,
    circumstances: &Circumstances,
    steps: &mut Vec<Step>,
) -> Outcome {
    let terms = rule.terms();
    if circumstances.agenda == Agenda::NotAnnounced
        && terms.conduct.off_agenda == OffAgenda::DiscussOnly
    {
        steps.push(Step::NotAnnounced);
        return Outcome::NotValid;
    }
    if !tally.recused.is_zero() {
        steps.push(Step::Recused(tally.recused));
    }
    let has_turnout = check_turnout(rule, tally, steps);
    let has_kinds = check_kinds(rule, circumstances, steps);
    if !has_turnout || !has_kinds {
        return Outcome::NotValid;
    }
    match &terms.method {
        Method::YesNo { base, needed } => {
            yes_no(rule, tally, circumstances, (*base, needed), steps)
        }
        Method::Options { base, needed } => options(rule, tally, (*base, needed), steps),
        Method::Graded {
            least_mean,
            blocking,
        } => graded(tally, *least_mean, *blocking, steps),
    }
}
