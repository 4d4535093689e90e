//! A: what owners decide together since 2021 (民法典 278 and 279).

use consultation::voting::built_in::{OwnersMatter, housing_to_business};
use consultation::voting::{
    Area, Counts, Heads, Mark, NotCounted, Outcome, PropertyUse, Tally, Why, WhyLeftOut, words,
};

use super::support::{
    ballot, check, counted, decided, estate, flat, flats, flats_voted, marked, owners_rule, picked,
    roster,
};

/// One shop of 600 m² and nine flats of 50 m².
fn shop_and_flats() -> Vec<consultation::voting::PropertyUnit> {
    let mut units = vec![flat("shop", &["shop"], 600)];
    for number in 1..=9 {
        let owner = format!("o{number}");
        units.push(flat(&number.to_string(), &[&owner], 50));
    }
    units
}

#[test]
fn a1_two_thirds_exactly_take_part_and_one_over_half_agree() {
    let rule = owners_rule(OwnersMatter::UseFund);
    let decision = check(&rule, &flats_voted(96, 33, 31, 0), Outcome::Passes);
    let lines = words::decision(&decision, rule.terms().entitled);
    assert_eq!(
        lines,
        [
            "2026年11月27日表决，适用：《民法典》第二百七十八条",
            "参加表决的人数：64 ≥ 96 × ⅔ = 64，达到",
            "参加表决的面积：6400 ≥ 9600 × ⅔ = 6400，达到",
            "同意的人数（占参加表决的）：33 > 64 × ½ = 32，达到",
            "同意的面积（占参加表决的）：3300 > 6400 × ½ = 3200，达到",
            "结果：通过",
        ]
    );
    let mut ballots = marked(1, 33, Mark::Yes);
    ballots.extend(marked(34, 64, Mark::No));
    assert_eq!(
        counted(&rule, &estate(96), &ballots).tally,
        flats_voted(96, 33, 31, 0)
    );
}

#[test]
fn a2_abstentions_stay_in_the_base() {
    let rule = owners_rule(OwnersMatter::UseFund);
    let decision = check(&rule, &flats_voted(96, 32, 20, 12), Outcome::Fails);
    let lines = words::decision(&decision, rule.terms().entitled);
    assert!(lines.contains(&"同意的人数（占参加表决的）：32 ≤ 64 × ½ = 32，未达到".to_owned()));
}

#[test]
fn a3_sixty_three_of_ninety_six_are_no_turnout_though_all_agree() {
    let rule = owners_rule(OwnersMatter::UseFund);
    let decision = check(&rule, &flats_voted(96, 63, 0, 0), Outcome::NotValid);
    let lines = words::decision(&decision, rule.terms().entitled);
    assert!(lines.contains(&"参加表决的人数：63 < 96 × ⅔ = 64，未达到".to_owned()));
}

#[test]
fn a4_abstentions_carry_the_turnout() {
    let rule = owners_rule(OwnersMatter::UseFund);
    check(&rule, &flats_voted(96, 60, 0, 4), Outcome::Passes);
}

#[test]
fn a5_three_quarters_exactly_are_enough_to_raise_the_fund() {
    let rule = owners_rule(OwnersMatter::RaiseFund);
    check(&rule, &flats_voted(96, 48, 16, 0), Outcome::Passes);
}

#[test]
fn a6_one_under_three_quarters_is_not() {
    let rule = owners_rule(OwnersMatter::RaiseFund);
    check(&rule, &flats_voted(96, 47, 1, 16), Outcome::Fails);
}

#[test]
fn a7_three_quarters_of_sixty_five_are_forty_nine() {
    let rule = owners_rule(OwnersMatter::ChangeUse);
    let decision = check(&rule, &flats_voted(96, 48, 17, 0), Outcome::Fails);
    let lines = words::decision(&decision, rule.terms().entitled);
    assert!(lines.contains(&"同意的人数（占参加表决的）：48 < 65 × ¾ = 48.75，未达到".to_owned()));
    check(&rule, &flats_voted(96, 49, 16, 0), Outcome::Passes);
}

#[test]
fn a8_three_quarters_of_sixty_seven_are_fifty_one() {
    let rule = owners_rule(OwnersMatter::ChangeUse);
    check(&rule, &flats_voted(96, 51, 16, 0), Outcome::Passes);
    check(&rule, &flats_voted(96, 50, 17, 0), Outcome::Fails);
}

#[test]
fn a9_two_thirds_of_ninety_seven_are_sixty_five() {
    let rule = owners_rule(OwnersMatter::Other);
    let decision = check(&rule, &flats_voted(97, 64, 0, 0), Outcome::NotValid);
    let lines = words::decision(&decision, rule.terms().entitled);
    assert!(lines.contains(&"参加表决的人数：64 < 97 × ⅔ ≈ 64.67，未达到".to_owned()));
    check(&rule, &flats_voted(97, 65, 0, 0), Outcome::Passes);
}

#[test]
fn a11_nine_flats_without_the_shop_are_too_little_area() {
    let rule = owners_rule(OwnersMatter::Other);
    let tally = counted(&rule, &shop_and_flats(), &marked(1, 9, Mark::Yes)).tally;
    assert_eq!(
        tally.entitled,
        Counts::new(Heads::new(10), Area::square_metres(1_050))
    );
    let decision = check(&rule, &tally, Outcome::NotValid);
    let lines = words::decision(&decision, rule.terms().entitled);
    assert!(lines.contains(&"参加表决的人数：9 ≥ 10 × ⅔ ≈ 6.67，达到".to_owned()));
    assert!(lines.contains(&"参加表决的面积：450 < 1050 × ⅔ = 700，未达到".to_owned()));
}

#[test]
fn a13_the_shop_has_the_area_and_not_the_heads() {
    let rule = owners_rule(OwnersMatter::Other);
    let mut ballots = marked(1, 2, Mark::Yes);
    ballots.extend(marked(3, 9, Mark::No));
    ballots.push(ballot(99, "shop", Mark::Yes));
    let tally = counted(&rule, &shop_and_flats(), &ballots).tally;
    assert_eq!(
        tally.yes,
        Counts::new(Heads::new(3), Area::square_metres(700))
    );
    check(&rule, &tally, Outcome::Fails);
}

#[test]
fn a14_an_owner_of_five_units_is_one_head_with_all_their_area() {
    let rule = owners_rule(OwnersMatter::Other);
    let mut units = estate(96);
    for unit in units.iter_mut().take(5) {
        unit.owners = super::support::voters(["x"]);
    }
    let all = roster(&rule, &units).counts();
    let ninety_two = Counts::new(Heads::new(92), Area::square_metres(9_600));
    assert_eq!(all, ninety_two);
    let announcement = consultation::voting::announce(&rule, &all).unwrap();
    let needed: Vec<u64> = announcement
        .turnout
        .iter()
        .map(|needed| needed.needed.get())
        .collect();
    assert_eq!(needed, [62, 640_000]);
}

#[test]
fn a16_co_owners_who_differ_are_one_head_and_held() {
    let rule = owners_rule(OwnersMatter::Other);
    let mut units = estate(96);
    units[63] = flat("64", &["husband", "wife"], 100);
    let mut ballots = marked(1, 33, Mark::Yes);
    ballots.extend(marked(34, 63, Mark::No));
    ballots.push(ballot(101, "husband", Mark::Yes));
    ballots.push(ballot(102, "wife", Mark::No));
    let counted = counted(&rule, &units, &ballots);
    assert_eq!(counted.tally.entitled, flats(96));
    assert_eq!(counted.tally.held, flats(1));
    assert_eq!(counted.tally.taking_part(&rule), flats(63));
    assert_eq!(counted.held.len(), 1);
    let both: Vec<&str> = counted
        .not_counted
        .iter()
        .filter(|ballot| ballot.why == Why::HeldDiffering)
        .map(|ballot| ballot.voter.as_str())
        .collect();
    assert_eq!(both, ["husband", "wife"]);

    let decision = check(&rule, &counted.tally, Outcome::Held);
    let settled = decision.if_settled.clone().unwrap();
    assert_eq!(settled.without, Outcome::NotValid);
    assert_eq!(
        words::if_settled(&settled, rule.terms().entitled),
        "1 人、100 平方米的表决票不一致，待定，暂不计入参加表决和同意；不计入时：表决无效；\
         定为同意时：通过；定为反对时：通过；定为弃权时：通过"
    );
}

#[test]
fn a16_what_is_held_and_changes_nothing_leaves_the_outcome() {
    let rule = owners_rule(OwnersMatter::Other);
    let mut tally = flats_voted(96, 60, 20, 0);
    tally.held = flats(1);
    let decision = check(&rule, &tally, Outcome::Passes);
    assert!(decision.if_settled.is_some());
}

#[test]
fn a17_a_parking_space_is_outside_the_area() {
    let rule = owners_rule(OwnersMatter::Other);
    let mut space = flat("space", &["o1"], 0);
    space.area = Area::hundredths(1_250);
    space.property_use = PropertyUse::Parking;
    let mut units = estate(2);
    units.push(space);
    let outside = roster(&rule, &units);
    assert_eq!(outside.counts(), flats(2));
    let left_out: Vec<_> = outside.left_out().iter().map(|left| left.why).collect();
    assert_eq!(left_out, [WhyLeftOut::Parking]);

    let mut terms = rule.into_terms();
    terms.conduct.parking = consultation::voting::Parking::Counts;
    let counting = consultation::voting::VotingRule::new(terms).unwrap();
    let area = roster(&counting, &units).counts().area;
    assert_eq!(area, Area::hundredths(21_250));
    assert_eq!(area.to_string(), "212.5");
}

#[test]
fn a26_one_silent_owner_stops_a_flat_from_becoming_a_shop() {
    let rule = picked(housing_to_business(), "2026-11-27");
    let everybody = |yes| Tally {
        entitled: Counts::heads(16),
        yes: Counts::heads(yes),
        ..Tally::default()
    };
    check(&rule, &everybody(15), Outcome::Fails);
    check(&rule, &everybody(16), Outcome::Passes);
}

#[test]
fn a_ballot_that_is_not_counted_says_why_in_words() {
    let rule = owners_rule(OwnersMatter::Other);
    let ballots = [ballot(1, "stranger", Mark::Yes)];
    let counted = counted(&rule, &estate(3), &ballots);
    let [stranger]: &[NotCounted] = &counted.not_counted else {
        panic!("{counted:?}");
    };
    assert_eq!(words::not_counted(stranger), "不在封存的名册内，不计入");
    assert_eq!(decided(&rule, &counted.tally).outcome, Outcome::NotValid);
}
