//! How the page looks on this device: size, light or dark, and the pictures taken of it.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::{Device, Size};
use crate::pictures;

/// Lists what does not fit on the page, in words. A text that is cut with an ellipsis on purpose fits, and
/// so does what scrolls by itself.
const FITS: &str = r#"
const root = document.documentElement;
const faults = [];
const over = root.scrollWidth - root.clientWidth;
if (over > 0) faults.push(`the page is ${over} px too wide`);
const named = (it) => `${it.tagName.toLowerCase()}.${it.className} “${it.textContent.trim().slice(0, 20)}”`;
for (const it of document.body.querySelectorAll("*")) {
  if (!it.checkVisibility() || it.closest("svg, .visually-hidden, .skip, .prose, .watermark")) continue;
  const box = it.getBoundingClientRect();
  if (box.width > 0 && (box.right > root.clientWidth + 1 || box.left < -1)) {
    faults.push(`${named(it)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)}`);
  }
}
const least = root.dataset.size === "elder" ? 60 : 48;
const pressed = "button, .btn, nav a, .back, .card, .line, .chip-link, .choice-line, select, textarea, input:not([type=radio], [type=checkbox])";
for (const it of document.querySelectorAll(pressed)) {
  if (!it.checkVisibility()) continue;
  const { width, height } = it.getBoundingClientRect();
  if (Math.min(width, height) < least - 0.5) {
    faults.push(`${named(it)} is ${Math.round(width)}×${Math.round(height)}, not ${least}`);
  }
}
return faults;
"#;

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

    /// Makes sure that nothing sticks out sideways, and that whatever is pressed is large enough for a
    /// finger: 48 pixels, 60 in elder mode.
    ///
    /// # Errors
    /// What is too wide or too small.
    pub async fn fits(&self) -> Result<()> {
        let faults = self.runs(FITS).await?;
        let words = faults.as_array().map(Vec::as_slice).unwrap_or_default();
        let place = self.driver()?.current_url().await?;
        ensure!(words.is_empty(), "{}: {place}: {faults}", self.name);
        Ok(())
    }

    /// Takes the picture of this name for README and docs, when `UPDATE_PICTURES=1`.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub async fn takes_picture(&self, name: &str) -> Result<()> {
        let Some(path) = pictures::for_docs(name)? else {
            return Ok(());
        };
        self.takes_size(Size::Picture).await?;
        self.runs("scrollTo(0, 0);").await?;
        self.screenshot(&path).await?;
        self.takes_size(self.size).await
    }

    /// The same with a part of the page in the middle.
    ///
    /// # Errors
    /// When there is no such part, or the picture cannot be taken or written.
    pub async fn takes_picture_of(&self, name: &str, role: &str, part: &str) -> Result<()> {
        let Some(path) = pictures::for_docs(name)? else {
            return Ok(());
        };
        let part = self.finds(role, part).await?;
        part.scroll_into_view().await?;
        self.screenshot(&path).await
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
