//! Topics before they are consultations: the number by which somebody finds out what became of theirs,
//! which ones are alike, and which should have been consulted on and were not.

mod code;
mod omitted;
mod similar;

pub use code::{AcceptanceCode, CodeError, of_code};
pub use omitted::{Omission, Omitted, omitted};
pub use similar::{Likeness, similar};
