//! Debian packages.

use std::{
    path::Path,
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
};

use anyhow::{Result, bail};

use crate::{shell, workspace::Workspace};

/// The lists of packages are fetched once a run, before the first package.
static HAS_UPDATED: AtomicBool = AtomicBool::new(false);

/// Installs a package without asking.
pub(super) fn install(workspace: &Workspace, package: &str) -> Result<()> {
    if !shell::succeeds(shell::program("apt-get").arg("--version")) {
        bail!("this system has no apt-get");
    }
    update(workspace)?;
    let log = workspace.logs().join(format!("setup-{package}.log"));
    shell::run_with_progress(
        as_root().args(["install", "--yes", "--no-install-recommends", package]),
        &log,
    )
}

/// Fetches the lists of packages unless that was done in this run.
pub(super) fn update(workspace: &Workspace) -> Result<()> {
    if HAS_UPDATED.load(Ordering::Relaxed) {
        return Ok(());
    }
    let log = workspace.logs().join("setup-apt-update.log");
    shell::run_with_progress(as_root().arg("update"), &log)?;
    HAS_UPDATED.store(true, Ordering::Relaxed);
    Ok(())
}

pub(super) fn by_hand(package: &str) -> String {
    format!("as root: apt-get update && apt-get install {package} (Debian's name)")
}

/// `apt-get`, through sudo where we are not root and sudo asks for no password.
fn as_root() -> Command {
    let is_root = shell::peek(shell::program("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    let mut command = if is_root || !Path::new("/usr/bin/sudo").exists() {
        shell::program("apt-get")
    } else {
        let mut sudo = shell::program("sudo");
        sudo.args([
            "--non-interactive",
            "--preserve-env=DEBIAN_FRONTEND",
            "apt-get",
        ]);
        sudo
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
