//! Builds what ships: the app (by Trunk) and the relay.

use std::path::PathBuf;

use anyhow::Result;

use crate::{shell, workspace::Workspace};

/// Tells Trunk's hook (`Trunk.toml`) which program finishes the build.
const HOOK: &str = "ZHONGSHANG_XTASK";

/// Builds the app as it ships into the workspace's `dist` folder and returns that folder.
pub(crate) fn build_app(workspace: &Workspace) -> Result<PathBuf> {
    // Trunk runs offline, so that it never downloads a tool behind our back; what Cargo needs is fetched before.
    shell::run(
        shell::program("cargo")
            .args(["fetch", "--locked", "--quiet"])
            .current_dir(workspace.root()),
    )?;
    shell::run(
        shell::program("trunk")
            .args(["build", "--release", "--locked", "--offline"])
            .current_dir(workspace.root())
            // Its hook calls this very program, which waits for no lock and need not be built once more.
            .env(HOOK, std::env::current_exe()?)
            // Trunk reads this variable as one of its own flags and stumbles over "1".
            .env_remove("NO_COLOR"),
    )?;
    Ok(workspace.dist())
}

/// Builds native programs with the `server` profile, in one go so that what they share is built once.
pub(crate) fn build_server_programs(workspace: &Workspace, packages: &[&str]) -> Result<()> {
    let mut cargo = shell::program("cargo");
    cargo.args(["build", "--locked", "--profile", "server", "--bins"]);
    for package in packages {
        cargo.args(["--package", package]);
    }
    shell::run(cargo.current_dir(workspace.root()))
}
