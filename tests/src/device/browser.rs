//! The browser's process: how it is started, ended and killed.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, getpgid, kill_process, kill_process_group};
use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};

use super::{Size, Way};
use crate::wait::eventually_within;

/// An open browser. Killed when dropped, so that a failed journey leaves no process behind.
pub(super) struct Browser {
    driver: WebDriver,
    pid: Pid,
}

/// What chromedriver is asked for: Chromium without a window, its profile, its way to the relay.
pub(super) fn capabilities(
    profile: &Path,
    proxy: SocketAddr,
    size: Size,
    way: Way,
) -> Result<Capabilities> {
    let (width, height) = size.pixels();
    // Chromium's names for what pages may store: 1 everything, 2 nothing.
    let site_data = if way.stores_nothing { 2 } else { 1 };
    let text_pixels = if way.has_large_text { 32 } else { 16 };
    let window = if way.is_private {
        "--incognito"
    } else {
        "--new-window"
    };
    let chrome = json!({
        "args": [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--no-default-browser-check",
            "--no-proxy-server",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-features=Translate,MediaRouter,OptimizationHints",
            "--disable-background-timer-throttling",
            "--disable-renderer-backgrounding",
            "--disable-backgrounding-occluded-windows",
            "--force-prefers-reduced-motion",
            "--lang=zh-CN",
            format!("--host-resolver-rules=MAP zhongshang.localhost {proxy}"),
            window,
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", profile.display()),
        ],
        "prefs": {
            "intl.accept_languages": "zh-CN,zh",
            "profile.default_content_setting_values.cookies": site_data,
            "webkit.webprefs.default_font_size": text_pixels,
        },
    });
    let capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": chrome,
        "goog:loggingPrefs": { "browser": "ALL" },
        "unhandledPromptBehavior": "ignore",
    });
    serde_json::from_value(capabilities).context("capabilities that are none")
}

impl Browser {
    pub(super) fn new(driver: WebDriver) -> Result<Self> {
        let number = driver
            .capabilities()
            .get("goog:processID")
            .and_then(|pid| pid.as_i64());
        let number = number.context("chromedriver did not tell the browser's process")?;
        let pid = Pid::from_raw(i32::try_from(number)?).context("a browser without process")?;
        Ok(Self { driver, pid })
    }

    pub(super) fn driver(&self) -> &WebDriver {
        &self.driver
    }

    pub(super) async fn close(self) -> Result<()> {
        self.driver.clone().quit().await?;
        self.ended().await
    }

    pub(super) async fn kill(self) -> Result<()> {
        self.kill_now();
        self.ended().await
    }

    async fn ended(&self) -> Result<()> {
        eventually_within(
            Duration::from_secs(20),
            "the browser's process to end",
            || async { Ok((!self.is_alive()).then_some(())) },
        )
        .await
    }

    /// Whether the process still runs: chromedriver may leave a dead one unburied for a while.
    fn is_alive(&self) -> bool {
        let path = format!("/proc/{}/stat", self.pid.as_raw_nonzero());
        let stat = std::fs::read_to_string(path).unwrap_or_default();
        stat.rsplit_once(") ")
            .is_some_and(|(_, state)| !state.starts_with(['Z', 'X']))
    }

    fn kill_now(&self) {
        // Else thirtyfour would ask a dead browser to quit. Fails only when it has quit already.
        let _ = self.driver.clone().leak();
        // chromedriver starts the browser as the leader of a process group of its own; were it not
        // so, the group would be this test's, and only the browser itself is killed.
        let _ = match getpgid(Some(self.pid)) {
            Ok(group) if group == self.pid => kill_process_group(group, Signal::KILL),
            Ok(_) => kill_process(self.pid, Signal::KILL),
            Err(_) => return,
        };
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.kill_now();
    }
}
