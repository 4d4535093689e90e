//! The procedure (二(四)): where a consultation stands, and what it still lacks.
//!
//! A round goes through seven [`Stage`]s. Staff close a stage by its day; whether it counts as closed
//! is computed: each stage has [`Requirement`]s, read from the record, and a requirement that is not
//! met has to be waived with a written reason that stays visible, or the round stands still there,
//! whatever was closed behind it. So no merge of what devices did while apart carries a consultation
//! past something that is missing: the stage is a function of the merged record and the day, and of
//! nothing else. An opinion 「不合法」 of the legal adviser cannot be waived.
//!
//! [`Facts`] is what it looks at, [`Standing`] what it comes to, [`due::Due`] what presses.
//!
//! What this refuses to know: clocks, the interface, and who may do what.

mod check;
pub mod due;
mod facts;
mod least;
mod overview;
mod requirement;
mod stage;
mod standing;

pub use check::{Lacks, Unmet};
pub use due::{Due, Pressing, Urgency};
pub use facts::{Facts, Opinions};
pub use least::Least;
pub use overview::{Overview, PromiseLine, SubmissionLine};
pub use requirement::{Requirement, Spot};
pub use stage::Stage;
pub use standing::{Standing, Step, Waiver};
