//! A: ballots that are spoiled, handed in for others, late or twice.

use consultation::voting::built_in::OwnersMatter;
use consultation::voting::{
    Agenda, Arrival, Ballot, BallotNo, Circumstances, Counts, Hand, HolderKind, Mark, OffAgenda,
    Outcome, Speaker, Treatment, VotingRule, Way, Why, decide, words,
};

use super::support::{ballot, counted, estate, flat, flats, flats_voted, now, owners_rule, voter};

fn rule() -> VotingRule {
    owners_rule(OwnersMatter::Other)
}

fn proxy(no: u64, name: &str, holder: &str, kind: HolderKind, is_written: bool) -> Ballot {
    let mut ballot = ballot(no, name, Mark::Yes);
    ballot.hand = Hand::Proxy {
        holder: voter(holder),
        kind,
        is_written,
    };
    ballot
}

fn reasons(rule: &VotingRule, ballots: &[Ballot]) -> (Counts, Vec<(BallotNo, Why)>) {
    let counted = counted(rule, &estate(96), ballots);
    let listed = counted.not_counted.into_iter();
    let taking_part = counted.tally.taking_part(rule);
    (
        taking_part,
        listed.map(|one| (one.ballot, one.why)).collect(),
    )
}

#[test]
fn a18_a_tenant_without_a_written_proxy_is_refused_with_the_reason() {
    let tenant = |is_written| proxy(1, "o1", "tenant", HolderKind::Tenant, is_written);
    let (taking_part, listed) = reasons(&rule(), &[tenant(false)]);
    assert_eq!(taking_part, Counts::ZERO);
    let why = Why::NoWrittenProxy(HolderKind::Tenant);
    assert_eq!(listed, [(BallotNo::new(1), why)]);
    let counted = counted(&rule(), &estate(1), &[tenant(false)]);
    assert_eq!(
        words::not_counted(&counted.not_counted[0]),
        "承租人不是业主，没有业主的书面委托书，不计入"
    );
    assert_eq!(reasons(&rule(), &[tenant(true)]), (flats(1), vec![]));
}

#[test]
fn a19_two_ticks_and_no_signature_are_invalid_and_blank_abstains() {
    let mut unsigned = ballot(3, "o3", Mark::Yes);
    unsigned.is_signed = false;
    let ballots = [
        ballot(1, "o1", Mark::SeveralTicks),
        ballot(2, "o2", Mark::Blank),
        unsigned,
    ];
    let tally = counted(&rule(), &estate(96), &ballots).tally;
    assert_eq!(tally.invalid, flats(2));
    assert_eq!(tally.abstain, flats(1));
    assert_eq!(tally.taking_part(&rule()), flats(1));

    let mut terms = rule().into_terms();
    terms.conduct.spoiled.invalid_takes_part = true;
    terms.conduct.spoiled.unsigned = Treatment::AsMarked;
    terms.conduct.spoiled.blank = Treatment::Invalid;
    let other = VotingRule::new(terms).unwrap();
    let tally = counted(&other, &estate(96), &ballots).tally;
    assert_eq!((tally.yes, tally.invalid), (flats(1), flats(2)));
    assert_eq!(tally.taking_part(&other), flats(3));
}

#[test]
fn a20_the_fourth_proxy_of_three_is_listed_and_not_counted() {
    let mut terms = rule().into_terms();
    terms.conduct.proxies.limit = consultation::voting::Heads::new(3);
    let rule = VotingRule::new(terms).unwrap();
    let four: Vec<Ballot> = (1..=4)
        .map(|no| proxy(no, &format!("o{no}"), "x", HolderKind::Owner, true))
        .collect();
    let (taking_part, listed) = reasons(&rule, &four);
    assert_eq!(taking_part, flats(3));
    let limit = consultation::voting::Heads::new(3);
    let holder = voter("x");
    let why = Why::OverProxyLimit { holder, limit };
    assert_eq!(listed, [(BallotNo::new(4), why)]);
}

#[test]
fn a20_somebody_of_the_property_firm_never_votes_for_owners() {
    let ballot = proxy(1, "o1", "guard", HolderKind::PropertyFirm, true);
    let (taking_part, listed) = reasons(&rule(), &[ballot]);
    assert_eq!(taking_part, Counts::ZERO);
    let why = Why::HolderBarred(HolderKind::PropertyFirm);
    assert_eq!(listed, [(BallotNo::new(1), why)]);
}

#[test]
fn a21_what_was_not_announced_cannot_be_voted_on() {
    let mut circumstances = Circumstances::on(now());
    circumstances.agenda = Agenda::NotAnnounced;
    let tally = flats_voted(96, 90, 0, 0);
    let decision = decide(&rule(), &tally, &circumstances).unwrap();
    assert_eq!(decision.outcome, Outcome::NotValid);
    let lines = words::decision(&decision, rule().terms().entitled);
    assert!(lines.contains(&"本事项不在通知的议程内，可以讨论，不能表决".to_owned()));

    let mut terms = rule().into_terms();
    terms.conduct.off_agenda = OffAgenda::MayBeVoted;
    let lenient = VotingRule::new(terms).unwrap();
    let decision = decide(&lenient, &tally, &circumstances).unwrap();
    assert_eq!(decision.outcome, Outcome::Passes);
}

#[test]
fn a27_the_own_phone_counts_and_the_paper_is_listed() {
    let mut paper = ballot(1, "o1", Mark::No);
    paper.way = Way::OnBehalf;
    let phone = ballot(2, "o1", Mark::Yes);
    let counted = counted(&rule(), &estate(96), &[paper, phone]);
    assert_eq!(counted.tally.yes, flats(1));
    assert_eq!(counted.tally.no, Counts::ZERO);
    let clash = &counted.not_counted[0];
    let counted = BallotNo::new(2);
    assert_eq!(
        (clash.ballot, &clash.why),
        (BallotNo::new(1), &Why::Clash { counted })
    );
}

#[test]
fn ballots_of_one_strength_that_differ_are_held_and_none_is_chosen() {
    let both = [ballot(1, "o1", Mark::Yes), ballot(2, "o1", Mark::No)];
    let counted = counted(&rule(), &estate(96), &both);
    assert_eq!(counted.tally.held, flats(1));
    assert_eq!(counted.tally.taking_part(&rule()), Counts::ZERO);
    assert!(
        counted
            .not_counted
            .iter()
            .all(|one| one.why == Why::HeldClash)
    );
    assert_eq!(counted.not_counted.len(), 2);
}

#[test]
fn the_same_mark_twice_counts_once() {
    let mut paper = ballot(7, "o1", Mark::Yes);
    paper.way = Way::OnBehalf;
    let phone = ballot(2, "o1", Mark::Yes);
    let (taking_part, listed) = reasons(&rule(), &[phone.clone(), paper, phone]);
    assert_eq!(taking_part, flats(1));
    let counted = BallotNo::new(2);
    assert_eq!(listed, [(BallotNo::new(7), Why::Repeated { counted })]);
}

#[test]
fn a_late_ballot_is_listed_not_counted() {
    let mut late = ballot(1, "o1", Mark::Yes);
    late.arrival = Arrival::Late;
    let (taking_part, listed) = reasons(&rule(), &[late]);
    assert_eq!(taking_part, Counts::ZERO);
    assert_eq!(listed, [(BallotNo::new(1), Why::Late)]);
}

#[test]
fn co_owners_vote_by_the_one_they_agreed_on() {
    let mut unit = flat("1", &["husband", "wife"], 100);
    unit.speaker = Speaker::Agreed(voter("wife"));
    let ballots = [ballot(1, "husband", Mark::No), ballot(2, "wife", Mark::Yes)];
    let counted = counted(&rule(), &[unit], &ballots);
    assert_eq!(counted.tally.yes, flats(1));
    assert_eq!(counted.not_counted[0].why, Why::AnotherWasAgreed);
}

#[test]
fn an_invalid_ballot_of_one_co_owner_leaves_the_others_vote() {
    let unit = flat("1", &["husband", "wife"], 100);
    let ballots = [
        ballot(1, "husband", Mark::SeveralTicks),
        ballot(2, "wife", Mark::Yes),
    ];
    for ballots in [&ballots[..], &[ballots[1].clone(), ballots[0].clone()]] {
        let counted = counted(&rule(), std::slice::from_ref(&unit), ballots);
        assert_eq!(counted.tally.yes, flats(1));
        assert_eq!(counted.tally.held, Counts::ZERO);
        assert_eq!(counted.not_counted[0].why, Why::SeveralTicks);
    }
}

#[test]
fn what_a_weaker_way_brings_beside_a_clash_is_held_with_it() {
    let mut paper = ballot(3, "o1", Mark::Yes);
    paper.way = Way::OnBehalf;
    let clash = [ballot(1, "o1", Mark::Yes), ballot(2, "o1", Mark::No), paper];
    let counted = counted(&rule(), &estate(1), &clash);
    assert_eq!(counted.tally.held, flats(1));
    let reasons: Vec<&Why> = counted.not_counted.iter().map(|one| &one.why).collect();
    assert_eq!(reasons, [&Why::HeldClash; 3]);
}

#[test]
fn a_proxy_is_weaker_than_the_persons_own_hand() {
    let entrusted = proxy(1, "o1", "x", HolderKind::Owner, true);
    let own = ballot(2, "o1", Mark::No);
    let counted = counted(&rule(), &estate(1), &[entrusted, own]);
    assert_eq!(counted.tally.no, flats(1));
    let counted_one = BallotNo::new(2);
    let why = Why::Clash {
        counted: counted_one,
    };
    assert_eq!(counted.not_counted[0].why, why);
}

#[test]
fn a_mark_that_the_vote_does_not_have_is_invalid() {
    let grade = ballot(1, "o1", Mark::Grade(consultation::voting::Grade::new(5)));
    let tally = counted(&rule(), &estate(96), std::slice::from_ref(&grade)).tally;
    assert_eq!(tally.invalid, flats(1));
    let (_, listed) = reasons(&rule(), &[grade]);
    assert_eq!(listed, [(BallotNo::new(1), Why::NoSuchMark)]);
}
