//! What is due on the board: topics, their proposers, the township, the register, terms that end.

use super::{Due, Pressing, add};
use crate::going_up::{Signed, answer};
use crate::projection::Sheets;
use crate::record::{Column, Date, Screening, Sheet};
use crate::setup::terms_that_end;
use crate::topic::omitted;

/// What the board waits for. No rule names a day for what has to do with topics; a term has its last.
pub fn of_board(board: &Sheets, rulings: &[Signed], today: Date) -> Vec<Due> {
    let (mut unscreened, mut untold) = (0, 0);
    for topic in board.rows(Sheet::Topics) {
        let screening = topic.choice(Column::Screening);
        let is_told = !topic.is_empty(Column::Reply) && !topic.is_empty(Column::RepliedOn);
        if screening.is_none() {
            unscreened += 1;
        } else if screening != Some(Screening::Accepted.id()) && !is_told {
            untold += 1;
        }
    }
    let requests = board.rows(Sheet::Requests);
    let unanswered = requests.filter(|row| answer(row, rulings).is_none());
    let of_topics = [
        (Pressing::Screening, unscreened),
        (Pressing::ProposerTold, untold),
        (Pressing::TownshipAnswer, unanswered.count()),
        (Pressing::Omitted, omitted(board, today).len()),
    ]
    .into_iter()
    .filter_map(|(what, count)| Due::open(what, count));
    let mut list: Vec<Due> = of_topics.collect();
    for last in terms_that_end(board) {
        add(&mut list, Due::by(Pressing::TermEnds, Some(last)));
    }
    list
}
