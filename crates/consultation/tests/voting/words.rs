//! Sentences that can be read aloud before the vote.

use consultation::voting::built_in::{
    OwnersMatter, graded_sitting, housing_to_business, lift, options_sitting, residents_meeting,
    sitting, village_meeting,
};
use consultation::voting::{
    Absence, Counts, Entitled, Heads, MustBePresent, VotingRule, announce, quorum, words,
};

use super::support::{date, flats, owners_rule, picked};

#[track_caller]
fn check_words(rule: &VotingRule, all: Counts, expected: &str) {
    let announcement = announce(rule, &all).unwrap();
    assert_eq!(words::announcement(&announcement), expected);
}

#[test]
fn the_estates_vote_is_announced_in_the_words_of_the_product() {
    check_words(
        &owners_rule(OwnersMatter::UseFund),
        flats(96),
        "有权表决的业主 96 人，专有面积共 9600 平方米。至少 64 人、且面积至少 6400 平方米参加表决才有效；\
         参加表决的，按人数、按面积都要超过一半同意才通过（弃权也算参加）。",
    );
}

#[test]
fn three_quarters_are_announced() {
    check_words(
        &owners_rule(OwnersMatter::RaiseFund),
        flats(97),
        "有权表决的业主 97 人，专有面积共 9700 平方米。至少 65 人、且面积至少 6466.67 平方米参加表决才有效；\
         参加表决的，按人数、按面积都要至少四分之三同意才通过（弃权也算参加）。",
    );
}

#[test]
fn old_rules_and_unanimity_are_announced() {
    check_words(
        &picked(lift(), "2017-12-20"),
        flats(16),
        "有权表决的业主 16 人，专有面积共 1600 平方米。全体业主，按人数、按面积都要至少三分之二同意才通过\
         （弃权、没有投票的都不算同意）；只要有人反对，就不通过。",
    );
    check_words(
        &picked(housing_to_business(), "2026-01-01"),
        Counts::heads(16),
        "有权表决的有利害关系的业主 16 人。全体有利害关系的业主都同意才通过（没有表示意见的不算同意）。",
    );
}

#[test]
fn meetings_are_announced_in_what_they_count() {
    check_words(
        &picked(residents_meeting(Entitled::Households), "2025-01-01"),
        Counts::heads(1_000),
        "有权表决的住户 1000 户。至少 501 户到会才能表决；到会的户代表，超过一半同意才通过（弃权也算到会）。",
    );
    let mut village = Counts::heads(1_000);
    village.households = Heads::new(300);
    check_words(
        &picked(village_meeting(), "2025-01-01"),
        village,
        "有权表决的村民 1000 人，共 300 户。至少 501 人，或者至少 200 户到会才能表决；\
         到会的村民，超过一半同意才通过（弃权也算到会）。",
    );
}

#[test]
fn sittings_are_announced() {
    let adopted = date("2026-01-01");
    check_words(
        &sitting(adopted),
        Counts::heads(30),
        "有权表决的协商代表 30 人。至少 20 人到会才能表决；到会的协商代表，超过一半同意才通过（弃权也算到会）。",
    );
    check_words(
        &options_sitting(adopted),
        Counts::heads(30),
        "有权表决的协商代表 30 人。至少 20 人到会才能表决；到会的协商代表，有一个方案得到超过一半同意才通过\
         （弃权也算到会），都没有达到的，前两个方案再投一次。",
    );
    check_words(
        &graded_sitting(adopted),
        Counts::heads(30),
        "有权表决的协商代表 30 人。至少 20 人到会才能表决；每人打 1 至 5 分，平均至少 3.5 分、且没有人打 1 分才通过，\
         否则再议一轮。",
    );
}

#[test]
fn who_must_be_there_is_announced() {
    let mut terms = sitting(date("2026-01-01")).into_terms();
    for (kind, absence) in [
        ("物业服务企业", Absence::Forbids),
        ("驻社区单位", Absence::Warns),
    ] {
        let kind = kind.to_owned();
        let must = MustBePresent { kind, absence };
        terms.conduct.must_be_present.push(must);
    }
    check_words(
        &VotingRule::new(terms).unwrap(),
        Counts::heads(30),
        "有权表决的协商代表 30 人。至少 20 人到会才能表决；必须有物业服务企业到会；\
         到会的协商代表，超过一半同意才通过（弃权也算到会）。",
    );
}

#[test]
fn a_day_without_a_rule_is_told() {
    assert_eq!(
        words::no_rule(date("2006-06-01")),
        "没有2006年6月1日适用的表决规则，请按当时的规定录入。"
    );
}

#[test]
fn the_quorum_is_told_in_the_words_of_the_product() {
    let mut terms = sitting(date("2026-01-01")).into_terms();
    terms.entitled = Entitled::Households;
    let rule = VotingRule::new(terms).unwrap();
    let say = |present| {
        let quorums = quorum(&rule, &Counts::heads(62), &Counts::heads(present));
        words::quorum(&quorums[0])
    };
    assert_eq!(
        say(41),
        "应到户代表 62 人，实到 41 人，到会须满三分之二即 42 人，还差 1 人，暂不能开会"
    );
    assert_eq!(
        say(42),
        "应到户代表 62 人，实到 42 人，到会须满三分之二即 42 人，可以开会"
    );
    let residents = picked(residents_meeting(Entitled::Residents), "2025-01-01");
    let quorums = quorum(&residents, &Counts::heads(1_000), &Counts::heads(500));
    assert_eq!(
        words::quorum(&quorums[0]),
        "应到居民 1000 人，实到 500 人，到会须超过一半即 501 人，还差 1 人，暂不能开会"
    );
}
