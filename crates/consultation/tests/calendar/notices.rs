//! The worked cases of the notice clock.

use consultation::Correction;
use consultation::calendar::{
    Calendar, Convocation, Days, Period, Posting, PostingEvent, PostingState, Restart,
    meeting_notice, posting, stated_days, words,
};

use super::{date, time};

const WEEK: Days = Days::new(7);

fn posted(events: &[PostingEvent], now: &str) -> Posting {
    posting(&Calendar::built_in(), events, WEEK, time(now)).unwrap()
}

#[test]
fn g1_the_bureaus_own_notice_of_2017_ended_on_the_20th_at_midnight() {
    let period = Period::of(&Calendar::built_in(), date("2017-12-13"), WEEK).unwrap();
    assert_eq!(period.last(), date("2017-12-20"));
    assert!(!period.gave_way());
    assert!(!period.is_over_on(date("2017-12-20")));
    assert!(period.is_over_on(date("2017-12-21")));
    assert_eq!(
        stated_days(date("2017-12-13"), date("2017-12-20")),
        Ok(WEEK)
    );
    assert_eq!(
        words::period(period),
        "7 天：2017年12月14日至2017年12月20日（星期三）24时（张贴当日不计）。"
    );
}

#[test]
fn g2_a_last_day_on_a_saturday_gives_way_to_monday() {
    let period = Period::of(&Calendar::built_in(), date("2026-11-21"), WEEK).unwrap();
    assert_eq!(period.counted().to(), date("2026-11-28"));
    assert_eq!(period.last(), date("2026-11-30"));
    assert!(period.gave_way());
    assert_eq!(
        words::period(period),
        "7 天：2026年11月22日至2026年11月30日（星期一）24时（张贴当日不计）；\
         2026年11月28日（星期六）是休息日，顺延到下一个工作日。"
    );
}

#[test]
fn g2_a_year_without_a_table_is_counted_by_weekends_and_says_so() {
    let period = Period::of(&Calendar::built_in(), date("2027-09-24"), WEEK).unwrap();
    assert_eq!(period.last(), date("2027-10-01"));
    assert_eq!(period.certainty().missing(), Some(2027));
}

#[test]
fn g3_taken_down_a_day_early_leaves_the_requirement_unmet() {
    let up = PostingEvent::Posted(time("2017-12-13T09:00"));
    let down = PostingEvent::TakenDown(time("2017-12-19T17:00"));
    let early = posted(&[down, up], "2017-12-22T09:00");
    let PostingState::Unmet { period, taken_down } = early.state else {
        panic!("{:?}", early.state);
    };
    assert_eq!(period.last(), date("2017-12-20"));
    assert_eq!(taken_down, time("2017-12-19T17:00"));

    let in_time = PostingEvent::TakenDown(time("2017-12-21T00:00"));
    let state = posted(&[up, in_time], "2017-12-22T09:00").state;
    assert!(matches!(state, PostingState::Met(_)));
    let before_midnight = PostingEvent::TakenDown(time("2017-12-20T23:59"));
    let state = posted(&[up, before_midnight], "2017-12-22T09:00").state;
    assert!(matches!(state, PostingState::Unmet { .. }));
}

#[test]
fn g3_what_was_taken_down_early_starts_again_when_it_is_posted_again() {
    let again = time("2017-12-20T08:00");
    let events = [
        PostingEvent::Posted(time("2017-12-13T09:00")),
        PostingEvent::TakenDown(time("2017-12-19T17:00")),
        PostingEvent::Posted(again),
    ];
    let running = posted(&events, "2017-12-22T09:00");
    let PostingState::Running(period) = running.state else {
        panic!("{running:?}");
    };
    assert_eq!(period.last(), date("2017-12-27"));
    assert_eq!(running.restarts, [Restart::PostedAgain(again)]);
}

#[test]
fn g4_a_corrected_typo_runs_on_and_new_substance_starts_again() {
    let up = PostingEvent::Posted(time("2017-12-13T09:00"));
    let day_three = time("2017-12-16T10:00");
    for (change, last, corrections, restarts) in [
        (Correction::Typo, "2017-12-20", vec![day_three], vec![]),
        (
            Correction::Substance,
            "2017-12-25",
            vec![],
            vec![Restart::NewSubstance(day_three)],
        ),
    ] {
        let corrected = PostingEvent::Corrected(day_three, change);
        let posting = posted(&[up, corrected], "2017-12-18T09:00");
        let PostingState::Running(period) = posting.state else {
            panic!("{posting:?}");
        };
        assert_eq!(period.last(), date(last), "{change:?}");
        assert_eq!(posting.corrections, corrections);
        assert_eq!(posting.restarts, restarts);
    }
}

#[test]
fn g5_an_owners_meeting_is_called_fifteen_days_ahead() {
    let least = Convocation::OwnersMeeting.least_notice();
    assert_eq!(least, Days::new(15));
    let notice = |meeting| meeting_notice(date("2026-11-01"), date(meeting), least).unwrap();
    assert!(!notice("2026-11-15").is_met());
    assert!(notice("2026-11-16").is_met());
    assert_eq!(notice("2026-11-15").given, Days::new(14));
    assert_eq!(notice("2026-11-15").earliest, date("2026-11-16"));
    assert_eq!(
        Convocation::ExtraordinaryOwnersMeeting.least_notice(),
        Days::new(7)
    );
}
