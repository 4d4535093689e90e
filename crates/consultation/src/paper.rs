//! Papers that a community posts, sends and files: what stands on them, as data that a page prints and
//! that one copies as text.
//!
//! A paper is Chinese whatever the interface's language: it is read on a wall. What is not written yet
//! stands on it as 【待填】 and is listed, so that nobody posts a gap unseen.
//!
//! What this refuses to know: fonts, pages, pictures. Contents follow the law's and the policy's lists
//! (二(四): 提前公示协商方案，并向协商主体通报协商内容及相关信息).

mod invitation;
mod names;
mod plan_notice;
mod sheet;

pub use invitation::invitation;
pub use plan_notice::plan_notice;
pub use sheet::{Gap, Issuer, Line, Matter, Paper};
