//! How far an import is, told to whoever asked for it, who may stop it.

use std::ops::ControlFlow;

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Cells are read from the file.
    Reading,
    /// Rows are read from the cells.
    Checking,
    /// Rows are compared with the book.
    Comparing,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is being done.
    pub phase: Phase,
    /// Rows that are done.
    pub done: u32,
    /// Rows there are, where that is known beforehand.
    pub total: Option<u32>,
}

/// The person stopped it; nothing was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("已停止，什么也没有保存。")]
pub struct Cancelled;

/// Tells how far it is every so many rows.
pub struct Progress<'a> {
    tell: &'a mut dyn FnMut(Step) -> ControlFlow<()>,
}

/// A thousand rows take some milliseconds on a phone: often enough for a bar, seldom enough to cost nothing.
const EVERY: u32 = 1_000;

impl<'a> Progress<'a> {
    /// Tells it to a callback, which breaks off by its answer.
    pub fn new(tell: &'a mut dyn FnMut(Step) -> ControlFlow<()>) -> Self {
        Self { tell }
    }

    /// Tells the callback when a round number of rows is done.
    ///
    /// # Errors
    /// When the callback breaks off.
    pub(crate) fn rows(
        &mut self,
        phase: Phase,
        done: usize,
        total: Option<usize>,
    ) -> Result<(), Cancelled> {
        let done = u32::try_from(done).unwrap_or(u32::MAX);
        if !done.is_multiple_of(EVERY) {
            return Ok(());
        }
        let total = total.map(|total| u32::try_from(total).unwrap_or(u32::MAX));
        match (self.tell)(Step { phase, done, total }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Cancelled),
        }
    }
}
