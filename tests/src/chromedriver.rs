//! One chromedriver process: started on a free port, stopped with its owner.

use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use thirtyfour::{Capabilities, WebDriver};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A running chromedriver, for one device.
pub struct Chromedriver {
    address: String,
    // Killed when dropped; its browser is ended by the device before that.
    _process: Child,
}

impl Chromedriver {
    /// Starts chromedriver (`CHROMEDRIVER`, or the one in the path) on a port that is free.
    ///
    /// # Errors
    /// When it cannot be started or never says its port.
    pub async fn start() -> Result<Self> {
        let program = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut process = Command::new(&program)
            .args(["--port=0", "--log-level=SEVERE"])
            // The browser's own parts, such as its date boxes, speak the language of its system.
            .env("LANGUAGE", "zh_CN")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let output = process
            .stdout
            .take()
            .context("chromedriver without output")?;
        let port = tokio::time::timeout(Duration::from_secs(20), announced_port(output))
            .await
            .context("chromedriver did not say its port within 20 s")??;
        Ok(Self {
            address: format!("http://127.0.0.1:{port}"),
            _process: process,
        })
    }

    /// Opens a browser with the given capabilities.
    ///
    /// # Errors
    /// When the browser does not start.
    pub async fn browser(&self, capabilities: Capabilities) -> Result<WebDriver> {
        WebDriver::new(self.address.as_str(), capabilities)
            .await
            .context("the browser did not start")
    }
}

/// Reads the line “ChromeDriver was started successfully on port N.” and keeps draining the rest, so
/// that a full pipe never stops the driver.
async fn announced_port(output: tokio::process::ChildStdout) -> Result<u16> {
    let mut lines = BufReader::new(output).lines();
    while let Some(line) = lines.next_line().await? {
        if let Some((_, port)) = line.split_once("successfully on port ") {
            let port = port
                .trim_end_matches('.')
                .parse()
                .context("an odd port number")?;
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok(port);
        }
    }
    bail!("chromedriver ended before it said its port")
}
