//! A sitting as it happens: check-in, speaking, opinions, votes, the tablets that run it together.
//!
//! How it runs. Whatever happens is an [`Event`] that a tablet or a participant signs; it travels as a statement of
//! the hall and stands in its log. [`Log`] puts the events of one sitting into order and says which count. From it
//! follow who is there ([`Attendance`]), who speaks ([`Floor`]), what people think ([`opinions`]), what votes came to
//! ([`votes`], by [`crate::voting`]) and whether the tablets have the same ([`Tablets`]). Each is a pure function of
//! the events, so that every device that has the same entries shows the same, and anybody can count again.
//!
//! Clocks. Events bear the time of their author's clock, as minutes of a meeting do; the order of the log, not the
//! clock, decides which of two words of one author is the later. Clocks decide only who was there at a vote, people and
//! tablets, and in which order people spoke; one that is a day ahead is listed ([`Doubt::ClockAhead`]).
//!
//! What this refuses to know: the record (the agenda, the texts that several write), keys and rights, which tablet it
//! runs on, and the time.

mod attendance;
mod choice;
mod course;
mod event;
mod floor;
mod log;
mod merged;
mod moment;
mod order;
mod prepare;
mod roll;
mod seal;
mod sitting;
mod tablets;
mod vote;
mod wall;

pub use attendance::{Attendance, Attendee};
pub use choice::{
    CameBy, Capacity, Conducted, Duty, FloorStep, Order, Settles, Stance, StepKind, Via,
};
pub use course::{Course, CourseStep, Enough, Phase, enough};
pub use event::{
    BlobHash, Card, CheckIn, Counted, Event, EventBox, EventError, Happened, Opening, OwnedUnit,
    RollHead, Vote,
};
pub use floor::{Floor, Turn, Waiting};
pub use log::{Device, Heard, Log, Noted, State, sum};
pub use moment::Moment;
pub use prepare::{Frozen, Named, NoOpening, Part, freeze, to_close, to_seal};
pub use roll::{heads, person, roster, voter};
pub use seal::{Seal, is_sealed, seals};
pub use sitting::{Recusal, Sitting, Speech};
pub use tablets::{Standing, Tablet, Tablets, digest};
pub use vote::{Doubt, Fate, Listed, Setting, Settlement, VoteResult, votes};
pub use wall::{Opinion, opinions};

#[cfg(test)]
mod tests;
