//! Days and times in words: 11月22日（周日）19:00.

use consultation::{CivilTime, Date, TimeSpan};

use crate::i18n::{I18n, t};

/// The heading of 今日: 11月22日，星期日.
pub(crate) fn today(i18n: I18n, date: Date) -> String {
    let (month, weekday) = (month(i18n, date), weekday(i18n, date));
    t!(
        i18n,
        date.today,
        month = month,
        day = date.day(),
        weekday = weekday
    )
}

fn weekday(i18n: I18n, date: Date) -> &'static str {
    match date.weekday() {
        0 => t!(i18n, weekday.monday),
        1 => t!(i18n, weekday.tuesday),
        2 => t!(i18n, weekday.wednesday),
        3 => t!(i18n, weekday.thursday),
        4 => t!(i18n, weekday.friday),
        5 => t!(i18n, weekday.saturday),
        _ => t!(i18n, weekday.sunday),
    }
}

fn short_weekday(i18n: I18n, date: Date) -> &'static str {
    match date.weekday() {
        0 => t!(i18n, weekday.short.monday),
        1 => t!(i18n, weekday.short.tuesday),
        2 => t!(i18n, weekday.short.wednesday),
        3 => t!(i18n, weekday.short.thursday),
        4 => t!(i18n, weekday.short.friday),
        5 => t!(i18n, weekday.short.saturday),
        _ => t!(i18n, weekday.short.sunday),
    }
}

/// A day with its year: 2017年12月13日.
pub(crate) fn day(i18n: I18n, date: Date) -> String {
    t!(
        i18n,
        date.day,
        year = date.year(),
        month = month(i18n, date),
        day = date.day()
    )
}

fn month(i18n: I18n, date: Date) -> String {
    if t!(i18n, date.month_names).is_empty() {
        return date.month().to_string();
    }
    let place = usize::from(date.month().saturating_sub(1));
    t!(i18n, date.month_names)
        .split(' ')
        .nth(place)
        .unwrap_or_default()
        .to_owned()
}

/// A moment of the past, short: 11月21日 20:14.
pub(crate) fn moment(i18n: I18n, time: CivilTime) -> String {
    let date = time.date();
    t!(
        i18n,
        date.moment,
        month = month(i18n, date),
        day = date.day(),
        time = clock(time)
    )
}

/// When a sitting is: 2026年11月22日（周日）19:00–20:30.
pub(crate) fn sitting(i18n: I18n, span: TimeSpan) -> String {
    let start = whole(i18n, span.start());
    match span.end() {
        None => start,
        Some(end) if end.date() == span.start().date() => format!("{start}–{}", clock(end)),
        Some(end) => t!(i18n, date.range, from = start, to = whole(i18n, end)),
    }
}

/// A length of time in its largest fitting unit: 3 年, 5 小时.
pub(crate) fn duration(i18n: I18n, seconds: u64) -> String {
    const HOUR: u64 = 3_600;
    const DAY: u64 = 24 * HOUR;
    const YEAR: u64 = 365 * DAY;
    match seconds {
        YEAR.. => t!(i18n, date.years, count = seconds / YEAR),
        DAY.. => t!(i18n, date.days, count = seconds / DAY),
        HOUR.. => t!(i18n, date.hours, count = seconds / HOUR),
        _ => t!(i18n, date.minutes, count = seconds / 60),
    }
}

fn whole(i18n: I18n, time: CivilTime) -> String {
    let date = time.date();
    t!(
        i18n,
        date.sitting,
        year = date.year(),
        month = month(i18n, date),
        day = date.day(),
        weekday = short_weekday(i18n, date),
        time = clock(time)
    )
}

fn clock(time: CivilTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}
