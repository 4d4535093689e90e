//! What the calendar's answers say, in Chinese. The answers are data; these are their words as
//! notices print them, in one place so that other languages can stand beside them.

use super::period::{Period, PeriodError};
use super::posting::{PostingProblem, PostingState};
use super::rest::Certainty;
use crate::record::{CivilTime, Date};

/// A day as a notice prints it, `2026年11月30日`.
pub fn day(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// A day with its weekday, `2026年11月30日（星期一）`.
pub fn day_and_weekday(date: Date) -> String {
    let weekday = match date.weekday() {
        0 => "一",
        1 => "二",
        2 => "三",
        3 => "四",
        4 => "五",
        5 => "六",
        _ => "日",
    };
    format!("{}（星期{weekday}）", day(date))
}

/// How long a notice stands and why it ends when it does.
pub fn period(period: Period) -> String {
    format!("公示期 {}", stretch(period))
}

/// The same without the name of it, for a paper on which that stands before it.
pub fn stretch(period: Period) -> String {
    let mut words = format!(
        "{} 天：{}至{}24时（张贴当日不计）",
        period.days(),
        day(period.counted().from()),
        day_and_weekday(period.last()),
    );
    if period.gave_way() {
        let end = day_and_weekday(period.counted().to());
        words.push_str(&format!("；{end}是休息日，顺延到下一个工作日"));
    }
    words.push('。');
    words.push_str(&certainty(period.certainty()));
    words
}

/// What is to be said when a year's table is missing; nothing when it is there.
pub fn certainty(certainty: Certainty) -> String {
    match certainty {
        Certainty::ByTable => String::new(),
        Certainty::WeekendsOnly { year } => {
            format!("{year} 年的放假安排还没有录入，只按周六、周日算休息日；录入后请再核对一次。")
        }
    }
}

/// Where a notice stands.
pub fn posting(state: PostingState) -> String {
    match state {
        PostingState::NotPosted => "还没有张贴。".to_owned(),
        PostingState::Running(span) => {
            format!("公示中，至{}24时止。", day_and_weekday(span.last()))
        }
        PostingState::Met(span) => format!("{}24时公示期满。", day(span.last())),
        PostingState::Unmet { period, taken_down } => format!(
            "应公示至{}24时，{}取下，公示期未满：请说明理由，或重新张贴、重新计算。",
            day(period.last()),
            minute(taken_down),
        ),
    }
}

/// Why there is no such period.
pub fn period_error(error: PeriodError) -> String {
    match error {
        PeriodError::NoDays => "期限至少 1 天。".to_owned(),
        PeriodError::TooLong { days } => format!("期限 {days} 天太长，请核对日期。"),
        PeriodError::EndsBeforeItBegins { begin, end } => {
            format!("结束日期{}早于开始日期{}。", day(end), day(begin))
        }
        PeriodError::OutsideCalendar => "日期超出了日历范围。".to_owned(),
    }
}

/// What about a notice makes no sense.
pub fn posting_problem(problem: PostingProblem) -> String {
    match problem {
        PostingProblem::TakenDownWhileNotUp(at) => {
            format!("{}取下，但当时并没有张贴，请核对时间。", minute(at))
        }
        PostingProblem::CorrectedWhileNotUp(at) => {
            format!("{}更正，但当时并没有张贴，请核对时间。", minute(at))
        }
    }
}

fn minute(time: CivilTime) -> String {
    let day = day(time.date());
    format!("{day}{}:{:02}", time.hour(), time.minute())
}
