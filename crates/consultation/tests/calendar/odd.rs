//! Dates before dates, no days, days without end.

use consultation::calendar::{
    Calendar, Days, Period, PeriodError, PostingEvent, PostingProblem, PostingState, answer_due,
    meeting_notice, posting, stated_days,
};
use consultation::{CivilTime, Correction, Date};
use proptest::prelude::*;

use super::{date, time};

#[test]
fn a_period_of_no_days_is_refused_by_name() {
    let calendar = Calendar::built_in();
    let day = date("2026-11-21");
    let none = Days::new(0);
    assert_eq!(Period::of(&calendar, day, none), Err(PeriodError::NoDays));
    assert_eq!(answer_due(&calendar, day, none), Err(PeriodError::NoDays));
    assert_eq!(meeting_notice(day, day, none), Err(PeriodError::NoDays));
    assert_eq!(stated_days(day, day), Err(PeriodError::NoDays));
}

#[test]
fn an_end_before_the_beginning_is_refused_by_name() {
    let (begin, end) = (date("2026-11-21"), date("2026-11-20"));
    let error = PeriodError::EndsBeforeItBegins { begin, end };
    assert_eq!(stated_days(begin, end), Err(error));
    assert_eq!(meeting_notice(begin, end, Days::new(3)), Err(error));
}

#[test]
fn a_period_without_end_is_refused_by_name() {
    let calendar = Calendar::built_in();
    let day = date("9999-12-30");
    let error = PeriodError::OutsideCalendar;
    assert_eq!(Period::of(&calendar, day, Days::new(7)), Err(error));
    let error = PeriodError::TooLong { days: 65_535 };
    assert_eq!(Period::of(&calendar, day, Days::new(65_535)), Err(error));
    let error = PeriodError::TooLong { days: 3_652_056 };
    assert_eq!(stated_days(date("0001-01-02"), day), Err(error));
}

#[test]
fn what_never_was_up_is_neither_taken_down_nor_corrected() {
    let at = time("2026-11-21T09:00");
    let now = time("2026-11-22T09:00");
    let read = |event| posting(&Calendar::built_in(), &[event], Days::new(7), now);
    let down = read(PostingEvent::TakenDown(at)).unwrap();
    assert_eq!(down.state, PostingState::NotPosted);
    let problem = PostingProblem::TakenDownWhileNotUp(at);
    assert_eq!(down.problems, [problem]);
    let corrected = read(PostingEvent::Corrected(at, Correction::Typo)).unwrap();
    let problem = PostingProblem::CorrectedWhileNotUp(at);
    assert_eq!(corrected.problems, [problem]);
}

fn any_date() -> impl Strategy<Value = Date> {
    (1_u16..=9999, 1_u8..=12, 1_u8..=28)
        .prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

proptest! {
    #[test]
    fn no_period_ends_before_its_days_are_over(posted in any_date(), days: u16) {
        let calendar = Calendar::built_in();
        if let Ok(period) = Period::of(&calendar, posted, Days::new(days)) {
            let length = period.last().day_number() - posted.day_number();
            prop_assert!(length >= u32::from(days));
            prop_assert!(!calendar.day(period.last()).0.is_rest());
        }
        if let Ok(due) = answer_due(&calendar, posted, Days::new(days)) {
            prop_assert!(due.last.day_number() - posted.day_number() >= u32::from(days));
        }
    }

    #[test]
    fn the_order_in_which_events_are_told_does_not_matter(
        minutes in proptest::collection::vec((0_u8..4, 1_u8..=28, 0_u8..24), 0..8),
        turn in 0_usize..8,
    ) {
        let mut events: Vec<PostingEvent> = minutes
            .into_iter()
            .map(|(kind, day, hour)| {
                let at = CivilTime::new(Date::new(2026, 11, day).unwrap(), hour, 0).unwrap();
                match kind {
                    0 => PostingEvent::Posted(at),
                    1 => PostingEvent::TakenDown(at),
                    2 => PostingEvent::Corrected(at, Correction::Typo),
                    _ => PostingEvent::Corrected(at, Correction::Substance),
                }
            })
            .collect();
        let read = |events: &[PostingEvent]| {
            posting(&Calendar::built_in(), events, Days::new(7), time("2026-12-31T00:00"))
        };
        let first = read(&events);
        let len = events.len().max(1);
        events.rotate_left(turn % len);
        prop_assert_eq!(read(&events), first);
    }
}
