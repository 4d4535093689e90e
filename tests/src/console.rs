//! What the page wrote to the console: errors, panics and CSP reports fail the journey.

use anyhow::{Result, ensure};
use thirtyfour::{BrowserLogEntry, WebDriver};

/// Reads what is new in the console of the tab in front.
///
/// A connection that could not be made is no error of the page: the network of a journey is cut on
/// purpose, and the browser reports it by itself. An answer with an error status is one.
///
/// # Errors
/// The lines that are errors.
pub(crate) async fn check(driver: &WebDriver) -> Result<()> {
    let lines = driver.browser_log().await?;
    let errors: Vec<_> = lines
        .iter()
        .filter(|line| is_error(line))
        .map(in_words)
        .collect();
    ensure!(
        errors.is_empty(),
        "the console has errors:\n  {}",
        errors.join("\n  ")
    );
    Ok(())
}

fn is_error(line: &BrowserLogEntry) -> bool {
    line.level == "SEVERE" && !is_lost_connection(line)
}

fn is_lost_connection(line: &BrowserLogEntry) -> bool {
    let by_browser = matches!(line.source.as_deref(), Some("network" | "javascript"));
    let lost =
        line.message.contains("net::ERR_") || line.message.contains("WebSocket connection to");
    by_browser && lost
}

fn in_words(line: &BrowserLogEntry) -> String {
    format!(
        "[{}] {}",
        line.source.as_deref().unwrap_or("?"),
        line.message
    )
}
