//! Deciding: the rule's conditions one after another, each a step with its numbers.

use super::ballot::OptionNo;
use super::conduct::{Absence, OffAgenda, SilenceClause};
use super::decision::{
    Agenda, Chair, Circumstances, Consent, Decision, IfSettled, Outcome, UnderSilence, VoteError,
};
use super::fraction::Fraction;
use super::measure::{Counts, Heads, Measure};
use super::rule::VotingRule;
use super::settle::{settlements, with_silent};
use super::step::{Comparison, Step, Subject};
use super::tally::Tally;
use super::terms::{
    Base, Blocking, Contested, Join, Method, Needed, Tie, Turnout, TurnoutOf, Veto,
};

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

fn check_turnout(rule: &VotingRule, tally: &Tally, steps: &mut Vec<Step>) -> bool {
    let Turnout { of, join, needed } = &rule.terms().turnout;
    let subject = match of {
        TurnoutOf::TakingPart => Subject::TakingPart,
        TurnoutOf::Present => Subject::Present,
    };
    let there = tally.turnout(rule);
    let all = (Base::All, &tally.base());
    let mut met = Vec::new();
    for needed in needed {
        let comparison = Comparison::of(subject, *join, &there, all, *needed);
        met.push(comparison.is_met);
        steps.push(Step::Compared(comparison));
    }
    match join {
        Join::All => !met.contains(&false),
        Join::Any => met.is_empty() || met.contains(&true),
    }
}

fn check_kinds(rule: &VotingRule, circumstances: &Circumstances, steps: &mut Vec<Step>) -> bool {
    let mut is_valid = true;
    for must in &rule.terms().conduct.must_be_present {
        if !circumstances.kinds_present.contains(&must.kind) {
            let forbids = must.absence == Absence::Forbids;
            is_valid &= !forbids;
            let kind = must.kind.clone();
            steps.push(Step::Absent { kind, forbids });
        }
    }
    is_valid
}

fn yes_no(
    rule: &VotingRule,
    tally: &Tally,
    circumstances: &Circumstances,
    (base, needed): (Base, &[Needed]),
    steps: &mut Vec<Step>,
) -> Outcome {
    let terms = rule.terms();
    let whole = tally.of_base(rule, base);
    let mut passes = true;
    for needed in needed {
        let of = (base, &whole);
        let comparison = Comparison::of(Subject::Yes, Join::All, &tally.yes, of, *needed);
        passes &= comparison.is_met;
        steps.push(Step::Compared(comparison));
    }
    if terms.veto == Veto::AnyObjection {
        steps.push(Step::Objections(tally.no.heads));
        if !tally.no.is_zero() {
            return Outcome::Fails;
        }
    }
    if passes {
        note_contested(terms.contested, tally, (base, &whole), steps);
        return Outcome::Passes;
    }
    let each = tally.yes.heads;
    if each != tally.no.heads || each == Heads::ZERO {
        return Outcome::Fails;
    }
    if terms.tie == Tie::Fails {
        return Outcome::Fails;
    }
    steps.push(Step::Tied { each });
    let chair = circumstances.chair;
    if terms.tie == Tie::NoAgreement || chair == Chair::Silent {
        return Outcome::NoAgreement;
    }
    let is_yes = chair == Chair::Agrees;
    steps.push(Step::ChairDecided { is_yes });
    if is_yes {
        Outcome::Passes
    } else {
        Outcome::Fails
    }
}

fn note_contested(contested: Contested, tally: &Tally, of: (Base, &Counts), steps: &mut Vec<Step>) {
    let Contested::Unless(share) = contested else {
        return;
    };
    let measure = Measure::Heads;
    let needed = Needed { measure, share };
    let comparison = Comparison::of(Subject::Yes, Join::All, &tally.yes, of, needed);
    if !comparison.is_met {
        steps.push(Step::Contested(comparison));
    }
}

/// One option with enough is chosen. Otherwise the first two meet again, unless there are only two
/// and another vote would be the same.
fn options(
    rule: &VotingRule,
    tally: &Tally,
    (base, needed): (Base, &[Needed]),
    steps: &mut Vec<Step>,
) -> Outcome {
    let whole = tally.of_base(rule, base);
    let mut ranked = Vec::new();
    let mut chosen = None;
    for (place, votes) in (1..=u8::MAX).zip(&tally.options) {
        let option = OptionNo::new(place);
        let mut is_met = true;
        for needed in needed {
            let of = (base, &whole);
            let subject = Subject::Option(option);
            let comparison = Comparison::of(subject, Join::All, votes, of, *needed);
            is_met &= comparison.is_met;
            steps.push(Step::Compared(comparison));
        }
        if is_met && chosen.is_none_or(|(_, most)| votes.heads > most) {
            chosen = Some((option, votes.heads));
        }
        ranked.push((votes.heads, option));
    }
    if let Some((option, _)) = chosen {
        return Outcome::Chosen(option);
    }
    ranked.sort_by_key(|(votes, option)| (std::cmp::Reverse(*votes), *option));
    let second = ranked.get(1).map_or(Heads::ZERO, |(votes, _)| *votes);
    let first = ranked.first().map_or(Heads::ZERO, |(votes, _)| *votes);
    if first == Heads::ZERO {
        return Outcome::Fails;
    }
    let run_off: Vec<OptionNo> = ranked
        .iter()
        .filter(|(votes, _)| *votes >= second && *votes > Heads::ZERO)
        .map(|(_, option)| *option)
        .collect();
    if run_off.len() < 2 || run_off.len() == ranked.len() {
        return Outcome::NoAgreement;
    }
    Outcome::RunOff(run_off)
}

fn graded(tally: &Tally, least: Fraction, blocking: Blocking, steps: &mut Vec<Step>) -> Outcome {
    let mut sum: u128 = 0;
    let mut given: u128 = 0;
    let mut blocked: u128 = 0;
    for (grade, votes) in (1_u8..=5).zip(&tally.grades) {
        let heads = u128::from(votes.heads.get());
        sum += heads * u128::from(grade);
        given += heads;
        if matches!(blocking, Blocking::UpTo(up_to) if grade <= up_to.get()) {
            blocked += heads;
        }
    }
    if given == 0 {
        return Outcome::Fails;
    }
    let is_met = sum.saturating_mul(u128::from(least.denominator))
        >= given.saturating_mul(u128::from(least.numerator));
    steps.push(Step::Mean {
        sum: u64::try_from(sum).unwrap_or(u64::MAX),
        given: as_heads(given),
        least,
        is_met,
    });
    if let Blocking::UpTo(up_to) = blocking {
        let by = as_heads(blocked);
        steps.push(Step::Blocked { up_to, by });
    }
    if is_met && blocked == 0 {
        Outcome::Passes
    } else {
        Outcome::AnotherRound
    }
}

fn as_heads(heads: u128) -> Heads {
    Heads::new(u64::try_from(heads).unwrap_or(u64::MAX))
}

/// Whether so many are enough to ask for the meeting; any condition of the rule is enough.
pub fn can_convene(rule: &VotingRule, entitled: &Counts, asking: &Counts) -> Vec<Comparison> {
    let list = rule.terms().convening.iter();
    list.map(|needed| {
        let of = (Base::All, entitled);
        Comparison::of(Subject::Convening, Join::Any, asking, of, *needed)
    })
    .collect()
}
