//! The board's public pages (公示栏): plain HTML without script, made from the board's record, the
//! calendar and the minute. Anyone reads them, on any phone, without an account.
//!
//! What stands on them is an allow-list: the board's name, address and telephone; the sheet
//! [`Publications`](crate::Sheet::Publications), whose texts staff wrote to be published; the title,
//! category and state of topics once they are published; the catalogue. Whoever holds a 受理号 also
//! gets the answer to that topic. Halls and the office are not read at all.
//!
//! Markup is constants of the program; every other word is escaped, loses control characters and
//! stands in isolation, so that nothing a person wrote acts on the page.
//!
//! What this refuses to know: HTTP, clocks, caches, and whether a page is out of date: whoever serves
//! it says so by [`AsOf`].

mod about;
mod community;
mod contact;
mod frame;
mod html;
mod index;
mod letter_box;
mod lookup;
mod notice;
mod plain;
mod posted;
mod style;
mod topic;

pub use about::about;
pub use community::Community;
pub use frame::{AsOf, Page};
pub use index::index;
pub use letter_box::{LetterBox, Subject};
pub use lookup::LookUp;
pub use notice::notices;
pub use plain::{boards, no_such_page, opening};
pub use posted::MOST_POSTED;
pub use style::{STYLE, style_path};

/// Where 什么是社区协商 is.
pub const ABOUT_PATH: &str = "/about-consultation";
