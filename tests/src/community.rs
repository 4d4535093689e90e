//! Steps in the product's own words: what staff of a community do on their devices.
//!
//! Everything is found by the role and name that the interface gives it in Chinese; a renamed button
//! is renamed here and nowhere else.

mod consultation;
mod going_up;
mod minutes;
mod people;
mod photos;
mod place;
mod procedure;
mod public;

use anyhow::Result;

use crate::{Device, RelayProcess, Size};

pub use consultation::NewConsultation;
pub use people::Member;
pub use procedure::Entry;

/// A community at work: its relay, and the tablet that founded it.
pub struct Community {
    /// The relay.
    pub relay: RelayProcess,
    /// The founder's tablet.
    pub tablet_a: Device,
}

impl Community {
    /// A relay and a tablet, and the community founded on it.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn founded() -> Result<Self> {
        let relay = RelayProcess::start().await?;
        let link = relay.founding_link().await?;
        let tablet_a = Device::new("tablet A", Size::Tablet, relay.address()).await?;
        tablet_a
            .founds_the_community(&link, "示范社区", Member::WANG_MIN)
            .await?;
        Ok(Self { relay, tablet_a })
    }

    /// A community with one consultation, open on tablet A and delivered.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn with_consultation(title: &str) -> Result<Self> {
        let community = Self::founded().await?;
        let tablet = &community.tablet_a;
        tablet.enters(title).await?;
        tablet.is_all_delivered().await?;
        Ok(community)
    }

    /// A second device that joins by an invitation of tablet A.
    ///
    /// # Errors
    /// When a step fails.
    pub async fn is_joined_by(&self, name: &str, size: Size, member: Member) -> Result<Device> {
        let link = self.tablet_a.invites_staff().await?;
        let device = Device::new(name, size, self.relay.address()).await?;
        device.joins_by(&link, member).await?;
        Ok(device)
    }
}
