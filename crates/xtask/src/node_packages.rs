//! The few pinned Node packages that tests and benchmarks use; nothing that ships has any.

use std::path::Path;

use anyhow::Result;

use crate::{shell, workspace::Workspace};

/// The accessibility checker that the journeys put into every page.
pub(crate) const AXE: &str = "tests/axe";
/// The servers that `bench relay --peer` compares the relay with.
pub(crate) const PEERS: &str = "tests/bench/peer";

/// Installs what the folder's `package-lock.json` names, unless that has been done.
pub(crate) fn provide(workspace: &Workspace, folder: &str) -> Result<()> {
    let folder = workspace.root().join(folder);
    if is_current(&folder) {
        return Ok(());
    }
    // Not `npm ci`: it gives up where a registry lacks an optional package for another platform. This takes the
    // versions from the lock as well, and leaves the lock as it is.
    shell::run(
        shell::program("npm")
            .args([
                "install",
                "--no-save",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
            ])
            .current_dir(folder),
    )
}

/// npm leaves a lock of its own behind what it installed; older than ours, it describes something else.
fn is_current(folder: &Path) -> bool {
    let time = |name: &str| folder.join(name).metadata()?.modified();
    match (
        time("node_modules/.package-lock.json"),
        time("package-lock.json"),
    ) {
        (Ok(installed), Ok(wanted)) => installed >= wanted,
        _ => false,
    }
}
