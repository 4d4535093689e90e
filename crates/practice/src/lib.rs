//! The practice community (练习社区): a place to try everything in, which never leaves the device.
//!
//! It is the real thing with three parts replaced. The relay runs beside the page, in a worker ([`Program`]): the
//! same machine as the real one, with the shell that it needs, but with no socket to it. Signatures
//! are stand-ins ([`keys::Keys`]), made and checked at once. And the community is not founded by a person
//! but [`found`]ed whole, with sample consultations and a colleague, out of the same commands and
//! the same entries; what a device would have stored after that is stored in one go, in a database
//! of its own.
//!
//! Nothing here calls the browser; it is tested natively. Whether a tab practises stands in its
//! address and is no concern of this module.

#![warn(missing_docs)]

mod founding;
mod in_page;
mod keys;
mod program;
#[cfg(test)]
mod tests;

pub use founding::found;
pub use in_page::InPage;
pub use keys::{Keys, ME, verify};
pub use ledger::dice::SEED;
pub use program::{
    CONNECT, Connecting, FOUND, Founded, Founding, Heard, Program, Step, TELL, Telling,
};
