//! Helps for a plan: whom a matter concerns, who takes part in which shares, drawing lots, and what a plan of
//! each form starts from.

mod anonymous;
mod case;
mod hearing;
mod lots;
mod roles;
mod shares;
mod suggestion;
mod template;

pub use crate::record::Role;
pub(crate) use case::veiled;
pub use case::{CaseRow, Filling, case_rows, fill_measures, fill_plan, named_templates};
pub use hearing::{HEARING, Phase};
pub use lots::{LotsError, draw};
pub use roles::{RoleProblem, needed_roles, role_problems};
pub use shares::{Share, Shares, Warning};
pub use suggestion::{Reason, Suggestion, suggestions};
pub use template::{Template, WIDELY_FOLLOWED, template};
