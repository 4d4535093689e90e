//! Between a field and the one or two inputs in which it is typed.

use consultation::{CivilTime, Date, DateSpan, FieldValue, Form, TimeSpan};

use crate::session::What;

/// The field as its editor's inputs show it.
pub(crate) fn parts(value: &FieldValue) -> (String, String) {
    match value {
        FieldValue::Title(text)
        | FieldValue::Purpose(text)
        | FieldValue::Venue(text)
        | FieldValue::Heading(_, text)
        | FieldValue::CommunityName(text)
        | FieldValue::Address(text)
        | FieldValue::Phone(text)
        | FieldValue::HallTitle(_, text) => (text.clone(), String::new()),
        FieldValue::Form(form) => (
            form.as_ref()
                .map(|form| form.id().to_owned())
                .unwrap_or_default(),
            String::new(),
        ),
        FieldValue::Time(Some(span)) => (
            span.start().to_string(),
            span.end().map(|end| end.to_string()).unwrap_or_default(),
        ),
        FieldValue::Notice(Some(span)) => (span.from().to_string(), span.to().to_string()),
        FieldValue::Time(None)
        | FieldValue::Notice(None)
        | FieldValue::Jurisdiction(_)
        | FieldValue::Office(_)
        | FieldValue::HallArchived(..)
        | FieldValue::Cell(..) => Default::default(),
    }
}

/// The same field with what the inputs say now.
pub(crate) fn with_parts(
    value: &FieldValue,
    first: &str,
    second: &str,
) -> Result<FieldValue, What> {
    let (first, second) = (first.trim(), second.trim());
    let text = || first.to_owned();
    match value {
        FieldValue::Title(_) if first.is_empty() => Err(What::Empty),
        FieldValue::Title(_) => Ok(FieldValue::Title(text())),
        FieldValue::Purpose(_) => Ok(FieldValue::Purpose(text())),
        FieldValue::Venue(_) => Ok(FieldValue::Venue(text())),
        FieldValue::Heading(part, _) => Ok(FieldValue::Heading(*part, text())),
        FieldValue::Form(_) if first.is_empty() => Ok(FieldValue::Form(None)),
        FieldValue::Form(_) => Ok(FieldValue::Form(Some(Form::from_id(first)))),
        FieldValue::Time(_) => time(first, second).map(FieldValue::Time),
        FieldValue::Notice(_) => notice(first, second).map(FieldValue::Notice),
        other => Ok(other.clone()),
    }
}

/// Reads a time from its two inputs; both empty means that it is open.
pub(crate) fn time(start: &str, end: &str) -> Result<Option<TimeSpan>, What> {
    if start.is_empty() && end.is_empty() {
        return Ok(None);
    }
    let start: CivilTime = start.parse().map_err(|_| What::Empty)?;
    let end = match end {
        "" => None,
        end => Some(end.parse::<CivilTime>().map_err(|_| What::Empty)?),
    };
    TimeSpan::new(start, end)
        .map(Some)
        .ok_or(What::EndBeforeStart)
}

/// Reads a period from its two inputs; both empty means that there is none.
pub(crate) fn notice(from: &str, to: &str) -> Result<Option<DateSpan>, What> {
    if from.is_empty() && to.is_empty() {
        return Ok(None);
    }
    let from: Date = from.parse().map_err(|_| What::Empty)?;
    let to: Date = to.parse().map_err(|_| What::Empty)?;
    DateSpan::new(from, to)
        .map(Some)
        .ok_or(What::EndBeforeStart)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_reads_back(value: &FieldValue) {
        let (first, second) = parts(value);
        assert_eq!(with_parts(value, &first, &second).as_ref(), Ok(value));
    }

    #[test]
    fn what_an_editor_shows_reads_back() {
        for value in [
            FieldValue::Venue("社区二楼议事厅".to_owned()),
            FieldValue::Time(time("2026-11-22T19:00", "2026-11-22T20:30").unwrap()),
            FieldValue::Time(time("2026-11-22T19:00", "").unwrap()),
            FieldValue::Time(None),
            FieldValue::Notice(notice("2017-12-13", "2017-12-20").unwrap()),
            FieldValue::Form(Some(Form::Hearing)),
            FieldValue::Form(None),
        ] {
            check_reads_back(&value);
        }
    }

    #[test]
    fn an_end_before_the_start_is_refused() {
        assert_eq!(
            notice("2017-12-20", "2017-12-13"),
            Err(What::EndBeforeStart)
        );
        assert_eq!(
            time("2026-11-22T19:00", "2026-11-22T18:00"),
            Err(What::EndBeforeStart)
        );
    }

    #[test]
    fn a_title_cannot_be_emptied() {
        let title = FieldValue::Title("加装电梯".to_owned());
        assert_eq!(with_parts(&title, "  ", ""), Err(What::Empty));
    }
}
