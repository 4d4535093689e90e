//! What a community has for its consultations, as its board says it: bodies with members and terms, venues,
//! papers (二(一), 二(三), 二(五)).
//!
//! Everything here is computed from rows and a day: whether a body is in its term, what a venue still lacks,
//! whom its members would bring to a plan. What this refuses to know: clocks, the interface, and whether a
//! community has enough of it all, which the township confirms.

mod body;
pub mod chart;
mod document;
mod venue;

pub use body::{BodyStanding, ENDING_DAYS, Term, bodies, seats, terms_that_end};
pub use document::missing_documents;
pub use venue::{venue_lacks, venue_words};
