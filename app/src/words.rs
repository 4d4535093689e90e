//! Puts what the engine publishes into words of the interface's language.

mod date;
mod difference;
mod pressing;
mod promise;
mod refusal;
mod roster;
mod rule;
mod setup;
mod trouble;

use consultation::calendar::{PeriodError, PostingProblem};
use consultation::procedure::{Lacks, Requirement, Stage};
use consultation::{
    CellValue, Column, DateSpan, FieldName, FieldValue, Form, Jurisdiction, Sheet, hundredths,
};
use ledger::Role;

pub(crate) use date::{day, duration, moment, sitting, today};
pub(crate) use difference::difference;
pub(crate) use pressing::{pressing, pressing_action, pressing_lead, stand, urgency};
pub(crate) use promise::{promise, review, said};
pub(crate) use refusal::refusal;
pub(crate) use roster::roster_word;
pub(crate) use rule::{RuleWords, rule, rule_name, rules};
pub(crate) use setup::{setup_lines, setup_part};
pub(crate) use trouble::{fault, trouble};

use crate::i18n::{I18n, t};
use crate::route::PaperKind;
use crate::session::{Author, Mark, Note, PhotoState, PhotoWhy, Standing, SyncStatus};

/// 已存本机, 已送达 and the others.
pub(crate) fn mark(i18n: I18n, mark: Mark) -> &'static str {
    match mark {
        Mark::Delivered => t!(i18n, mark.delivered),
        Mark::Held => t!(i18n, mark.held),
        Mark::Local => t!(i18n, mark.local),
        Mark::Saving => t!(i18n, mark.saving),
        Mark::Refused => t!(i18n, mark.refused),
    }
}

/// The class that gives a mark its colour and its sign.
pub(crate) fn mark_class(mark: Mark) -> &'static str {
    match mark {
        Mark::Delivered => "mark-delivered",
        Mark::Held => "mark-held",
        Mark::Local => "mark-local",
        Mark::Saving => "mark-saving",
        Mark::Refused => "mark-refused",
    }
}

/// How far a photo has come, or why it does not get on.
pub(crate) fn photo(i18n: I18n, state: PhotoState) -> String {
    let words = match state {
        PhotoState::Waiting { percent: 0 } => t!(i18n, photo.waiting),
        PhotoState::Waiting { percent } => {
            return t!(i18n, photo.waiting_percent, percent = percent);
        }
        PhotoState::Wanted => t!(i18n, photo.wanted),
        PhotoState::Refused(why) => match why {
            PhotoWhy::NotAllowed => t!(i18n, photo.not_allowed),
            PhotoWhy::NoRoom => t!(i18n, photo.no_room),
            PhotoWhy::DiskFull => t!(i18n, photo.disk_full),
            PhotoWhy::NotKept => t!(i18n, photo.not_kept),
            PhotoWhy::Unfit => t!(i18n, photo.unfit),
            PhotoWhy::Damaged => t!(i18n, photo.damaged),
            PhotoWhy::NotThere => t!(i18n, photo.not_there),
        },
    };
    words.to_owned()
}

/// The status chip's words.
pub(crate) fn sync(i18n: I18n, sync: &SyncStatus) -> String {
    match sync {
        SyncStatus::Online { unsent: 0 } => t!(i18n, sync.online).to_owned(),
        SyncStatus::Online { unsent } => t!(i18n, sync.sending, count = unsent),
        SyncStatus::Offline { unsent: 0 } => t!(i18n, sync.offline_all).to_owned(),
        SyncStatus::Offline { unsent } => t!(i18n, sync.offline, count = unsent),
        SyncStatus::Trouble { unsent: 0 } => t!(i18n, sync.trouble_all).to_owned(),
        SyncStatus::Trouble { unsent } => t!(i18n, sync.trouble, count = unsent),
    }
}

/// What the status chip says, as a sentence.
pub(crate) fn sync_sentence(i18n: I18n, sync: &SyncStatus) -> String {
    match sync {
        SyncStatus::Online { unsent: 0 } => t!(i18n, sync.online_sentence).to_owned(),
        SyncStatus::Online { unsent } => t!(i18n, sync.sending_sentence, count = unsent),
        SyncStatus::Offline { unsent: 0 } => t!(i18n, sync.offline_all_sentence).to_owned(),
        SyncStatus::Offline { unsent } => t!(i18n, sync.offline_sentence, count = unsent),
        SyncStatus::Trouble { .. } => t!(i18n, sync.trouble_sentence).to_owned(),
    }
}

/// The class that gives the chip its colour and its sign.
pub(crate) fn sync_class(sync: &SyncStatus) -> &'static str {
    match sync {
        SyncStatus::Online { unsent: 0 } => "chip-good",
        SyncStatus::Online { .. } | SyncStatus::Offline { .. } => "chip-wait",
        SyncStatus::Trouble { .. } => "chip-bad",
    }
}

/// What a field is called.
pub(crate) fn field_name(i18n: I18n, name: FieldName) -> &'static str {
    match name {
        FieldName::Title | FieldName::HallTitle(_) => t!(i18n, field.title),
        FieldName::Purpose => t!(i18n, field.purpose),
        FieldName::Form => t!(i18n, field.form),
        FieldName::Venue => t!(i18n, field.venue),
        FieldName::Time => t!(i18n, field.time),
        FieldName::Notice => t!(i18n, field.notice),
        FieldName::Heading(_) => t!(i18n, field.heading),
        FieldName::CommunityName => t!(i18n, field.community_name),
        FieldName::Address => t!(i18n, field.address),
        FieldName::Phone => t!(i18n, field.phone),
        FieldName::Cell(cell) => column(i18n, cell.column),
        FieldName::Jurisdiction | FieldName::Office | FieldName::HallArchived(_) => "",
    }
}

/// What a field says; empty when nothing is written yet, or where it is not for reading.
pub(crate) fn field_value(i18n: I18n, value: &FieldValue) -> String {
    match value {
        FieldValue::Title(text)
        | FieldValue::Purpose(text)
        | FieldValue::Venue(text)
        | FieldValue::Heading(_, text)
        | FieldValue::CommunityName(text)
        | FieldValue::Address(text)
        | FieldValue::Phone(text)
        | FieldValue::HallTitle(_, text) => text.clone(),
        FieldValue::Form(chosen) => chosen
            .as_ref()
            .map(|chosen| form(i18n, chosen))
            .unwrap_or_default(),
        FieldValue::Time(span) => span.map(|span| sitting(i18n, span)).unwrap_or_default(),
        FieldValue::Notice(span) => span.map(|span| days(i18n, span)).unwrap_or_default(),
        FieldValue::Cell(cell, value) => cell_value(i18n, cell.column, value),
        FieldValue::Jurisdiction(_) | FieldValue::Office(_) | FieldValue::HallArchived(..) => {
            String::new()
        }
    }
}

/// What a column is called.
pub(crate) fn column(i18n: I18n, column: Column) -> &'static str {
    match column {
        Column::Waived(requirement) => requirement_name(i18n, requirement),
        Column::NotInvited(kind) => i18n.named("choice.kind", kind.id()).unwrap_or_default(),
        column => i18n.named("column", &column.key()).unwrap_or_default(),
    }
}

/// The name of a stage.
pub(crate) fn stage(i18n: I18n, stage: Stage) -> &'static str {
    i18n.named("stage", stage.id()).unwrap_or_default()
}

/// The name of a stage in a drawing.
pub(crate) fn short_stage(i18n: I18n, stage: Stage) -> &'static str {
    i18n.named("stage_short", stage.id()).unwrap_or_default()
}

/// The name of a sheet.
pub(crate) fn sheet(i18n: I18n, sheet: Sheet) -> &'static str {
    i18n.named("sheet", sheet.key()).unwrap_or_default()
}

/// What a requirement lacks.
pub(crate) fn lacks(i18n: I18n, lacks: &Lacks) -> String {
    match lacks {
        Lacks::Nothing => t!(i18n, lacks.nothing).to_owned(),
        Lacks::Choice => t!(i18n, lacks.choice).to_owned(),
        Lacks::Kinds(kinds) => {
            let names = kinds.iter().map(|kind| choice(i18n, "kind", kind.id()));
            let names = names.collect::<Vec<_>>().join(t!(i18n, lacks.and));
            t!(i18n, lacks.kinds, kinds = names)
        }
        Lacks::Rows(count) => t!(i18n, lacks.rows, count = count),
        Lacks::Measures(count) => t!(i18n, lacks.measures, count = count),
        Lacks::Disputes(count) => t!(i18n, lacks.disputes, count = count),
        Lacks::Rectifications(count) => t!(i18n, lacks.rectifications, count = count),
        Lacks::Unlawful => t!(i18n, lacks.unlawful).to_owned(),
        Lacks::NotAccepted => t!(i18n, lacks.not_accepted).to_owned(),
        Lacks::ShortPeriod { stated, least } => t!(
            i18n,
            lacks.short_period,
            stated = day(i18n, *stated),
            least = day(i18n, *least)
        ),
        Lacks::StillPosted(period) => {
            let last = day(i18n, period.last());
            match period.certainty().missing() {
                None => t!(i18n, lacks.still_posted, last = last),
                Some(year) => t!(i18n, lacks.still_posted_unsure, last = last, year = year),
            }
        }
        Lacks::TakenDownEarly { period, taken_down } => t!(
            i18n,
            lacks.taken_down_early,
            when = moment(i18n, *taken_down),
            last = day(i18n, period.last())
        ),
        Lacks::NoPeriod(PeriodError::TooLong { days }) => t!(i18n, lacks.too_long, days = days),
        Lacks::NoPeriod(PeriodError::NoDays) => t!(i18n, lacks.no_days).to_owned(),
        Lacks::NoPeriod(PeriodError::EndsBeforeItBegins { .. } | PeriodError::OutsideCalendar) => {
            t!(i18n, lacks.odd_days).to_owned()
        }
        Lacks::OddPosting(PostingProblem::TakenDownWhileNotUp(at)) => {
            t!(i18n, lacks.taken_down_unposted, when = moment(i18n, *at))
        }
        Lacks::OddPosting(PostingProblem::CorrectedWhileNotUp(at)) => {
            t!(i18n, lacks.corrected_unposted, when = moment(i18n, *at))
        }
        Lacks::NoProof => t!(i18n, lacks.no_proof).to_owned(),
        Lacks::LateReport => t!(i18n, lacks.late_report).to_owned(),
        Lacks::HeldTooEarly { held, notice_ends } => t!(
            i18n,
            lacks.held_too_early,
            held = day(i18n, *held),
            ends = day(i18n, *notice_ends)
        ),
        Lacks::Before {
            day: later,
            earlier,
        } => t!(
            i18n,
            lacks.before,
            day = day(i18n, *later),
            earlier = day(i18n, *earlier)
        ),
        Lacks::Reserved => t!(i18n, lacks.reserved).to_owned(),
        Lacks::NotPassed => t!(i18n, lacks.not_passed).to_owned(),
    }
}

/// The name of a paper, as the way to it says it.
pub(crate) fn paper(i18n: I18n, kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::PlanNotice => t!(i18n, paper.plan_notice),
        PaperKind::Invitation => t!(i18n, paper.invitation),
        PaperKind::ResultNotice => t!(i18n, paper.result_notice),
        PaperKind::Told => t!(i18n, paper.told),
        PaperKind::Submission => t!(i18n, paper.submission),
        PaperKind::Progress => t!(i18n, paper.progress),
        PaperKind::Register => t!(i18n, paper.register),
        PaperKind::Objections => t!(i18n, paper.objections),
        PaperKind::RatingForm => t!(i18n, paper.rating_form),
        PaperKind::RatingSummary => t!(i18n, paper.rating_summary),
        PaperKind::ClosingReport => t!(i18n, paper.closing_report),
        PaperKind::FileList => t!(i18n, paper.file_list),
    }
}

/// What a stage asks for.
pub(crate) fn requirement_name(i18n: I18n, requirement: Requirement) -> &'static str {
    i18n.named("requirement", requirement.id())
        .unwrap_or_default()
}

/// The name of a choice; one of a later version shows its id.
pub(crate) fn choice(i18n: I18n, list: &str, id: &str) -> String {
    let name = match list {
        "form" => return form(i18n, &Form::from_id(id)),
        list => i18n.named(&format!("choice.{list}"), id),
    };
    name.unwrap_or(id).to_owned()
}

fn cell_value(i18n: I18n, column: Column, value: &CellValue) -> String {
    match value {
        CellValue::Text(text) => text.clone(),
        CellValue::Choice(id) => {
            let list = column.choices().map_or("", |(list, _)| list);
            let id = id.as_deref();
            id.map(|id| choice(i18n, list, id)).unwrap_or_default()
        }
        CellValue::Date(date) => date.map(|date| day(i18n, date)).unwrap_or_default(),
        CellValue::Dates(dates) => dates.map(|dates| days(i18n, dates)).unwrap_or_default(),
        CellValue::Minute(minute) => minute
            .map(|minute| moment(i18n, minute))
            .unwrap_or_default(),
        CellValue::Time(time) => time.map(|time| sitting(i18n, time)).unwrap_or_default(),
        CellValue::Count(Some(count)) if column.is_area() => {
            format!("{} m²", hundredths(*count))
        }
        CellValue::Count(Some(count)) if column.is_money() => hundredths(*count),
        CellValue::Count(count) => count.map(|count| count.to_string()).unwrap_or_default(),
        CellValue::Flag(true) => t!(i18n, choice.yes).to_owned(),
        CellValue::Flag(false) | CellValue::Row(_) | CellValue::Room(_) | CellValue::Blob(_) => {
            String::new()
        }
    }
}

fn days(i18n: I18n, span: DateSpan) -> String {
    t!(
        i18n,
        date.range,
        from = day(i18n, span.from()),
        to = day(i18n, span.to())
    )
}

/// The name of a form of consultation; an unknown one shows its id.
pub(crate) fn form(i18n: I18n, form: &Form) -> String {
    let known = match form {
        Form::ResidentsMeeting => t!(i18n, form.residents_meeting),
        Form::RepresentativesMeeting => t!(i18n, form.representatives_meeting),
        Form::ResidentsTalk => t!(i18n, form.residents_talk),
        Form::FrankTalk => t!(i18n, form.frank_talk),
        Form::Hearing => t!(i18n, form.hearing),
        Form::Deliberation => t!(i18n, form.deliberation),
        Form::Appraisal => t!(i18n, form.appraisal),
        Form::SpecialTopic => t!(i18n, form.special_topic),
        Form::JointMeeting => t!(i18n, form.joint_meeting),
        Form::Estate => t!(i18n, form.estate),
        Form::Owners => t!(i18n, form.owners),
        Form::ResidentsGroup => t!(i18n, form.residents_group),
        Form::OpenSpace => t!(i18n, form.open_space),
        Form::ConsensusForum => t!(i18n, form.consensus_forum),
        Form::Online => t!(i18n, form.online),
        Form::Other(id) => id,
    };
    known.to_owned()
}

/// A consultation's title as lists and headings show it.
pub(crate) fn title(i18n: I18n, title: &str) -> String {
    if title.trim().is_empty() {
        t!(i18n, consultations.untitled).to_owned()
    } else {
        title.to_owned()
    }
}

/// What a person may do.
pub(crate) fn role(i18n: I18n, role: Role) -> &'static str {
    match role {
        Role::Administrator => t!(i18n, role.administrator),
        Role::Staff => t!(i18n, role.staff),
        Role::Supervisor => t!(i18n, role.supervisor),
        Role::Recorder => t!(i18n, choice.role.recorder),
        Role::Kiosk => t!(i18n, role.kiosk),
        Role::Participant => t!(i18n, role.participant),
        Role::Relay => t!(i18n, role.relay),
    }
}

/// What a role is for, in a few words.
pub(crate) fn role_hint(i18n: I18n, role: Role) -> &'static str {
    match role {
        Role::Administrator => t!(i18n, role.administrator_hint),
        Role::Staff => t!(i18n, role.staff_hint),
        Role::Supervisor => t!(i18n, role.supervisor_hint),
        Role::Recorder | Role::Kiosk | Role::Participant | Role::Relay => "",
    }
}

/// Whether a right is in force.
pub(crate) fn standing(i18n: I18n, standing: Standing) -> &'static str {
    match standing {
        Standing::Valid => t!(i18n, standing.valid),
        Standing::Held => t!(i18n, standing.held),
        Standing::Revoked => t!(i18n, standing.revoked),
        Standing::Expired => t!(i18n, standing.expired),
    }
}

/// 「社工 甲 · 2 号平板 · 11月21日 20:14」, with what of it is known.
pub(crate) fn author(i18n: I18n, author: &Author) -> String {
    let name = match (author.me, author.name.is_empty()) {
        (true, true) => String::new(),
        (false, true) => t!(i18n, author.unknown).to_owned(),
        (_, false) => author.name.clone(),
    };
    let here = match author.me {
        true => t!(i18n, author.me).to_owned(),
        false => String::new(),
    };
    let when = author
        .when
        .map(|when| moment(i18n, when))
        .unwrap_or_default();
    facts(vec![name, here, author.device.clone(), when])
}

/// What is known of something in a line, without what is not.
pub(crate) fn facts(mut facts: Vec<String>) -> String {
    facts.retain(|fact| !fact.is_empty());
    facts.join(" · ")
}

/// The level of a jurisdiction; that of a later version has no name here.
pub(crate) fn level(i18n: I18n, level: &Jurisdiction) -> &'static str {
    match level {
        Jurisdiction::Community => t!(i18n, level.community),
        Jurisdiction::Township => t!(i18n, level.township),
        Jurisdiction::District => t!(i18n, level.district),
        Jurisdiction::City => t!(i18n, level.city),
        Jurisdiction::Other(_) => "",
    }
}

/// Something said once.
pub(crate) fn note(i18n: I18n, note: &Note) -> String {
    match note {
        Note::CharactersRemoved => t!(i18n, note.characters_removed).to_owned(),
        Note::RowsSetAside { count } => t!(i18n, note.rows_set_aside, count = count),
        Note::OpenedWithoutNewest => t!(i18n, note.opened_without_newest).to_owned(),
        Note::HandedBack { text } => t!(i18n, note.handed_back, text = text),
        Note::TakenOver => t!(i18n, note.taken_over).to_owned(),
        Note::AlreadyMember => t!(i18n, note.already_member).to_owned(),
        Note::LinkDamaged => t!(i18n, trouble.link_damaged.happened).to_owned(),
    }
}
