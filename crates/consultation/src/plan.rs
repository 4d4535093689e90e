//! Helps for a plan: whom a matter concerns, who takes part in which shares, and drawing lots.

mod lots;
mod shares;
mod suggestion;

pub use lots::{LotsError, draw};
pub use shares::{Share, Shares, Warning};
pub use suggestion::{Reason, Suggestion, suggestions};
