//! How the page looks on this device: size, light or dark, and the pictures taken of it.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;

use super::{Device, Size};
use crate::pictures;

/// Light or dark, as the device's system asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// What a device's system asks of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The size of the page.
    pub size: Size,
    /// Light or dark.
    pub theme: Theme,
}

impl Device {
    /// Gives the page exactly this size.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn takes_size(&self, size: Size) -> Result<()> {
        let (width, height) = size.pixels();
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await
            .map(drop)
    }

    /// Gives the page this size and theme.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn looks(&self, look: Look) -> Result<()> {
        self.takes_size(look.size).await?;
        let scheme = match look.theme {
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        self.devtools("Emulation.setEmulatedMedia", features)
            .await
            .map(drop)
    }

    /// Takes the picture of this name for README and docs, when `UPDATE_PICTURES=1`.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub async fn takes_picture(&self, name: &str) -> Result<()> {
        match pictures::for_docs(name)? {
            Some(path) => self.screenshot(&path).await,
            None => Ok(()),
        }
    }

    /// Writes what the page looks like to a PNG file.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub async fn screenshot(&self, path: &Path) -> Result<()> {
        let picture = self.driver()?.screenshot_as_png().await?;
        tokio::fs::write(path, picture)
            .await
            .with_context(|| format!("cannot write {}", path.display()))
    }
}
