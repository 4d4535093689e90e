//! A device: a Chromium with a profile of its own, behind a network of its own.
//!
//! What a person can do to a tablet, a journey can do: open it, close it, pull its battery
//! ([`Device::is_killed`]), open it again on the same profile, unplug its network, open a second tab.
//! Every act on a page is followed by [`Device::check`]: axe-core and the console.

mod act;
mod browser;
mod look;
mod machine;
mod see;

use std::net::SocketAddr;

use anyhow::{Context, Result};
use tempfile::TempDir;
use thirtyfour::{WebDriver, WindowHandle};

use crate::{Chromedriver, FaultProxy, Network};
use browser::Browser;

pub use look::{Look, Theme};
pub use machine::pages_of;

/// The one origin that every device sees. Names below `localhost` are secure contexts, so service
/// workers and WebCrypto work as over TLS; each browser maps the name to its own [`FaultProxy`].
pub const ORIGIN: &str = "http://zhongshang.localhost";

/// How large the page is, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A tablet in landscape.
    Tablet,
    /// A phone in portrait.
    Phone,
    /// A small laptop's window.
    Laptop,
    /// A tablet with its browser's own bars, for pictures: README is read on poor networks too.
    Picture,
    /// The narrowest page there is: a small phone, or a tablet that shows everything four times as large.
    Narrow,
}

impl Size {
    /// Width and height.
    pub fn pixels(self) -> (u32, u32) {
        match self {
            Self::Tablet => (1024, 768),
            Self::Phone => (390, 844),
            Self::Laptop => (1366, 768),
            Self::Picture => (1024, 640),
            Self::Narrow => (320, 568),
        }
    }
}

/// How a person has set up the browser, beside what every device has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// Everything is forgotten when the window closes.
    pub is_private: bool,
    /// Pages may store nothing.
    pub stores_nothing: bool,
    /// Text is twice as large as usual.
    pub has_large_text: bool,
}

/// A named device with its profile folder, which lives as long as the device.
pub struct Device {
    name: String,
    size: Size,
    way: Way,
    profile: TempDir,
    chromedriver: Chromedriver,
    proxy: FaultProxy,
    browser: Option<Browser>,
}

impl Device {
    /// Unpacks a new device and opens its browser; `relay` is what its network leads to.
    ///
    /// # Errors
    /// When chromedriver or the browser cannot be started.
    pub async fn new(name: &str, size: Size, relay: SocketAddr) -> Result<Self> {
        let profile = tempfile::Builder::new()
            .prefix("zhongshang-device-")
            .tempdir()?;
        let mut device = Self {
            name: name.to_owned(),
            size,
            way: Way::default(),
            profile,
            chromedriver: Chromedriver::start().await?,
            proxy: FaultProxy::start(relay).await?,
            browser: None,
        };
        device.opens().await?;
        Ok(device)
    }

    /// What the journey calls it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Opens the browser on the device's profile, as it was left.
    ///
    /// # Errors
    /// When the browser does not start.
    pub async fn opens(&mut self) -> Result<()> {
        let proxy = self.proxy.address();
        let capabilities = browser::capabilities(self.profile.path(), proxy, self.size, self.way);
        let driver = self.chromedriver.browser(capabilities?).await?;
        self.browser = Some(Browser::new(driver)?);
        self.takes_size(self.size).await
    }

    /// Closes the browser and opens it again, set up in this way.
    ///
    /// # Errors
    /// When it does not close or start.
    pub async fn opens_as(&mut self, way: Way) -> Result<()> {
        self.closes().await?;
        self.way = way;
        self.opens().await
    }

    /// Closes the browser in good order.
    ///
    /// # Errors
    /// When it does not close.
    pub async fn closes(&mut self) -> Result<()> {
        match self.browser.take() {
            Some(browser) => browser.close().await,
            None => Ok(()),
        }
    }

    /// Kills the browser with SIGKILL, all its processes at once.
    ///
    /// # Errors
    /// When the processes do not end.
    pub async fn is_killed(&mut self) -> Result<()> {
        match self.browser.take() {
            Some(browser) => browser.kill().await,
            None => Ok(()),
        }
    }

    /// Switches what the network between this device and the relay is like.
    pub fn network(&self, network: Network) {
        self.proxy.becomes(network);
    }

    /// Brings the network back, and tells the page so, as the device's system does when a cable or
    /// an access point is there again.
    ///
    /// # Errors
    /// When the page does not take the news.
    pub async fn network_returns(&self) -> Result<()> {
        self.network(Network::Fine);
        self.runs("dispatchEvent(new Event('online'));")
            .await
            .map(drop)
    }

    /// Where the device's network begins, for a client that is no browser.
    pub fn proxy_address(&self) -> SocketAddr {
        self.proxy.address()
    }

    /// Opens another tab of the same browser and goes on in it.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn opens_a_tab(&self) -> Result<WindowHandle> {
        let driver = self.driver()?;
        let tab = driver.new_tab().await?;
        self.turns_to(&tab).await?;
        Ok(tab)
    }

    /// The tab that is in front.
    ///
    /// # Errors
    /// When the browser is closed.
    pub async fn tab(&self) -> Result<WindowHandle> {
        Ok(self.driver()?.window().await?)
    }

    /// Goes on in a tab that is open.
    ///
    /// # Errors
    /// When the tab is closed.
    pub async fn turns_to(&self, tab: &WindowHandle) -> Result<()> {
        let driver = self.driver()?;
        driver.switch_to_window(tab.clone()).await?;
        driver
            .cdp()
            .send_raw("Page.bringToFront", serde_json::json!({}))
            .await?;
        self.takes_size(self.size).await
    }

    /// Closes the tab in front and goes on in another.
    ///
    /// # Errors
    /// When there is no other.
    pub async fn closes_the_tab(&self, next: &WindowHandle) -> Result<()> {
        self.driver()?.close_window().await?;
        self.turns_to(next).await
    }

    /// The WebDriver session.
    ///
    /// # Errors
    /// When the browser is closed.
    pub fn driver(&self) -> Result<&WebDriver> {
        let browser = self.browser.as_ref();
        let browser = browser.with_context(|| format!("{}: the browser is closed", self.name))?;
        Ok(browser.driver())
    }
}
