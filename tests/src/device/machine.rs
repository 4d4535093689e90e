//! The machine under the page: processor, storage, clock, printer.

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{Device, ORIGIN};
use crate::folder;

impl Device {
    /// Sends a command of the Chrome DevTools Protocol to the tab in front.
    ///
    /// # Errors
    /// When the browser does not know it or refuses.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        let sent = self.driver()?.cdp().send_raw(command, parameters).await;
        sent.with_context(|| format!("{}: {command}", self.name))
    }

    /// Makes the processor this many times slower (1 is as it is).
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn is_slower(&self, times: f64) -> Result<()> {
        self.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": times }))
            .await
            .map(drop)
    }

    /// Tells the page that there is no network at all, as flight mode does; the wire is untouched.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn flight_mode(&self, on: bool) -> Result<()> {
        self.devtools("Network.enable", json!({})).await?;
        let conditions = json!({
            "offline": on, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.devtools("Network.emulateNetworkConditions", conditions)
            .await
            .map(drop)
    }

    /// Clears stored data of the app, as “clear site data” or an evicting browser does. `kinds` is
    /// `all` or a list such as `indexeddb,cache_storage`.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn loses_stored(&self, kinds: &str) -> Result<()> {
        let parameters = json!({ "origin": ORIGIN, "storageTypes": kinds });
        self.devtools("Storage.clearDataForOrigin", parameters)
            .await
            .map(drop)
    }

    /// Flips a bit in the middle of each file of the app's databases, as a dying disk does, and gives the
    /// number of files. The browser must be closed.
    ///
    /// # Errors
    /// When it is not, or the files cannot be written.
    pub fn has_damaged_files(&self) -> Result<usize> {
        ensure!(self.browser.is_none(), "{}: the browser is open", self.name);
        let databases = self.profile.path().join("Default/IndexedDB");
        let mut damaged = 0;
        for file in folder::files(&databases)? {
            let mut bytes = std::fs::read(&file)?;
            let middle = bytes.len() / 2;
            if let Some(byte) = bytes.get_mut(middle) {
                *byte ^= 0x10;
                damaged += 1;
            }
            std::fs::write(&file, bytes)?;
        }
        Ok(damaged)
    }

    /// Leaves the app only this many bytes of storage, or as many as the disk has.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn has_storage_for(&self, bytes: Option<u64>) -> Result<()> {
        let parameters = match bytes {
            Some(bytes) => json!({ "origin": ORIGIN, "quotaSize": bytes }),
            None => json!({ "origin": ORIGIN }),
        };
        self.devtools("Storage.overrideQuotaForOrigin", parameters)
            .await
            .map(drop)
    }

    /// Runs a script in every page that is opened from now on, before the page's own.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn starts_pages_with(&self, script: &str) -> Result<()> {
        let parameters = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", parameters)
            .await
            .map(drop)
    }

    /// Moves the clock that pages see by this many milliseconds.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn clock_is_off_by(&self, milliseconds: i64) -> Result<()> {
        let script = format!(
            "{{ const real = Date.now; const off = {milliseconds}; const Real = Date;
               Date = class extends Real {{
                 constructor(...given) {{ given.length ? super(...given) : super(real() + off); }}
                 static now() {{ return real() + off; }}
               }}; }}"
        );
        self.starts_pages_with(&script).await
    }

    /// Freezes the tab in front, as a system short of memory does: its scripts no longer run.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn hangs(&self) -> Result<()> {
        self.devtools("Page.setWebLifecycleState", json!({ "state": "frozen" }))
            .await
            .map(drop)
    }

    /// Prints the page to PDF (A4) and gives the file's bytes.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn prints(&self) -> Result<Vec<u8>> {
        let a4 = json!({
            "paperWidth": 8.27, "paperHeight": 11.69, "printBackground": true,
            "preferCSSPageSize": true,
        });
        let answer = self.devtools("Page.printToPDF", a4).await?;
        let data = answer
            .get("data")
            .and_then(Value::as_str)
            .context("a print without data")?;
        Ok(STANDARD.decode(data)?)
    }

    /// Runs a script in the page and gives what it returns. For faults that no person makes; what a
    /// person does has steps of its own.
    ///
    /// # Errors
    /// When the script fails.
    pub async fn runs(&self, script: &str) -> Result<Value> {
        Ok(self
            .driver()?
            .execute(script, Vec::new())
            .await?
            .json()
            .clone())
    }

    /// Runs a script that answers by calling its last argument.
    ///
    /// # Errors
    /// When the script fails or never answers.
    pub async fn runs_and_waits(&self, script: &str) -> Result<Value> {
        Ok(self
            .driver()?
            .execute_async(script, Vec::new())
            .await?
            .json()
            .clone())
    }
}

/// How many pages a print has, by the count in its tree of pages.
#[must_use]
pub fn pages_of(pdf: &[u8]) -> usize {
    String::from_utf8_lossy(pdf)
        .matches("/Type /Page\n")
        .count()
}
