//! How things stand with what a community has for its consultations, in words.

use consultation::setup::{self, Term};
use consultation::{Date, Sheet, Sheets};

use super::{choice, column, day};
use crate::i18n::{I18n, t};
use crate::route::SetupPart;

/// What a part is called.
pub(crate) fn setup_part(i18n: I18n, part: SetupPart) -> &'static str {
    match part {
        SetupPart::Organisation => t!(i18n, setup.organisation),
        SetupPart::Venues => t!(i18n, setup.venues),
        SetupPart::Documents => t!(i18n, sheet.documents),
        SetupPart::Support => t!(i18n, sheet.support),
        SetupPart::Templates => t!(i18n, template.page),
    }
}

/// How a part stands on a day, line by line, with whether each needs a person.
pub(crate) fn setup_lines(
    i18n: I18n,
    part: SetupPart,
    board: &Sheets,
    today: Date,
) -> Vec<(String, bool)> {
    match part {
        SetupPart::Organisation => terms(i18n, board, today),
        SetupPart::Venues => venues(i18n, board),
        SetupPart::Documents => {
            let missing = setup::missing_documents(board, today).into_iter();
            let words = missing.map(|kind| {
                let name = choice(i18n, "document_kind", kind.id());
                (t!(i18n, setup.document_missing, name = name), true)
            });
            words.collect()
        }
        SetupPart::Support | SetupPart::Templates => Vec::new(),
    }
}

fn terms(i18n: I18n, board: &Sheets, today: Date) -> Vec<(String, bool)> {
    let bodies = setup::bodies(board, today);
    if bodies.is_empty() {
        return vec![(t!(i18n, setup.no_body).to_owned(), true)];
    }
    let lines = bodies.into_iter().map(|body| {
        let (key, date, left) = match body.term {
            Term::Unknown => (crate::i18n::key::setup::term_unknown, None, 0),
            Term::Ahead(first) => (crate::i18n::key::setup::term_ahead, Some(first), 0),
            Term::Running(last) => (crate::i18n::key::setup::term_running, Some(last), 0),
            Term::Ending(last, left) => (crate::i18n::key::setup::term_ending, Some(last), left),
            Term::Over(last) => (crate::i18n::key::setup::term_over, Some(last), 0),
        };
        let date = date.map(|date| day(i18n, date)).unwrap_or_default();
        let (left, members, kinds) = (
            left.to_string(),
            body.members.to_string(),
            body.kinds.to_string(),
        );
        let words = i18n.fill(
            key,
            &[
                ("name", &body.title),
                ("date", &date),
                ("left", &left),
                ("members", &members),
                ("kinds", &kinds),
            ],
        );
        (
            words,
            !matches!(body.term, Term::Running(_) | Term::Ahead(_)),
        )
    });
    lines.collect()
}

fn venues(i18n: I18n, board: &Sheets) -> Vec<(String, bool)> {
    let mut venues = board.rows(Sheet::Venues).peekable();
    if venues.peek().is_none() {
        return vec![(t!(i18n, setup.no_venue).to_owned(), true)];
    }
    let mut lines = Vec::new();
    for venue in venues {
        let missing = setup::venue_lacks(venue);
        if !missing.is_empty() {
            let what = missing.into_iter().map(|missing| column(i18n, missing));
            let what = what.collect::<Vec<_>>().join(t!(i18n, lacks.and));
            let name = setup::venue_words(venue);
            lines.push((t!(i18n, setup.venue_lacks, name = name, what = what), true));
        }
    }
    lines
}
