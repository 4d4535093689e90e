//! Journeys: what people do with 众商, done by real browsers against the real relay.
//!
//! A journey opens [`Device`]s — each a Chromium of its own with its own profile folder — that reach a
//! [`RelayProcess`] through a [`FaultProxy`] of their own, so that the network of one device can be cut,
//! delayed or poisoned while the others go on. All devices see one origin, [`device::ORIGIN`], which
//! each browser maps to its proxy. Things on the page are found as a person finds them, by role and
//! name in the accessibility tree ([`accessibility`]); after every press and every typed word the page
//! is checked by axe-core and its console is read ([`Device::presses`] and its siblings do that).
//!
//! Nothing here sleeps for luck: [`eventually`] polls a question until it has an answer or its
//! deadline passes, and then says what the page showed instead.
//!
//! The steps of the product's own words (“founds the community”, “writes minutes”) live in
//! [`community`]; everything else knows nothing of consultation.

pub mod accessibility;
mod axe;
pub mod bench;
mod chromedriver;
pub mod community;
mod console;
pub mod device;
mod environment;
mod fault_proxy;
mod fixture;
mod folder;
mod pictures;
mod relay;
mod release;
mod static_site;
mod wait;
pub mod wire;

pub use chromedriver::Chromedriver;
pub use community::{Community, Entry, Member, NewConsultation};
pub use device::{Device, Size, Way};
pub use environment::{built_app, locales, relay_binary};
pub use fault_proxy::{Direction, FaultProxy, Network};
pub use fixture::Solicitation;
pub use relay::RelayProcess;
pub use release::Release;
pub use static_site::StaticSite;
pub use wait::{LONG_PATIENCE, PATIENCE, eventually, eventually_within};
