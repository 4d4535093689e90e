//! A: silence that counts with the majority, off and on. A real case of Minhang: 1,291 owners, 703
//! ballots, 584 silent to whom delivery was proved.

use consultation::voting::built_in::OwnersMatter;
use consultation::voting::{
    Outcome, Poll, SilenceClause, Step, Subject, Tally, VotingRule, count, words,
};

use super::support::{check, estate, flats, flats_voted, marked, owners_rule, roster, voter};

fn with_clause() -> VotingRule {
    let mut terms = owners_rule(OwnersMatter::Other).into_terms();
    terms.conduct.silence = SilenceClause::On {
        article: "二十三".to_owned(),
    };
    VotingRule::new(terms).unwrap()
}

fn minhang(silent_delivered: u64) -> Tally {
    let mut tally = flats_voted(1_291, 417, 278, 8);
    tally.silent_delivered = flats(silent_delivered);
    tally
}

#[test]
fn a22_silence_is_silence_unless_the_rules_say_otherwise() {
    let rule = owners_rule(OwnersMatter::Other);
    let decision = check(&rule, &minhang(584), Outcome::NotValid);
    assert_eq!(decision.under_silence, None);
    let lines = words::decision(&decision, rule.terms().entitled);
    assert!(lines.contains(&"参加表决的人数：703 < 1291 × ⅔ ≈ 860.67，未达到".to_owned()));
}

#[test]
fn a23_under_the_clause_it_passes_beside_the_result_without() {
    let rule = with_clause();
    let decision = check(&rule, &minhang(584), Outcome::NotValid);
    let silence = decision.under_silence.clone().unwrap();
    assert_eq!(silence.outcome, Outcome::Passes);
    let heads: Vec<(Subject, u64, u64)> = silence
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::Compared(by) => Some((by.subject, by.part.get(), by.whole.get())),
            _ => None,
        })
        .collect();
    assert!(heads.contains(&(Subject::TakingPart, 1_287, 1_291)));
    assert!(heads.contains(&(Subject::Yes, 1_001, 1_287)));
    let lines = words::decision(&decision, rule.terms().entitled);
    let first = lines
        .iter()
        .position(|line| line == "结果：表决无效")
        .unwrap();
    let clause = "依本小区议事规则第二十三条，存在争议：";
    let second = lines.iter().position(|line| line == clause).unwrap();
    assert!(first < second);
    assert_eq!(lines.last().unwrap(), "结果：通过");
    assert!(
        lines.contains(
            &"已送达而没有表示意见的 584 人、58400 平方米，计入多数意见（同意）".to_owned()
        )
    );
}

#[test]
fn a25_without_proof_of_delivery_a_hundred_drop_out_of_both() {
    let decision = check(&with_clause(), &minhang(484), Outcome::NotValid);
    let silence = decision.under_silence.unwrap();
    let parts: Vec<(Subject, u64)> = silence
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::Compared(by) => Some((by.subject, by.part.get())),
            _ => None,
        })
        .collect();
    assert!(parts.contains(&(Subject::TakingPart, 1_187)));
    assert!(parts.contains(&(Subject::Yes, 901)));
}

#[test]
fn a25_delivery_is_proved_person_by_person() {
    let rule = with_clause();
    let units = estate(10);
    let poll = Poll {
        ballots: marked(1, 5, consultation::voting::Mark::Yes),
        delivered: (1..=8).map(|unit| voter(&format!("o{unit}"))).collect(),
        ..Poll::default()
    };
    let tally = count(&rule, &roster(&rule, &units), &poll).tally;
    assert_eq!(tally.silent_delivered, flats(3));
}

#[test]
fn who_answered_late_was_not_silent() {
    let rule = with_clause();
    let mut late = marked(6, 6, consultation::voting::Mark::No);
    late[0].arrival = consultation::voting::Arrival::Late;
    let mut ballots = marked(1, 5, consultation::voting::Mark::Yes);
    ballots.extend(late);
    let poll = Poll {
        ballots,
        delivered: (1..=10).map(|unit| voter(&format!("o{unit}"))).collect(),
        ..Poll::default()
    };
    let tally = count(&rule, &roster(&rule, &estate(10)), &poll).tally;
    assert_eq!(tally.silent_delivered, flats(4));
}

#[test]
fn silence_without_a_majority_goes_nowhere() {
    let mut tally = flats_voted(96, 40, 40, 0);
    tally.silent_delivered = flats(16);
    let decision = check(&with_clause(), &tally, Outcome::Fails);
    let silence = decision.under_silence.unwrap();
    assert_eq!(silence.outcome, Outcome::Fails);
    assert_eq!(silence.steps.first(), Some(&Step::SilentWithoutMajority));
}
