//! What holds for all votes.

use consultation::voting::built_in::{
    OwnersMatter, graded_sitting, lift, options_sitting, owners, sitting,
};
use consultation::voting::{
    Area, Arrival, Ballot, BallotNo, Chair, Circumstances, Counts, Grade, Hand, Heads, HolderKind,
    Mark, OptionNo, Outcome, Poll, Presence, PropertyUnit, SilenceClause, Tally, Tie, VoteError,
    VotingRule, Way, announce, count, decide, words,
};
use proptest::prelude::*;

use super::support::{
    ballot, date, estate, flat, flats_voted, met, now, owners_rule, roster, voter,
};

fn any_rule() -> impl Strategy<Value = VotingRule> {
    (0_usize..9, 0_usize..2, any::<bool>()).prop_map(|(matter, version, is_silent)| {
        let mut rules = owners(OwnersMatter::ALL[matter]);
        let mut terms = rules.swap_remove(version).into_terms();
        if is_silent {
            terms.conduct.silence = SilenceClause::On {
                article: "九".to_owned(),
            };
        }
        VotingRule::new(terms).unwrap()
    })
}

fn any_mark() -> impl Strategy<Value = Mark> {
    prop_oneof![
        3 => Just(Mark::Yes),
        2 => Just(Mark::No),
        1 => Just(Mark::Abstain),
        1 => Just(Mark::Blank),
        1 => Just(Mark::SeveralTicks),
        1 => any::<u8>().prop_map(|option| Mark::Option(OptionNo::new(option))),
        1 => any::<u8>().prop_map(|grade| Mark::Grade(Grade::new(grade))),
    ]
}

fn any_ballot() -> impl Strategy<Value = Ballot> {
    let way = prop_oneof![
        Just(Way::OwnDevice),
        Just(Way::SharedTablet),
        Just(Way::OnBehalf)
    ];
    let hand = prop_oneof![
        3 => Just(Hand::Own),
        1 => (0_u8..4, any::<bool>()).prop_map(|(holder, is_written)| Hand::Proxy {
            holder: voter(&format!("h{holder}")),
            kind: HolderKind::Owner,
            is_written,
        }),
    ];
    let arrival = prop_oneof![4 => Just(Arrival::InTime), 1 => Just(Arrival::Late)];
    (
        0_u64..40,
        0_u8..12,
        any_mark(),
        any::<bool>(),
        way,
        hand,
        arrival,
    )
        .prop_map(|(no, owner, mark, is_signed, way, hand, arrival)| Ballot {
            no: BallotNo::new(no),
            voter: voter(&format!("o{owner}")),
            mark,
            is_signed,
            way,
            hand,
            arrival,
        })
}

/// Ten flats and one that two people own, with areas that differ.
fn small_estate() -> Vec<PropertyUnit> {
    let mut units = estate(9);
    for (unit, area) in units
        .iter_mut()
        .zip([37, 50, 61, 88, 90, 100, 120, 144, 600])
    {
        unit.area = Area::square_metres(area);
    }
    units.push(flat("shared", &["o10", "o11"], 77));
    units
}

fn outcome(rule: &VotingRule, tally: &Tally) -> Result<Outcome, VoteError> {
    decide(rule, tally, &Circumstances::on(now())).map(|decision| decision.outcome)
}

proptest! {
    #[test]
    fn a_yes_added_never_turns_a_pass_into_anything_else(
        rule in any_rule(),
        all in 1_u64..200,
        shares in (0_u64..200, 0_u64..200, 0_u64..200),
    ) {
        let (yes, no, abstain) = shares;
        let before = flats_voted(all, yes, no, abstain);
        let after = flats_voted(all, yes + 1, no, abstain);
        if outcome(&rule, &before) == Ok(Outcome::Passes) && yes + no + abstain < all {
            prop_assert_eq!(outcome(&rule, &after), Ok(Outcome::Passes));
        }
    }

    #[test]
    fn a_silent_owners_yes_never_turns_a_pass_into_anything_else(
        rule in any_rule(),
        ballots in proptest::collection::vec(any_ballot(), 0..24),
        owner in 1_u8..12,
    ) {
        let units = small_estate();
        let voter = voter(&format!("o{owner}"));
        let others: Vec<Ballot> = ballots.into_iter().filter(|ballot| ballot.voter != voter).collect();
        let mut with_yes = others.clone();
        with_yes.push(Ballot::own(BallotNo::new(99), voter.clone(), Mark::Yes));
        let read = |ballots: Vec<Ballot>| {
            let poll = Poll { ballots, ..Poll::default() };
            count(&rule, &roster(&rule, &units), &poll)
        };
        let before = read(others);
        let after = read(with_yes);
        let is_shared = owner >= 10;
        if !is_shared && outcome(&rule, &before.tally) == Ok(Outcome::Passes) {
            prop_assert_eq!(outcome(&rule, &after.tally), Ok(Outcome::Passes));
        }
    }

    #[test]
    fn neither_order_nor_repetition_matters(
        rule in any_rule(),
        ballots in proptest::collection::vec(any_ballot(), 0..24),
        turn in 0_usize..24,
        again in 0_usize..24,
    ) {
        let units = small_estate();
        let mut turned = ballots.clone();
        let len = turned.len().max(1);
        turned.rotate_left(turn % len);
        if let Some(twice) = ballots.get(again) {
            turned.push(twice.clone());
        }
        let read = |ballots: Vec<Ballot>| {
            let poll = Poll { ballots, ..Poll::default() };
            count(&rule, &roster(&rule, &units), &poll)
        };
        prop_assert_eq!(read(turned), read(ballots));
    }

    #[test]
    fn every_ballot_is_counted_or_listed(
        rule in any_rule(),
        ballots in proptest::collection::vec(any_ballot(), 0..24),
    ) {
        let units = small_estate();
        let roster = roster(&rule, &units);
        let poll = Poll { ballots: ballots.clone(), ..Poll::default() };
        let counted = count(&rule, &roster, &poll);
        let tally = &counted.tally;
        let heads = |counts: &Counts| counts.heads.get();
        let seen = heads(&tally.yes) + heads(&tally.no) + heads(&tally.abstain)
            + heads(&tally.invalid) + heads(&tally.held);
        prop_assert!(seen <= heads(&tally.entitled));
        prop_assert!(tally.yes.area <= tally.entitled.area);
        for number in 0..12 {
            let voter = voter(&format!("o{number}"));
            let is_unlisted = |ballot: &&Ballot| {
                let mut listed = counted.not_counted.iter();
                !listed.any(|one| one.ballot == ballot.no && one.voter == voter)
            };
            let mine = ballots.iter().filter(|ballot| ballot.voter == voter);
            let mut counting: Vec<&Ballot> = mine.filter(is_unlisted).collect();
            counting.sort_unstable();
            counting.dedup();
            prop_assert!(counting.len() <= 1, "{counting:?} count for one person");
            prop_assert!(counting.is_empty() || roster.has(&voter));
        }
    }

    #[test]
    fn an_abstention_never_lowers_the_turnout(
        rule in any_rule(),
        all in 1_u64..200,
        shares in (0_u64..200, 0_u64..200, 0_u64..200),
    ) {
        let (yes, no, abstain) = shares;
        let before = flats_voted(all, yes, no, abstain);
        let after = flats_voted(all, yes, no, abstain + 1);
        let (before, after) = (before.taking_part(&rule), after.taking_part(&rule));
        prop_assert!(after.heads > before.heads && after.area > before.area);
    }

    #[test]
    fn the_numbers_read_aloud_are_the_numbers_that_decide(
        matter in 0_usize..9,
        owners in 1_u64..5_000,
        area in 1_u64..10_000_000,
    ) {
        let rule = owners_rule(OwnersMatter::ALL[matter]);
        let all = Counts::new(Heads::new(owners), Area::hundredths(area));
        let announcement = announce(&rule, &all).unwrap();
        let needed: Vec<u64> = announcement.turnout.iter().map(|needed| needed.needed.get()).collect();
        let [heads, hundredths] = needed.as_slice() else {
            panic!("{needed:?}");
        };
        let tally = |heads: u64, area: u64| Tally {
            entitled: all,
            yes: Counts::new(Heads::new(heads), Area::hundredths(area)),
            ..Tally::default()
        };
        prop_assert_eq!(outcome(&rule, &tally(*heads, *hundredths)), Ok(Outcome::Passes));
        prop_assert_eq!(outcome(&rule, &tally(heads - 1, *hundredths)), Ok(Outcome::NotValid));
        prop_assert_eq!(outcome(&rule, &tally(*heads, hundredths - 1)), Ok(Outcome::NotValid));
        let sentence = words::announcement(&announcement);
        let said = format!(
            "至少 {heads} 人、且面积至少 {} 平方米参加表决才有效",
            Area::hundredths(*hundredths)
        );
        prop_assert!(sentence.contains(&said), "{}", sentence);
    }

    #[test]
    fn at_a_meeting_too_a_yes_added_never_turns_a_pass_into_anything_else(
        present in 1_u64..60,
        shares in (0_u64..60, 0_u64..60, 0_u64..60),
        by_chair: bool,
        is_tie: bool,
    ) {
        let (yes, no, abstain) = shares;
        let (no, abstain) = if is_tie { (yes, abstain % 4) } else { (no, abstain) };
        let mut terms = sitting(date("2026-01-01")).into_terms();
        if by_chair {
            terms.tie = Tie::ChairDecides;
        }
        let rule = VotingRule::new(terms).unwrap();
        let mut circumstances = Circumstances::on(now());
        circumstances.chair = Chair::Agrees;
        let outcome = |yes| {
            let decision = decide(&rule, &met(60, present, yes, no, abstain), &circumstances);
            decision.map(|decision| decision.outcome)
        };
        if outcome(yes) == Ok(Outcome::Passes) && yes + no + abstain < present {
            prop_assert_eq!(outcome(yes + 1), Ok(Outcome::Passes));
        }
    }

    #[test]
    fn no_ballots_make_it_panic(
        kind in 0_usize..4,
        ballots in proptest::collection::vec(any_ballot(), 0..24),
        options: u8,
        there in proptest::collection::btree_set(0_u8..12, 0..12),
        recused in proptest::collection::btree_set(0_u8..12, 0..3),
    ) {
        let adopted = date("2026-01-01");
        let rule = match kind {
            0 => sitting(adopted),
            1 => options_sitting(adopted),
            2 => graded_sitting(adopted),
            _ => owners_rule(OwnersMatter::UseFund),
        };
        let names = |numbers: std::collections::BTreeSet<u8>| -> std::collections::BTreeSet<_> {
            numbers.into_iter().map(|number| voter(&format!("o{number}"))).collect()
        };
        let there = names(there);
        let poll = Poll {
            ballots,
            options,
            presence: Presence::Meeting { at_opening: there.clone(), at_vote: there.clone() },
            recused: names(recused),
            delivered: there,
        };
        let counted = count(&rule, &roster(&rule, &small_estate()), &poll);
        for one in &counted.not_counted {
            prop_assert!(!words::not_counted(one).is_empty());
        }
        let decision = decide(&rule, &counted.tally, &Circumstances::on(now()));
        prop_assert!(
            matches!(decision, Ok(_) | Err(VoteError::NobodyEntitled)),
            "what was counted makes sense: {decision:?}"
        );
        if let Ok(decision) = decision {
            prop_assert!(!words::decision(&decision, rule.terms().entitled).is_empty());
        }
    }

    #[test]
    fn no_sums_make_it_panic(
        numbers in proptest::collection::vec(prop_oneof![any::<u64>(), Just(u64::MAX), 0_u64..9], 24),
        graded: bool,
        day in 0_u16..9_999,
    ) {
        let counts = |place: usize| Counts {
            heads: Heads::new(numbers[place % 24]),
            area: Area::hundredths(numbers[(place + 7) % 24]),
            households: Heads::new(numbers[(place + 13) % 24]),
        };
        let tally = Tally {
            entitled: counts(0),
            recused: counts(1),
            present_at_opening: counts(2),
            present: counts(3),
            yes: counts(4),
            no: counts(5),
            abstain: counts(6),
            invalid: counts(7),
            options: vec![counts(8), counts(9)],
            grades: [counts(10), counts(11), counts(12), counts(13), counts(14)],
            silent_delivered: counts(15),
            held: counts(16),
        };
        let day = consultation::Date::new(day, 1, 1).unwrap_or(now());
        let mut rules = lift();
        rules.extend(owners(OwnersMatter::Other));
        if graded {
            rules.push(graded_sitting(date("2026-01-01")));
        }
        for rule in rules {
            if let Ok(decision) = decide(&rule, &tally, &Circumstances::on(day)) {
                let lines = words::decision(&decision, rule.terms().entitled);
                prop_assert!(!lines.is_empty());
            }
            if let Ok(announcement) = announce(&rule, &tally.entitled) {
                prop_assert!(!words::announcement(&announcement).is_empty());
            }
        }
    }
}

#[test]
fn an_owner_who_returned_nothing_took_no_part() {
    let rule = owners_rule(OwnersMatter::Other);
    let units = estate(3);
    let poll = Poll {
        ballots: vec![ballot(1, "o1", Mark::Abstain)],
        ..Poll::default()
    };
    let tally = count(&rule, &roster(&rule, &units), &poll).tally;
    assert_eq!(tally.taking_part(&rule).heads, Heads::new(1));
}
