//! What waits for staff, and where consultations stand, in words.

use consultation::CivilTime;
use consultation::procedure::{Due, Overview, Pressing, Urgency};

use super::{day, facts, moment, short_stage, title};
use crate::i18n::{I18n, t};

/// What waits.
pub(crate) fn pressing(i18n: I18n, due: &Due, now: Option<CivilTime>) -> &'static str {
    let is_past = now.is_some_and(|now| due.is_past(now));
    let past = i18n.named("pressing.past", due.what.id());
    let now = || i18n.named("pressing.title", due.what.id());
    past.filter(|_| is_past).or_else(now).unwrap_or_default()
}

/// Where it waits, and by when.
pub(crate) fn pressing_lead(
    i18n: I18n,
    hall: Option<&str>,
    due: &Due,
    now: Option<CivilTime>,
) -> String {
    let mut parts = Vec::new();
    parts.extend(hall.map(|hall| title(i18n, hall)));
    parts.extend(match (due.at, due.by) {
        (Some(at), _) => Some(moment(i18n, at)),
        (None, Some(by)) => {
            let date = day(i18n, by);
            let is_overdue = now.is_some_and(|now| due.urgency(now) == Urgency::Overdue);
            Some(match is_overdue {
                true => t!(i18n, pressing.was_by, date = date),
                false => t!(i18n, pressing.by, date = date),
            })
        }
        (None, None) => None,
    });
    facts(parts)
}

/// What one goes there for.
pub(crate) fn pressing_action(i18n: I18n, what: Pressing) -> &'static str {
    match what {
        Pressing::PlanRemarks
        | Pressing::ResultRemarks
        | Pressing::ProposerTold
        | Pressing::Disputes
        | Pressing::Letters => t!(i18n, pressing.action.answer),
        Pressing::Screening => t!(i18n, pressing.action.screen),
        _ => t!(i18n, pressing.action.look),
    }
}

/// How much something presses; empty for what has to do with the device.
pub(crate) fn urgency(i18n: I18n, urgency: Option<Urgency>) -> &'static str {
    match urgency {
        None | Some(Urgency::Later) => "",
        Some(Urgency::Overdue) => t!(i18n, pressing.group.overdue),
        Some(Urgency::Today) => t!(i18n, pressing.group.today),
        Some(Urgency::Week) => t!(i18n, pressing.group.week),
        Some(Urgency::Open) => t!(i18n, pressing.group.open),
    }
}

/// Where a consultation stands: its stage, or that it is filed.
pub(crate) fn stand(i18n: I18n, line: &Overview) -> String {
    match (line.stage, line.filed) {
        (Some(stage), _) => short_stage(i18n, stage).to_owned(),
        (None, Some(filed)) => t!(i18n, consultations.filed, date = day(i18n, filed)),
        (None, None) => t!(i18n, consultations.done).to_owned(),
    }
}
