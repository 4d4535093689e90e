//! 表决: what a vote came to, from its entries alone, and what has to be settled before that is final.
//!
//! Nothing is chosen or summed silently. Ballots that a closing does not name are late; two ballots of one person are
//! counted by the order own device, shared tablet, entered for them, and listed; what was entered for somebody counts
//! once a second person confirmed it. While anything of that is open, the result is provisional.

mod doubt;
mod gather;
mod result;

pub use doubt::Doubt;
pub use result::{Fate, Listed, Result as VoteResult, Setting, Settlement, votes};

#[cfg(test)]
mod tests;
