//! Between a field and the one or two inputs in which it is typed.

use consultation::{
    CellValue, CivilTime, Column, Date, DateSpan, FieldValue, Form, RowId, TimeSpan, hundredths,
};

use crate::session::What;

/// What a choice between yes and no holds when it is yes.
pub(crate) const YES: &str = "yes";

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
        FieldValue::Cell(cell, value) => cell_parts(cell.column, value),
        FieldValue::Time(None)
        | FieldValue::Notice(None)
        | FieldValue::Jurisdiction(_)
        | FieldValue::Office(_)
        | FieldValue::HallArchived(..) => Default::default(),
    }
}

fn cell_parts(column: Column, value: &CellValue) -> (String, String) {
    let one = |text: Option<String>| (text.unwrap_or_default(), String::new());
    match value {
        CellValue::Text(text) => one(Some(text.clone())),
        CellValue::Choice(id) => one(id.clone()),
        CellValue::Date(date) => one(date.map(|date| date.to_string())),
        CellValue::Minute(minute) => one(minute.map(|minute| minute.to_string())),
        CellValue::Count(Some(count)) if has_hundredths(column) => one(Some(hundredths(*count))),
        CellValue::Count(count) => one(count.map(|count| count.to_string())),
        CellValue::Flag(flag) => one(flag.then(|| YES.to_owned())),
        CellValue::Dates(Some(span)) => (span.from().to_string(), span.to().to_string()),
        CellValue::Time(Some(span)) => (
            span.start().to_string(),
            span.end().map(|end| end.to_string()).unwrap_or_default(),
        ),
        CellValue::Row(Some(row)) => one(Some(row.to_string())),
        CellValue::Dates(None)
        | CellValue::Time(None)
        | CellValue::Row(None)
        | CellValue::Room(_)
        | CellValue::Blob(_) => Default::default(),
    }
}

/// A cell with what its inputs say now.
fn cell_with_parts(
    column: Column,
    value: &CellValue,
    first: &str,
    second: &str,
) -> Result<CellValue, What> {
    let is_empty = first.is_empty();
    Ok(match value {
        CellValue::Text(_) => CellValue::Text(first.to_owned()),
        CellValue::Choice(_) => CellValue::Choice((!is_empty).then(|| first.to_owned())),
        CellValue::Flag(_) => CellValue::Flag(first == YES),
        CellValue::Dates(_) => CellValue::Dates(notice(first, second)?),
        CellValue::Time(_) => CellValue::Time(time(first, second)?),
        CellValue::Date(_) if is_empty => CellValue::Date(None),
        CellValue::Date(_) => CellValue::Date(Some(first.parse().map_err(|_| What::Empty)?)),
        CellValue::Minute(_) if is_empty => CellValue::Minute(None),
        CellValue::Minute(_) => CellValue::Minute(Some(first.parse().map_err(|_| What::Empty)?)),
        CellValue::Row(_) => CellValue::Row(RowId::from_key(first)),
        CellValue::Count(_) if is_empty => CellValue::Count(None),
        CellValue::Count(_) => CellValue::Count(Some(count(column, first).ok_or(What::NoNumber)?)),
        other => other.clone(),
    })
}

fn has_hundredths(column: Column) -> bool {
    column.is_area() || column.is_money()
}

/// A whole number, or an area or an amount with at most two decimals as hundredths.
fn count(column: Column, text: &str) -> Option<u64> {
    if !has_hundredths(column) {
        return text.parse().ok();
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let hundredths = match part.len() {
        0 => 0,
        1 => part.parse::<u64>().ok()? * 10,
        2 => part.parse().ok()?,
        _ => return None,
    };
    whole
        .parse::<u64>()
        .ok()?
        .checked_mul(100)?
        .checked_add(hundredths)
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
        FieldValue::Title(_) | FieldValue::CommunityName(_) if first.is_empty() => Err(What::Empty),
        FieldValue::Title(_) => Ok(FieldValue::Title(text())),
        FieldValue::Purpose(_) => Ok(FieldValue::Purpose(text())),
        FieldValue::Venue(_) => Ok(FieldValue::Venue(text())),
        FieldValue::Heading(part, _) => Ok(FieldValue::Heading(*part, text())),
        FieldValue::CommunityName(_) => Ok(FieldValue::CommunityName(text())),
        FieldValue::Address(_) => Ok(FieldValue::Address(text())),
        FieldValue::Phone(_) => Ok(FieldValue::Phone(text())),
        FieldValue::HallTitle(room, _) => Ok(FieldValue::HallTitle(*room, text())),
        FieldValue::Form(_) if first.is_empty() => Ok(FieldValue::Form(None)),
        FieldValue::Form(_) => Ok(FieldValue::Form(Some(Form::from_id(first)))),
        FieldValue::Time(_) => time(first, second).map(FieldValue::Time),
        FieldValue::Notice(_) => notice(first, second).map(FieldValue::Notice),
        FieldValue::Cell(cell, value) => cell_with_parts(cell.column, value, first, second)
            .map(|value| FieldValue::Cell(*cell, value)),
        // Nobody types these.
        FieldValue::Jurisdiction(_) | FieldValue::Office(_) | FieldValue::HallArchived(..) => {
            Ok(value.clone())
        }
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
    fn what_is_typed_into_a_line_is_what_the_field_becomes() {
        let line = |make: fn(String) -> FieldValue| {
            let typed = with_parts(&make("原来的".to_owned()), " 后来的 ", "");
            assert_eq!(typed, Ok(make("后来的".to_owned())));
        };
        for make in [
            FieldValue::Title,
            FieldValue::Purpose,
            FieldValue::Venue,
            FieldValue::CommunityName,
            FieldValue::Address,
            FieldValue::Phone,
        ] {
            line(make);
        }
        let name = FieldValue::CommunityName("柳荫社区".to_owned());
        assert_eq!(with_parts(&name, " ", ""), Err(What::Empty));
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
