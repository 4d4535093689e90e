//! Helps for a plan: whom a matter concerns, who takes part in which shares, drawing lots, and what a plan of
//! each form starts from.

mod lots;
mod shares;
mod suggestion;
mod template;

pub use lots::{LotsError, draw};
pub use shares::{Share, Shares, Warning};
pub use suggestion::{Reason, Suggestion, suggestions};
pub use template::{Role, Template, WIDELY_FOLLOWED, template};
