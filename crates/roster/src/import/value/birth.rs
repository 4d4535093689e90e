//! Days of birth in a cell, as text or as days that Excel counts.

use consultation::record::Date;

use super::{What, is_digits, plain};
use crate::birthday::Birthday;

/// A day of birth: `1990-05-06`, `1990.5.6`, `1990年5月6日`, `19900506`, or days as Excel counts them.
pub(in crate::import) fn birth(text: &str, is_1904: bool, today: Date) -> Result<Birthday, What> {
    // A time of day after it says nothing.
    let text = text.trim();
    let day = text
        .split(['T', ' '])
        .next()
        .filter(|day| day.len() >= 8)
        .unwrap_or(text);
    let text = plain(day);
    let date = match text.split_once('.') {
        Some((days, part)) if days.len() == 5 && is_digits(days) && is_digits(part) => {
            serial(days, is_1904)
        }
        _ if is_digits(&text) => match text.len() {
            8 => ymd(text.get(..4), text.get(4..6), text.get(6..8)),
            4 | 6 => return Err(What::DateIncomplete),
            1..=5 => serial(&text, is_1904),
            _ => None,
        },
        _ => written(&text)?,
    };
    let date = date
        .filter(|date| date.year() >= 1880)
        .ok_or(What::DateUnreadable)?;
    match date > today {
        true => Err(What::DateLater),
        false => Ok(Birthday(date)),
    }
}

fn ymd(year: Option<&str>, month: Option<&str>, day: Option<&str>) -> Option<Date> {
    Date::new(
        year?.parse().ok()?,
        month?.parse().ok()?,
        day?.parse().ok()?,
    )
}

/// Days since 30 December 1899, which makes Excel's 29 February 1900 come out right from March on; a Mac's 1904.
fn serial(days: &str, is_1904: bool) -> Option<Date> {
    let days: i32 = days.parse().ok()?;
    let start = if is_1904 {
        Date::new(1904, 1, 1)?
    } else {
        Date::new(1899, 12, 30)?
    };
    start.plus_days(days)
}

fn written(text: &str) -> Result<Option<Date>, What> {
    let marks = |letter: char| matches!(letter, '-' | '/' | '.' | '年' | '月' | '日' | '号');
    let parts: Vec<&str> = text.split(marks).filter(|part| !part.is_empty()).collect();
    if !parts.iter().all(|part| is_digits(part)) {
        return Ok(None);
    }
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => Ok(ymd(Some(year), Some(month), Some(day))),
        [_, _, _] | [_, _] => Err(What::DateIncomplete),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, What, birth};

    #[test]
    fn births_read_as_text_and_as_days_of_excel() {
        let today = Date::new(2026, 11, 27).unwrap();
        for text in [
            "1990-05-06",
            "1990/5/6",
            "1990.5.6",
            "1990.05.06",
            "1990年5月6日",
            "19900506",
            "32999",
            "32999.0",
            "1990-05-06 00:00:00",
            "1990-05-06T00:00:00",
            "１９９０－５－６",
            "1990/5/6 0:00",
        ] {
            let birth = birth(text, false, today).unwrap_or_else(|what| panic!("{text}: {what:?}"));
            assert_eq!(birth.0.to_string(), "1990-05-06", "{text}");
        }
        assert_eq!(
            birth("31537", true, today).unwrap().0.to_string(),
            "1990-05-06"
        );
        for (text, what) in [
            ("1990-05", What::DateIncomplete),
            ("1990", What::DateIncomplete),
            ("90-5-6", What::DateIncomplete),
            ("1990-02-30", What::DateUnreadable),
            ("不详", What::DateUnreadable),
            ("2027-01-01", What::DateLater),
            ("1990.05", What::DateIncomplete),
            ("99999999999", What::DateUnreadable),
        ] {
            assert_eq!(birth(text, false, today), Err(what), "{text}");
        }
    }
}
