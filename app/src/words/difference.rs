//! What differs between a record as it went up and as it is now, in words.

use consultation::going_up::{Difference, Part};
use consultation::{FieldName, Sheet};

use super::{field_name, field_value, sheet};
use crate::i18n::{I18n, t};

/// One place that differs, with what it said then and says now where that fits a line.
pub(crate) fn difference(i18n: I18n, difference: &Difference) -> String {
    let place = match &difference.part {
        Part::Title => t!(i18n, field.title).to_owned(),
        Part::Cell(name) => cell(i18n, *name),
        Part::Added(of, _) => return t!(i18n, up.added, name = sheet(i18n, *of)),
        Part::Removed(of, _) => return t!(i18n, up.removed, name = sheet(i18n, *of)),
        Part::FullText => t!(i18n, text.full_text).to_owned(),
        Part::Section(_, heading) => {
            let heading = heading.clone().unwrap_or_default();
            return match heading.is_empty() {
                true => t!(i18n, up.rewritten, name = t!(i18n, text.minutes)),
                false => t!(i18n, up.rewritten, name = heading),
            };
        }
    };
    match &difference.values {
        None => t!(i18n, up.rewritten, name = place),
        Some((then, now)) => {
            let said = |value| match field_value(i18n, value) {
                text if text.is_empty() => t!(i18n, field.empty).to_owned(),
                text => text,
            };
            t!(
                i18n,
                up.differs,
                name = place,
                then = said(then),
                now = said(now)
            )
        }
    }
}

/// A cell by its column; of other sheets than the round's own, by both.
fn cell(i18n: I18n, name: FieldName) -> String {
    let column = field_name(i18n, name);
    match name {
        FieldName::Cell(cell) if cell.sheet != Sheet::Rounds => {
            format!("{} · {column}", sheet(i18n, cell.sheet))
        }
        _ => column.to_owned(),
    }
}
