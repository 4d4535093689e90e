//! 应商未商: what should have been consulted on and was not.

use crate::procedure::Opinions;
use crate::projection::{Row, Sheets};
use crate::record::{Column, Date, Kind, Screening, Sheet};

/// One entry of the register, which the township sees.
#[derive(Clone, Copy, Debug)]
pub struct Omitted<'a> {
    /// The topic, or the item of the catalogue that no topic came from.
    pub row: &'a Row,
    /// Why it stands here.
    pub omission: Omission,
}

/// Why something stands in the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Omission {
    /// A topic of a must-consult item was declined without a reason or without both bodies' opinions.
    Declined,
    /// A topic of a must-consult item was accepted and no consultation was begun.
    NotBegun,
    /// A must-consult item is over, and no topic belongs to it.
    Never,
}

/// Reads the register on a day.
pub fn omitted(board: &Sheets, today: Date) -> Vec<Omitted<'_>> {
    let must = |item: &&Row| item.flag(Column::MustConsult);
    let mut omitted = Vec::new();
    for item in board.rows(Sheet::Catalogue).filter(must) {
        let topics = board.rows_of(Sheet::Topics, Column::CatalogueItem, item.id);
        let mut has_topic = false;
        for topic in topics {
            has_topic = true;
            let omission = omission(board, topic);
            omitted.extend(omission.map(|omission| Omitted {
                row: topic,
                omission,
            }));
        }
        let is_over = item.date(Column::Until).is_some_and(|until| until < today);
        if is_over && !has_topic {
            let omission = Omission::Never;
            omitted.push(Omitted {
                row: item,
                omission,
            });
        }
    }
    omitted
}

fn omission(board: &Sheets, topic: &Row) -> Option<Omission> {
    let screening = topic
        .choice(Column::Screening)
        .and_then(Screening::from_id)?;
    match screening {
        Screening::Merged => None,
        Screening::Accepted => topic
            .room(Column::Hall)
            .is_none()
            .then_some(Omission::NotBegun),
        Screening::Declined => {
            let opinions = Opinions::of(board, topic.id);
            let is_silent = opinions
                .missing()
                .any(|body| matches!(body, Kind::Party | Kind::Committee));
            let is_reasoned = !is_silent && !topic.is_empty(Column::Note);
            (!is_reasoned).then_some(Omission::Declined)
        }
    }
}
