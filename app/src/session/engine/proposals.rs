//! Proposals of a hall: statements that nobody can alter, each under the hash of a 受理号.

use std::sync::Arc;

use consultation::statement::{self, PROPOSAL, ProposalError};
use consultation::topic::AcceptanceCode;
use consultation::{CellValue, Column, People, Proposal, Sheets, Statement};
use ledger::{EntryId, RoomId};

use super::super::stage::Reply;
use super::super::view::ProposalView;
use super::super::{Outcome, Trouble, What};
use super::records::words_of_row;
use super::{Engine, State, show, troubles};
use crate::platform::crypto;

impl Engine {
    /// Says what somebody wants to have talked about, in the words of a topic's cells.
    pub(super) fn propose(&self, room: RoomId, cells: &[(Column, CellValue)]) -> Reply {
        let proposed = || {
            let code = new_code()?;
            let proposal = read(cells, code.hash()).map_err(trouble)?;
            let statement = Statement::Proposal(proposal);
            Ok((code, self.say(room, &statement, words_of_row(cells))?))
        };
        self.told(proposed())
    }

    /// Tells a 受理号 once what was written under it is stored.
    pub(super) fn told(&self, written: Result<(AcceptanceCode, Vec<EntryId>), Trouble>) -> Reply {
        self.once_stored(written.map(|(code, entries)| (entries, Outcome::Code(code.to_string()))))
    }
}

/// A new 受理号; no network is needed.
pub(super) fn new_code() -> Result<AcceptanceCode, Trouble> {
    let random = crypto::random().map_err(|error| troubles::of_keys(&error))?;
    Ok(AcceptanceCode::from_random(random))
}

fn read(cells: &[(Column, CellValue)], hash: [u8; 32]) -> Result<Proposal, ProposalError> {
    let (mut title, mut text, mut category) = ("", "", None);
    for (column, value) in cells {
        match (column, value) {
            (Column::Title, CellValue::Text(words)) => title = words,
            (Column::Text, CellValue::Text(words)) => text = words,
            (Column::Category, CellValue::Choice(chosen)) => category = chosen.as_deref(),
            _ => {}
        }
    }
    Proposal::new(title, text, category, hash)
}

fn trouble(error: ProposalError) -> Trouble {
    Trouble::new(match error {
        ProposalError::NoTitle => What::Empty,
        ProposalError::TooLong { limit, found, .. } => What::TooLong {
            length: found,
            limit,
        },
    })
}

/// The proposals of a hall as they are shown.
pub(super) fn of_hall(
    state: &State,
    room: RoomId,
    names: (&People, &People),
    board: &Sheets,
) -> Vec<Arc<ProposalView>> {
    let replica = &state.replica;
    state.said(room, &[PROPOSAL], |said| {
        let mut shown = Vec::new();
        for (said, proposal) in statement::proposals(said.iter().copied()) {
            shown.push(Arc::new(ProposalView {
                proposal: proposal.clone(),
                author: show::signed_by(state, room, names, said.entry),
                mark: replica
                    .mark(room, said.entry)
                    .map(show::mark)
                    .unwrap_or_default(),
                is_taken_up: proposal.topic(board).is_some(),
            }));
        }
        shown
    })
}
