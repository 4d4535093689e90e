//! Days and periods in Chinese, as notices print them.

use super::period::Period;
use crate::record::Date;

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
    words
}
