//! Asks rustup for what belongs to the toolchain, and does not wait for ever.

use std::{
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::shell;

/// The downloads are about 20 MB; a network that blocks them either fails at once or says nothing for ever.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs `rustup` and says whether what was wanted is there; if not, why not is printed.
pub(super) fn adds(arguments: &[&str], is_there: impl Fn() -> bool) -> bool {
    match run(arguments) {
        Ok(()) if is_there() => true,
        Ok(()) => {
            println!("      rustup succeeded, but the compiler does not find it");
            false
        }
        Err(error) => {
            println!("      rustup cannot provide it here: {error:#}");
            false
        }
    }
}

fn run(arguments: &[&str]) -> Result<()> {
    let mut rustup = shell::program("rustup")
        .args(arguments)
        .env("RUSTUP_MAX_RETRIES", "1")
        .env("RUSTUP_DOWNLOAD_TIMEOUT", "30")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .context("there is no rustup")?;
    let begun = Instant::now();
    loop {
        if let Some(status) = rustup.try_wait()? {
            if !status.success() {
                bail!("`rustup {}` failed ({status})", arguments.join(" "));
            }
            return Ok(());
        }
        if begun.elapsed() > PATIENCE {
            rustup.kill()?;
            rustup.wait()?;
            bail!("no answer within {} s", PATIENCE.as_secs());
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}
