//! Papers that a community posts, sends and files: what stands on them, as data that a page prints and
//! that one copies as text.
//!
//! A paper is Chinese whatever the interface's language: it is read on a wall. What is not written yet
//! stands on it as 【待填】 and is listed, so that nobody posts a gap unseen.
//!
//! What this refuses to know: fonts, pages, pictures. Contents follow the law's and the policy's lists
//! (二(四): 提前公示协商方案，并向协商主体通报协商内容及相关信息).

mod closing_report;
mod file_list;
mod invitation;
mod letters_up;
mod minutes;
mod names;
mod objections;
mod outcome;
mod plan_notice;
mod progress;
mod ratings;
mod register;
mod result;
mod sheet;
mod told;

pub use closing_report::closing_report;
pub use file_list::file_list;
pub use invitation::invitation;
pub use letters_up::{request, submission};
pub use minutes::{Sat, minutes, sign_in, summary};
pub use objections::objections;
pub use plan_notice::plan_notice;
pub use progress::progress;
pub use ratings::{rating_form, rating_summary};
pub use register::register;
pub use result::result_notice;
pub use sheet::{Gap, Issuer, Line, Matter, Paper, SCAN};
pub use told::told;
